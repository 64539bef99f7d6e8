#!/usr/bin/env python3
"""Counts false alarms on the sentences of held_out.tsv and catches of the mistakes in bad.tsv.

Builds a site for each of the two tables in a temporary folder: a source whose paragraphs are the rows, and one entry a row
in Chinese and English, each sentence with a citation of its paragraph. Then it runs `jingwei check` on them.
"""

import argparse
import collections
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Names that an editor would have in the termbase: numbers inside them are not figures. Names written in Han numerals
# (五位一体, 一核两翼) and names of documents are left out on purpose: good prose is full of them.
NAMES = [
    ("pm25", ["PM2.5"], ["PM2.5"]),
    ("national-highway-109", ["国道109新线", "国道109"], ["National Highway 109"]),
    ("line-7", ["7号线"], ["Line 7"]),
    ("line-8", ["8号线"], ["Line 8"]),
    ("line-s1", ["S1线"], ["Line S1"]),
    ("g6", ["G6京藏高速"], ["G6 Beijing-Tibet Expressway"]),
    ("four-plus-n", ["4+N"], ["4+N"]),
    ("one-four-n", ["1+4+N"], ["1+4+N"]),
    ("five-g", ["5G"], ["5G"]),
    ("four-a", ["4A"], ["4A"]),
    ("thirteenth-plan", ["十三五"], ["13th Five-Year Plan"]),
]


def table(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cited(sentence, paragraph, space):
    return f"{sentence[:-1]}{space}[@held-out#P{paragraph}]{sentence[-1]}"


def letters(number):
    return chr(65 + number // 26) + chr(65 + number % 26)


def build(folder, rows):
    """A site with the rows (id, paragraph, zh, en), all of whose findings come from the sentences."""

    def write(path, text):
        path = folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    write("jingwei.toml", """[site]
title = { zh = "留出的句子", en = "Sentences set aside" }
languages = ["zh", "en"]

[content]
autolink = false
""")
    vocabulary = {
        "topics": "- {id: figures, label: {zh: 数字, en: Figures}}\n",
        "regions": "- {id: somewhere, label: {zh: 某地, en: Somewhere}, type: place}\n",
        "agencies": "[]\n",
        "indicators": "[]\n",
        "relations": "[]\n",
        "types": """project:
  types: [{id: sentence, label: {zh: 句子, en: Sentence}}]
region:
  types: [{id: place, label: {zh: 地方, en: Place}}]
""",
        "terms": "".join(
            f"- {{id: {name}, names: {{zh: {json.dumps(zh, ensure_ascii=False)}, en: {json.dumps(en)}}}}}\n"
            for name, zh, en in NAMES
        ),
    }
    for name, text in vocabulary.items():
        write(f"content/vocabulary/{name}.yaml", text)

    paragraphs = list(dict.fromkeys(row["paragraph"] for row in rows))
    source = "---\ntitle: 留出的段落\npublisher: 某市\npublished: 2018-07-25\nlabels: {en: Paragraphs set aside}\n---\n"
    write("seeds/held-out.zh.txt", source + "".join(f"\n{paragraph}\n" for paragraph in paragraphs))

    for number, row in enumerate(rows):
        cite = paragraphs.index(row["paragraph"]) + 1
        write(f"content/projects/{row['id']}.zh.md", f"""---
title: 条目{letters(number)}
summary: 留出的句子。
type: sentence
topics: [figures]
regions: [somewhere]
stage: unknown
unknown:
  period: 来源未给出
  agencies: 来源未给出
cite: [held-out#P{cite}]
---
{cited(row["zh"], cite, "")}
""")
        write(f"content/projects/{row['id']}.en.md", f"""---
title: Entry {letters(number)}
summary: A sentence set aside.
unknown:
  period: Not given in the source
  agencies: Not given in the source
translation:
  status: reviewed
---
{cited(row["en"], cite, " ")}
""")
    # Something leads to every entry.
    links = "".join(f"- [[{row['id']}]]\n" for row in rows)
    write("content/pages/home.zh.md", f"---\ntitle: 句子\n---\n{links}")
    write("content/pages/home.en.md", f"---\ntitle: Sentences\ntranslation:\n  status: reviewed\n---\n{links}")


def stamp(jingwei, folder, rows):
    """Records that each translation fits its original."""
    if subprocess.run([jingwei, "stamp", "--help"], capture_output=True, check=False).returncode:
        print("(this program has no `stamp`: the translations carry no digests)")
        return
    for name in ["home"] + [row["id"] for row in rows]:
        run = subprocess.run([jingwei, "--root", folder, "stamp", name], capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"(stamp {name} failed: {run.stderr.strip()})")


def check(jingwei, folder):
    """The findings of each entry, and those elsewhere."""
    run = subprocess.run(
        [jingwei, "--root", folder, "check", "--format", "json"], capture_output=True, text=True, check=False
    )
    if run.returncode not in (0, 1):
        sys.exit(f"check could not run: {run.stderr.strip()}")
    entries, elsewhere = collections.defaultdict(list), []
    for line in run.stdout.splitlines():
        finding = json.loads(line)
        path = pathlib.PurePosixPath(finding.get("file", ""))
        finding["language"] = path.name.split(".")[1] if path.name.count(".") == 2 else ""
        if "projects" in path.parts:
            entries[path.name.split(".")[0]].append(finding)
        else:
            elsewhere.append(finding)
    return entries, elsewhere


def site(jingwei, folder, rows):
    build(folder, rows)
    stamp(jingwei, folder, rows)
    return check(jingwei, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jingwei", default=str(ROOT / "target/release/jingwei"), help="the program (default: %(default)s)")
    parser.add_argument("--keep", metavar="DIR", help="leave the two sites there, in new folders good/ and bad/")
    options = parser.parse_args()
    if not os.access(options.jingwei, os.X_OK):
        sys.exit(f"no program at {options.jingwei}; name one with --jingwei")
    jingwei = str(pathlib.Path(options.jingwei).resolve())

    good = table("held_out.tsv")
    base = {row["id"]: row for row in good}
    bad = [{**row, "paragraph": base[row["base"]]["paragraph"]} for row in table("bad.tsv")]
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="jingwei-held-out-"))
    try:
        for name in ("good", "bad"):
            (folder / name).mkdir(parents=True)
        alarms, elsewhere = site(jingwei, folder / "good", good)
        report_good(good, alarms, elsewhere)
        report_bad(bad, alarms, *site(jingwei, folder / "bad", bad))
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def report_good(rows, entries, elsewhere):
    print(f"== {2 * len(rows)} good sentences")
    codes, sentences = collections.Counter(), set()
    for row in rows:
        for finding in entries[row["id"]]:
            codes[finding["code"]] += 1
            sentences.add((row["id"], finding["language"]))
            print(f"{row['id']} {finding['language']} {finding['code']}: {finding['message']}")
            print(f"    {row.get(finding['language'], '')}")
    print_elsewhere(elsewhere)
    print(f"false alarms: {sum(codes.values())}, on {len(sentences)} of {2 * len(rows)} sentences")
    for code, count in codes.most_common():
        print(f"  {count:4} {code}")


def said(finding):
    return finding["code"], finding["language"], finding["message"]


def report_bad(rows, alarms, entries, elsewhere):
    """What is said of the good sentence, too, is no catch."""
    print(f"\n== {len(rows)} sentences with a planted mistake")
    caught, by_language = collections.Counter(), collections.Counter()
    missed = []
    for row in rows:
        false = {said(finding) for finding in alarms[row["base"]]}
        codes = {finding["code"] for finding in entries[row["id"]] if said(finding) not in false}
        # That a translation is older than its original says nothing about figures.
        codes = {code for code in codes if "stale" not in code}
        by_language[row["language"]] += 1
        if codes:
            caught[row["language"]] += 1
            print(f"{row['id']} caught ({', '.join(sorted(codes))}): {row['change']}")
        else:
            missed.append(row)
    for row in missed:
        print(f"{row['id']} MISSED in {row['language']}: {row['change']}\n    {row['zh']}\n    {row['en']}")
    print_elsewhere(elsewhere)
    print(f"caught: {sum(caught.values())} of {len(rows)}, missed {len(missed)}")
    for language, count in by_language.items():
        print(f"  {language}: {caught[language]} of {count}")


def print_elsewhere(findings):
    for finding in findings:
        print(f"not in a sentence: {finding.get('file')}: {finding['code']}: {finding['message']}")


if __name__ == "__main__":
    main()
