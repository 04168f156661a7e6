//! Things of a list that are known by name wherever they stand.

/// The thing of a list that is called the same in another list.
pub(super) fn same<'a, T>(list: &[T], index: usize, others: &'a [T], name: fn(&T) -> &str) -> Option<&'a T> {
    let wanted = name(list.get(index)?);
    others.iter().find(|other| name(other) == wanted)
}
