//! The shelf as a browser stores it, and as several tabs write it.

use super::*;

#[test]
fn another_number_in_the_index_tells_that_another_tab_has_written() {
    let shelf = changed([Change::Put(kent())]);
    let (pairs, kept) = stored(&shelf);
    assert_eq!((revision(None), kept.revision), (0, 1));
    let mut other = shelf.clone();
    other.apply(Change::Choose(1)).unwrap();
    let (writes, known) = kept.writes(&other).unwrap();
    assert_eq!((writes.len(), known.revision), (1, 1), "which one is open is no change to other tabs");
    let (_, known) = kept.writes(&with_growth(&shelf, 5.0)).unwrap();
    assert_eq!(known.revision, 2);
    let mine = with_growth(&shelf, 6.0);
    let (writes, known) = read(&pairs).kept.overruled().writes(&mine).unwrap();
    let mut over = pairs;
    store(&mut over, writes);
    assert_eq!((read(&over).shelf, known.revision, over.len()), (mine, 2, 3));
}

#[test]
fn the_scenario_kept_before_there_was_a_shelf_is_taken_over() {
    let key = "sufficiency-planner/scenario/2".to_owned();
    let text = include_str!("../../../tests/fixtures/storage-scenario-2.txt");
    let mut pairs = Pairs::from([(key.clone(), text.to_owned())]);
    let opened = read(&pairs);
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    assert_eq!(opened.shelf.entries().len(), 1);
    assert!((growth(opened.shelf.current()) - 3.0).abs() < 1e-9);
    let (writes, _) = opened.kept.writes(&opened.shelf).unwrap();
    store(&mut pairs, writes);
    assert_eq!(pairs[&key], text, "it stays where it was");
    assert_eq!(read(&pairs).shelf, opened.shelf);
    // The one before that, too, unless it has been taken over since.
    let first = serde_json::to_string(include_str!("../../../tests/scenarios/v1/kent.json")).unwrap();
    pairs.insert("sufficiency-planner/scenario/1".into(), first.clone());
    assert_eq!(read(&pairs).shelf, opened.shelf);
    let first = read(&Pairs::from([("sufficiency-planner/scenario/1".into(), first)]));
    assert!(first.troubles.is_empty() && first.shelf.current().scenario().blocks.is_empty());
    for rubbish in ["{", "\"{\"", "3", ""] {
        let opened = read(&Pairs::from([(key.clone(), rubbish.into())]));
        assert_eq!((opened.shelf, opened.troubles.len()), (Shelf::new(kent()), 1), "{rubbish}");
    }
}

#[test]
fn an_index_that_cannot_be_read_is_put_aside_and_the_scenarios_are_found_without_it() {
    let shelf = with_growth(&changed([Change::Put(kent())]), 4.0);
    let (mut pairs, _) = stored(&shelf);
    pairs.insert(INDEX.into(), "{\"revision\":".into());
    let opened = read(&pairs);
    assert_eq!((opened.troubles.len(), content(&opened.shelf)), (1, content(&shelf)));
    let (writes, _) = opened.kept.writes(&opened.shelf).unwrap();
    assert_eq!(writes[0], (kept::ASIDE.into(), Some("{\"revision\":".into())), "before anything else");
    store(&mut pairs, writes);
    let again = read(&pairs);
    assert_eq!((again.troubles.len(), content(&again.shelf)), (0, content(&shelf)));
    for extreme in
        [r#"{"revision":4294967295,"current":0,"reference":9,"entries":[]}"#, r#"{"revision":1}"#, "[]"]
    {
        pairs.insert(INDEX.into(), extreme.into());
        let opened = read(&pairs);
        assert!(opened.kept.writes(&opened.shelf).is_some() || !opened.shelf.entries().is_empty());
    }
}

/// A tab that saves as the page does; false where the planner must say which to keep.
fn save(pairs: &mut Pairs, kept: &mut Kept, history: &mut History) -> bool {
    if revision(pairs.get(INDEX).map(String::as_str)) != kept.revision {
        let Some((theirs, known)) = history.theirs_since(kept, read(pairs)) else { return false };
        *kept = known;
        history.take(&theirs);
    }
    if let Some((writes, known)) = kept.writes(history.shelf()) {
        store(pairs, writes);
        *kept = known;
    }
    true
}

/// Another tab that is opened on what is stored.
fn opened(pairs: &Pairs) -> (Kept, History) {
    let opened = read(pairs);
    (opened.kept, History::new(opened.shelf))
}

#[test]
fn what_another_tab_does_beside_this_ones_work_is_taken_over_and_outlasts_an_undo() {
    let mut mine = History::new(Shelf::new(kent()));
    let (mut pairs, mut my_kept) = stored(mine.shelf());
    mine.step("Growth".into(), with_growth(mine.shelf(), 4.0));
    assert!(save(&mut pairs, &mut my_kept, &mut mine));
    let (mut their_kept, mut theirs) = opened(&pairs);
    let mut put = theirs.shelf().clone();
    put.apply(Change::Put(kent())).unwrap();
    theirs.step("Link".into(), put);
    assert!(save(&mut pairs, &mut their_kept, &mut theirs));
    assert!(save(&mut pairs, &mut my_kept, &mut mine), "one more");
    assert_eq!((mine.shelf().entries().len(), mine.shelf().current().id), (2, 1));
    theirs.step("Growth".into(), with_growth(theirs.shelf(), 8.0));
    assert!(save(&mut pairs, &mut their_kept, &mut theirs));
    mine.undo();
    assert!(save(&mut pairs, &mut my_kept, &mut mine), "another form of it, and an undo here meanwhile");
    let growths = |shelf: &Shelf| shelf.entries().iter().map(growth).collect::<Vec<f64>>();
    assert_eq!(growths(mine.shelf()), [5.0, 8.0]);
    assert_eq!(growths(&read(&pairs).shelf), [5.0, 8.0]);
    assert!(save(&mut pairs, &mut their_kept, &mut theirs), "who looks at the one need not mind the other");
    assert_eq!(growths(theirs.shelf()), [5.0, 8.0]);
    let mut fewer = theirs.shelf().clone();
    fewer.apply(Change::Choose(1)).unwrap();
    fewer.apply(Change::Delete(2)).unwrap();
    theirs.step("Deletion".into(), fewer);
    assert!(save(&mut pairs, &mut their_kept, &mut theirs));
    assert!(save(&mut pairs, &mut my_kept, &mut mine), "one fewer");
    mine.redo();
    assert!(save(&mut pairs, &mut my_kept, &mut mine));
    assert_eq!(growths(mine.shelf()), [4.0]);
}

#[test]
fn what_is_open_or_was_worked_on_is_never_taken_over_unasked() {
    let two = changed([Change::Put(kent()), Change::Put(kent())]);
    let (pairs, kept) = stored(&two);
    let edited = |id: u32| {
        let (mut pairs, (mut kept, mut history)) = (pairs.clone(), opened(&pairs));
        let mut shelf = history.shelf().clone();
        shelf.apply(Change::Choose(id)).unwrap();
        history.step("Growth".into(), with_growth(&shelf, 9.0));
        assert!(save(&mut pairs, &mut kept, &mut history));
        pairs
    };
    // The third is open.
    for (id, is_taken) in [(1, true), (2, true), (3, false)] {
        let mut mine = History::new(two.clone());
        let mut pairs = edited(id);
        let before = pairs.clone();
        assert_eq!(save(&mut pairs, &mut kept.clone(), &mut mine), is_taken, "{id}");
        assert!(is_taken || pairs == before, "nothing is written while it is undecided");
    }
    // The second was worked on, and is no longer open.
    let mut mine = History::new(two.clone());
    let mut shelf = two.clone();
    shelf.apply(Change::Choose(2)).unwrap();
    mine.step("Growth".into(), with_growth(&shelf, 4.0));
    mine.undo();
    for (id, is_taken) in [(1, true), (2, false)] {
        assert_eq!(save(&mut edited(id), &mut kept.clone(), &mut mine.clone()), is_taken, "{id}");
    }
    // Another reference changes every comparison.
    let mut referred = pairs.clone();
    let (their_kept, theirs) = opened(&pairs);
    let mut shelf = theirs.shelf().clone();
    shelf.apply(Change::Refer(2)).unwrap();
    store(&mut referred, their_kept.writes(&shelf).unwrap().0);
    assert!(!save(&mut referred, &mut kept.clone(), &mut History::new(two)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn two_tabs_come_to_rest_on_the_same_scenarios(deeds in proptest::collection::vec((any::<bool>(), deed()), 0..16)) {
        let (mut pairs, _) = stored(&changed([Change::Put(kent()), Change::Put(kent())]));
        let mut tabs = [opened(&pairs), opened(&pairs)];
        for (which, deed) in deeds {
            let which = usize::from(which);
            act(&mut tabs[which].1, deed);
            for tab in [which, 1 - which, which, 1 - which] {
                let (kept, history) = &mut tabs[tab];
                if !save(&mut pairs, kept, history) {
                    // As who is asked may choose.
                    let theirs = read(&pairs);
                    *kept = theirs.kept;
                    history.step("Load".into(), theirs.shelf);
                    prop_assert!(save(&mut pairs, kept, history));
                }
            }
            let rest = revision(pairs.get(INDEX).map(String::as_str));
            for (kept, history) in &mut tabs {
                prop_assert!(save(&mut pairs, kept, history));
                prop_assert!(content(&sound(history.shelf())) == content(&read(&pairs).shelf));
            }
            prop_assert_eq!(revision(pairs.get(INDEX).map(String::as_str)), rest, "nobody writes any more");
        }
    }
}
