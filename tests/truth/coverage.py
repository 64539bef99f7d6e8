#!/usr/bin/env python3
"""Counts how much of the source stands in the entries: names, paragraphs, quantities, translations."""

import argparse
import collections
import csv
import pathlib
import re
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KINDS = ("policies", "projects", "platforms")
SOURCE = "bj-2018"
PARAGRAPHS = 39

CITATION = re.compile(r'\[@(?:"[^"]*"|“[^”]*”|[^\]"“])*\]')
REFERENCE = re.compile(rf"{SOURCE}#P(\d+)")


def table(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Entry:
    def __init__(self, path):
        self.path, self.kind = path, next((kind for kind in KINDS if kind in path.parts), path.parent.name)
        self.id, self.language, _ = path.name.rsplit(".", 2)
        text = path.read_text(encoding="utf-8").lstrip("\ufeff").replace("\r\n", "\n")
        match = re.match(r"---\n(.*?\n)---\n", text, re.S)
        self.front, self.body = (match[1], text[match.end():]) if match else ("", text)
        self.body = re.sub(r"<!--.*?-->", "", self.body, flags=re.S)
        self.translation = self.block("translation")
        self.headings = re.findall(r"^##+ +(.*?)(?: *\{#([a-z0-9-]+)\})? *$", self.body, re.M)

    def block(self, key):
        """The text below a key of the front matter, or on its line; None without the key."""
        match = re.search(rf"^{key}:(.*\n(?:[ ]+.*\n|-.*\n)*)", self.front, re.M)
        return match and match[1]

    def names(self):
        found = [unquoted(text) for text in re.findall(r"^(?:title|short_title): *(.+)$", self.front, re.M)]
        for key in ("aliases", "former_names"):
            block = self.block(key)
            if block:
                found += [unquoted(text) for text in re.findall(r"""\bname: *("[^"]*"|'[^']*'|[^,}\n]+)""", block)]
                found += [unquoted(text) for text in re.findall(r'^ *- +("[^"\n]*"|[^{\s][^\n]*)$', block, re.M)]
                flow = re.match(r"\s*\[(.*)\]\s*$", block, re.S)
                if flow and "{" not in flow[1]:
                    found += [unquoted(text) for text in re.findall(r"""(?<![^,\s])(?:"[^"]*"|'[^']*')|[^,\n]+""", flow[1])]
                elif flow:
                    found += [unquoted(text) for text in re.findall(r"""(?<![^,\s])(?:"[^"]*"|'[^']*')|[^,\n]+""", re.sub(r"\{[^}]*\}", "", flow[1]))]
        return [name for name in found if name] + [name for name, _ in self.headings]


def unquoted(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].replace('\\"', '"')
    return text


def fold_zh(name):
    name = unicodedata.normalize("NFKC", name)
    return re.sub(r"[\s“”\"'‘’《》·•・\-–—,，、]", "", name)


SPELLING = [("centre", "center"), ("programme", "program"), ("neighbour", "neighbor"), ("south-western", "southwestern")]
LITTLE = {"the", "a", "an", "of", "for", "in", "on", "and", "to"}


def fold_en(name):
    """The words of a name that matter, in any order: 'Tongzhou campus of Anzhen Hospital' is 'Anzhen Hospital Tongzhou campus'."""
    name = unicodedata.normalize("NFKC", name).casefold()
    for british, american in SPELLING:
        name = name.replace(british, american)
    name = re.sub(r"(?<=\w)['’](?=\w)", "", re.sub(r"['’]s\b", "", name))
    return tuple(sorted(word for word in re.findall(r"[\w+]+", name) if word not in LITTLE))


def report_counts(entries):
    print("== entries")
    counts = collections.Counter((entry.kind, entry.language) for entry in entries)
    for kind in sorted({kind for kind, _ in counts}):
        print(f"  {kind:12} zh {counts[kind, 'zh']:4}  en {counts[kind, 'en']:4}")
    print(f"  policies, projects, platforms: zh {sum(counts[k, 'zh'] for k in KINDS)}, en {sum(counts[k, 'en'] for k in KINDS)}")


def report_inventory(entries):
    rows = table("inventory.tsv")
    zh, en = {}, {}
    for entry in entries:
        for name in entry.names():
            (zh if entry.language == "zh" else en).setdefault((fold_zh if entry.language == "zh" else fold_en)(name), entry.id)
    missing_zh, missing_en, other_en = [], [], []
    english = {entry.id for entry in entries if entry.language == "en"}
    for row in rows:
        parts = [fold_zh(part) for part in row["zh"].split("⊕")]
        holder = zh.get("".join(parts))
        if holder is None and len(parts) > 1:
            pattern = re.compile(".*?".join(map(re.escape, parts)))
            holder = next((entry for name, entry in zh.items() if pattern.search(name)), None)
        if holder is None:
            missing_zh.append(row)
        if fold_en(row["en"]) not in en:
            (other_en if holder in english else missing_en).append(row)
    print(f"\n== names of the inventory that are a title, alias, former name or heading of an entry\n  zh: {len(rows) - len(missing_zh)} of {len(rows)}")
    for row in missing_zh:
        print(f"    missing: {row['id']} ({row['kind']}, {row['tier']}): {row['zh']}")
    print(f"  en: {len(rows) - len(missing_en) - len(other_en)} of {len(rows)} in the words of the inventory,"
          f" {len(other_en)} more in other words (the Chinese name is there and its entry has English)")
    for row in other_en:
        print(f"    other words: {row['id']}: {row['en']}")
    for row in missing_en:
        print(f"    missing: {row['id']}: {row['en']}")


def statements(body, language):
    """Each statement with the paragraphs it cites: a sentence, list item, table row or definition."""
    for line in re.sub(r"^(```|~~~).*?^\1", "", body, flags=re.S | re.M).split("\n"):
        citations = []

        def put(match):
            citations.append(set(map(int, REFERENCE.findall(match[0]))))
            return f"<{len(citations) - 1}>"

        text = CITATION.sub(put, re.sub("[<>]", " ", line))
        # A citation directly after the closing mark belongs to the sentence before it.
        end = "[。！？]" if language == "zh" else r"[.!?][\"”)]*(?=\s|<|$)"
        for sentence in re.findall(rf".+?(?:{end}(?:\s*<\d+>)*|$)", text):
            cited = set().union(*(citations[int(number)] for number in re.findall(r"<(\d+)>", sentence)))
            yield re.sub(r"<\d+>", "", sentence), cited


def report_paragraphs(entries):
    cited = set()
    for entry in entries:
        if not entry.translation:
            for _, paragraphs in statements(entry.body, entry.language):
                if 0 < len(paragraphs) <= 3:
                    cited |= paragraphs
    missing = [f"P{number}" for number in range(1, PARAGRAPHS + 1) if number not in cited]
    print(f"\n== paragraphs cited by a statement that cites at most three\n  {PARAGRAPHS - len(missing)} of {PARAGRAPHS}"
          + (f", missing {' '.join(missing)}" if missing else ""))


def facts(entry):
    """The records and lines of the front matter that cite: (text, paragraphs)."""
    lines = entry.front.split("\n")
    record = ""
    for line in [*lines, "-"]:
        if re.match(r"\s*- |\S", line):
            if record:
                yield record, set(map(int, REFERENCE.findall(record)))
            record = ""
        record += line + "\n"


APPROXIMATORS = {"nearly": "近", "about": "约", "over": "超", "more than": "余", "at most": "前"}
QUALIFIERS = {"nearly": "nearly", "about": "about", "over": "over", "more than": "more-than", "": "exact"}


def in_facts(row, records):
    number = int(row["paragraph"][1:])
    for record, cited in records:
        if number not in cited:
            continue
        # Only where two quantities of a paragraph are alike.
        if row["indicator"] and not re.search(rf"\bindicator: *{row['indicator']}\b", record):
            continue
        if row["unit"] == "date":
            # One end of a span counts, too.
            dates = re.findall(r"\b(?:date|due|period|as_of):\s*[\"']?([\d./-]+)", record)
            if row["value"] in dates or any(row["value"] == part for date in dates for part in date.split("/")):
                return True
        else:
            for value in re.findall(r"\bvalue: *(-?[\d.]+)", record):
                qualifier = (re.search(r"qualifier: *([a-z-]+)", record) or ["", "exact"])[1]
                if float(value) == float(row["value"]) and qualifier == QUALIFIERS.get(row["approximator"], qualifier):
                    return True
    return False


def plain(text):
    return re.sub(r"\s|[“”]", "", unicodedata.normalize("NFKC", text)).replace("—", "-").replace("–", "-")


def report_quantities(entries):
    rows = table("quantities.tsv")
    originals = [entry for entry in entries if entry.language == "zh"]
    said = collections.defaultdict(list)
    records = []
    for entry in originals:
        for sentence, cited in statements(entry.body, "zh"):
            for number in cited:
                said[number].append(plain(sentence))
        records += facts(entry)
    bodies, in_facts_count, missing = 0, 0, []
    for row in rows:
        forms = [row["zh"], *filter(None, row["forms"].split(";"))]
        # 24家 holds 4家 in its letters only.
        patterns = [re.compile(r"(?<![\d.])" + re.escape(plain(form))) for form in forms]
        body = any(pattern.search(text) for text in said[int(row["paragraph"][1:])] for pattern in patterns)
        fact = in_facts(row, records)
        bodies += body
        in_facts_count += fact
        if not body and not fact:
            missing.append(row)
    reasoned = [row for row in missing if row["left_out"]]
    print(f"\n== quantities and dates of the source that stand outside quotations, with a citation of their paragraph"
          f"\n  {len(rows) - len(missing)} of {len(rows)} (in text {bodies}, as a fact {in_facts_count});"
          f" missing {len(missing)}, of which with a reason {len(reasoned)}")
    for row in missing:
        print(f"    missing: {row['id']} {row['paragraph']} {row['zh']} ({row['counts']})"
              + (f": left out: {row['left_out']}" if row["left_out"] else ""))


def report_translations(entries):
    originals = {(entry.kind, entry.id): entry for entry in entries if entry.language == "zh"}
    status, complete, faults = collections.Counter(), 0, []
    translated = [entry for entry in entries if entry.translation is not None]
    for entry in translated:
        found = re.search(r"\bstatus: *([a-z]+)", entry.translation)
        status[found[1] if found else "none"] += 1
        original = originals.get((entry.kind, entry.id))
        if original is None:
            faults.append(f"{entry.kind}/{entry.id}: no original")
            continue
        wanted = {"words"} | {name for _, name in original.headings if name}
        if re.split(r"^##", original.body, maxsplit=1, flags=re.M)[0].strip():
            wanted.add("intro")
        given = set(re.findall(r"\b([a-z0-9-]+): *[\"']?b3-[0-9a-f]{12}", entry.translation))
        if wanted <= given:
            complete += 1
        else:
            faults.append(f"{entry.kind}/{entry.id}: no digest of {', '.join(sorted(wanted - given))}")
    untranslated = sorted(f"{kind}/{name}" for kind, name in originals.keys() - {(entry.kind, entry.id) for entry in translated})
    print(f"\n== English entries\n  {len(translated)}, by status: " + ", ".join(f"{name} {count}" for name, count in sorted(status.items())))
    print(f"  with a digest for every section: {complete} of {len(translated)}")
    for fault in faults:
        print(f"    {fault}")
    for name in untranslated:
        print(f"    not in English: {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=ROOT, type=pathlib.Path, help="the site (default: this repository)")
    options = parser.parse_args()
    entries = [
        Entry(path) for path in sorted((options.root / "content").rglob("*.md")) if re.search(r"\.(zh|en)\.md$", path.name)
    ]
    report_counts(entries)
    named = [entry for entry in entries if entry.kind in KINDS]
    report_inventory(named)
    report_paragraphs(entries)
    report_quantities([entry for entry in entries if entry.kind != "pages"])
    report_translations(entries)


if __name__ == "__main__":
    main()
