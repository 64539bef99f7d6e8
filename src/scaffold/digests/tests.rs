//! Where digests go in a front matter, and that nothing else moves.

use super::*;
use proptest::prelude::*;

fn digest(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}

fn stamped(text: &str, parts: &[(&str, Option<Digest>)], gone: &[&str]) -> Option<String> {
    with_digests(text, &Wanted { parts: parts.to_vec(), gone: gone.to_vec() })
}

fn front(yaml: &str) -> String {
    format!("---\ntitle: T\n{yaml}---\nBody: of {{}}\n")
}

#[test]
fn a_list_is_put_where_there_is_none() {
    let (a, b) = (digest("a"), digest("b"));
    let parts = [("words", Some(a)), ("intro", Some(b))];
    let list = format!("of: {{words: {a}, intro: {b}}}");
    for (old, new) in [
        ("translation: {status: reviewed}\n", format!("translation: {{status: reviewed, {list}}}\n")),
        (
            "translation:\n  status: machine # by M\n",
            format!("translation:\n  status: machine # by M\n  {list}\n"),
        ),
        (
            "translation:\r\n    status: 'machine'\r\n",
            format!("translation:\r\n    status: 'machine'\r\n    {list}\r\n"),
        ),
        (
            "translation: # why\n\n  # so\n  status: official\n# end\n",
            format!("translation: # why\n\n  # so\n  status: official\n  {list}\n# end\n"),
        ),
    ] {
        assert_eq!(stamped(&front(old), &parts, &[]), Some(front(&new)), "{old}");
    }
}

#[test]
fn a_list_that_is_there_keeps_its_style() {
    let (a, b, c) = (digest("a"), digest("b"), digest("c"));
    let parts = [("words", Some(a)), ("intro", None), ("cost", Some(b)), ("end", Some(c))];
    for (old, new) in [
        (
            "translation: {of: {intro: b3-0, cost: \"b3-1\", gone: b3-2}, status: reviewed}\n",
            format!(
                "translation: {{of: {{words: {a}, intro: b3-0, cost: \"{b}\", end: {c}}}, status: reviewed}}\n"
            ),
        ),
        (
            "translation:\n  of:\n    # first\n    gone: b3-2 # out\n    intro: b3-0 # keep\n    cost: 'b3-1'\n  status: reviewed\n",
            format!(
                "translation:\n  of:\n    # first\n    words: {a}\n    intro: b3-0 # keep\n    cost: '{b}'\n    end: {c}\n  status: reviewed\n"
            ),
        ),
        (
            "translation:\n  status: reviewed\n  of: {gone: b3-2}\n",
            format!("translation:\n  status: reviewed\n  of: {{words: {a}, cost: {b}, end: {c}}}\n"),
        ),
    ] {
        assert_eq!(stamped(&front(old), &parts, &["gone"]).as_deref(), Some(&*front(&new)), "{old}");
    }
}

#[test]
fn what_is_gone_is_taken_out_and_an_empty_list_with_it() {
    let old = front("translation:\n  status: reviewed\n  of:\n    a: b3-1\n    b: b3-2\n");
    assert_eq!(
        stamped(&old, &[], &["a"]),
        Some(front("translation:\n  status: reviewed\n  of:\n    b: b3-2\n"))
    );
    assert_eq!(stamped(&old, &[], &["a", "b"]), Some(front("translation:\n  status: reviewed\n")));
    let old = front("translation: {status: reviewed, of: {a: b3-1, b: b3-2, c: b3-3}}\n");
    for (gone, left) in [(&["a"][..], "b: b3-2, c: b3-3"), (&["b", "c"], "a: b3-1"), (&["a", "b", "c"], "")] {
        let new = front(&format!("translation: {{status: reviewed, of: {{{left}}}}}\n"));
        assert_eq!(stamped(&old, &[], gone), Some(new), "{gone:?}");
    }
}

#[test]
fn a_file_that_is_no_translation_is_left_alone() {
    for text in
        ["", "no fences", "---\ntitle: T\n---\n", "---\ntranslation: reviewed\n---\n", "---\na: [\n---\n"]
    {
        assert_eq!(stamped(text, &[("words", Some(digest("a")))], &[]), None, "{text}");
    }
}

/// Front matter with everything that may stand around a translation, and its body.
fn any_text() -> impl Strategy<Value = String> {
    let other = prop::sample::select(vec![
        "title: 标题",
        "summary: \"a, b: c # d\"",
        "# a comment",
        "",
        "milestones: {opening: \"全线, 开通\"}",
        "aliases: [a, 'b']",
        "unknown:\n  cost: none # of: {}",
    ]);
    let field = prop::sample::select(vec![
        "translation: {status: reviewed}",
        "translation: { status : reviewed } # c",
        "translation: {status: reviewed, of: {}}",
        "translation: {status: reviewed, of: {intro: b3-000000000000, old: 'b3-1'}}",
        "translation:\n  status: machine",
        "translation:\n  # of: {}\n  status: \"machine\"   # c",
        "translation:\n  of: {words: b3-1}\n  status: machine",
        "translation:\n   of:\n     old: b3-1\n     words: 'b3-1' # c\n   status: machine",
        "translation:\n  status: machine\n  of: {\n    words: b3-1,\n    intro: b3-2\n  }",
    ]);
    let body =
        prop::sample::select(vec!["", "Text.\n", "## A {#a}\n---\nof: {words: b3-1}\n", "no line end"]);
    let parts = (prop::collection::vec(other.clone(), 0..4), field, prop::collection::vec(other, 0..4), body);
    (parts, any::<bool>(), any::<bool>()).prop_map(|((before, field, after, body), crlf, bom)| {
        // A key may stand once.
        let mut lines: Vec<&str> = Vec::new();
        let key = |line: &str| line.split(':').next().unwrap_or("").to_owned();
        for line in before.into_iter().chain([field]).chain(after) {
            if line.is_empty() || line.starts_with('#') || !lines.iter().any(|known| key(known) == key(line))
            {
                lines.push(line);
            }
        }
        let text = format!("---\n{}\n---\n{body}", lines.join("\n"));
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if bom { format!("\u{feff}{text}") } else { text }
    })
}

/// A text without the digests in it and without what parts them.
fn without_digests(text: &str) -> String {
    let digest =
        regex::Regex::new(r#"(?m)(^[ ]*)?\b(words|intro|end|old): *['"]?b3-[0-9a-f]+['"]?(, *)?(\r?\n)?"#);
    let kept = digest.expect("good").replace_all(text, "").into_owned();
    let list = regex::Regex::new(r"(?m)(^[ ]+|, )of: *(\{[ \r\n,]*\}|\r?$)(\r?\n)?").expect("good");
    list.replace_all(&kept, "").replace(", }", "}")
}

proptest! {
    #[test]
    fn stamping_writes_the_digests_and_keeps_every_other_byte(text in any_text()) {
        let parts =
            [("words", Some(digest("w"))), ("intro", None), ("end", Some(digest("e")))];
        let new = stamped(&text, &parts, &["old"]);
        prop_assert!(new.is_some(), "{text}");
        let new = new.unwrap_or_default();
        for (id, digest) in [("words", digest("w")), ("end", digest("e"))] {
            let tree = front_matter(&new).expect("front matter");
            let of = child(child(&tree, "translation").expect("it"), "of").expect("it");
            let value = child(of, id).expect(id);
            prop_assert!(matches!(&value.value, NodeValue::Text(text) if *text == digest.to_string()));
        }
        // The body is the end of both, and the front matter differs in digests alone.
        let body = |text: &str| text.splitn(3, "---").nth(2).map(str::to_owned);
        prop_assert_eq!(body(&new), body(&text));
        let (old_rest, new_rest) = (without_digests(&text), without_digests(&new));
        prop_assert_eq!(&new_rest, &old_rest, "{}\n{}", text, new);
        prop_assert_eq!(new.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        // Nothing is left to do.
        prop_assert_eq!(stamped(&new, &parts, &["old"]), Some(new.clone()));
    }
}
