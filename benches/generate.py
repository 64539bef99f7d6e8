#!/usr/bin/env python3
"""Writes a complete, synthetic, bilingual policy knowledge base of any size.

  generate.py --entries 1000 --out DIR                    a Jingwei site
  generate.py --entries 1000 --out DIR --dialect hugo     the same corpus as a Hugo site

Chinese is the original, English the translation. Entry i depends only on
(seed, i), so a corpus of 1,000 entries is a prefix of one of 10,000, and growth
curves compare like with like. Relations and links lead to earlier entries
only. Same arguments, same bytes. Standard library only.

Names of places are real; every document, number and address is invented
(hosts end in .example). The text is made so that a strict checker has nothing
to say: each figure of the text stands by value in the source paragraph that
the sentence cites, and stands in both languages.
"""
import argparse
import bisect
import functools
import json
import os
import random
import shutil
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
LANGS = ("zh", "en")
ZH, EN = 0, 1

# ---------------------------------------------------------------------------
# Vocabularies

# id, folder, share of the entries
KINDS = [("policy", "policies", 0.60), ("project", "projects", 0.28), ("platform", "platforms", 0.12)]
FOLDER = {kind: folder for kind, folder, _ in KINDS}

# id, Chinese, English, English inside a sentence
TOPICS = [
    ("digital-economy", "数字经济", "Digital economy"),
    ("artificial-intelligence", "人工智能", "Artificial intelligence"),
    ("data-governance", "数据治理", "Data governance"),
    ("green-transition", "绿色低碳", "Green transition"),
    ("public-health", "公共卫生", "Public health"),
    ("education", "教育发展", "Education"),
    ("transport", "交通运输", "Transport"),
    ("rural-revitalization", "乡村振兴", "Rural revitalization"),
    ("social-security", "社会保障", "Social security"),
    ("science-innovation", "科技创新", "Science and innovation"),
]

# id, Chinese, English, type, broader region
REGIONS = [
    ("national", "全国", "National", "country", None),
    ("beijing", "北京", "Beijing", "province", None),
    ("shanghai", "上海", "Shanghai", "province", None),
    ("guangdong", "广东", "Guangdong", "province", None),
    ("zhejiang", "浙江", "Zhejiang", "province", None),
    ("jiangsu", "江苏", "Jiangsu", "province", None),
    ("shenzhen", "深圳", "Shenzhen", "city", "guangdong"),
    ("sichuan", "四川", "Sichuan", "province", None),
    ("hubei", "湖北", "Hubei", "province", None),
    ("shandong", "山东", "Shandong", "province", None),
    ("chongqing", "重庆", "Chongqing", "province", None),
    ("fujian", "福建", "Fujian", "province", None),
    ("tianjin", "天津", "Tianjin", "province", None),
    ("hunan", "湖南", "Hunan", "province", None),
    ("anhui", "安徽", "Anhui", "province", None),
    ("henan", "河南", "Henan", "province", None),
    ("shaanxi", "陕西", "Shaanxi", "province", None),
    ("liaoning", "辽宁", "Liaoning", "province", None),
    ("guizhou", "贵州", "Guizhou", "province", None),
    ("hainan", "海南", "Hainan", "province", None),
    ("jiangxi", "江西", "Jiangxi", "province", None),
    ("hebei", "河北", "Hebei", "province", None),
    ("yunnan", "云南", "Yunnan", "province", None),
    ("guangxi", "广西", "Guangxi", "province", None),
    ("shanxi", "山西", "Shanxi", "province", None),
    ("jilin", "吉林", "Jilin", "province", None),
    ("heilongjiang", "黑龙江", "Heilongjiang", "province", None),
    ("inner-mongolia", "内蒙古", "Inner Mongolia", "province", None),
    ("xinjiang", "新疆", "Xinjiang", "province", None),
    ("gansu", "甘肃", "Gansu", "province", None),
    ("ningxia", "宁夏", "Ningxia", "province", None),
    ("qinghai", "青海", "Qinghai", "province", None),
    ("tibet", "西藏", "Tibet", "province", None),
    ("hong-kong", "香港", "Hong Kong", "province", None),
    ("macao", "澳门", "Macao", "province", None),
    ("hangzhou", "杭州", "Hangzhou", "city", "zhejiang"),
    ("suzhou", "苏州", "Suzhou", "city", "jiangsu"),
    ("guangzhou", "广州", "Guangzhou", "city", "guangdong"),
    ("chengdu", "成都", "Chengdu", "city", "sichuan"),
    ("wuhan", "武汉", "Wuhan", "city", "hubei"),
    ("nanjing", "南京", "Nanjing", "city", "jiangsu"),
    ("xian", "西安", "Xi'an", "city", "shaanxi"),
    ("qingdao", "青岛", "Qingdao", "city", "shandong"),
    ("ningbo", "宁波", "Ningbo", "city", "zhejiang"),
    ("xiamen", "厦门", "Xiamen", "city", "fujian"),
    ("dalian", "大连", "Dalian", "city", "liaoning"),
    ("hefei", "合肥", "Hefei", "city", "anhui"),
    ("changsha", "长沙", "Changsha", "city", "hunan"),
    ("zhengzhou", "郑州", "Zhengzhou", "city", "henan"),
    ("guiyang", "贵阳", "Guiyang", "city", "guizhou"),
    ("lower-yangtze", "长江下游", "Lower Yangtze", "area", None),
    ("greater-bay-area", "粤港澳大湾区", "Greater Bay Area", "area", None),
    ("jing-jin-ji", "京津冀", "Beijing-Tianjin-Hebei", "area", None),
    ("chengdu-chongqing", "成渝", "Chengdu-Chongqing", "area", None),
    ("northeast", "东北", "Northeast China", "area", None),
    ("asean", "东盟", "ASEAN", "area", None),
    ("european-union", "欧盟", "European Union", "area", None),
    ("central-asia", "中亚", "Central Asia", "area", None),
    ("pacific", "太平洋", "Pacific", "area", None),
    ("lancang-mekong", "澜湄", "Lancang-Mekong", "area", None),
]
PARENT = {row[0]: row[4] for row in REGIONS}

BUREAUS = [
    ("development-reform", "发展改革", "Development and Reform"),
    ("industry-it", "工业和信息化", "Industry and Information Technology"),
    ("science-technology", "科学技术", "Science and Technology"),
    ("education", "教育", "Education"),
    ("finance", "财政", "Finance"),
    ("commerce", "商务", "Commerce"),
    ("health", "卫生健康", "Health"),
    ("transport", "交通运输", "Transport"),
    ("ecology", "生态环境", "Ecology and Environment"),
    ("agriculture", "农业农村", "Agriculture and Rural Affairs"),
]


def make_agencies(count=200):
    """Ten national authorities and 190 bureaus of the regions: id, zh, en, type."""
    out = [("national-" + i, "国家" + zh + "主管部门", "National Authority for " + en, "central")
           for i, zh, en in BUREAUS]
    for region in REGIONS[1:]:
        for i, zh, en in BUREAUS:
            if len(out) < count and random.Random(region[0] + i).random() < 0.42:
                out.append((region[0] + "-" + i, region[1] + zh + "部门", region[2] + " " + en + " Bureau", "local"))
    return out


AGENCIES = make_agencies()

TYPES = {
    "policy": [("action-plan", "行动计划", "Action Plan"),
               ("measures", "管理办法", "Administrative Measures"),
               ("guidelines", "指导意见", "Guiding Opinions"),
               ("implementation-plan", "实施方案", "Implementation Plan"),
               ("notice", "工作通知", "Working Notice"),
               ("standards-guide", "标准体系建设指南", "Standards Framework Guide")],
    "project": [("pilot", "试点工程", "Pilot Programme"),
                ("construction", "建设工程", "Construction Project"),
                ("demonstration", "示范工程", "Demonstration Project")],
    "platform": [("public-service", "公共服务平台", "Public Service Platform"),
                 ("data-platform", "数据平台", "Data Platform"),
                 ("innovation-centre", "创新中心", "Innovation Centre")],
}
STATES = {
    "policy": [("proposed", "proposed", "征求意见", "Proposed"), ("in-force", "active", "现行有效", "In force"),
               ("partly-in-force", "active", "部分有效", "Partly in force"),
               ("completed", "done", "已完成", "Completed"), ("superseded", "ended", "已被替代", "Superseded"),
               ("repealed", "ended", "已废止", "Repealed"), ("unknown", "unknown", "未知", "Unknown")],
    "project": [("planned", "proposed", "已规划", "Planned"), ("preparation", "proposed", "前期工作", "Preparation"),
                ("under-construction", "active", "在建", "Under construction"),
                ("topped-out", "active", "主体完工", "Topped out"), ("completed", "done", "已完工", "Completed"),
                ("operating", "done", "已投用", "Operating"), ("cancelled", "ended", "已取消", "Cancelled"),
                ("unknown", "unknown", "未知", "Unknown")],
    "platform": [("planned", "proposed", "已规划", "Planned"), ("established", "active", "已设立", "Established"),
                 ("operating", "active", "运行中", "Operating"), ("closed", "ended", "已关闭", "Closed"),
                 ("unknown", "unknown", "未知", "Unknown")],
}
STATE_KEY = {"policy": "status", "project": "stage", "platform": "stage"}
REGION_TYPES = [("country", "国家", "Country"), ("province", "省级", "Province"), ("city", "城市", "City"),
                ("area", "区域", "Area")]
AGENCY_TYPES = [("central", "国家机构", "Central body"), ("local", "地方机构", "Local body")]
ROLES = [("lead", "牵头", "Lead"), ("participant", "参与", "Participant")]

# id, zh, en, inverse id, inverse zh, inverse en, from, to, symmetric
RELATIONS = [
    ("implements", "落实", "Implements", "implemented-by", "由其落实", "Implemented by",
     ["policy", "project", "platform"], ["policy"]),
    ("based-on", "依据", "Based on", "basis-of", "作为其依据", "Basis of", ["policy"], ["policy"]),
    ("covers", "涉及", "Covers", "covered-by", "见于", "Covered by", ["policy"], ["project", "platform"]),
    ("part-of", "属于", "Part of", "has-part", "包括", "Has part",
     ["project", "platform"], ["project", "platform"]),
    ("uses", "依托", "Uses", "used-by", "支撑", "Used by", ["project", "platform"], ["platform"]),
]

# id, zh, en, unit zh, unit en, class, currency, smallest and largest value, scale zh, writing in English
INDICATORS = [
    ("shared-catalogues", "数据共享目录", "Shared data catalogues", "项", "items", "count", 30, 900),
    ("member-enterprises", "参与企业", "Member enterprises", "家", "enterprises", "count", 40, 1800),
    ("trained-people", "培训人员", "Trained people", "人", "people", "count", 300, 1800),
    ("green-share", "绿色用能占比", "Share of green energy", "%", "%", "percent", 11, 88),
    ("investment", "完成投资", "Completed investment", "元", "yuan", "money", 2, 99),
    ("network-length", "网络里程", "Network length", "公里", "km", "length", 25, 1600),
]

# ---------------------------------------------------------------------------
# Words. Sentences stand in pairs; {y} {p} {n} {m} {k} are figures.

PLAIN = [
    ("围绕{t}重点任务，{a}会同有关单位制定年度工作清单，明确责任分工、时间节点与验收口径。",
     "The {a} and partner bodies draw up an annual task list for {t}, with owners, dates and acceptance criteria."),
    ("各地应当结合本地实际，因地制宜推进{t}基础设施共建共享，避免低水平重复建设。",
     "Localities should build shared infrastructure for {t} in line with local conditions and avoid duplicated "
     "construction."),
    ("{a}负责统筹协调，建立跨部门会商机制，每季度向社会公开进展情况并接受监督。",
     "The {a} leads coordination, runs a quarterly inter-agency review and publishes progress for public scrutiny."),
    ("鼓励高等院校、科研机构与企业联合开展{t}关键技术攻关，推动成果在{r}率先转化应用。",
     "Universities, institutes and companies are encouraged to tackle key technologies for {t} and apply the "
     "results early in {r}."),
    ("建立健全{t}统计监测与评估体系，完善数据采集、报送、校核和发布的全流程管理制度。",
     "A monitoring and evaluation system for {t} covers the collection, reporting, checking and release of data."),
    ("坚持公平竞争审查，清理妨碍统一市场的政策措施，保障各类经营主体依法平等使用生产要素。",
     "Rules that obstruct a unified market are removed, and every measure has to pass the fair competition review."),
    ("加强个人信息与重要数据保护，落实分类分级管理要求，防范系统性安全风险。",
     "Protection of personal information and important data is strengthened through tiered and classified "
     "management."),
    ("{r}将{t}纳入国民经济和社会发展规划，并同步编制专项实施细则与配套政策。",
     "{r} includes {t} in its development plan and prepares detailed rules and supporting policies at the same "
     "time."),
    ("对工作成效突出的地区和单位予以通报表扬，对进展缓慢的及时约谈并限期整改。",
     "Regions with strong results are commended, while slow progress leads to interviews and deadlines for "
     "correction."),
    ("支持社会资本依法依规参与{t}建设运营，探索形成可复制、可推广的经验做法。",
     "Private capital may take part in building and operating {t} facilities, and good practice is documented for "
     "reuse."),
    ("依托现有平台建设{t}公共服务体系，统一接口规范，打通数据共享堵点。",
     "A public service system for {t} reuses existing platforms, unifies interfaces and removes barriers to data "
     "sharing."),
]
FIGURED = [
    ("growth", "到{y}年，{r}{t}领域的重点企业数量较基期增长{p}%，关键环节的自主可控能力显著提升",
     "By {y}, the number of key firms working on {t} in {r} should rise by {p} percent over the base year"),
    ("funding", "对符合条件的{t}项目，可按照总投资{p}%的比例给予资金支持，具体办法另行制定",
     "Eligible {t} projects may receive funding of {p} percent of total investment under separate rules"),
    ("indicators", "面向{y}年的中长期目标，提出总量、结构、效率方面的{n}项量化指标，其中约束性指标{m}项",
     "Looking to {y}, the plan sets {n} quantified indicators on scale, structure and efficiency, of which {m} "
     "indicators are binding"),
    ("training", "完善人才培养、引进与评价机制，每年培训{t}领域专业人员{k}人次",
     "Training, recruitment and evaluation of specialists improve, with {k} people trained in {t} every year"),
    ("services", "推进政务服务事项集成办理，压缩审批时限，实现{n}类高频事项跨省通办",
     "Integrated government services shorten approval times, and {n} frequent services become available across "
     "provinces"),
]
# What a quotation takes from the paragraph of a figured sentence.
QUOTED = {"growth": "较基期增长{p}%", "funding": "可按照总投资{p}%的比例给予资金支持",
          "indicators": "{n}项量化指标，其中约束性指标{m}项", "training": "专业人员{k}人次",
          "services": "{n}类高频事项跨省通办"}
STEPS = [
    ("强化组织领导，落实主体责任", "Strengthen leadership and fix responsibilities"),
    ("健全标准规范，推动互联互通", "Complete standards and promote interoperability"),
    ("加大财政投入，优化支出结构", "Increase funding and improve its structure"),
    ("开展宣传解读，回应社会关切", "Explain the policy and answer public concerns"),
    ("完善考核机制，强化结果运用", "Improve assessment and use its results"),
    ("加强国际合作，参与规则制定", "Widen international cooperation on rules"),
    ("推进试点示范，总结推广经验", "Run pilots and spread what works"),
    ("严格安全审查，守住风险底线", "Keep strict security review and contain risk"),
]
HEADINGS = [
    ("general", "总体要求", "General requirements"), ("background", "背景与目标", "Background and goals"),
    ("tasks", "主要任务", "Main tasks"), ("key-projects", "重点工程", "Key projects"),
    ("organisation", "组织实施", "Implementation"), ("support", "保障措施", "Supporting measures"),
    ("evaluation", "监督评估", "Supervision and evaluation"), ("schedule", "进度安排", "Schedule"),
]
MONTHS = ("January February March April May June July August September October November December").split()

# Open syllables, so that a name is read back in one way only and stays unique in both languages.
SYLLABLES = [s.split(":") for s in (
    "ba:巴 bo:波 da:达 de:德 du:都 fu:富 ge:格 gu:谷 ha:哈 he:和 hu:湖 ji:吉 jia:嘉 ke:科 ku:库 la:拉 le:乐 li:丽 "
    "liu:柳 lu:鲁 luo:洛 ma:马 mi:密 mo:莫 mu:木 na:纳 ni:尼 nuo:诺 pa:帕 pu:浦 qi:齐 sa:萨 se:色 shi:实 su:苏 ta:塔 "
    "te:特 tuo:托 wa:瓦 wo:沃 wu:武 xi:西 xia:夏 ya:雅 ye:叶 yi:义 yu:玉 zhu:竹").split()]


def place_name(i):
    """A made-up place, different for every i: (zh, en)."""
    base = len(SYLLABLES)
    high, low = divmod(i, base ** 3)
    rest = (low * 40507 + 1234) % base ** 3           # 40507 shares no factor with 48 cubed
    picks = [rest // base ** 2, rest // base % base, rest % base]
    while high:
        picks.append(high % base)
        high //= base
    return "".join(SYLLABLES[k][1] for k in picks), "".join(SYLLABLES[k][0] for k in picks).capitalize()


# ---------------------------------------------------------------------------
# Dates, as numbers (year, month, day); month and day may be missing

def iso(date):
    return "-".join(["%04d" % date[0]] + ["%02d" % x for x in date[1:]])


def words_of_date(date, lang):
    if lang == ZH:
        return "".join("%d%s" % pair for pair in zip(date, "年月日"))
    return " ".join(str(x) for x in
                    ([date[2]] if len(date) > 2 else []) + ([MONTHS[date[1] - 1]] if len(date) > 1 else []) + [date[0]])


# ---------------------------------------------------------------------------
# Sources: the paragraphs that entries cite

FRAMEWORK_SOURCES = 4          # cited from everywhere
ENTRIES_PER_SOURCE = 250       # and one more source for each 250 entries, so that no source page grows without bound


def source_count(entries):
    return FRAMEWORK_SOURCES + (entries + ENTRIES_PER_SOURCE - 1) // ENTRIES_PER_SOURCE


@functools.lru_cache(maxsize=64)
def make_source(seed, s):
    """Source s: front matter, paragraphs, and the facts of each paragraph by what it speaks of."""
    rng = random.Random("%s/source/%d" % (seed, s))
    year = rng.randint(2014, 2023)
    region, topic, agency = rng.choice(REGIONS), rng.choice(TOPICS), rng.choice(AGENCIES)
    name = place_name(s)[ZH]
    src = types.SimpleNamespace(
        id="gazette-%03d" % (s + 1), published=(year, rng.randint(7, 12), rng.randint(1, 28)),
        title="%s%s%s工作公报" % (region[1], name, topic[1]),
        label="%s %s %s Gazette" % (region[2], place_name(s)[EN], topic[2]),
        publisher=agency[1], paragraphs=[], by={})

    def add(text, what=None, **facts):
        src.paragraphs.append(text)
        if what:
            fact = types.SimpleNamespace(ref="%s#P%d" % (src.id, len(src.paragraphs)), what=what, **facts)
            src.by.setdefault(what, []).append(fact)

    def fill(text, **figures):
        return text.format(t=rng.choice(TOPICS)[1], r=rng.choice(REGIONS)[1], a=rng.choice(AGENCIES)[1], **figures)

    def plain():
        return fill(rng.choice(PLAIN)[ZH])

    def month(first, last):
        return rng.randint(first, last), rng.randint(1, 6)

    add("# " + src.title)
    add("## 政策文件")
    for _ in range(6):
        y, m = month(year - 8, year - 1)
        made, published, force = (y, m, rng.randint(1, 14)), (y, m, rng.randint(15, 28)), (y, m + rng.randint(1, 5), 1)
        add("有关%s的文件%s审议通过，%s公布，自%s起施行。%s" % (
            rng.choice(TOPICS)[1], words_of_date(made, ZH), words_of_date(published, ZH), words_of_date(force, ZH),
            plain()), "policy", made=made, published=published, in_force=force)
    add("## 重点项目")
    for stage in ("operating", "completed", "operating", "under-construction", "under-construction",
                  "under-construction", "planned", "preparation"):
        if stage in ("operating", "completed"):
            start, end = month(year - 6, year - 3), month(year - 2, year)
        elif stage == "under-construction":
            start, end = month(year - 3, year - 1), month(year + 1, year + 4)
        else:
            start, end = month(year + 1, year + 2), month(year + 3, year + 6)
        add("有关%s的工程建设期为%d年至%d年，%s开工建设，%s建成投用。%s" % (
            rng.choice(TOPICS)[1], start[0], end[0], words_of_date(start, ZH), words_of_date(end, ZH), plain()),
            "project", stage=stage, start=start, end=end)
    add("## 服务平台")
    for _ in range(4):
        y = month(year - 5, year)
        add("有关%s的平台于%s设立并投入运行。%s" % (rng.choice(TOPICS)[1], words_of_date(y, ZH), plain()),
            "platform", established=y)
    add("## 主要举措")
    for what, zh, _ in FIGURED:
        for _ in range(3):
            figures = {"y": year + rng.randint(1, 10), "p": rng.randint(3, 60), "n": rng.randint(7, 40),
                       "m": rng.randint(2, 6), "k": rng.randint(2, 90) * 100}
            add(fill(zh, **figures) + "。" + plain(), what, figures=figures)
    add("## 目标与进展")
    for k, row in enumerate(INDICATORS):
        value, target = rng.randint(row[6], row[7]), (k + s) % 2 == 0
        date = (rng.randint(year + 1, year + 8), 12) if target else month(year - 1, year)
        add("%s%s，%s%s达到%s。%s" % ("到" if target else "截至", words_of_date(date, ZH), rng.choice(REGIONS)[1], row[1],
                                    amount(row, value, ZH), plain()),
            "observation", indicator=row, value=value, target=target, date=date)
    return src


def amount(indicator, value, lang):
    """A value with its unit in words. Money counts in 亿 (100 million)."""
    if indicator[5] == "money":
        return "%d亿元" % value if lang == ZH else "CNY %s million" % format(value * 100, ",")
    if indicator[5] == "percent":
        return "%d%%" % value if lang == ZH else "%d percent" % value
    return "%d%s" % (value, indicator[3]) if lang == ZH else "%s %s" % (format(value, ","), indicator[4])


def number(indicator, value):
    """The value as front matter gives it, in the indicator's unit."""
    return value * 100_000_000 if indicator[5] == "money" else value


# ---------------------------------------------------------------------------
# Entries: facts

class Zipf:
    """Ranks 0..n-1, rank k with a weight of 1 / (k + 1) ** s."""

    def __init__(self, n, s):
        total, self.sums = 0.0, []
        for k in range(1, n + 1):
            total += 1.0 / k ** s
            self.sums.append(total)
        self.total = total

    def pick(self, rng):
        return min(bisect.bisect_left(self.sums, rng.random() * self.total), len(self.sums) - 1)

    def some(self, rng, low, high):
        want, got = rng.randint(low, high), []
        while len(got) < want:
            k = self.pick(rng)
            if k not in got:
                got.append(k)
        return got


BY_TOPIC, BY_REGION, BY_AGENCY = Zipf(len(TOPICS), 1.0), Zipf(len(REGIONS), 1.0), Zipf(len(AGENCIES), 1.1)
FRAMEWORKS = 20                # the first entries are the documents that many others lead to
BY_FRAMEWORK = Zipf(FRAMEWORKS, 1.0)


@functools.lru_cache(maxsize=None)
def identity(seed, i):
    """What others need to know of entry i: kind, id, titles. A function of (seed, i) alone."""
    rng = random.Random("%s/identity/%d" % (seed, i))
    x = rng.random()
    kind = "policy" if x < KINDS[0][2] else "project" if x < KINDS[0][2] + KINDS[1][2] else "platform"
    topics, regions = BY_TOPIC.some(rng, 1, 3), BY_REGION.some(rng, 1, 2)
    kind_type = rng.choice(TYPES[kind])
    topic, region, name = TOPICS[topics[0]], REGIONS[regions[0]], place_name(i)
    return types.SimpleNamespace(
        i=i, kind=kind, type=kind_type, topics=[TOPICS[k] for k in topics], regions=[REGIONS[k] for k in regions],
        id="%s-%s-%s-%06d" % (region[0], topic[0], kind_type[0], i), name=name,
        title=(region[1] + name[ZH] + topic[1] + kind_type[1],
               "%s %s %s %s" % (region[2], name[EN], topic[2], kind_type[2])))


def relation_between(rng, kind, target):
    """A relation that may lead from this kind to that one."""
    return rng.choice([row[0] for row in RELATIONS if kind in row[6] and target in row[7]])


def make_entry(seed, i):
    """Entry i with all its facts; a function of (seed, i) alone."""
    rng = random.Random("%s/entry/%d" % (seed, i))
    me = identity(seed, i)
    e = types.SimpleNamespace(**vars(me))
    e.agencies = [AGENCIES[k] for k in BY_AGENCY.some(rng, 1, 3)]
    e.short = (e.name[ZH] + e.type[1], "%s %s" % (e.name[EN], e.type[2])) if rng.random() < 0.33 else None
    e.aliases = ([e.name[ZH] + "方案"], [e.name[EN] + " Scheme"]) if rng.random() < 0.2 else None
    e.summary = ("%s%s关于%s的部署，明确目标、任务与分工。" % (e.regions[0][1], e.name[ZH], e.topics[0][1]),
                 "%s %s sets goals, tasks and duties on %s." % (e.regions[0][2], e.name[EN], e.topics[0][2].lower()))

    e.sources = [make_source(seed, FRAMEWORK_SOURCES + i // ENTRIES_PER_SOURCE)]
    if rng.random() < 0.25:
        e.sources.append(make_source(seed, rng.randrange(FRAMEWORK_SOURCES)))
    e.cited = []                                       # every paragraph cited, in order of first use
    own = e.sources[0]
    e.fact = rng.choice(own.by[e.kind])
    e.cited.append(e.fact.ref)
    e.milestones, e.unknown = [], []
    observed = rng.sample(own.by["observation"], rng.randint(0, 3))
    e.observations = [(fact, rng.random() < 0.15) for fact in observed]
    if e.kind == "policy":
        e.state = rng.choice(["in-force"] * 8 + ["partly-in-force", "unknown"])
        e.date = e.fact.published
        if rng.random() < 0.9:
            e.doc_no = "示政发〔%d〕%d号" % (e.date[0], i % 97 + 1)
        else:
            e.doc_no = None
            e.unknown.append(("doc_no", ("来源未给出", "Not given in the source")))
        for fact in observed:
            if fact.target and not e.milestones:
                e.milestones.append(("assessment", fact.date, "planned", ("完成目标评估", "Targets assessed"), fact.ref))
    elif e.kind == "project":
        e.state = e.fact.stage
        e.date = own.published
        started = e.state in ("under-construction", "completed", "operating")
        e.milestones = [
            ("start", e.fact.start, "actual" if started else "planned", ("开工建设", "Construction starts"), e.fact.ref),
            ("opening", e.fact.end, "actual" if e.state in ("completed", "operating") else "planned",
             ("建成投用", "Completion and opening"), e.fact.ref)]
        if rng.random() < 0.3:
            e.unknown.append(("cost", ("来源未给出", "Not given in the source")))
    else:
        e.state = rng.choice(["operating", "operating", "established"])
        e.date = e.fact.established
        e.milestones = [("launch", e.fact.established, "actual", ("投入运行", "Start of operation"), e.fact.ref)]
    for fact, _ in e.observations:
        note(e.cited, fact.ref)

    e.relations, e.links, taken = [], [], set()
    if i > 0:
        for _ in range(rng.choice((0, 1, 2, 2, 3, 4))):
            u = rng.random()
            if u < 0.05 and i > FRAMEWORKS:
                j = BY_FRAMEWORK.pick(rng)
            elif u < 0.55:
                j = rng.randrange(max(0, i - 200), i)
            else:
                j = rng.randrange(i)
            if j not in taken:
                taken.add(j)
                target = identity(seed, j)
                cite = e.fact.ref if rng.random() < 0.2 else None
                e.relations.append((relation_between(rng, e.kind, target.kind), target, cite))
        e.links = [target for _, target, _ in e.relations][:3]
        want = min(rng.randint(2, 3), i)
        while len(e.links) < want:
            j = rng.randrange(i)
            if all(j != x.i for x in e.links):
                e.links.append(identity(seed, j))
    return e


def note(cited, ref):
    if ref not in cited:
        cited.append(ref)


# ---------------------------------------------------------------------------
# Entries: text

def make_bodies(seed, e, dialect):
    """The Markdown body in both languages, block by block side by side. Adds what it cites to e.cited."""
    rng = random.Random("%s/body/%d" % (seed, e.i))
    target = rng.randint(700, 1080)                    # gives 600-1200 Chinese characters, 300-600 English words
    out, size = ([], []), 0

    def block(zh, en, count=0):
        nonlocal size
        out[ZH].append(zh + "\n")
        out[EN].append(en + "\n")
        size += count

    def cite(fact, quote=None):
        note(e.cited, fact.ref)
        return dialect.cite(fact.ref, quote)

    def sentence(figured=None):
        """One sentence as (zh, en)."""
        topic = rng.choice(e.topics)
        words = ({"t": topic[1], "r": e.regions[0][1], "a": e.agencies[0][1]},
                 {"t": topic[2].lower(), "r": e.regions[0][2], "a": e.agencies[0][2]})
        if figured is None:
            figured = rng.random() < len(FIGURED) / (len(FIGURED) + len(PLAIN))
        if not figured:
            pair = rng.choice(PLAIN)
            return tuple(pair[lang].format(**words[lang]) for lang in (ZH, EN))
        what, zh, en = rng.choice(FIGURED)
        fact = rng.choice(rng.choice(e.sources).by[what])
        quote = QUOTED[what].format(**fact.figures) if rng.random() < 0.2 else None
        mark = cite(fact, quote)
        english = {k: format(v, ",") if k == "k" else v for k, v in fact.figures.items()}
        return (zh.format(**words[ZH], **fact.figures) + mark + "。",
                en.format(**words[EN], **english) + " " + mark + ".")

    def paragraph(count, tail=("", "")):
        pairs = [sentence() for _ in range(count)]
        zh = "".join(pair[ZH] for pair in pairs)
        block(zh + tail[ZH], " ".join(pair[EN] for pair in pairs) + tail[EN], len(zh))

    links = list(e.links)

    def see_also():
        """The next link of this entry, if any is left."""
        if not links:
            return "", ""
        x = links.pop(0)
        return "另见%s。" % dialect.link(x, ZH), " See also %s." % dialect.link(x, EN)

    def facts():
        """What the source says of this entry's dates."""
        mark = cite(e.fact)
        if e.kind == "policy":
            pub, force = e.fact.published, e.fact.in_force
            return ("该文件于%s公布，自%s起施行%s。" % (words_of_date(pub, ZH), words_of_date(force, ZH), mark),
                    "The document was published on %s and takes effect on %s %s." % (
                        words_of_date(pub, EN), words_of_date(force, EN), mark))
        if e.kind == "project":
            verbs = (("于%s开工建设", "Construction began in %s") if e.milestones[0][2] == "actual" else
                     ("计划%s开工建设", "Construction is due to begin in %s"),
                     ("%s建成投用", "the project opened in %s") if e.milestones[1][2] == "actual" else
                     ("计划%s建成投用", "the project is due to open in %s"))
            dates = e.fact.start, e.fact.end
            zh, en = ([v[lang] % words_of_date(d, lang) for v, d in zip(verbs, dates)] for lang in (ZH, EN))
            return "该工程%s，%s%s。" % (zh[0], zh[1], mark), "%s, and %s %s." % (en[0], en[1], mark)
        return ("该平台于%s设立并投入运行%s。" % (words_of_date(e.fact.established, ZH), mark),
                "The platform was established and started work in %s %s." % (
                    words_of_date(e.fact.established, EN), mark))

    fact, lead, link = facts(), sentence(False), see_also()
    block(fact[ZH] + lead[ZH] + "[^1]" + link[ZH], fact[EN] + " " + lead[EN] + "[^1]" + link[EN],
          len(fact[ZH] + lead[ZH]))
    heads = HEADINGS[:]
    rng.shuffle(heads)
    second_note = False
    for section, (anchor, zh, en) in enumerate(heads):
        if size >= target - 110:                       # a section holds about twice that
            break
        block("## %s {#%s}" % (zh, anchor), "## %s {#%s}" % (en, anchor))
        paragraph(rng.randint(2, 4), see_also())
        if section % 3 == 0:
            block("### 具体举措", "### Specific steps")
            steps = rng.sample(STEPS, 4)
            block("\n".join("- **%s**；" % s[ZH] for s in steps), "\n".join("- **%s**." % s[EN] for s in steps),
                  sum(len(s[ZH]) for s in steps))
            paragraph(1)
        elif section % 3 == 1:
            steps = rng.sample(STEPS, 3)
            block("\n".join("%d. %s" % (k + 1, s[ZH]) for k, s in enumerate(steps)),
                  "\n".join("%d. %s" % (k + 1, s[EN]) for k, s in enumerate(steps)), sum(len(s[ZH]) for s in steps))
            if section > 1:
                continue
            rows = rng.sample(e.sources[0].by["observation"], rng.randint(3, 5))
            tables = []
            for lang, head in ((ZH, "| 指标 | 时间 | 数值 | 出处 |"), (EN, "| Indicator | Date | Value | Source |")):
                lines = ["| %s | %s | %s | %s |" % (row.indicator[1 + lang], words_of_date(row.date, lang),
                                                   amount(row.indicator, row.value, lang), cite(row)) for row in rows]
                tables.append("\n".join([head, "| --- | --- | ---: | --- |"] + lines))
            block(*tables)
            if e.links:                                # a name in running text, without any markup
                name = rng.choice(e.links[:len(e.links) - len(links)] or e.links).title
                block("有关安排与%s相衔接。" % name[ZH], "The arrangements are aligned with the %s." % name[EN])
        else:
            quoted = sentence(False)
            block("> %s[^2]" % quoted[ZH], "> %s[^2]" % quoted[EN], len(quoted[ZH]))
            second_note = True
    if e.i % 20 == 7:
        code = '```json\n{"id": "%s", "kind": "%s", "open": true}\n```' % (e.id, e.kind)
        block(code, code)
    if links:
        block("## 相关条目 {#related}", "## Related entries {#related}")
        block("\n".join("- " + dialect.link(x, ZH) for x in links), "\n".join("- " + dialect.link(x, EN) for x in links))
    block("[^1]: 以发布机关公布的文本为准。", "[^1]: The text published by the issuing body prevails.")
    if second_note:
        block("[^2]: 统计口径见文件附录。", "[^2]: For statistical definitions see the annex of the document.")
    return "\n".join(out[ZH]), "\n".join(out[EN])


# ---------------------------------------------------------------------------
# Writing

def quoted(text):
    """A YAML double-quoted scalar."""
    return json.dumps(text, ensure_ascii=False)


def inline(values):
    return "[" + ", ".join(values) + "]"


def pair(zh, en):
    return "{zh: %s, en: %s}" % (quoted(zh), quoted(en))


def write(*parts, text):
    path = os.path.join(*parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(text)


class Jingwei:
    """The site as Jingwei reads it."""

    @staticmethod
    def cite(ref, quote):
        return '[@%s "%s"]' % (ref, quote) if quote else "[@%s]" % ref

    @staticmethod
    def link(target, lang):
        return "[[%s]]" % target.id

    def entry(self, out, e, bodies):
        for lang, front in ((ZH, self.original(e)), (EN, self.translation(e))):
            write(out, "content", FOLDER[e.kind], "%s.%s.md" % (e.id, LANGS[lang]),
                  text="---\n%s\n---\n%s" % ("\n".join(front), bodies[lang]))

    @staticmethod
    def words(e, lang):
        lines = ["title: " + quoted(e.title[lang])]
        if e.short:
            lines.append("short_title: " + quoted(e.short[lang]))
        if e.aliases:
            lines.append("aliases: " + inline(quoted(x) for x in e.aliases[lang]))
        return lines + ["summary: " + quoted(e.summary[lang])]

    def original(self, e):
        own = e.sources[0]
        lines = self.words(e, ZH)
        lines += ["type: " + e.type[0], "topics: " + inline(x[0] for x in e.topics),
                  "regions: " + inline(x[0] for x in e.regions), "agencies:"]
        lines += ["  - {agency: %s, role: %s}" % (x[0], ROLES[min(k, 1)][0]) for k, x in enumerate(e.agencies)]
        lines.append("%s: {value: %s, as_of: %s, cite: %s}" % (STATE_KEY[e.kind], e.state, iso(own.published), e.fact.ref))
        if e.kind == "policy":
            lines += ["made: " + iso(e.fact.made), "published: " + iso(e.fact.published),
                      "in_force: " + iso(e.fact.in_force)]
            if e.doc_no:
                lines.append("doc_no: " + quoted(e.doc_no))
        elif e.kind == "project":
            lines.append("period: %d/%d" % (e.fact.start[0], e.fact.end[0]))
        else:
            lines.append("established: " + iso(e.fact.established))
        if e.relations:
            lines.append("relations:")
            for rel in [row[0] for row in RELATIONS]:
                targets = ["{to: %s, cite: %s}" % (t.id, c) if c else t.id for r, t, c in e.relations if r == rel]
                if targets:
                    lines.append("  %s: %s" % (rel, inline(targets)))
        if e.milestones:
            lines.append("milestones:")
            lines += ["  - {id: %s, date: %s, state: %s, text: %s, cite: %s}" % (i, iso(d), s, quoted(t[ZH]), c)
                      for i, d, s, t, c in e.milestones]
        if e.observations:
            lines.append("observations:")
            for fact, noted in e.observations:
                row = ["indicator: " + fact.indicator[0], "state: " + ("target" if fact.target else "actual"),
                       "value: %d" % number(fact.indicator, fact.value), "qualifier: exact", "basis: level",
                       ("due: " if fact.target else "as_of: ") + iso(fact.date), "region: " + e.regions[0][0]]
                if noted:
                    row = ["id: " + fact.indicator[0]] + row + ["note: " + quoted("口径以来源为准")]
                lines.append("  - {%s, cite: %s}" % (", ".join(row), fact.ref))
        if e.unknown:
            lines.append("unknown:")
            lines += ["  %s: %s" % (key, quoted(why[ZH])) for key, why in e.unknown]
        return lines + ["cite: " + inline(e.cited)]

    def translation(self, e):
        lines = self.words(e, EN)
        if e.milestones:
            lines.append("milestones:")
            lines += ["  %s: %s" % (i, quoted(t[EN])) for i, _, _, t, _ in e.milestones]
        noted = [fact for fact, has_note in e.observations if has_note]
        if noted:
            lines.append("observations:")
            lines += ["  %s: %s" % (fact.indicator[0], quoted("Counted as in the source")) for fact in noted]
        if e.unknown:
            lines.append("unknown:")
            lines += ["  %s: %s" % (key, quoted(why[EN])) for key, why in e.unknown]
        return lines + ["translation: {status: reviewed}"]

    @staticmethod
    def finish(out, seed, entries):
        """The site file, the vocabularies and the sources."""
        write(out, "jingwei.toml", text=(
            '[site]\ntitle = {zh = "政策知识库", en = "Policy Knowledge Base"}\n'
            'base_url = "https://kb.example/"\nlanguages = ["zh", "en"]\n\n'
            # Digests are the program's to write: `jingwei stamp --unstamped` does it.
            '[rules]\nunstamped-translation = "allow"\n'))

        def vocabulary(name, lines):
            write(out, "content", "vocabulary", name + ".yaml", text="\n".join(lines) + "\n")

        vocabulary("topics", ["- {id: %s, label: %s}" % (i, pair(zh, en)) for i, zh, en in TOPICS])
        vocabulary("regions", ["- {id: %s, label: %s, %stype: %s}" % (
            i, pair(zh, en), "parent: %s, " % parent if parent else "", kind) for i, zh, en, kind, parent in REGIONS])
        vocabulary("agencies", ["- {id: %s, label: %s, type: %s}" % (i, pair(zh, en), kind)
                                for i, zh, en, kind in AGENCIES])
        vocabulary("indicators", ["- {id: %s, label: %s, unit: %s, class: %s%s}" % (
            row[0], pair(row[1], row[2]), pair(row[3], row[4]), row[5],
            ", currency: CNY" if row[5] == "money" else "") for row in INDICATORS])
        lines = []
        for i, zh, en, inverse, inverse_zh, inverse_en, source, target in RELATIONS:
            lines += ["- id: " + i, "  label: " + pair(zh, en), "  inverse_id: " + inverse,
                      "  inverse_label: " + pair(inverse_zh, inverse_en), "  from: " + inline(source),
                      "  to: " + inline(target), "  acyclic: true"]
        vocabulary("relations", lines)
        vocabulary("terms", [
            "- id: fair-competition-review", '  names: {zh: ["公平竞争审查"], en: ["fair competition review"]}',
            "  definition: " + pair("对政策措施是否妨碍公平竞争所作的审查。", "A review of whether a measure hinders fair competition."),
            "- id: data-sharing", '  names: {zh: ["数据共享"], en: ["data sharing", "shared data"]}',
            "  definition: " + pair("机构之间按规则提供和使用数据。", "The provision and use of data between bodies under rules.")])

        def rows(items):
            return ["    - {id: %s, label: %s}" % (i, pair(zh, en)) for i, zh, en in items]

        lines = []
        for kind, _, _ in KINDS:
            lines += [kind + ":", "  types:"] + rows(TYPES[kind]) + ["  %s:" % STATE_KEY[kind]]
            lines += ["    - {id: %s, class: %s, label: %s}" % (i, group, pair(zh, en))
                      for i, group, zh, en in STATES[kind]]
        lines += ["region:", "  types:"] + rows(REGION_TYPES)
        lines += ["agency:", "  types:"] + rows(AGENCY_TYPES) + ["  roles:"] + rows(ROLES)
        vocabulary("types", lines)

        for s in range(source_count(entries)):
            src = make_source(seed, s)
            write(out, "seeds", src.id + ".zh.txt", text="\n".join(
                ["---", "title: " + quoted(src.title), "publisher: " + quoted(src.publisher),
                 "published: " + iso(src.published), "url: " + quoted("https://gov.example/%s/" % src.id),
                 "rights: " + quoted("公开信息"), "labels: {en: %s}" % quoted(src.label), "---", "",
                 "\n\n".join(src.paragraphs), ""]))


# Words of the Hugo theme's pages.
INTERFACE = {
    "site": ("政策知识库", "Policy Knowledge Base"), "home": ("首页", "Home"), "switch": ("English", "中文"),
    "facts": ("基本信息", "Facts"), "type": ("类型", "Type"), "state": ("状态", "Status"), "as_of": ("截至", "as of"),
    "made": ("成文日期", "Made"), "published": ("公布日期", "Published"), "in_force": ("施行日期", "In force from"),
    "doc_no": ("文号", "Document number"), "period": ("建设期", "Period"), "established": ("设立时间", "Established"),
    "cost": ("造价", "Cost"), "topics": ("主题", "Topics"), "regions": ("地区", "Regions"), "agencies": ("机构", "Agencies"),
    "progress": ("目标与进展", "Targets and results"), "toc": ("目录", "Contents"), "planned": ("计划", "planned"),
    "actual": ("实际", "actual"), "target": ("目标", "target"), "relations": ("关系", "Relations"),
    "backlinks": ("提及本条目的条目", "Mentioned in"), "sources": ("来源", "Sources"), "page": ("页", "Page"),
    "latest": ("最新条目", "Latest entries"), "kind_policies": ("政策", "Policies"), "kind_projects": ("项目", "Projects"),
    "kind_platforms": ("平台", "Platforms"),
}


class Hugo:
    """The same corpus as Hugo reads it, with the theme in the folder hugo/."""

    @staticmethod
    def cite(ref, quote):
        source, paragraph = ref.split("#")
        title = ' "%s"' % quote if quote else ""
        return "[〔%s〕](https://gov.example/%s/#%s%s)" % (paragraph, source, paragraph, title)

    @staticmethod
    def link(target, lang):
        return "[%s](/%s/%s)" % (target.title[lang], FOLDER[target.kind], target.id)

    def entry(self, out, e, bodies):
        for lang in (ZH, EN):
            write(out, "content", FOLDER[e.kind], "%s.%s.md" % (e.id, LANGS[lang]),
                  text="---\n%s\n---\n%s" % ("\n".join(self.front(e, lang)), bodies[lang]))

    @staticmethod
    def front(e, lang):
        """Hugo knows no translation of words alone: each file carries all facts."""
        regions = [x[0] for x in e.regions]
        wider = [PARENT[r] for r in regions if PARENT[r]]
        facts = []
        if e.kind == "policy":
            facts = [("made", iso(e.fact.made)), ("published", iso(e.fact.published)), ("in_force", iso(e.fact.in_force))]
            facts += [("doc_no", e.doc_no)] if e.doc_no else []
        elif e.kind == "project":
            facts = [("period", "%d/%d" % (e.fact.start[0], e.fact.end[0]))]
        else:
            facts = [("established", iso(e.fact.established))]
        facts += [(key, why[lang]) for key, why in e.unknown]
        refs = {}
        for ref in e.cited:
            refs.setdefault(ref.split("#")[0], []).append(ref.split("#")[1])
        values = {
            "title": e.title[lang], "description": e.summary[lang], "entry_type": e.type[0],
            "topics": [x[0] for x in e.topics], "regions": list(dict.fromkeys(regions + wider)),
            "agencies": [x[0] for x in e.agencies], "own_regions": regions,
            "roles": [ROLES[min(k, 1)][0] for k in range(len(e.agencies))],
            "state": {"value": e.state, "as_of": iso(e.sources[0].published)},
            "facts": [{"key": k, "value": v} for k, v in facts],
            "relations": [{"rel": r, "to": "/%s/%s" % (FOLDER[t.kind], t.id)} for r, t, _ in e.relations],
            "links": ["/%s/%s" % (FOLDER[t.kind], t.id) for t in e.links],
            "milestones": [{"date": iso(d), "state": s, "text": t[lang], "cite": c.split("#")}
                           for _, d, s, t, c in e.milestones],
            "observations": [{"indicator": f.indicator[0], "state": "target" if f.target else "actual",
                              "value": amount(f.indicator, f.value, lang), "date": iso(f.date),
                              "note": ("口径以来源为准", "Counted as in the source")[lang] if noted else "",
                              "cite": f.ref.split("#")} for f, noted in e.observations],
            "sources": [{"id": k, "paragraphs": v} for k, v in refs.items()],
        }
        if e.short:
            values["short_title"] = e.short[lang]
        if e.aliases:
            values["other_names"] = e.aliases[lang]
        return ["date: " + iso((e.date + (1,))[:3])] + [k + ": " + quoted(v) for k, v in values.items()]

    @staticmethod
    def finish(out, seed, entries):
        """Theme, words, term pages and the list of sources."""
        shutil.copytree(os.path.join(HERE, "hugo"), out, dirs_exist_ok=True)
        words = dict(INTERFACE)
        for rows in TYPES.values():
            words.update(("type_" + i, (zh, en)) for i, zh, en in rows)
        for kind, rows in STATES.items():
            words.update(("state_%s_%s" % (FOLDER[kind], i), (zh, en)) for i, _, zh, en in rows)
        words.update(("role_" + i, (zh, en)) for i, zh, en in ROLES)
        words.update(("indicator_" + row[0], (row[1], row[2])) for row in INDICATORS)
        for i, zh, en, inverse, inverse_zh, inverse_en, _, _ in RELATIONS:
            words["relation_" + i], words["inverse_" + i] = (zh, en), (inverse_zh, inverse_en)
        tables = (("topics", TOPICS), ("regions", REGIONS), ("agencies", AGENCIES))
        for lang, name in enumerate(LANGS):
            write(out, "i18n", name + ".toml",
                  text="".join("%s = %s\n" % (quoted(k), quoted(words[k][lang])) for k in sorted(words)))
            for _, folder, _ in KINDS:
                write(out, "content", folder, "_index.%s.md" % name,
                      text="---\ntitle: %s\n---\n" % quoted(words["kind_" + folder][lang]))
            for folder, table in tables:
                write(out, "content", folder, "_index.%s.md" % name,
                      text="---\ntitle: %s\n---\n" % quoted(words[folder][lang]))
                for row in table:
                    write(out, "content", folder, row[0], "_index.%s.md" % name,
                          text="---\ntitle: %s\n---\n" % quoted(row[1 + lang]))
        sources = {}
        for s in range(source_count(entries)):
            src = make_source(seed, s)
            sources[src.id] = {"title": src.title, "publisher": src.publisher, "published": iso(src.published),
                               "url": "https://gov.example/%s/" % src.id}
        write(out, "data", "sources.json", text=json.dumps(sources, ensure_ascii=False, indent=1) + "\n")


DIALECTS = {"jingwei": Jingwei, "hugo": Hugo}


def generate(entries, out, seed="jingwei", dialect="jingwei"):
    """Writes the whole site into out, which must not exist or be empty."""
    if os.path.isdir(out) and os.listdir(out):
        sys.exit("generate.py: %s is not empty" % out)
    d = DIALECTS[dialect]()
    for i in range(entries):
        e = make_entry(seed, i)
        d.entry(out, e, make_bodies(seed, e, d))
    d.finish(out, seed, entries)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--entries", type=int, required=True, help="how many entries, each in two languages")
    ap.add_argument("--out", required=True, help="folder of the new site")
    ap.add_argument("--seed", default="jingwei", help="another seed, another corpus")
    ap.add_argument("--dialect", choices=sorted(DIALECTS), default="jingwei")
    a = ap.parse_args()
    generate(a.entries, a.out, a.seed, a.dialect)
    files = size = 0
    for root, _, names in os.walk(a.out):
        files += len(names)
        size += sum(os.path.getsize(os.path.join(root, n)) for n in names)
    print("%s: %d entries, %d files, %d bytes" % (a.out, a.entries, files, size))


if __name__ == "__main__":
    main()
