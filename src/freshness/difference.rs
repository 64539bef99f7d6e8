//! Two versions of a text, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// Whether words stand in both versions or in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// In both.
    Same,
    /// In the old version only.
    Removed,
    /// In the new version only.
    Added,
}

/// A run of words with the same sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where the words stand.
    pub sign: Sign,
    /// The words.
    pub text: String,
}

/// What became of a text: its words in order, those that were removed before those that took their
/// place.
///
/// Words are those of Unicode (UAX #29), where every Han character is one; a gap between two changes
/// belongs to them.
pub fn difference(old: &str, new: &str) -> Vec<Change> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let mut pieces = Pieces::default();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (before, after) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => pieces.same(&before),
            _ => pieces.changed(&before, &after),
        }
    }
    pieces.finish()
}

/// Runs under way: what was removed and added since the last run that is the same.
#[derive(Default)]
struct Pieces {
    done: Vec<Change>,
    removed: String,
    added: String,
    /// White space in both versions after a change: part of it if another change follows.
    gap: String,
}

impl Pieces {
    fn same(&mut self, text: &str) {
        let within = !self.removed.is_empty() || !self.added.is_empty();
        if within && text.chars().all(char::is_whitespace) {
            self.gap.push_str(text);
            return;
        }
        self.close();
        let gap = std::mem::take(&mut self.gap);
        self.push(Sign::Same, &format!("{gap}{text}"));
    }

    fn changed(&mut self, removed: &str, added: &str) {
        let gap = std::mem::take(&mut self.gap);
        for (text, more) in [(&mut self.removed, removed), (&mut self.added, added)] {
            text.push_str(&gap);
            text.push_str(more);
        }
    }

    fn close(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        self.push(Sign::Removed, &removed);
        self.push(Sign::Added, &added);
    }

    fn push(&mut self, sign: Sign, text: &str) {
        if text.is_empty() {
            return;
        }
        self.done.push(Change { sign, text: text.to_owned() });
    }

    fn finish(mut self) -> Vec<Change> {
        self.close();
        let gap = std::mem::take(&mut self.gap);
        self.push(Sign::Same, &gap);
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let marked = |change: Change| match change.sign {
            Sign::Same => change.text,
            Sign::Removed => format!("[-{}-]", change.text),
            Sign::Added => format!("{{+{}+}}", change.text),
        };
        difference(old, new).into_iter().map(marked).collect()
    }

    #[test]
    fn words_are_words_and_han_characters_are_words() {
        assert_eq!(shown("to open in 2019", "to open in 2020"), "to open in [-2019-]{+2020+}");
        assert_eq!(shown("计划2019年开通", "计划2020年底开通"), "计划[-2019-]{+2020+}年{+底+}开通");
    }

    #[test]
    fn a_gap_between_two_changes_belongs_to_them() {
        assert_eq!(shown("one two three", "uno dos three"), "[-one two-]{+uno dos+} three");
        assert_eq!(shown("same", "same"), "same");
    }

    proptest! {
        #[test]
        fn both_versions_can_be_read_from_the_difference(old in "[a-c 甲乙]{0,12}", new in "[a-c 甲乙]{0,12}") {
            let changes = difference(&old, &new);
            let without = |sign: Sign| -> String {
                changes.iter().filter(|change| change.sign != sign).map(|change| change.text.as_str()).collect()
            };
            prop_assert_eq!(without(Sign::Added), old);
            prop_assert_eq!(without(Sign::Removed), new);
        }
    }
}
