//! Scripts as they are published: without the comments and the indentation that readers of the source need.
//!
//! A built-in script goes in, the same lines come out, one statement for one statement. A site's own scripts are
//! published as they are: nothing here knows JavaScript, only how the built-in scripts are written.
//!
//! Start with [`without_comments`].

/// A script without white space around its lines, and without the lines that are comments.
///
/// A comment must begin its line and end its last one, and no text may go over several lines, which a
/// test holds the built-in scripts to.
pub(super) fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{super::DEFAULT, *};

    #[test]
    fn comments_and_indentation_are_left_out_and_nothing_else() {
        let script = "/* Of two\n * lines. */\nf(() => {\n  // Why.\n  a = \"/* b */\"; /* c */ d();\n\n  /* e */\n})\n";
        assert_eq!(without_comments(script), "f(() => {\na = \"/* b */\"; /* c */ d();\n})\n");
    }

    #[test]
    fn the_built_in_scripts_are_written_so_that_lines_can_be_trimmed() {
        let files = DEFAULT.get_dir("assets").expect("the theme has assets").files();
        let scripts: Vec<_> =
            files.filter(|file| file.path().extension().is_some_and(|end| end == "js")).collect();
        assert!(scripts.len() > 3);
        for script in scripts {
            let mut is_comment = false;
            for line in script.contents_utf8().expect("a text").lines().map(str::trim) {
                is_comment |= line.starts_with("/*");
                let (name, ends) = (script.path().display(), line.contains("*/"));
                assert!(
                    !is_comment || !ends || line.ends_with("*/"),
                    "{name}: `{line}` goes on after a comment"
                );
                assert!(
                    is_comment || line.matches('`').count().is_multiple_of(2),
                    "{name}: `{line}` begins a text of lines"
                );
                assert!(!line.ends_with('\\'), "{name}: `{line}` goes on in the next line");
                is_comment &= !ends;
            }
        }
    }
}
