//! The clerk: heavy work on files, done in a worker of its own that is loaded when it is first needed, so that the page
//! neither carries its code nor waits for it.
//!
//! A new kind of work is a variant of [`Request`] with its [`Reply`], and an arm of [`answer`]. The page asks by
//! `app::clerk`.

use super::boundary::{Sought, Trouble, boundaries};
use super::import::{Asked, Kind, Preview, preview_heard};
use super::paper::docx;
use super::{
    CSV, DOCX, Paper, TENDER_NAME, Wanted, csv, file, template, template_name, tender_template, tenders,
};
use crate::council::{Code, England};
use crate::england::baseline;
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// A request of the page. A file that belongs to it comes along as bytes, which the page never holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Makes a file of results.
    Results(Wanted),
    /// Shows the effect of the council's own counts, which come along as a file.
    Import(Asked),
    /// Makes a template for a scenario, which is given as the text of its file.
    Template(Kind, String),
    /// Finds the boundaries of districts in the file that comes along.
    Boundaries(Vec<Sought>),
    /// Builds the baseline of the council with a code from the national record.
    Baseline(String),
    /// Reads the offers of a tender from the file that comes along, for a scenario that is given as the text of its
    /// file. Its first block has the terms that an offer leaves out.
    Offers(String),
    /// Makes a Word file of a paper.
    Paper(Paper),
    /// Makes a template of offers for a scenario, which is given as the text of its file.
    OfferTemplate(String),
}

/// A reply of the clerk. A file that it has made goes along as bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// A file to save, whose bytes come along.
    File {
        /// The name of the file.
        name: String,
        /// The media type of the file.
        kind: String,
    },
    /// A preview of the effect of a file of counts.
    Import(Box<Preview>),
    /// Boundaries, as [`super::boundary::Boundaries::from_text`] reads them from the bytes that come along.
    Boundaries {
        /// The year in the names of the file's columns.
        year: Option<u16>,
    },
    /// A baseline, as the text of its scenario file.
    Baseline(String),
    /// Offers: the text of a scenario file with them as its blocks, and the fewest and most places of each.
    Offers(String, Vec<(u32, u32)>),
    /// The reasons for a refusal, one sentence each: field, value and remedy.
    Refused(Vec<String>),
}

/// A message of the clerk to the page after its greeting ([`crate::worker::message::greeting`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// The clerk is at work; a few words say on which part.
    Doing(String),
    /// The request is done.
    Done(Reply),
    /// The request, or the file that belongs to it, could not be read.
    Unread,
}

/// Carries out a request with the bytes of the file that came along, if any. Returns the reply and the bytes of the
/// file that goes along with it, if any. `hear` is called with the part that is being done, where it takes long.
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
        Request::Paper(paper) => match docx(paper) {
            Ok(made) => (Reply::File { name: paper.name.clone(), kind: DOCX.into() }, made),
            Err(reason) => (Reply::Refused(vec![reason]), Vec::new()),
        },
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
        Wanted { form, scenario: kent.to_json(), others, digest: None, date, non_maintained: None }
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
