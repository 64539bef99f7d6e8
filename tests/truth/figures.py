"""Reads figures in Chinese and English text and says how each could be wrong. Shares nothing with the program's own reader.

`changes(text, language)` gives (operation, start, end, words): put `words` in place of text[start:end] and the text is wrong.

>>> def say(text, language): return sorted({f"{o}: {text[:s]}{w}{text[e:]}" for o, s, e, w in changes(text, language)})
>>> say("累计超500家", "zh")
['+1: 累计超501家', '/10: 累计超50家', 'approximator removed: 累计500家', 'approximator swapped: 累计近500家', 'classifier: 累计超500项', 'swap: 累计超600家', 'x10: 累计超5000家']
>>> say("nearly 150 enterprises", "en")
['+1: nearly 151 enterprises', '/10: nearly 15 enterprises', 'approximator removed: 150 enterprises', 'approximator swapped: over 150 enterprises', 'swap: nearly 510 enterprises', 'x10: nearly 1,500 enterprises']
>>> say("1.95万件", "zh")
['+1: 2.95万件', '/10: 0.195万件', 'approximator added: 约1.95万件', 'classifier: 1.95万家', 'swap: 9.15万件', 'x10: 19.5万件']
>>> say("百万亩", "zh")
['+1: 101万亩', '/10: 十万亩', 'approximator added: 约百万亩', 'swap: 二百万亩', 'unit: 百万公顷', 'x10: 千万亩']
>>> say("2019年9月", "zh")
['date +1: 2019年10月', 'date +1: 2020年9月', 'date swap: 2019年6月', 'date swap: 2091年9月']
>>> say("in September 2019", "en")
['date +1: in October 2019', 'date +1: in September 2020', 'date swap: in June 2019', 'date swap: in September 2091']
>>> say("Three schools", "en")
['+1: Four schools', '/10: 0.3 schools', 'approximator added: About three schools', 'swap: Seven schools', 'x10: Thirty schools']
>>> say("“4+N”格局，PM2.5、国道109、7号线二期、“两翼”、进一步、一批、五年规划", "zh")
[]
>>> say('Line 7, phase II; the 13th Five-Year Plan, "two wings", G6, one of, the two are, PM2.5, a 5G network', "en")
[]
>>> say("下降15.2%", "zh")[-2:]
['unit: 下降15.2个百分点', 'x10: 下降152%']
"""

import re

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
HAN = "零一二三四五六七八九"
HAN_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# Nothing in these is a figure that a reader checks against the source: citations with their quotations, code, ids and
# addresses of links, comments, and names.
MARKUP = re.compile(
    r'\[@(?:"[^"]*"|“[^”]*”|[^\]"“])*\]|`[^`]*`|\{#[^}]*\}|<!--.*?-->|\[\[[^\]|]*(?:\]\]|\\?\|)|\]\([^)]*\)', re.S
)
NAMES = {
    "zh": re.compile(
        r"\d+(?:\+\d+)*\+N|PM2\.5|CC BY [\d.]+|国道\d+|[A-Z]+\d+(?:线)?|\d+号线|\d[GA]级?|十[一二三四]五|大气十条|[三五]年(?:行动计划|规划)"
        r"|第[\d一二三四五六七八九十]+|“[^”\d]*”|十九大|北京四中|五棵松"
    ),
    "en": re.compile(
        r"\d+(?:\+\d+)*\+N|PM2\.5|(?:Highway|Line|No\.|[Pp]hase|CC BY) \d[\d.]*|\b[A-Z]+\d+|\d[GA]\b|\d+(?:st|nd|rd|th)\b"
        r"|\b(?:[Tt]hree|[Ff]ive)-[Yy]ear (?:\w+ )?[Pp]lan|[\"“][^\"”\d]*[\"”]|\bTen Measures"
    ),
}

ZH_UNITS = {
    "微克/立方米": "毫克/立方米", "平方公里": "公顷", "平方米": "公顷", "公里": "米", "千米": "米", "公顷": "亩", "亩": "公顷",
    "美元": "元", "元": "美元", "吨": "公斤", "个百分点": "%", "%": "个百分点", "％": "个百分点", "小时": "天", "分钟": "小时",
    "个月": "年", "年": "个月", "天": "小时",
}
# The value stays as it is and so does its class, a count: only the word for counting is another.
ZH_CLASSIFIERS = {
    "家": "项", "所": "家", "个": "家", "项": "个", "条": "家", "件": "家", "名": "家", "人": "家", "座": "家", "处": "家",
    "种": "家", "类": "家", "大方面": "个领域", "大类": "个领域",
}
ZH_UNIT = "|".join(sorted([*ZH_UNITS, *ZH_CLASSIFIERS], key=len, reverse=True))
ZH_QUANTITY = re.compile(
    rf"(?P<pre>超过|近|约|超|逾|不到|不足|至少)?(?P<num>(?<![\d.])(?:{DIGITS})|[一二两三四五六七八九十百千][一二两三四五六七八九十百千]*)"
    rf"(?P<scale>[百千]?[万亿]+)?(?P<mid>[余多])?(?P<unit>{ZH_UNIT})?(?P<post>左右|以上)?"
)
ZH_PRE = {"近": "超", "约": "近", "超": "近", "超过": "近", "逾": "近", "不到": "超过", "不足": "超过", "至少": "近"}

MONTHS = "January February March April May June July August September October November December".split()
MONTH = "|".join(MONTHS)
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
WORD_VALUE = {word: value for value, word in enumerate(WORDS)} | {
    word: value * 10 for value, word in enumerate("thirty forty fifty sixty seventy eighty ninety hundred".split(), 3)
}
VALUE_WORD = {value: word for word, value in WORD_VALUE.items() if word != "hundred"}
NO_NOUN = r" (?:is|are|was|were|has|have|can|may|will|would|on|in|to|at|from|with|and|or|by|as)\b"
EN_PRE = {
    "nearly": "over", "almost": "over", "about": "nearly", "around": "nearly", "approximately": "nearly", "over": "nearly",
    "more than": "nearly", "at least": "nearly", "up to": "over", "less than": "over", "fewer than": "over",
}
EN_UNITS = {
    "percentage points": "percent", "percentage point": "percent", "percent": "percentage points", "%": " percentage points",
    "square kilometers": "hectares", "square meters": "hectares", "kilometers": "meters", "km": "m", "hectares": "mu",
    "mu": "hectares", "yuan": "dollars", "dollars": "yuan", "µg/m³": "mg/m³", "micrograms": "milligrams", "hours": "days",
    "hour": "day", "months": "years", "years": "months", "days": "hours", "minutes": "hours", "tons": "kilograms",
}
EN_UNIT = "|".join(re.escape(unit) for unit in sorted(EN_UNITS, key=len, reverse=True))
EN_QUANTITY = re.compile(
    rf"(?:\b(?P<pre>{'|'.join(EN_PRE)}) )?(?P<currency>CNY |RMB |USD |US\$|\$)?"
    rf"(?:(?<![\w.+/-])(?P<num>{DIGITS})(?![\w+]|-\d)|\b(?P<word>{'|'.join(WORD_VALUE)}|a dozen)(?=[ -][a-z]))"
    rf"(?P<scale> (?:hundred|thousand|million|billion|trillion)\b)?(?:(?P<gap>[ -]?)(?P<unit>{EN_UNIT})(?!\w))?",
    re.I,
)
CURRENCY = {"CNY ": "USD ", "RMB ": "USD ", "USD ": "CNY ", "US$": "CNY ", "$": "CNY "}


def mask(text, language):
    """The text with everything in it that is no figure made into spaces, so that places stay."""
    for pattern in (MARKUP, NAMES[language]):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", "\0", match.group()), text)
    return text


def changes(text, language):
    reader = chinese if language == "zh" else english
    seen = set()
    for change in reader(mask(text, language), text):
        _, start, end, words = change
        if text[start:end] != words and change not in seen:
            seen.add(change)
            yield change


def dates(masked, year, month, day, month_words=False):
    """The changes of dates and the text without them."""
    found = []
    for match in year.finditer(masked):
        value = match.group()
        found += [("date +1", *match.span(), str(int(value) + 1)), ("date swap", *match.span(), value[:2] + value[3] + value[2]
                  if value[2] != value[3] else value[:3] + str((int(value[3]) + 5) % 10))]
    for match in month.finditer(masked):
        if month_words:
            at = MONTHS.index(match.group())
            found += [("date +1", *match.span(), MONTHS[(at + 1) % 12]), ("date swap", *match.span(), MONTHS[(at + 9) % 12])]
        else:
            at = int(match.group())
            found += [("date +1", *match.span(), str(at % 12 + 1)), ("date swap", *match.span(), str((at + 8) % 12 + 1))]
    for match in day.finditer(masked):
        at = int(match.group())
        found += [("date +1", *match.span(), str(at % 28 + 1)), ("date swap", *match.span(), str((at + 9) % 28 + 1))]
    for _, start, end, _ in found:
        masked = masked[:start] + "\0" * (end - start) + masked[end:]
    return found, masked


YEAR = r"(?:19|20)\d\d"


def chinese(masked, text):
    for one, other in (("上半年", "下半年"), ("下半年", "上半年")):
        for match in re.finditer(one, masked):
            yield "date half", *match.span(), other
    found, masked = dates(
        masked,
        re.compile(rf"(?<![\d.,]){YEAR}(?=年|[-–—~至]{YEAR})"),
        re.compile(r"(?<![\d.,])\d{1,2}(?=月|[-–—~至]\d{1,2}月)"),
        re.compile(r"(?<![\d.,])\d{1,2}(?=日)"),
    )
    yield from found
    for match in ZH_QUANTITY.finditer(masked):
        number, unit = match["num"], match["unit"]
        if not number[0].isdigit():
            # Han numerals count something or are words; 一 with a classifier is mostly an article.
            if not unit or number == "一" and not match["scale"]:
                continue
        span = match.span("num")
        scale = match["scale"] or ""
        if number[0].isdigit():
            for operation, words in digit_changes(number, comma="," in number):
                yield operation, *span, words
        else:
            both = (span[0], span[1] + len(scale))
            value = han_value(number + scale)
            swapped = "二" + number if number[0] in "百千" else HAN[(value_of(number[0]) + 3) % 9 + 1] + number[1:]
            if number == "十":
                swapped = "二十"
            yield "x10", *both, han(value * 10)
            yield "/10", *both, han(value / 10)
            yield "+1", *both, han(value + 10 ** (len(scale) and 4) if scale else value + 1)
            yield "swap", *span, swapped
        if unit in ZH_UNITS:
            yield "unit", *match.span("unit"), ZH_UNITS[unit]
        elif unit:
            yield "classifier", *match.span("unit"), ZH_CLASSIFIERS[unit]
        yield from approximators(match, text, ("pre", "mid", "post"))


def approximators(match, text, groups):
    """Chinese approximators, before and after the number."""
    there = [group for group in groups if match[group]]
    if not there:
        yield "approximator added", match.start(), match.start(), "约"
    for group in there:
        yield "approximator removed", *match.span(group), ""
        if group == "pre":
            yield "approximator swapped", *match.span(group), ZH_PRE[match[group]]
        elif not match["pre"]:
            yield (
                "approximator swapped", *match.span(),
                "近" + text[match.start("num"):match.start(group)] + text[match.end(group):match.end()],
            )


def value_of(sign):
    return 2 if sign == "两" else HAN.index(sign) if sign in HAN else 1


def han_value(words):
    total = part = 0
    digit = None
    for sign in words:
        if sign in "万亿":
            part += digit or 0
            total, part, digit = (total + (part or 1)) * HAN_SCALE[sign], 0, None
        elif sign in HAN_SCALE:
            part, digit = part + (1 if digit is None else digit) * HAN_SCALE[sign], None
        else:
            digit = value_of(sign)
    return total + part + (digit or 0)


def han(value):
    """A number as it would be written: 十万, 101万, 0.3."""
    if value != int(value):
        return plain(value)
    value = int(value)
    for scale in ("亿", "万"):
        if value >= HAN_SCALE[scale] and value % HAN_SCALE[scale] == 0:
            head = value // HAN_SCALE[scale]
            return {1: "一", 10: "十", 100: "百", 1000: "千"}.get(head, str(head)) + scale
    if value <= 10:
        return (HAN + "十")[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return (HAN[tens] if tens > 1 else "") + "十" + (HAN[ones] if ones else "")
    return str(value)


def plain(value, comma=False):
    text = f"{value:,.6f}" if comma else f"{value:.6f}"
    return text.rstrip("0").rstrip(".")


def digit_changes(number, comma):
    value = float(number.replace(",", ""))
    yield "x10", plain(value * 10, comma)
    yield "/10", plain(value / 10, comma)
    yield "+1", plain(value + 1, comma)
    yield "swap", swap(number)


def swap(number):
    """Two digits beside each other change places; another first digit where there is no such pair."""
    places = [at for at, sign in enumerate(number) if sign.isdigit()]
    for one, other in zip(places, places[1:]):
        if number[one] != number[other] and not (one == places[0] and number[other] == "0"):
            if float(number.replace(",", "")) >= 1 and not (other == places[-1] and "." in number and number[one] == "0"):
                signs = list(number)
                signs[one], signs[other] = signs[other], signs[one]
                return "".join(signs)
    first = int(number[0])
    return str(first % 9 + 1 if len(places) > 1 else (first + 3) % 9 + 1) + number[1:]


def english(masked, text):
    for match in re.finditer(r"\b(first|second) half\b", masked):
        yield "date half", *match.span(1), {"first": "second", "second": "first"}[match[1]]
    found, masked = dates(
        masked,
        re.compile(rf"(?<![\d,.$]){YEAR}(?![\d%]|[,.]\d)"),
        re.compile(rf"\b(?:{MONTH})\b"),
        re.compile(rf"\b\d{{1,2}}(?= (?:{MONTH})\b)|(?<=[a-z] )\b\d{{1,2}}(?=, {YEAR}\b)"),
        month_words=True,
    )
    yield from found
    for match in EN_QUANTITY.finditer(masked):
        word = match["word"]
        scale = match["scale"] or ""
        if word:
            lower = word.lower()
            # `one` before a noun is mostly an article, and `the two are` speaks of things named before.
            if lower in ("zero", "hundred") or lower == "one" and masked[match.end("word")] != "-":
                continue
            if re.match(NO_NOUN, masked[match.end("word"):]):
                continue
            span, value = match.span("word"), 12 if lower == "a dozen" else WORD_VALUE[lower]
            for operation, other in (
                ("x10", value * 10), ("/10", value / 10), ("+1", value + 1),
                ("swap", (value + 3) % 9 + 1 if value < 10 else value + 10),
            ):
                words = VALUE_WORD.get(other, plain(other, True))
                yield operation, *span, words.capitalize() if word[0].isupper() else words
        else:
            span = match.span("num")
            for operation, words in digit_changes(match["num"], comma=not scale):
                yield operation, *span, words
        if match["unit"]:
            words = EN_UNITS[match["unit"].lower()]
            start, end = match.span("unit")
            if match["gap"] and words.startswith(" "):
                words = words[1:]
            yield "unit", start, end, words
        if match["currency"] in CURRENCY:
            yield "unit", *match.span("currency"), CURRENCY[match["currency"]]
        if match["pre"]:
            capital = text[match.start("pre")].isupper()
            number = match.end("pre") + 1
            removed = text[number].upper() if capital else text[number]
            yield "approximator removed", match.start("pre"), number + 1, removed
            words = EN_PRE[match["pre"].lower()]
            yield "approximator swapped", *match.span("pre"), words.capitalize() if capital else words
        elif not re.match(r"-[a-z]", masked[match.end():]) and match["gap"] != "-":
            start = match.start()
            capital = text[start].isupper() and not match["currency"]
            first = text[start].lower() if capital else text[start]
            yield "approximator added", start, start + 1, ("About " if capital else "about ") + first


if __name__ == "__main__":
    import doctest
    import sys

    sys.exit(doctest.testmod().failed > 0)
