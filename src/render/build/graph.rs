//! The drawing of an entry and what it stands in relation to: one step, no engine.
//!
//! Relations that lead to this entry stand left of a thread, those that lead away right of it, so that
//! every arrow runs the same way; each type has rows of its own, so nothing can lie on anything else.
//! Text is measured by columns, wide enough for every common face; what does not fit in its lines ends
//! with an ellipsis, and the list under the drawing has it whole.
//!
//! Start with [`Sheet::graph`]; [`lay_out`] is the geometry.

use super::Sheet;
use crate::{
    model::{choice::Choice, entry::EntryId},
    plan::permalinks,
    render::view::{GraphGroup, GraphLine, GraphNode, GraphView, Words},
    resolve::Edge,
};
use std::collections::BTreeMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More nodes than this are too many for one look: the largest groups become sums.
const MOST_NODES: usize = 24;
/// The width of the drawing; it is shown as wide or a little smaller, and left out on a phone.
const WIDTH: u32 = 560;
/// The width of a column of text of the size that the style sheet gives to names.
const COLUMN: f32 = 7.2;
/// From the thread to a mark's middle, and from there to its name.
const REACH: u32 = 44;
const MARK: u32 = 14;
/// The height of a line of text, of the space under a name, of a type's name and between two types.
const LINE: u32 = 17;
const UNDER: u32 = 9;
const LABEL: u32 = 22;
const BETWEEN: u32 = 12;

/// A type of relation, not laid out yet.
pub(super) struct Group {
    label: Words,
    direction: &'static str,
    nodes: Vec<Node>,
    /// Where the list of its entries stands.
    list: String,
}

/// A node, not laid out yet.
struct Node {
    name: Words,
    href: String,
    sum: usize,
    kind: &'static str,
    class: &'static str,
    state: String,
}

impl Sheet<'_> {
    /// Draws the relations of an entry; nothing if it has none.
    pub(super) fn graph(&self, id: EntryId) -> Option<GraphView> {
        let mut groups: BTreeMap<(usize, bool), Vec<&Edge>> = BTreeMap::new();
        for edge in &self.desk.site.corpus.graph.edges[id.0 as usize] {
            groups.entry((edge.relation, edge.inverse)).or_default().push(edge);
        }
        let mut groups: Vec<Group> = groups
            .into_iter()
            .map(|((relation, inverse), edges)| self.group(relation, inverse, &edges))
            .collect();
        while groups.iter().map(|group| group.nodes.len()).sum::<usize>() > MOST_NODES {
            let Some(largest) = groups.iter_mut().rev().max_by_key(|group| group.nodes.len()) else { break };
            if largest.nodes.len() < 2 {
                break;
            }
            self.sum_up(largest);
        }
        (!groups.is_empty()).then(|| lay_out(&self.name(id), &groups))
    }

    fn group(&self, relation: usize, inverse: bool, edges: &[&Edge]) -> Group {
        let relation = &self.desk.site.corpus.relation_types[relation];
        let side = if inverse { &relation.inverse_id } else { &relation.id };
        let direction = match (relation.is_symmetric(), inverse) {
            (true, _) => "both",
            (false, true) => "from",
            (false, false) => "to",
        };
        Group {
            // An arrow is read along its way, whichever end the reader stands at.
            label: self.translated(&relation.label),
            direction,
            nodes: edges.iter().map(|edge| self.node_of(edge.to)).collect(),
            list: format!("#{}", relation_anchor(side)),
        }
    }

    fn node_of(&self, id: EntryId) -> Node {
        let entry = self.desk.site.corpus.entry(id);
        Node {
            name: self.name(id),
            href: permalinks::entry(self.lang, entry),
            sum: 0,
            kind: entry.kind.as_str(),
            class: entry.state.class.as_str(),
            state: entry.state.id.clone(),
        }
    }

    /// Puts one node in the place of all of a group's.
    fn sum_up(&self, group: &mut Group) {
        let count = group.nodes.len();
        let number = u64::try_from(count).unwrap_or(u64::MAX);
        let word = self.desk.theme.words.find(self.lang.as_str(), "count-entries", Some(number));
        let text = word.unwrap_or("{n}").replace("{n}", &count.to_string());
        let (name, href) = (self.words(self.lang, text), group.list.clone());
        group.nodes = vec![Node { name, href, sum: count, kind: "", class: "", state: String::new() }];
    }
}

/// The anchor of a type's list, by the id of the side that it shows.
pub(super) fn relation_anchor(id: &str) -> String {
    format!("_relation-{id}")
}

/// Gives everything its place.
fn lay_out(name: &Words, groups: &[Group]) -> GraphView {
    let is_left = |group: &&Group| group.direction == "from";
    let (left, right) = (groups.iter().any(|group| is_left(&group)), groups.iter().any(|g| !is_left(&g)));
    let (thread, anchor) = match (left, right) {
        (true, true) => (WIDTH / 2, "middle"),
        (true, false) => (WIDTH - 8, "end"),
        _ => (8, "start"),
    };
    let title_x = if anchor == "middle" {
        thread
    } else if left {
        WIDTH
    } else {
        0
    };
    let title = lines(&name.text, columns(WIDTH), 2);
    let title: Vec<GraphLine> =
        (1..).zip(title).map(|(n, text)| GraphLine { x: title_x, y: n * LINE - 3, text }).collect();
    let top = u32::try_from(title.len()).unwrap_or(2) * LINE + 6;
    let sides = [true, false].map(|left| {
        let groups = groups.iter().filter(|group| is_left(group) == left);
        side(groups, left, thread, top + 8)
    });
    let height = sides.iter().map(|(_, end)| *end).max().unwrap_or(top);
    GraphView {
        width: WIDTH,
        height,
        thread,
        top,
        anchor,
        title,
        lang: name.lang.clone(),
        groups: sides.into_iter().flat_map(|(groups, _)| groups).collect(),
    }
}

/// The groups of one side, from above, and where they end.
fn side<'g>(
    groups: impl Iterator<Item = &'g Group>,
    left: bool,
    thread: u32,
    top: u32,
) -> (Vec<GraphGroup>, u32) {
    let outwards = |by: u32| if left { thread.saturating_sub(by) } else { thread + by };
    let text = outwards(REACH + MARK);
    let room = columns(if left { text } else { WIDTH.saturating_sub(text) });
    let mut y = top;
    let mut placed = Vec::new();
    for group in groups {
        if !placed.is_empty() {
            y += BETWEEN;
        }
        let label = lines(&group.label.text, room, 1).concat();
        let label = GraphLine { x: text, y: y + LABEL - 7, text: label };
        y += LABEL;
        let mut nodes = Vec::new();
        for node in &group.nodes {
            let name = lines(&node.name.text, room, 2);
            let count = u32::try_from(name.len()).unwrap_or(1);
            nodes.push(GraphNode {
                y: y + LINE / 2,
                end: outwards(REACH - 10),
                mark: outwards(REACH),
                lines: (1..)
                    .zip(name)
                    .map(|(n, line)| GraphLine { x: text, y: y + n * LINE - 4, text: line })
                    .collect(),
                lang: node.name.lang.clone(),
                href: node.href.clone(),
                sum: node.sum,
                kind: node.kind,
                class: node.class,
                state: node.state.clone(),
            });
            y += count * LINE + UNDER;
        }
        let lang = group.label.lang.clone();
        placed.push(GraphGroup { label, lang, direction: group.direction, left, nodes });
    }
    (placed, y)
}

/// How many columns of text fit into a width.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "widths are small and positive"
)]
fn columns(width: u32) -> usize {
    (width as f32 / COLUMN) as usize
}

/// Breaks a text into at most so many lines of so many columns; what is too long ends with `…`.
fn lines(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last().map_or("", String::as_str);
        if line.is_empty() || line.width() + piece.trim_end().width() <= columns {
            let last = lines.len() - 1;
            lines[last].push_str(piece);
        } else {
            lines.push(piece.to_owned());
        }
    }
    let is_longer = lines.len() > most;
    lines.truncate(most);
    let count = lines.len();
    for (index, line) in lines.iter_mut().enumerate() {
        line.truncate(line.trim_end().len());
        if line.width() > columns || (is_longer && index + 1 == count) {
            while line.width() + 1 > columns {
                line.pop();
            }
            line.truncate(line.trim_end().len());
            line.push('\u{2026}');
        }
    }
    lines
}

/// The pieces of a text between which a line may break: after spaces, and beside wide characters,
/// though never before a sign.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let wide = |c: char| c.width() == Some(2);
        let breaks = before.is_some_and(|before| {
            (before == ' ' && c != ' ')
                || ((wide(before) || wide(c)) && c.is_alphanumeric() && is_after_word(before))
        });
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether a line may end after a character: not after one that opens something.
fn is_after_word(c: char) -> bool {
    c.is_alphanumeric()
        || !matches!(
            c,
            '(' | '['
                | '{'
                | '\u{201c}'
                | '\u{2018}'
                | '\u{ff08}'
                | '\u{300a}'
                | '\u{300c}'
                | '\u{300e}'
                | '\u{3010}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        Words { text: text.to_owned(), lang: None }
    }

    fn group(direction: &'static str, names: &[String]) -> Group {
        let node = |name: &String| Node {
            name: words(name),
            href: "x/".to_owned(),
            sum: 0,
            kind: "policy",
            class: "active",
            state: "in-force".to_owned(),
        };
        Group {
            label: words("Implements"),
            direction,
            nodes: names.iter().map(node).collect(),
            list: String::new(),
        }
    }

    /// Everything that is written, as boxes: left, top, right, bottom.
    fn boxes(view: &GraphView) -> Vec<(u32, u32, u32, u32)> {
        let line = |line: &GraphLine, left: bool| {
            let width = u32::try_from(line.text.width()).expect("a short line") * 7;
            let (x, y) = (line.x, line.y);
            if left {
                (x.checked_sub(width).expect("inside"), y - 12, x, y + 4)
            } else {
                (x, y - 12, x + width, y + 4)
            }
        };
        let of_group = |group: &GraphGroup| {
            let lines = group.nodes.iter().flat_map(|node| &node.lines).chain([&group.label]);
            lines.map(|text| line(text, group.left)).collect::<Vec<_>>()
        };
        view.groups.iter().flat_map(of_group).collect()
    }

    #[test]
    fn nothing_lies_on_anything_else_and_all_is_inside() {
        let long = "A very long name of a policy that goes on and on for more than two lines of the drawing"
            .to_owned();
        let han = "一个很长很长的政策名称".repeat(4);
        let names: Vec<String> = vec![long, han, "Short".to_owned()];
        for groups in [
            vec![group("to", &names), group("from", &names), group("both", &names)],
            vec![group("from", &names)],
            vec![group("to", &names), group("to", &names)],
        ] {
            let view = lay_out(&words("The entry itself"), &groups);
            let boxes = boxes(&view);
            for (index, a) in boxes.iter().enumerate() {
                assert!(a.2 <= 560 && a.3 <= view.height, "{a:?}");
                for b in &boxes[..index] {
                    let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
                    assert!(apart, "{a:?} {b:?}");
                }
            }
            for node in view.groups.iter().flat_map(|group| &group.nodes) {
                assert!(node.y > view.top && node.y < view.height);
            }
        }
    }

    #[test]
    fn lines_break_between_words_and_between_han_but_not_before_a_sign() {
        assert_eq!(lines("one two three", 8, 2), ["one two", "three"]);
        assert_eq!(lines("one two three four five", 8, 2), ["one two", "three…"]);
        assert_eq!(lines("京津冀协同发展，规划", 14, 2), ["京津冀协同发", "展，规划"]);
        assert_eq!(lines("Incomprehensibilities", 8, 2), ["Incompr…"]);
    }
}
