//! Puts two lists beside each other in order, so that what belongs together shares a row.
//!
//! Two lists go in by their lengths, with a function that says how well two items go together; pairs
//! come out in which one side may be missing. Nothing is known here of what the items are.
//!
//! Start with [`align`].

/// What an item costs that has nobody beside it.
const ALONE: i32 = -1;
/// More pairs than these are not weighed; the lists are put beside each other item by item.
const MOST: usize = 1 << 20;

/// Two items, or one that has nobody beside it: their places in the two lists.
pub(super) type Row = (Option<usize>, Option<usize>);

/// Aligns a list of `left` items and one of `right`, both in order, so that the sum of `fit` is as large
/// as can be; `fit` is nothing for two that cannot stand beside each other.
pub(super) fn align(left: usize, right: usize, fit: impl Fn(usize, usize) -> Option<i32>) -> Vec<Row> {
    if left.saturating_mul(right) > MOST {
        let at = |index: usize, count: usize| (index < count).then_some(index);
        return (0..left.max(right)).map(|index| (at(index, left), at(index, right))).collect();
    }
    // `best[i][j]` is what the items from `i` and from `j` on come to.
    let width = right + 1;
    let mut best = vec![0_i32; (left + 1) * width];
    let alone = |count: usize| i32::try_from(count).map_or(i32::MIN / 2, |count| count * ALONE);
    for j in 0..=right {
        best[left * width + j] = alone(right - j);
    }
    for i in (0..left).rev() {
        best[i * width + right] = alone(left - i);
        for j in (0..right).rev() {
            let together = fit(i, j).map(|fit| fit + best[(i + 1) * width + j + 1]);
            let apart = best[(i + 1) * width + j].max(best[i * width + j + 1]) + ALONE;
            best[i * width + j] = together.map_or(apart, |together| together.max(apart));
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut rows = Vec::with_capacity(left.max(right));
    while i < left || j < right {
        let here = best[i * width + j];
        let is_pair =
            i < left && j < right && fit(i, j).is_some_and(|fit| fit + best[(i + 1) * width + j + 1] == here);
        if is_pair {
            rows.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if i < left && (j == right || best[(i + 1) * width + j] + ALONE == here) {
            rows.push((Some(i), None));
            i += 1;
        } else {
            rows.push((None, Some(j)));
            j += 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letters go together if they are equal whatever their case, and better if they are the same.
    fn shown(left: &str, right: &str) -> String {
        let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
        let fit =
            |i: usize, j: usize| a[i].eq_ignore_ascii_case(&b[j]).then_some(if a[i] == b[j] { 4 } else { 1 });
        let of = |list: &[char], at: Option<usize>| at.map_or('-', |at| list[at]);
        align(a.len(), b.len(), fit).into_iter().flat_map(|(i, j)| [of(&a, i), of(&b, j), ' ']).collect()
    }

    #[test]
    fn what_is_missing_on_one_side_leaves_a_gap_there() {
        assert_eq!(shown("abc", "abc"), "aa bb cc ");
        assert_eq!(shown("abc", "ac"), "aa b- cc ");
        assert_eq!(shown("ac", "abc"), "aa -b cc ");
        assert_eq!(shown("ab", ""), "a- b- ");
        assert_eq!(shown("Aa", "a"), "A- aa ");
    }

    #[test]
    fn what_can_be_paired_is_paired_even_if_it_fits_badly() {
        assert_eq!(shown("ab", "AB"), "aA bB ");
    }

    proptest! {
        #[test]
        fn every_item_stands_once_and_in_order(left in "[abAB]{0,8}", right in "[abAB]{0,8}") {
            let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            let rows = align(a.len(), b.len(), |i, j| a[i].eq_ignore_ascii_case(&b[j]).then_some(2));
            let lefts: Vec<usize> = rows.iter().filter_map(|row| row.0).collect();
            let rights: Vec<usize> = rows.iter().filter_map(|row| row.1).collect();
            prop_assert_eq!(lefts, (0..a.len()).collect::<Vec<_>>());
            prop_assert_eq!(rights, (0..b.len()).collect::<Vec<_>>());
            prop_assert!(rows.iter().all(|row| row.0.is_some() || row.1.is_some()));
        }
    }
}
