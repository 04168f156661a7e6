//! What must hold whatever is done to a shelf, and whatever becomes of its storage.

mod tabs;

use super::*;
use crate::scenario::{Amount, Lever};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A browser's storage.
type Pairs = BTreeMap<String, String>;

fn read(pairs: &Pairs) -> Opened {
    let pairs: Vec<Pair> = pairs.clone().into_iter().collect();
    super::read(&pairs, &kent())
}

fn kent() -> Rc<Checked> {
    Rc::new(Scenario::kent().check().unwrap())
}

fn growth(entry: &Entry) -> f64 {
    Lever::Growth.read(entry.scenario()).central
}

fn with_growth(shelf: &Shelf, growth: f64) -> Shelf {
    let mut shelf = shelf.clone();
    let mut scenario = shelf.current().scenario().clone();
    scenario.demand.growth.amount = Amount::Fixed(growth / 100.0);
    shelf.edit(scenario);
    shelf
}

fn names(shelf: &Shelf) -> Vec<&str> {
    shelf.entries().iter().map(Entry::name).collect()
}

/// The shelf after some changes, each of which must be accepted.
fn changed(changes: impl IntoIterator<Item = Change>) -> Shelf {
    let mut shelf = Shelf::new(kent());
    for change in changes {
        shelf.apply(change).unwrap();
    }
    shelf
}

#[test]
fn scenarios_come_under_names_of_their_own_and_are_open_at_once() {
    let shelf = changed([
        Change::Put(kent()),
        Change::Duplicate(2),
        Change::Rename(3, " Slow start ".into()),
        Change::Duplicate(3),
    ]);
    assert_eq!(names(&shelf), ["Kent baseline", "Kent baseline (2)", "Slow start", "Slow start (2)"]);
    assert_eq!((shelf.current().id, shelf.reference().id), (4, 1));
    let mut long = Scenario::kent();
    long.name = "é".repeat(80);
    let long = Rc::new(long.check().unwrap());
    let shelf = changed([Change::Put(long.clone()), Change::Put(long.clone()), Change::Put(long)]);
    assert_eq!(shelf.current().name(), format!("{} (3)", "é".repeat(76)));
}

#[test]
fn a_name_must_be_there_and_be_nobody_elses() {
    let mut shelf = changed([Change::Put(kent()), Change::Rename(2, "Other".into())]);
    let before = shelf.clone();
    for (change, refusal) in [
        (Change::Rename(1, "  ".into()), Refusal::Name),
        (Change::Rename(1, "x".repeat(81)), Refusal::Name),
        (Change::Rename(1, " OTHER".into()), Refusal::Taken),
        (Change::Describe(1, "x".repeat(2_001)), Refusal::Note),
        (Change::Delete(7), Refusal::Unknown),
    ] {
        assert_eq!(shelf.apply(change), Err(refusal));
    }
    assert_eq!(shelf, before, "what is refused changes nothing");
    shelf.apply(Change::Rename(2, "OTHER".into())).unwrap();
    assert_eq!(shelf.current().name(), "OTHER", "its own name is not taken");
}

#[test]
fn a_neighbour_takes_the_place_of_what_is_deleted_and_one_stays() {
    let mut shelf = changed([
        Change::Put(kent()),
        Change::Put(kent()),
        Change::Refer(2),
        Change::Choose(2),
        Change::Delete(2),
    ]);
    assert_eq!((shelf.current().id, shelf.reference().id), (3, 1));
    shelf.apply(Change::Delete(3)).unwrap();
    assert_eq!(shelf.apply(Change::Delete(1)), Err(Refusal::Only));
    assert_eq!(shelf.current().id, 1);
}

#[test]
fn an_unsound_edit_keeps_the_sound_form_beside_it() {
    let shelf = with_growth(&Shelf::new(kent()), 3.0);
    let mut bad = with_growth(&shelf, 900.0);
    assert_eq!(bad.current().problems().len(), 1);
    assert!((growth(bad.current()) - 900.0).abs() < 1e-9);
    assert_eq!(bad.current().checked(), shelf.current().checked());
    bad.apply(Change::Describe(1, "why".into())).unwrap();
    bad.apply(Change::Duplicate(1)).unwrap();
    let copy = bad.current();
    assert_eq!((copy.name(), copy.note(), copy.problems().len()), ("Kent baseline (2)", "why", 1));
    assert_eq!(copy.scenario().name, copy.name());
    let mended = with_growth(&bad, 4.0);
    assert!(mended.current().problems().is_empty());
    assert!(mended.current().checked().is_like(mended.current().scenario()));
}

#[test]
fn movements_of_one_control_within_a_second_are_one_step() {
    let mut history = History::new(Shelf::new(kent()));
    let mut move_to = |what: &str, value: f64, now: f64| {
        let shelf = with_growth(history.shelf(), value);
        history.moved(what.into(), shelf, now);
        history.past_len()
    };
    assert_eq!(move_to("Growth", 3.0, 0.0), 1);
    assert_eq!(move_to("Growth", 3.5, 900.0), 1);
    assert_eq!(move_to("Growth", 4.0, 1_800.0), 1, "a drag may last");
    assert_eq!(move_to("Growth", 5.0, 2_800.0), 2, "after a pause it is another");
    assert_eq!(move_to("Joiners", 6.0, 2_900.0), 3, "so is another control");
    assert_eq!(move_to("Joiners", 5.0, 9_000.0), 2, "what is taken back by hand is none");
    history.undo();
    assert!((growth(history.shelf().current()) - 4.0).abs() < 1e-9);
    history.moved("Growth".into(), with_growth(history.shelf(), 4.5), 2_850.0);
    assert_eq!((history.past_len(), history.redoes()), (2, None), "after an undo begins another");
    history.undo();
    history.undo();
    assert_eq!((history.undoes(), history.shelf()), (None, &Shelf::new(kent())));
}

#[test]
fn the_oldest_steps_are_forgotten() {
    let mut history = History::new(Shelf::new(kent()));
    for step in 0..250 {
        history.step(step.to_string(), with_growth(history.shelf(), 1.0 + f64::from(step) / 100.0));
    }
    while history.undoes().is_some() {
        history.undo();
    }
    assert!((growth(history.shelf().current()) - 1.49).abs() < 1e-9);
}

#[test]
fn the_last_step_says_what_it_deleted() {
    let mut history = History::new(changed([Change::Put(kent())]));
    assert_eq!(history.deleted(), None);
    let mut fewer = history.shelf().clone();
    fewer.apply(Change::Delete(1)).unwrap();
    history.step("Delete".into(), fewer.clone());
    assert_eq!(history.deleted(), Some("Kent baseline"));
    history.step("Growth".into(), with_growth(&fewer, 5.0));
    assert_eq!(history.deleted(), None);
}

/// Something that a planner does.
#[derive(Clone, Debug)]
enum Deed {
    Change(Change),
    Edit(f64),
    Move(f64, f64),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let id = 1_u32..6;
    let text = prop_oneof![Just(String::new()), "[ab]{1,2}", Just("Kent baseline (2)".into())];
    prop_oneof![
        Just(Deed::Change(Change::Put(kent()))),
        id.clone().prop_map(|id| Deed::Change(Change::Duplicate(id))),
        (id.clone(), text.clone()).prop_map(|(id, name)| Deed::Change(Change::Rename(id, name))),
        (id.clone(), text).prop_map(|(id, note)| Deed::Change(Change::Describe(id, note))),
        id.clone().prop_map(|id| Deed::Change(Change::Delete(id))),
        id.clone().prop_map(|id| Deed::Change(Change::Choose(id))),
        id.prop_map(|id| Deed::Change(Change::Refer(id))),
        (-5.0..90.0_f64).prop_map(Deed::Edit),
        (1.0..4.0_f64, 0.0..5_000.0).prop_map(|(value, now)| Deed::Move(value.round(), now)),
        Just(Deed::Undo),
        Just(Deed::Redo),
    ]
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    proptest::collection::vec(deed(), 0..14)
}

fn act(history: &mut History, deed: Deed) {
    match deed {
        Deed::Change(change) => {
            let looks = matches!(change, Change::Choose(_));
            let mut shelf = history.shelf().clone();
            if shelf.apply(change).is_ok() {
                if looks { history.look(shelf) } else { history.step("Change".into(), shelf) }
            }
        }
        Deed::Edit(value) => history.step("Edit".into(), with_growth(history.shelf(), value)),
        Deed::Move(value, now) => history.moved("Move".into(), with_growth(history.shelf(), value), now),
        Deed::Undo => history.undo(),
        Deed::Redo => history.redo(),
    }
}

/// Everything but which scenario is open, which is no step.
fn content(shelf: &Shelf) -> (Vec<Entry>, u32) {
    (shelf.entries().to_vec(), shelf.reference().id)
}

fn stored(shelf: &Shelf) -> (Pairs, Kept) {
    let mut pairs = Pairs::new();
    let (writes, kept) = read(&pairs).kept.writes(shelf).unwrap();
    store(&mut pairs, writes);
    (pairs, kept)
}

fn store(pairs: &mut Pairs, writes: impl IntoIterator<Item = Write>) {
    for (key, text) in writes {
        match text {
            Some(text) => drop(pairs.insert(key, text)),
            None => assert!(pairs.remove(&key).is_some(), "only what is there is taken away"),
        }
    }
}

/// The shelf as storage gives it back: without what is unsound.
fn sound(shelf: &Shelf) -> Shelf {
    let scenarios = shelf.entries().iter().map(|entry| (entry.id, entry.checked().clone())).collect();
    Shelf::of(scenarios, shelf.current, shelf.reference).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everything_can_be_undone_and_done_again(deeds in deeds()) {
        let beginning = changed([Change::Put(kent())]);
        let mut history = History::new(beginning.clone());
        for deed in deeds {
            act(&mut history, deed);
        }
        while history.redoes().is_some() {
            history.redo();
        }
        let end = history.shelf().clone();
        while history.undoes().is_some() {
            history.undo();
        }
        prop_assert!(content(history.shelf()) == content(&beginning));
        while history.redoes().is_some() {
            history.redo();
        }
        prop_assert!(content(history.shelf()) == content(&end));
    }

    #[test]
    fn ids_and_names_stay_unique_and_something_is_open(deeds in deeds()) {
        let mut history = History::new(Shelf::new(kent()));
        for deed in deeds {
            act(&mut history, deed);
            let shelf = history.shelf();
            let mut ids: Vec<u32> = shelf.entries().iter().map(|entry| entry.id).collect();
            let mut names: Vec<String> = shelf.entries().iter().map(|entry| entry.name().to_ascii_lowercase()).collect();
            ids.sort_unstable();
            ids.dedup();
            names.sort();
            names.dedup();
            prop_assert_eq!(ids.len(), shelf.entries().len());
            prop_assert_eq!(names.len(), shelf.entries().len());
            prop_assert!(names.iter().all(|name| !name.trim().is_empty()));
            prop_assert!(ids.contains(&shelf.current) && ids.contains(&shelf.reference));
            prop_assert!(shelf.entries().iter().all(|entry| entry.name() == entry.scenario().name));
        }
    }

    #[test]
    fn a_save_cut_short_anywhere_leaves_the_shelf_before_or_after(deeds in deeds(), cut: usize) {
        let mut history = History::new(Shelf::new(kent()));
        let (mut pairs, mut kept) = stored(history.shelf());
        let mut last = sound(history.shelf());
        for deed in deeds {
            act(&mut history, deed);
            let Some((writes, known)) = kept.writes(history.shelf()) else { continue };
            let mut torn = pairs.clone();
            store(&mut torn, writes.iter().take(cut % (writes.len() + 1)).cloned());
            let opened = read(&torn);
            prop_assert!(opened.troubles.is_empty());
            let now = sound(history.shelf());
            prop_assert!(opened.shelf == last || opened.shelf == now);
            // From there on it can be saved again, and nothing torn is left behind for ever.
            let again = with_growth(&opened.shelf, 7.25);
            let (repair, _) = opened.kept.writes(&again).unwrap();
            store(&mut torn, repair);
            let reopened = read(&torn);
            prop_assert!(reopened.shelf == again);
            prop_assert!(torn.len() <= again.entries().len() + 2, "one scenario may have been on its way");

            store(&mut pairs, writes);
            kept = known;
            last = now;
            prop_assert_eq!(pairs.len(), last.entries().len() + 1, "an index, and a text for each");
            prop_assert_eq!(revision(pairs.get(INDEX).map(String::as_str)), kept.revision);
            let opened = read(&pairs);
            prop_assert!(opened.shelf == last);
            prop_assert!(opened.kept.writes(&opened.shelf).is_none(), "what was just read needs no saving");
        }
    }

    #[test]
    fn garbled_storage_loses_nothing_else(which: usize, from: usize, length in 1_usize..60, rubbish in "[{}\"0-9,é]{0,4}") {
        let shelf = with_growth(&changed([Change::Put(kent()), Change::Duplicate(2), Change::Choose(2)]), 4.0);
        let (mut pairs, _) = stored(&shelf);
        let key = pairs.keys().nth(which % pairs.len()).unwrap().clone();
        let text = pairs[&key].clone();
        let from = from % text.len();
        let head = text.get(..from).unwrap_or_default();
        let tail = text.get(from + length..).unwrap_or_default();
        pairs.insert(key.clone(), format!("{head}{rubbish}{tail}"));
        let before = pairs.clone();
        let opened = read(&pairs);
        for entry in shelf.entries() {
            let found = opened.shelf.entry(entry.id);
            let is_hit = key.starts_with(&format!("{INDEX}/{}/", entry.id));
            // What is left may happen to be a whole list of fewer.
            let is_hit = is_hit || key == INDEX && opened.troubles.is_empty();
            prop_assert!(is_hit || found == Some(entry), "{key}: {:?}", opened.troubles);
        }
        if let Some((writes, _)) = opened.kept.writes(&opened.shelf) {
            store(&mut pairs, writes);
        }
        let text = &before[&key];
        prop_assert!(pairs.values().any(|kept| kept == text) || opened.troubles.is_empty(), "what cannot be read is not lost");
    }
}
