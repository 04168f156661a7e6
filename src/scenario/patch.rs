//! The difference between two trees of JSON as a merge patch (RFC 7396): an object names the fields to set, and with
//! null those to remove; any other value replaces the whole. A list of objects is patched by position, and `of` names
//! the item of the old list that each new item derives from.

use crate::json::{Json, Unreadable};

/// The most items that a patched list may have.
const MOST_ITEMS: usize = 500;
/// The field that says from which old items a patched list derives.
const OF: &str = "of";

/// The patch that turns one tree into another; none where they are equal.
pub fn difference(old: &Json, new: &Json) -> Option<Json> {
    match (old, new) {
        (Json::Fields(old), Json::Fields(new)) => {
            let gone = old.iter().filter(|(name, _)| field(new, name).is_none());
            let mut changes: Vec<(String, Json)> = gone.map(|(name, _)| (name.clone(), Json::Null)).collect();
            for (name, value) in new {
                let change = match field(old, name) {
                    Some(old) => difference(old, value),
                    None => Some(value.clone()),
                };
                changes.extend(change.map(|change| (name.clone(), change)));
            }
            (!changes.is_empty()).then_some(Json::Fields(changes))
        }
        (Json::List(old), Json::List(new)) if is_of_objects(old) && is_of_objects(new) => lists(old, new),
        _ => (old != new).then(|| new.clone()),
    }
}

/// Applies a patch to a tree.
///
/// # Errors
///
/// Where the patch does not fit the tree.
pub fn apply(old: &Json, change: &Json) -> Result<Json, Unreadable> {
    match (old, change) {
        (Json::Fields(old), Json::Fields(changes)) => {
            let mut new = old.clone();
            for (name, change) in changes {
                let place = new.iter().position(|(other, _)| other == name);
                match (place, change) {
                    (Some(index), Json::Null) => drop(new.remove(index)),
                    (Some(index), change) => {
                        new[index].1 = apply(&new[index].1, change).map_err(within(name))?;
                    }
                    (None, Json::Null) => {}
                    (None, change) => new.push((name.clone(), change.clone())),
                }
            }
            Ok(Json::Fields(new))
        }
        (Json::List(old), Json::Fields(changes)) => apply_to_list(old, changes),
        _ => Ok(change.clone()),
    }
}

fn field<'a>(fields: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
    fields.iter().find(|(other, _)| other == name).map(|(_, value)| value)
}

fn is_of_objects(list: &[Json]) -> bool {
    list.iter().all(|item| matches!(item, Json::Fields(_)))
}

fn lists(old: &[Json], new: &[Json]) -> Option<Json> {
    let mut from = Vec::new();
    let mut changes = Vec::new();
    for (index, item) in new.iter().enumerate() {
        // The nearest old item, its own place first; from none where that is as short.
        let own = old.get(index).map(|old| (index, old));
        let others = old.iter().enumerate().filter(|(other, _)| *other != index);
        let nearest = own
            .into_iter()
            .chain(others)
            .map(|(place, old)| (place, difference(old, item)))
            .min_by_key(|(_, change)| change.as_ref().map_or(0, Json::size));
        let (place, change) = match nearest {
            Some((place, change)) if change.as_ref().map_or(0, Json::size) < item.size() => {
                (Json::Whole(place as u64), change)
            }
            _ => (Json::Null, Some(item.clone())),
        };
        from.push(place);
        changes.extend(change.map(|change| (index.to_string(), change)));
    }
    let places = (0..old.len()).map(|place| Json::Whole(place as u64));
    if !from.iter().cloned().eq(places) {
        changes.insert(0, (OF.to_owned(), Json::List(from)));
    }
    (!changes.is_empty()).then_some(Json::Fields(changes))
}

fn apply_to_list(old: &[Json], changes: &[(String, Json)]) -> Result<Json, Unreadable> {
    let refuse = |reason: &str| Unreadable { path: String::new(), reason: reason.into() };
    let mut new = match field(changes, OF) {
        None => old.to_vec(),
        Some(Json::List(from)) if from.len() <= MOST_ITEMS => {
            let item = |place: &Json| match place {
                Json::Null => Some(Json::Null),
                Json::Whole(place) => old.get(usize::try_from(*place).ok()?).cloned(),
                _ => None,
            };
            let items = from
                .iter()
                .map(|place| item(place).ok_or_else(|| refuse("it names an item that is not there")));
            items.collect::<Result<Vec<Json>, Unreadable>>()?
        }
        Some(_) => return Err(refuse("it is put together from too many items")),
    };
    for (name, change) in changes.iter().filter(|(name, _)| name != OF) {
        let item = name.parse().ok().and_then(|index: usize| new.get_mut(index));
        let item = item.ok_or_else(|| refuse("it changes an item that is not there"))?;
        *item = apply(item, change).map_err(within(&["[", name, "]"].concat()))?;
    }
    Ok(Json::List(new))
}

/// Prefixes the path of a refused value with a step.
fn within(step: &str) -> impl Fn(Unreadable) -> Unreadable {
    move |inner| {
        let point = if inner.path.is_empty() || inner.path.starts_with('[') { "" } else { "." };
        Unreadable { path: [step, point, &inner.path].concat(), reason: inner.reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn what_differs_is_said_and_nothing_else() {
        for (old, new, said) in [
            (r#"{"a":1,"b":{"c":2,"d":3}}"#, r#"{"a":1,"b":{"c":2,"d":4}}"#, r#"{"b":{"d":4}}"#),
            (r#"{"a":{"pert":1}}"#, r#"{"a":{"uniform":2}}"#, r#"{"a":{"pert":null,"uniform":2}}"#),
            (r#"{"a":{"pert":1}}"#, r#"{"a":5}"#, r#"{"a":5}"#),
            (r#"{"a":5}"#, r#"{"a":{"pert":1}}"#, r#"{"a":{"pert":1}}"#),
            (r#"{"a":[1,2]}"#, r#"{"a":[1,2,3]}"#, r#"{"a":[1,2,3]}"#),
            (
                r#"{"a":[{"n":"x","v":1},{"n":"y","v":2}]}"#,
                r#"{"a":[{"n":"x","v":1},{"n":"y","v":3}]}"#,
                r#"{"a":{"1":{"v":3}}}"#,
            ),
            (
                r#"{"a":[{"n":"long","v":1},{"n":"name","v":2}]}"#,
                r#"{"a":[{"n":"name","v":2}]}"#,
                r#"{"a":{"of":[1]}}"#,
            ),
            (
                r#"{"a":[{"n":"long","v":1},{"n":"name","v":2}]}"#,
                r#"{"a":[{"n":"long","v":1},{"n":"name","v":2},{"n":"more","v":1}]}"#,
                r#"{"a":{"of":[0,1,0],"2":{"n":"more"}}}"#,
            ),
            (r#"{"a":[]}"#, r#"{"a":[{"n":"z"}]}"#, r#"{"a":{"of":[null],"0":{"n":"z"}}}"#),
        ] {
            let (old, new) = (parse(old).unwrap(), parse(new).unwrap());
            let change = difference(&old, &new).unwrap();
            assert_eq!(change.text(), said);
            assert_eq!(apply(&old, &change).unwrap(), new, "{said}");
            assert_eq!(difference(&new, &new), None);
        }
    }

    #[test]
    fn a_change_that_does_not_fit_is_refused_by_its_place() {
        let old = parse(r#"{"a":[{"b":[{"c":1}]}]}"#).unwrap();
        let many = ["{\"a\":{\"of\":[", &["0"; 501].join(","), "]}}"].concat();
        for (change, place) in [
            (r#"{"a":{"1":{}}}"#, "a"),
            (r#"{"a":{"x":{}}}"#, "a"),
            (r#"{"a":{"of":[1]}}"#, "a"),
            (r#"{"a":{"of":["0"]}}"#, "a"),
            (r#"{"a":{"of":0}}"#, "a"),
            (many.as_str(), "a"),
            (r#"{"a":{"0":{"b":{"9":{}}}}}"#, "a[0].b"),
        ] {
            assert_eq!(apply(&old, &parse(change).unwrap()).unwrap_err().path, place, "{change}");
        }
    }
}
