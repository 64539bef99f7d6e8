#!/bin/sh
# Puts a site of jingwei into a bucket that is served as a web site. Not run by the authors: try it
# with --dryrun first. Usage: object-store.sh public s3://bucket/kb [--dryrun ...]
set -eu
site=$1
bucket=$2
shift 2

put() { # pattern, type, how long it may be kept, from, to; the rest are options
    pattern=$1 type=$2 keep=$3 from=$4 to=$5
    shift 5
    aws s3 sync "$from" "$to" --exclude '*' --include "$pattern" \
        --content-type "$type" --cache-control "$keep" "$@"
}

# Assets first: no page is ever without its style. Their names change with their content.
year='public, max-age=31536000, immutable'
put '*.css' 'text/css; charset=utf-8' "$year" "$site/assets" "$bucket/assets" "$@"
put '*.js' 'text/javascript; charset=utf-8' "$year" "$site/assets" "$bucket/assets" "$@"
put '*.svg' 'image/svg+xml; charset=utf-8' "$year" "$site/assets" "$bucket/assets" "$@"
put '*.woff2' 'font/woff2' "$year" "$site/assets" "$bucket/assets" "$@"

# The files of the search before the one that names their folder.
put '*.json' 'application/json' "$year" "$site/search" "$bucket/search" --exclude index.json "$@"
put '*.bin' 'application/octet-stream' "$year" "$site/search" "$bucket/search" "$@"
put '*.txt' 'text/plain; charset=utf-8' "$year" "$site/search" "$bucket/search" "$@"

others='no-cache'
put '*.html' 'text/html; charset=utf-8' "$others" "$site" "$bucket" "$@"
put '*.xml' 'application/xml; charset=utf-8' "$others" "$site" "$bucket" --exclude '*feed.xml' "$@"
put '*feed.xml' 'application/atom+xml; charset=utf-8' "$others" "$site" "$bucket" "$@"
put '*.json' 'application/json' "$others" "$site" "$bucket" --exclude 'assets/*' --exclude 'search/*/*' "$@"
put '*.csv' 'text/csv; charset=utf-8' "$others" "$site" "$bucket" "$@"
put '*.bib' 'application/x-bibtex; charset=utf-8' "$others" "$site" "$bucket" "$@"
put '*.ris' 'application/x-research-info-systems; charset=utf-8' "$others" "$site" "$bucket" "$@"
put '*.txt' 'text/plain; charset=utf-8' "$others" "$site" "$bucket" --exclude 'search/*/*' "$@"

# All else with the type that the tool finds; then what is gone. Same files are left alone.
hidden="--exclude .jingwei-manifest --exclude *.gz --exclude *.br"
# shellcheck disable=SC2086
set -f; aws s3 sync "$site" "$bucket" $hidden --size-only --cache-control "$others" --delete "$@"
