#!/usr/bin/env python3
"""Kills builds at random moments and checks that the published folder is always one whole site.

  kill.py --jingwei PATH --site DIR --out DIR --kills 20

The site is copied to OUT/site and published to OUT/public. Two states, A and B,
differ in the title of the site, so in every page. Both are built once in full
and their trees are hashed: paths and bytes. Then, again and again, a build
of the state that is not published starts and is killed with SIGKILL. After
each kill the published folder must be byte for byte the old site or the new
one. Half of the moments lie anywhere in the measured time of a build, half
near its end, where the new site takes the place of the old. At the end one
more build must leave nothing beside the folder but the two it began with.

Exit code 0 if all holds, 1 if not, 2 if the test could not run.
"""
import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time

MARKS = {"A": "Alpha", "B": "Bravo"}


def stop(message):
    print("kill.py: " + message, file=sys.stderr)
    sys.exit(2)


class Site:
    """A copy of a site whose title can be switched between two states."""

    def __init__(self, program, source, out):
        self.program = os.path.abspath(program)
        self.base = os.path.abspath(out)
        if os.path.isdir(self.base) and os.listdir(self.base):
            stop("%s is not empty" % out)
        self.root = os.path.join(self.base, "site")
        self.public = os.path.join(self.base, "public")
        self.log = self.base + ".log"
        unwanted = {".git", ".jingwei", "public", "target", "node_modules"}
        shutil.copytree(source, self.root, ignore=lambda folder, names: (
            unwanted & set(names) if os.path.samefile(folder, source) else ()))
        self.config = os.path.join(self.root, "jingwei.toml")
        with open(self.config, encoding="utf-8") as f:
            self.text = f.read()
        self.title = re.search(r'(?m)^title\s*=\s*(".*?"|\{.*?\})\s*$', self.text)
        if not self.title:
            stop("no title in one line in jingwei.toml")

    def set(self, state):
        """Puts the mark of a state into every word of the title."""
        line = re.sub(r'"([^"]*)"', r'"\1 %s"' % MARKS[state], self.title.group(0))
        text = self.text[:self.title.start()] + line + self.text[self.title.end():]
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(text)

    def start(self):
        """Starts a build in a process group of its own."""
        with open(self.log, "ab") as log:
            return subprocess.Popen([self.program, "build", "--root", self.root, "--output", self.public],
                                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def build(self, state):
        """A whole build: its time."""
        self.set(state)
        begin = time.monotonic()
        code = self.start().wait()
        if code != 0:
            stop("the build of state %s ended with %d; see %s" % (state, code, self.log))
        return time.monotonic() - begin

    def kill(self, state, moment):
        """A build killed after so many seconds: True if it was still at work."""
        self.set(state)
        child = self.start()
        try:
            code = child.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return child.returncode == -signal.SIGKILL
        if code != 0:
            stop("the build of state %s ended with %d; see %s" % (state, code, self.log))
        return False

    def beside(self):
        """What stands beside the published folder, and at the top of the site."""
        return sorted(os.listdir(self.base)), sorted(set(os.listdir(self.root)) - {".jingwei"})


def tree_hash(folder):
    """(hash, files) of everything in a folder: kinds, paths and bytes. None if it is not there."""
    if not os.path.isdir(folder):
        return None, 0
    total, files = hashlib.sha256(), 0
    for root, dirs, names in os.walk(folder):
        dirs.sort()
        for name in sorted(dirs + names):
            path = os.path.join(root, name)
            total.update(os.path.relpath(path, folder).encode("utf-8", "surrogateescape") + b"\0")
            if os.path.islink(path):
                total.update(b"link\0" + os.fsencode(os.readlink(path)) + b"\0")
            elif os.path.isdir(path):
                total.update(b"folder\0")
            else:
                with open(path, "rb") as f:
                    total.update(b"file\0" + hashlib.sha256(f.read()).digest())
                files += 1
    return total.hexdigest(), files


def marked(folder, state):
    """(pages that bear the mark of a state, pages)."""
    hits = pages = 0
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".html"):
                pages += 1
                with open(os.path.join(root, name), "rb") as f:
                    hits += MARKS[state].encode() in f.read()
    return hits, pages


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--jingwei", required=True, help="the program")
    ap.add_argument("--site", required=True, help="a site; it is copied, never changed")
    ap.add_argument("--out", required=True, help="a new or empty folder to work in")
    ap.add_argument("--kills", type=int, default=20)
    ap.add_argument("--seed", default="kill", help="another seed, other moments")
    a = ap.parse_args()
    rng = random.Random(a.seed)
    site = Site(a.jingwei, a.site, a.out)

    first = (["public", "site"], site.beside()[1])
    site.build("A")
    times = [site.build("B")]
    whole = {"B": tree_hash(site.public)[0]}
    times.append(site.build("A"))
    whole["A"], files = tree_hash(site.public)
    hits, pages = marked(site.public, "A")
    if whole["A"] == whole["B"]:
        stop("the title makes no difference to the site")
    print("%d files, %d of %d pages bear the title, a build takes %.2f s\n" % (
        files, hits, pages, statistics.median(times)))

    published, failures = "A", 0
    print("| kill | from | to | after s | of a build | the build was | the folder is |")
    print("| ---: | --- | --- | ---: | ---: | --- | --- |")
    for n in range(1, a.kills + 1):
        target = "B" if published == "A" else "A"
        share = rng.uniform(0.0, 1.0) if n % 2 else rng.uniform(0.75, 1.1)
        moment = share * statistics.median(times)
        killed = site.kill(target, moment)
        found = tree_hash(site.public)[0]
        if found == whole[target]:
            verdict, was = "the new site", published
            published = target
        elif found == whole[published] and killed:
            verdict, was = "the old site", published
        else:
            verdict = ("MISSING" if found is None else "the old site, though the build ended"
                       if found == whole[published] else "A MIX") + ": failure"
            failures, was = failures + 1, published
        print("| %d | %s | %s | %.3f | %d %% | %s | %s |" % (
            n, was, target, moment, round(share * 100), "killed" if killed else "at its end", verdict), flush=True)
        if verdict.endswith("failure"):
            site.build(published)                      # go on from a known state
        elif n % 5 == 0:                               # a whole build after a killed one, and the other direction
            published = "B" if published == "A" else "A"
            times.append(site.build(published))
            if tree_hash(site.public)[0] != whole[published]:
                print("the whole build after kill %d differs from the first one of its state: failure" % n)
                failures += 1

    final = "B" if published == "A" else "A"
    site.build(final)
    if tree_hash(site.public)[0] != whole[final]:
        print("\nthe last whole build differs from the first one of its state: failure")
        failures += 1
    for where, before, after in zip(("beside the published folder", "in the site"), first, site.beside()):
        left = sorted(set(after) - set(before))
        if left:
            print("\nleft %s: %s: failure" % (where, ", ".join(left)))
            failures += 1
    print("\n%d kills, %s" % (a.kills, "%d failures" % failures if failures else
                              "always the old site or the new one, nothing left behind"))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
