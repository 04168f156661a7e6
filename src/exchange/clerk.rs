//! The clerk: heavy work on files, done in a worker of its own that is loaded when it is first
//! asked for, so that the page neither carries its code nor waits for it.
//!
//! A new kind of work is a variant of [`Request`] with its [`Reply`], and an arm of [`answer`]; the
//! page asks by `app::clerk`.

use super::boundary::{Sought, Trouble, boundaries};
use super::import::{Asked, Kind, Preview, preview_heard};
use super::{CSV, TENDER_NAME, Wanted, csv, file, template, template_name, tender_template, tenders};
use crate::council::{Code, England};
use crate::england::baseline;
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// What the page asks. A file that belongs to it comes along as bytes, which the page never holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Results as a file.
    Results(Wanted),
    /// What would come of the council's own counts, which come along as a file.
    Import(Asked),
    /// A table to fill in, for a scenario that is given as its file.
    Template(Kind, String),
    /// The boundaries of districts, out of the file that comes along.
    Boundaries(Vec<Sought>),
    /// The baseline of the council with a code, from the national record.
    Baseline(String),
    /// Offers of a tender, out of the file that comes along, for a scenario that is given as its file, of which the
    /// first block has the terms that an offer leaves out.
    Offers(String),
    /// A table of offers to fill in, for a scenario that is given as its file.
    OfferTemplate(String),
}

/// What the clerk answers. A file that it has made goes along as bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// A file to save, whose bytes come along.
    File {
        /// What it is called.
        name: String,
        /// Its media type.
        kind: String,
    },
    /// A file of counts as it would be used.
    Import(Box<Preview>),
    /// Boundaries, as [`super::boundary::Boundaries::from_text`] reads them from the bytes that come along.
    Boundaries {
        /// The year in the names of the file's columns.
        year: Option<u16>,
    },
    /// A baseline, as its scenario file.
    Baseline(String),
    /// Offers: the file of a scenario whose blocks they are, and the fewest and most places of each.
    Offers(String, Vec<(u32, u32)>),
    /// What stands in the way, a sentence each: field, value and remedy.
    Refused(Vec<String>),
}

/// What the clerk says to the page once it has greeted it, see [`crate::worker::message::greeting`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// The request is being done: which part of it, in a few words.
    Doing(String),
    /// The request is done.
    Done(Reply),
    /// The request, or the file that belongs to it, could not be read.
    Unread,
}

/// Does what is asked, with the bytes of the file that came along, if any. Gives the reply and the
/// bytes of the file that goes along with it, if any. `hear` is told what is being done, where it takes long.
pub fn answer(request: &Request, bytes: &[u8], hear: &mut dyn FnMut(String)) -> (Reply, Vec<u8>) {
    match request {
        Request::Import(asked) => {
            let reply = preview_heard(asked, bytes, hear)
                .map_or_else(Reply::Refused, |preview| Reply::Import(Box::new(preview)));
            (reply, Vec::new())
        }
        Request::Template(kind, scenario) => match Scenario::from_json(scenario) {
            Ok(scenario) => {
                let name = template_name(*kind).to_owned();
                (Reply::File { name, kind: CSV.into() }, csv(&template(*kind, &scenario)).into_bytes())
            }
            Err(unreadable) => (Reply::Refused(vec![unreadable.to_string()]), Vec::new()),
        },
        Request::Results(wanted) => match file(wanted) {
            Ok(made) => (Reply::File { name: made.name, kind: made.kind.to_owned() }, made.bytes),
            Err(reasons) => (Reply::Refused(reasons), Vec::new()),
        },
        Request::Baseline(code) => {
            let made = Code::of(code)
                .ok_or_else(|| {
                    format!("“{code}” is the code of no council in England: choose one from the list.")
                })
                .and_then(|code| baseline(&England::published(), code));
            let reply = made.map_or_else(
                |problem| Reply::Refused(vec![problem]),
                |baseline| Reply::Baseline(baseline.to_json()),
            );
            (reply, Vec::new())
        }
        Request::Offers(scenario) => (offers(scenario, bytes).unwrap_or_else(Reply::Refused), Vec::new()),
        Request::OfferTemplate(scenario) => match Scenario::from_json(scenario) {
            Ok(scenario) => {
                let file = csv(&tender_template(&scenario)).into_bytes();
                (Reply::File { name: TENDER_NAME.into(), kind: CSV.into() }, file)
            }
            Err(unreadable) => (Reply::Refused(vec![unreadable.to_string()]), Vec::new()),
        },
        Request::Boundaries(sought) => match boundaries(bytes, sought) {
            Ok(found) => (Reply::Boundaries { year: found.year }, found.to_text().into_bytes()),
            Err(troubles) => (Reply::Refused(troubles.iter().map(Trouble::to_string).collect()), Vec::new()),
        },
    }
}

fn offers(scenario: &str, bytes: &[u8]) -> Result<Reply, Vec<String>> {
    let mut scenario = Scenario::from_json(scenario).map_err(|unreadable| vec![unreadable.to_string()])?;
    let pattern =
        scenario.blocks.first().cloned().ok_or_else(|| vec!["There is no block as a pattern.".into()])?;
    let tenders = tenders(bytes, &scenario, &pattern)?;
    let bounds = tenders.iter().map(|tender| (tender.least, tender.most)).collect();
    scenario.blocks = tenders.into_iter().map(|tender| tender.block).collect();
    let problems = |problems: Vec<crate::scenario::Problem>| -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    };
    let checked = scenario.check().map_err(problems)?;
    Ok(Reply::Offers(checked.to_json(), bounds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Form;

    fn wanted(edit: impl FnOnce(&mut Scenario)) -> Wanted {
        let mut kent = Scenario::kent();
        kent.run.futures = 50;
        edit(&mut kent);
        let (form, others, date) = (Form::Csv, Vec::new(), "2026-11-26".into());
        Wanted { form, scenario: kent.to_json(), others, digest: None, date }
    }

    #[test]
    fn a_scenario_that_is_unsound_is_refused_with_every_reason() {
        let unsound = wanted(|kent| {
            kent.run.futures = 0;
            kent.opening.pupils.amount = crate::scenario::Amount::Fixed(-1.0);
        });
        let (reply, file) = answer(&Request::Results(unsound), &[], &mut |_| ());
        assert!(matches!(&reply, Reply::Refused(reasons) if reasons.len() == 2), "{reply:?}");
        assert!(file.is_empty());
    }

    #[test]
    fn a_councils_baseline_comes_from_the_record_and_an_unknown_code_is_refused() {
        let (reply, _) = answer(&Request::Baseline("E10000012".into()), &[], &mut |_| ());
        let Reply::Baseline(file) = reply else { panic!("{reply:?}") };
        assert_eq!(Scenario::from_json(&file).unwrap().council().name, "Essex");
        let (reply, _) = answer(&Request::Baseline("E99".into()), &[], &mut |_| ());
        assert!(matches!(&reply, Reply::Refused(reasons) if reasons[0].contains("“E99”")), "{reply:?}");
    }

    #[test]
    fn futures_that_are_not_those_of_the_page_are_refused() {
        let mut asked = wanted(|_| ());
        asked.digest = Some("0".into());
        let (reply, _) = answer(&Request::Results(asked), &[], &mut |_| ());
        assert!(matches!(&reply, Reply::Refused(reasons) if reasons[0].contains("not those on the page")));
    }
}
