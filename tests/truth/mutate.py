#!/usr/bin/env python3
"""Makes every figure of every entry wrong, one at a time, and counts the changes that `jingwei check` does not see.

A change is caught if check then says something about the files of that entry that it did not say before. Many changes,
each in another entry, are tried in one run; what such a run misses is tried again alone, with the translation stamped
anew, so a miss is a miss. A finding that the translation is stale is no catch.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import figures

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDERS = ("policies", "projects", "platforms", "pages", "topics", "regions", "agencies")

def truth(codes):
    """Without what says only that a translation is older than its original."""
    return {code for code in codes if "stale" not in code}


Change = collections.namedtuple("Change", "entry path start end words operation place")

# Words that a reader compares with the source. Titles and aliases are names.
WORDS = re.compile(
    r"""^summary:[ ](?P<a>.+)$|\b(?:note|text|reason):[ ](?:"(?P<b>[^"\n]*)"|(?P<c>[^",}\n][^,}\n]*))""", re.M | re.X
)
BLOCK = re.compile(r"^(unknown|milestones|observations):[ ]*(.*)\n((?:[ ]+.*\n)*)", re.M)
LINE = re.compile(r"""^[ ]+[a-z0-9_-]+:[ ](.+)$""", re.M)
VALUE = re.compile(r"(?<=[{, \n])(?P<key>value|from|to):[ ]*(?P<number>-?\d+(?:\.\d+)?)(?=[ ,}\n])")
QUALIFIER = re.compile(r"(?:,[ ]*|\n[ ]+)qualifier:[ ]*(?P<word>[a-z-]+)")
SWAPPED = {
    "nearly": "over", "about": "nearly", "over": "nearly", "more-than": "nearly", "at-least": "at-most", "at-most": "at-least",
    "exact": "about",
}
DATE = re.compile(
    r"""(?P<key>\b(?:date|due|period|as_of|made|published|established|in_force|ends|until)):[ ]*"?(?P<date>[\d./-]*\d[\d./-]*)"""
)


def front_matter(text):
    match = re.match(r"\ufeff?---\n(.*?\n)---\n", text, re.S)
    return (match.start(1), match.end(1), match.end()) if match else (0, 0, 0)


def spans_of_words(text, start, end, translation):
    """Where in front matter words stand."""
    part = text[start:end]
    found = set()
    for match in WORDS.finditer(part):
        group = next(name for name in "abc" if match[name] is not None)
        found.add(match.span(group))
    for block in BLOCK.finditer(part):
        if block[1] == "unknown" or translation:
            for match in LINE.finditer(block[3]):
                found.add((block.start(3) + match.start(1), block.start(3) + match.end(1)))
            if block[2]:
                found.add(block.span(2))
    return sorted((start + one, start + other) for one, other in found)


def fact_changes(part):
    for match in VALUE.finditer(part):
        for operation, words in figures.digit_changes(match["number"], comma=False):
            yield operation, *match.span("number"), words
        if match["key"] != "value":
            continue
        # The rest of the same record: up to its brace, or the lines of the same item.
        flow = part.rfind("{", 0, match.start()) > part.rfind("\n", 0, match.start())
        stop = part.find("\n", match.end()) if flow else re.compile(r"\n(?:[ ]*-|\S)|\Z").search(part, match.end()).start()
        line = part.rfind("\n" if flow else "\n  -", 0, match.start())
        record = part[line:stop]
        qualifier = QUALIFIER.search(record)
        if qualifier:
            yield "approximator removed", line + qualifier.start(), line + qualifier.end(), ""
            yield (
                "approximator swapped", line + qualifier.start("word"), line + qualifier.end("word"),
                SWAPPED[qualifier["word"]],
            )
        else:
            if flow:
                addition = ", qualifier: about"
            else:
                column = match.start() - part.rfind("\n", 0, match.start()) - 1
                addition = "\n" + " " * column + "qualifier: about"
            yield "approximator added", match.end(), match.end(), addition


def date_changes(part):
    """(key, operation, start, end, words)"""
    for match in DATE.finditer(part):
        at = match.start("date")
        for one in re.finditer(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", match["date"]):
            year = one[1]
            swapped = figures.swap(year[2:])
            yield match["key"], "date +1", at + one.start(1), at + one.end(1), str(int(year) + 1)
            yield match["key"], "date swap", at + one.start(1), at + one.end(1), year[:2] + swapped
            if one[2]:
                yield match["key"], "date +1", at + one.start(2), at + one.end(2), f"{int(one[2]) % 12 + 1:02}"
            if one[3]:
                yield match["key"], "date +1", at + one.start(3), at + one.end(3), f"{int(one[3]) % 28 + 1:02}"


def read_changes(root):
    """Every change of every entry, the texts of the files, and how many figures were passed over, by reason."""
    changes, texts, skipped = [], {}, collections.Counter()
    for path in sorted((root / "content").rglob("*.md")):
        local = path.relative_to(root)
        match = re.fullmatch(r"(.+)\.(zh|en)\.md", path.name)
        if not match or local.parts[1] not in FOLDERS:
            continue
        text = path.read_text(encoding="utf-8")
        entry, language = f"{local.parts[1]}/{match[1]}", match[2]
        texts[str(local)] = text
        start, end, body = front_matter(text)
        translation = re.search(r"^translation:", text[start:end], re.M) is not None

        def add(place, offset, found):
            for operation, one, other, words in found:
                changes.append(Change(entry, str(local), offset + one, offset + other, words, operation, place))

        # A fence of code has no figures.
        blank = re.sub(r"^(```|~~~).*?^\1", lambda m: re.sub(r"[^\n]", " ", m.group()), text[body:], flags=re.S | re.M)
        add(f"{language} body", body, figures.changes(blank, language))
        for one, other in spans_of_words(text, start, end, translation):
            add(f"{language} words", one, figures.changes(text[one:other], language))
        if not translation:
            add("facts", start, fact_changes(text[start:end]))
            for key, operation, one, other, words in date_changes(text[start:end]):
                place = "facts: as_of" if key == "as_of" else "facts"
                changes.append(Change(entry, str(local), start + one, start + other, words, operation, place))
        names = re.findall(r"^(?:title|short_title|aliases):.*$", text[start:end], re.M)
        skipped["digits of a title, short title or alias: a name"] += sum(len(re.findall(r"\d+", name)) for name in names)
        skipped["digits inside a citation or quotation"] += sum(
            len(re.findall(r"\d+", quoted)) for cite in re.findall(r'\[@[^\]]*\]', text[body:]) for quoted in re.findall('"[^"]*"', cite)
        )
        skipped["digits inside a name (4+N, PM2.5, 7号线)"] += sum(
            len(re.findall(r"\d+", name.group()))
            for name in figures.NAMES[language].finditer(figures.MARKUP.sub(" ", text[body:]))
        )
    return changes, texts, skipped


def related(texts):
    """Entries that name each other: they are not changed in the same run."""
    by_entry = collections.defaultdict(str)
    for path, text in texts.items():
        parts = pathlib.PurePosixPath(path).parts
        by_entry[f"{parts[1]}/{parts[-1].split('.')[0]}"] += text
    graph = collections.defaultdict(set)
    for entry, text in by_entry.items():
        for other in by_entry:
            name = other.split("/")[1]
            if other != entry and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
                graph[entry].add(other)
                graph[other].add(entry)
    return graph


def batches(changes, graph, size):
    """Groups of changes in unrelated entries."""
    waiting = collections.defaultdict(list)
    for change in changes:
        waiting[change.entry].append(change)
    while waiting:
        batch, closed = [], set()
        for entry in sorted(waiting, key=lambda entry: -len(waiting[entry])):
            if len(batch) < size and entry not in closed:
                batch.append(waiting[entry].pop())
                closed |= {entry} | graph[entry]
        for entry in [entry for entry, left in waiting.items() if not left]:
            del waiting[entry]
        yield batch


class Site:
    """A copy of the site in memory."""

    def __init__(self, root, jingwei, folder):
        self.folder, self.jingwei = folder, jingwei
        for name in ("jingwei.toml", "content", "seeds", "themes", "static"):
            if (root / name).is_dir():
                shutil.copytree(root / name, folder / name)
            elif (root / name).exists():
                shutil.copy(root / name, folder / name)
        self.before = self.check()

    def check(self):
        run = subprocess.run(
            [self.jingwei, "--root", self.folder, "check", "--deny-warnings", "--format", "json"],
            capture_output=True, check=False,
        )
        if run.returncode not in (0, 1):
            raise RuntimeError(f"check could not run: {run.stderr.decode()}")
        found = collections.Counter()
        for line in run.stdout.decode().splitlines():
            finding = json.loads(line)
            found[finding["code"], finding.get("file", ""), finding["message"]] += 1
        return found

    def try_changes(self, changes, texts, stamped):
        """The codes of the new findings of each change."""
        touched = {}
        for change in changes:
            text = texts[change.path]
            touched[change.path] = text[: change.start] + change.words + text[change.end :]
        saved = {}
        if stamped:
            for change in changes:
                for language in ("zh", "en"):
                    path = self.folder / "content" / f"{change.entry}.{language}.md"
                    path = next(iter(path.parent.rglob(path.name)), path)
                    if path.exists():
                        saved[path] = path.read_bytes()
        for path, text in touched.items():
            saved.setdefault(self.folder / path, (self.folder / path).read_bytes())
            (self.folder / path).write_text(text, encoding="utf-8")
        try:
            if stamped:
                for change in changes:
                    subprocess.run(
                        [self.jingwei, "--root", self.folder, "stamp", change.entry.split("/")[1]],
                        capture_output=True, check=False,
                    )
            new = self.check() - self.before
        finally:
            for path, content in saved.items():
                path.write_bytes(content)
        result = []
        for change in changes:
            kind, name = change.entry.split("/")
            result.append({
                code for code, path, _ in new
                if len(changes) == 1
                or f"/{kind}/" in path and pathlib.PurePosixPath(path).name.split(".")[0] == name
            })
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=ROOT, type=pathlib.Path, help="the site (default: this repository)")
    parser.add_argument("--jingwei", default=str(ROOT / "target/release/jingwei"), help="the program (default: %(default)s)")
    parser.add_argument("--sample", type=int, metavar="N", help="only N of the changes, chosen at random")
    parser.add_argument("--seed", type=int, default=1, help="of the choice (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=40, metavar="N", help="changes in one run at most; 1: each alone (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="runs at the same time (default: %(default)s)")
    parser.add_argument("--once", action="store_true", help="do not try misses again alone: quicker, and too severe")
    parser.add_argument("--list", action="store_true", help="list all changes and run nothing")
    options = parser.parse_args()
    root = options.root.resolve()

    changes, texts, skipped = read_changes(root)
    total = len(changes)
    same = [change for change in changes if texts[change.path][change.start : change.end] == change.words]
    changes = [change for change in changes if change not in set(same)]
    rng = random.Random(options.seed)
    rng.shuffle(changes)
    if options.sample:
        changes = changes[: options.sample]
    if options.list:
        for change in sorted(changes, key=lambda change: (change.path, change.start)):
            print(describe(change, texts))
        return
    if not os.access(options.jingwei, os.X_OK):
        sys.exit(f"no program at {options.jingwei}; name one with --jingwei")
    jingwei = str(pathlib.Path(options.jingwei).resolve())
    can_stamp = not subprocess.run([jingwei, "stamp", "--help"], capture_output=True, check=False).returncode

    started = time.monotonic()
    memory = pathlib.Path("/dev/shm")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jingwei-mutate-", dir=memory if memory.is_dir() else None))
    try:
        outcome = run(changes, texts, root, jingwei, folder, options, can_stamp)
    finally:
        shutil.rmtree(folder)
    report(changes, outcome, texts, time.monotonic() - started)
    print(f"\nof {total} changes of {len(texts)} files, not tried or not counted:")
    print(f"  {total - len(same) - len(changes):5} not in the sample")
    print(f"  {len(same):5} the changed text is the same text")
    for reason, count in skipped.items():
        print(f"  {count:5} figures never changed: {reason}")
    if not can_stamp:
        print("this program has no `stamp`: a changed original leaves its translation as it is")


def run(changes, texts, root, jingwei, folder, options, can_stamp):
    sites, number, local = [], iter(range(1000)), threading.local()

    def work(batch, stamped):
        if not hasattr(local, "site"):
            copy = folder / str(next(number))
            copy.mkdir()
            local.site = Site(root, jingwei, copy)
            sites.append(local.site)
        return batch, local.site.try_changes(batch, texts, stamped)

    outcome = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for batch, codes in pool.map(lambda batch: work(batch, False), list(batches(changes, related(texts), options.batch))):
            for change, found in zip(batch, codes):
                outcome[change] = found
        # What was not seen, or seen only as stale, or only together with others: once more, alone.
        again = [change for change in changes if not truth(outcome[change])]
        if not options.once and (options.batch > 1 or can_stamp):
            for batch, codes in pool.map(lambda change: work([change], can_stamp), again):
                outcome[batch[0]] = codes[0]
    if sites and sites[0].before:
        print(f"(the site has {sum(sites[0].before.values())} findings before any change)")
    return outcome


def describe(change, texts):
    text = texts[change.path]
    line = text.count("\n", 0, change.start) + 1
    left = text[max(text.rfind("\n", 0, change.start) + 1, change.start - 14) : change.start]
    right = text[change.end : change.end + 14].split("\n")[0]
    old = text[change.start : change.end].strip("\n")
    words = change.words.strip("\n")
    return f"{change.path}:{line}: {change.operation}: {left}[{old} -> {words}]{right}"


def report(changes, outcome, texts, seconds):
    missed = [change for change in changes if not truth(outcome[change])]
    for change in sorted(missed, key=lambda change: (change.path, change.start)):
        print(f"MISSED {change.place}: {describe(change, texts)}")
    places = sorted({change.place for change in changes})
    table = collections.defaultdict(lambda: [0, 0])
    for change in changes:
        caught = bool(truth(outcome[change]))
        for operation in (change.operation, "all"):
            for place in (change.place, "all"):
                table[operation, place][0] += caught
                table[operation, place][1] += 1
    print()
    print(f"{'caught of tried':24}" + "".join(f"{place:>15}" for place in [*places, "all"]))
    for operation in sorted({change.operation for change in changes}) + ["all"]:
        cells = (table[operation, place] if (operation, place) in table else None for place in [*places, "all"])
        print(f"{operation:24}" + "".join(f"{'-' if cell is None else f'{cell[0]}/{cell[1]}':>15}" for cell in cells))
    counted = [change for change in changes if change.operation != "classifier"]
    caught = sum(bool(truth(outcome[change])) for change in counted)
    print(f"\ncaught {caught} of {len(counted)} without `classifier`, which leaves value and unit class as they are")
    codes = collections.Counter(code for change in changes for code in outcome[change])
    print("by: " + ", ".join(f"{code} {count}" for code, count in codes.most_common()))
    stale = sum(bool(outcome[change] and not truth(outcome[change])) for change in changes)
    print(f"seen only as a stale translation, counted as missed: {stale}")
    print(f"{len(changes)} changes in {seconds:.0f} s")


if __name__ == "__main__":
    main()
