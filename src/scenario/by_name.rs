//! Items of a list that are matched by name, wherever they stand in it.

/// The item of another list that has the same name as one of this list.
pub(super) fn same<'a, T>(list: &[T], index: usize, others: &'a [T], name: fn(&T) -> &str) -> Option<&'a T> {
    let wanted = name(list.get(index)?);
    others.iter().find(|other| name(other) == wanted)
}
