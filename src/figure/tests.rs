//! What readers of the shipped languages make of texts.

use super::{Exactness, Figure, FigureValue, Quantity, Reader, Unit, says};
use crate::{
    locale::{Locale, Locales},
    model::{
        choice::{Choice as _, Qualifier, UnitClass},
        date::{Date, Period},
        decimal::Decimal,
        lang::Lang,
    },
};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

struct Language {
    locale: Arc<Locale>,
    reader: Reader,
}

fn language(tag: &str) -> Language {
    let lang = Lang::new(tag);
    let locale = Locales::new(std::slice::from_ref(&lang), &BTreeMap::new()).0.get(&lang);
    let reader = Reader::new(locale.data.as_ref().expect("its data")).expect("its figures");
    Language { locale, reader }
}

static LANGUAGES: LazyLock<BTreeMap<&str, Language>> =
    LazyLock::new(|| ["zh", "en", "fr"].map(|tag| (tag, language(tag))).into());

fn read(tag: &str, text: &str) -> Vec<Figure> {
    LANGUAGES[tag].reader.read(text, None)
}

/// Every demand of one side is met by the other.
fn meets(demands: &[Figure], others: &[Figure]) -> bool {
    let mut strong = demands.iter().filter(|figure| figure.is_stated() && !figure.is_one());
    strong.all(|figure| says(&others.iter(), figure))
}

#[test]
fn pairs_are_the_same_or_different_as_the_table_says() {
    let table = include_str!("../../tests/figures/pairs.tsv");
    let mut faults = Vec::new();
    let mut count = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [verdict, a, left, b, right] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns: {line}");
        };
        let (x, y) = (read(a, left), read(b, right));
        let is_same = meets(&x, &y) && meets(&y, &x);
        if is_same != (verdict == "same") {
            faults.push(format!("{line}\n  {x:?}\n  {y:?}"));
        }
        count += 1;
    }
    assert!(count >= 120, "{count} pairs");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a text reads as, for short: value, class, exactness, date.
fn short(figure: &Figure) -> String {
    let weak = if figure.is_stated() { "" } else { "~" };
    match &figure.value {
        FigureValue::Quantity(q) => {
            let to = q.to.map_or(String::new(), |to| format!("..{to}"));
            let base = if q.unit.base.is_empty() { q.unit.class.as_str() } else { &q.unit.base };
            let says = Qualifier::WORDS.iter().filter(|word| {
                Qualifier::parse(word).is_some_and(|qualifier| q.exactness.agrees(Exactness::of(qualifier)))
            });
            let says: Vec<_> = says.copied().collect();
            format!("{weak}{}{to} {base} {}", q.from, says.join("/"))
        }
        FigureValue::Date { period, .. } => format!("{weak}{period}"),
    }
}

fn shorts(tag: &str, text: &str, published: Option<&str>) -> Vec<String> {
    let published = published.map(|date| Date::parse(date).expect("a date"));
    LANGUAGES[tag].reader.read(text, published).iter().map(short).collect()
}

#[test]
fn a_source_is_read_with_the_day_it_was_published() {
    let zh = |text: &str| shorts("zh", text, Some("2018-07-25"));
    assert_eq!(zh("今年1-6月办理903件"), ["2018-01/2018-06", "903 count exact"]);
    assert_eq!(zh("将于明年9月开通"), ["2019-09"]);
    assert_eq!(zh("今年上半年"), ["2018-01/2018-06"]);
    assert_eq!(zh("争取年底具备开工条件"), ["2018-12"]);
    assert_eq!(zh("去年年底"), ["2017-12"]);
    assert_eq!(zh("今年底前"), ["2018-12"]);
    let en = |text: &str| shorts("en", text, Some("2018-07-25"));
    assert_eq!(en("by the end of the year"), ["2018-12"]);
    assert_eq!(en("in the first half of this year"), ["2018-01/2018-06"]);
    assert_eq!(en("in September next year"), ["2019-09"]);
    assert_eq!(shorts("fr", "à la fin de l’année", Some("2018-07-25")), ["2018-12"]);
}

#[test]
fn without_that_day_relative_dates_are_passed_over() {
    assert_eq!(shorts("zh", "今年上半年，明年9月，年底前，9月", None), Vec::<String>::new());
    assert_eq!(
        shorts("en", "this year, next year, by the end of the year, in May", None),
        Vec::<String>::new()
    );
    // A month without a year is of the year that the sentence has named.
    assert_eq!(shorts("zh", "2018年5月开工、9月完工。9月。", None), ["2018-05", "~2018-09"]);
}

#[test]
fn a_unit_of_money_before_or_after_is_one() {
    assert_eq!(shorts("en", "about CNY 560 billion", None), ["560000000000 CNY about"]);
    assert_eq!(shorts("en", "RMB 7.5 billion yuan", None), ["7500000000.0 CNY exact"]);
    assert_eq!(shorts("zh", "人民币3.2亿元", None), ["320000000.0 CNY exact"]);
}

#[test]
fn sentences_end_at_full_stops_that_end_sentences() {
    let parts = |tag: &str, text: &str| {
        let mut start = 0;
        let mut parts = Vec::new();
        for end in LANGUAGES[tag].reader.sentence_ends(text) {
            parts.push(text[start..end].trim().to_owned());
            start = end;
        }
        parts
    };
    assert_eq!(
        parts("en", "It is 92.4 km, approx. 5 more than No. 4 in the U.S. today. “Opened.” Done!"),
        ["It is 92.4 km, approx. 5 more than No. 4 in the U.S. today.", "“Opened.”", "Done!"]
    );
    assert_eq!(parts("zh", "共15.2%。增长（3%）；“完。”"), ["共15.2%。", "增长（3%）；“完。”"]);
}

fn qualifiers() -> impl Strategy<Value = Qualifier> {
    prop::sample::select(vec![
        Qualifier::Exact,
        Qualifier::Nearly,
        Qualifier::About,
        Qualifier::Over,
        Qualifier::MoreThan,
        Qualifier::AtLeast,
        Qualifier::AtMost,
    ])
}

/// The word of a qualifier before a number, and what stands before a unit, in each language.
fn formatted(tag: &str, qualifier: Qualifier, value: Decimal, unit: UnitClass) -> String {
    let number = LANGUAGES[tag].locale.number(value);
    let words: &[(&str, &str, &str)] = &[
        ("exact", "", ""),
        ("nearly", "近", "nearly"),
        ("about", "约", "about"),
        ("over", "超过", "over"),
        ("more-than", "", "more than"),
        ("at-least", "至少", "at least"),
        ("at-most", "不超过", "at most"),
    ];
    let (_, zh, en) = words.iter().find(|(name, ..)| *name == qualifier.as_str()).expect("it is listed");
    let french = |en: &str| match en {
        "nearly" => "près de",
        "about" => "environ",
        "over" | "more than" => "plus de",
        "at least" => "au moins",
        "at most" => "au plus",
        other => panic!("{other}"),
    };
    let more = if qualifier == Qualifier::MoreThan { "余" } else { "" };
    let (zh_unit, en_unit, fr_unit) = match unit {
        UnitClass::Percent => ("%", "%", "\u{202f}%"),
        UnitClass::Length => ("公里", " km", "\u{a0}km"),
        UnitClass::Money => ("元", " yuan", " yuans"),
        _ => ("家", " enterprises", " entreprises"),
    };
    match tag {
        "zh" => format!("共{zh}{number}{more}{zh_unit}。"),
        "en" => format!("In all {en} {number}{en_unit}."),
        _ if en.is_empty() => format!("En tout {number}{fr_unit}."),
        _ => format!("En tout {} {number}{fr_unit}.", french(en)),
    }
}

proptest! {
    #[test]
    fn what_is_formatted_is_read_back(
        digits in 2_i64..10_000_000_000,
        scale in 0_u32..3,
        qualifier in qualifiers(),
        class in prop::sample::select(vec![UnitClass::Count, UnitClass::Percent, UnitClass::Length, UnitClass::Money]),
    ) {
        let value = Decimal::whole(digits).scaled_down(scale);
        // A bare year in English may be either.
        prop_assume!(!(1900..2100).contains(&digits));
        for tag in ["zh", "en", "fr"] {
            let text = formatted(tag, qualifier, value, class);
            let found = read(tag, &text);
            prop_assert_eq!(found.len(), 1, "{}", text);
            let quantity = found[0].quantity().expect("a quantity");
            let expected = Quantity {
                from: value,
                to: None,
                unit: Arc::new(match class {
                    UnitClass::Length => Unit { factor: (1000, 1), ..Unit::named(class, "m") },
                    UnitClass::Money => Unit::named(class, "CNY"),
                    UnitClass::Percent => Unit::named(class, "%"),
                    _ => Unit::count(),
                }),
                exactness: Exactness::of(qualifier),
                noun: None,
            };
            prop_assert!(quantity.same(&expected), "{} {:?}", text, quantity);
            prop_assert!(found[0].is_stated(), "{}", text);
        }
    }

    #[test]
    fn dates_are_read_back(year in 1000_i16..2100, month in 1_i8..=12, day in 1_i8..=28, to in 1_i8..=12) {
        let dates = [
            Date { year, month: Some(month), day: Some(day) },
            Date { year, month: Some(month), day: None },
        ];
        for tag in ["zh", "en", "fr"] {
            for date in dates {
                let found = read(tag, &LANGUAGES[tag].locale.date(date));
                let period = Period { start: Some(date), end: Some(date) };
                prop_assert!(
                    matches!(&found[..], [Figure { value: FigureValue::Date { period: p, .. }, .. }] if *p == period),
                    "{} {:?}", LANGUAGES[tag].locale.date(date), found
                );
            }
            let month_of = |month| Some(Date { year, month: Some(month), day: None });
            let period = Period { start: month_of(month.min(to)), end: month_of(month.max(to)) };
            let text = LANGUAGES[tag].locale.period(period);
            let found = read(tag, &text);
            prop_assert!(
                matches!(&found[..], [Figure { value: FigureValue::Date { period: p, .. }, .. }] if *p == period),
                "{} {:?}", text, found
            );
        }
    }

    #[test]
    fn width_and_grouping_change_nothing(value in 1000_i64..999_999_999, unit in prop::sample::select(vec!["家", "公里", "亩", "元", "%"])) {
        let plain = format!("共{value}{unit}");
        let wide: String = plain.chars().map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).expect("a digit") } else { c }).collect();
        let digits = value.to_string();
        let grouped: String = digits.chars().enumerate().flat_map(|(n, c)| {
            let comma = n > 0 && (digits.len() - n).is_multiple_of(3);
            comma.then_some(',').into_iter().chain([c])
        }).collect();
        for text in [wide, format!("共{grouped}{unit}")] {
            let (a, b) = (read("zh", &plain), read("zh", &text));
            prop_assert!(a.len() == 1 && b.len() == 1 && a[0].same(&b[0]), "{} {:?}", text, b);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic_and_spans_are_within_it(
        text in "[\\PC\\s]{0,60}|[0-9０-９,.，．年月日至到-]{0,30}|([0-9]{1,5}| |-|万|亿|余|第|近|约|元|家|百|十|三|年|月|上半年|to|of|about|more than|May|million|half|%|,|\\.|the|end|\u{a0}|à|premier|vingt){0,14}"
    ) {
        for tag in ["zh", "en", "fr"] {
            for published in [None, Date::parse("2018-07-25")] {
                for figure in LANGUAGES[tag].reader.read(&text, published) {
                    let range = figure.span.range();
                    prop_assert!(text.get(range.clone()).is_some_and(|shown| !shown.is_empty()), "{:?} {:?}", range, text);
                }
            }
            let ends = LANGUAGES[tag].reader.sentence_ends(&text);
            prop_assert!(ends.iter().all(|end| text.is_char_boundary(*end)));
            prop_assert!(ends.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
