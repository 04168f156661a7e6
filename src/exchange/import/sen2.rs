//! The Department for Education's own files of its SEN2 return, in the layouts of 2025 and 2026: one by
//! one, or in the zip as it is downloaded. They are known by their headings, since the names of the files
//! change. Layouts: `caseload.csv` (plans as at January each year) and `sen_needs_all_plans.csv` (plans by
//! primary need); of the others it is said what they are.

use super::key::key;
use super::number::{Number, number};
use super::records::Records;
use super::text::decode;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Bytes of a file within a zip, unpacked.
const MOST_UNPACKED: u64 = 100_000_000;
/// Files within a zip that are looked at.
const MOST_FILES: usize = 60;

/// Headings that every one of the files has.
const COMMON: [&str; 4] = ["time_period", "geographic_level", "la_name", "new_la_code"];

/// Files that are of no use here: a heading that only they have, and what they are about.
const OTHERS: [(&str, &str); 9] = [
    (
        "ehcp_or_statement",
        "plans in the layout of 2024 and earlier, which is not read. Take the release of 2025 or later, which holds the earlier years too",
    ),
    (
        "establishment_group",
        "plans in the layout of 2024 and earlier, which is not read. Take the release of 2025 or later, which holds the earlier years too",
    ),
    (
        "new_ehc_plans",
        "new plans, whose placements are those of the day on which the plan began and no joiners of later years",
    ),
    ("total_ceased", "plans that ended, without the placement that they were of"),
    ("res_tot", "residential placements"),
    ("requests_received_in_year", "requests for an assessment"),
    ("assess_in_year", "assessments"),
    ("review_meeting_prior_24", "annual reviews"),
    ("personal_budgets", "personal budgets"),
];

/// Codes of needs in headings such as `number_asd`.
pub const NEEDS: [&str; 13] =
    ["asd", "ds", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi"];

/// What a file of the department holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Plans by placement, each January, by age.
    Caseload,
    /// Plans by primary need, by placement.
    Needs,
    /// Something of no use here, in words.
    Other(&'static str),
}

/// Counts of a council in one January.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Pupils in independent and non-maintained special schools.
    pub pupils: Option<f64>,
    /// The same by age.
    pub ages: BTreeMap<u8, f64>,
    /// The same by need: a position in [`NEEDS`].
    pub needs: BTreeMap<usize, f64>,
    /// Pupils whose need is not known.
    pub unknown: f64,
}

/// A council in the files.
#[derive(Clone, Debug)]
pub struct Council {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its counts by January.
    pub counts: BTreeMap<u16, Counts>,
}

/// A file, or several of a zip.
#[derive(Debug)]
pub struct Files {
    /// Names and texts, the layout of each.
    files: Vec<(String, String, Layout)>,
}

/// What the headings of a file say it is; none where it is none of the department's.
fn layout(heads: &[String]) -> Option<Layout> {
    let heads: Vec<String> =
        heads.iter().map(|head| head.trim().trim_start_matches('\u{feff}').to_ascii_lowercase()).collect();
    let has = |head: &str| heads.iter().any(|other| other == head);
    if !COMMON.iter().all(|head| has(head)) {
        return None;
    }
    let is_new = has("breakdown_topic") && has("breakdown");
    if is_new && has("ehcplans") && has("special_independent") && has("special_non_maintained") {
        return Some(Layout::Caseload);
    }
    if is_new && has("ehc_plans") && has("number_asd") && has("number_semh") {
        return Some(Layout::Needs);
    }
    let other = OTHERS.iter().find(|(head, _)| has(head));
    Some(Layout::Other(other.map_or("something else than placements and needs", |(_, what)| *what)))
}

impl Files {
    /// The department's files in some bytes: a CSV, or a zip with some in it; none where there are none.
    pub fn read(name: &str, bytes: &[u8], hear: &mut dyn FnMut(String)) -> Option<Files> {
        let mut files = Vec::new();
        if bytes.starts_with(b"PK\x03\x04") {
            let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
            let zip_len = zip.len();
            for at in 0..zip_len.min(MOST_FILES) {
                let Ok(file) = zip.by_index(at) else { continue };
                let Ok(name) = file.name().map(Cow::into_owned) else { continue };
                if !name.to_ascii_lowercase().ends_with(".csv") || file.size() > MOST_UNPACKED {
                    continue;
                }
                hear(format!("{name}, {} of {} files", at + 1, zip_len));
                let mut unpacked = Vec::new();
                if file.take(MOST_UNPACKED).read_to_end(&mut unpacked).is_ok() {
                    files.extend(one(name, &unpacked));
                }
            }
        } else {
            files.extend(one(name.to_owned(), bytes));
        }
        (!files.is_empty()).then_some(Files { files })
    }

    /// The names of the files that are read, with what each holds.
    pub fn used(&self) -> Vec<(&str, Layout)> {
        let files = self.files.iter().filter(|(.., layout)| !matches!(layout, Layout::Other(_)));
        files.map(|(name, _, layout)| (name.rsplit('/').next().unwrap_or(name), *layout)).collect()
    }

    /// What the only files there are are about, where none is of use.
    pub fn useless(&self) -> Option<&'static str> {
        let about = self.files.iter().map(|(.., layout)| match layout {
            Layout::Other(what) => Some(*what),
            _ => None,
        });
        about.collect::<Option<Vec<_>>>().and_then(|about| about.first().copied())
    }

    /// The councils in the files, by name, each with its counts by January: the files are long, so all are read at once.
    pub fn councils(&self) -> Vec<Council> {
        let mut found: BTreeMap<String, Council> = BTreeMap::new();
        self.each(|row| {
            if !found.contains_key(row.code) {
                let council =
                    Council { code: row.code.to_owned(), name: row.name.to_owned(), counts: BTreeMap::new() };
                found.insert(row.code.to_owned(), council);
            }
            if let Some(council) = found.get_mut(row.code) {
                council.counts.entry(row.january).or_default().add(row);
            }
        });
        let mut list: Vec<Council> = found.into_values().collect();
        for council in &mut list {
            council.counts.retain(|_, counts| *counts != Counts::default());
        }
        list.sort_by(|a, b| a.name.cmp(&b.name));
        list
    }

    /// Goes through the lines of councils.
    fn each(&self, mut line: impl FnMut(&Row)) {
        for (_, text, layout) in &self.files {
            let mut records = Records::new(text, b',');
            let mut fields = Vec::new();
            if matches!(layout, Layout::Other(_)) || records.read(&mut fields).is_none() {
                continue;
            }
            let heads: Vec<String> = fields.iter().map(|head| head.trim().to_ascii_lowercase()).collect();
            let place = |head: &str| heads.iter().position(|other| other == head);
            let places =
                ["time_period", "geographic_level", "new_la_code", "la_name", "breakdown_topic", "breakdown"]
                    .map(place);
            while records.read(&mut fields).is_some() && records.unclosed.is_none() {
                let [time, level, code, name, topic, breakdown] =
                    places.map(|at| at.and_then(|at| fields.get(at)).map_or("", |field| field.trim()));
                let january =
                    time.get(..4).and_then(|year| year.parse::<u16>().ok()).filter(|_| time.len() == 6);
                let Some(january) = january.map(|year| year + 1) else { continue };
                if level == "Local authority" && !code.is_empty() {
                    line(&Row {
                        january,
                        code,
                        name,
                        topic,
                        breakdown,
                        layout: *layout,
                        heads: &heads,
                        fields: &fields,
                    });
                }
            }
        }
    }
}

/// A file, where it is one of the department's.
fn one(name: String, bytes: &[u8]) -> Option<(String, String, Layout)> {
    let (text, _) = decode(bytes).ok()?;
    let mut heads = Vec::new();
    Records::new(&text, b',').read(&mut heads)?;
    let layout = layout(&heads)?;
    Some((name, text, layout))
}

/// A line of a council.
struct Row<'a> {
    january: u16,
    code: &'a str,
    name: &'a str,
    topic: &'a str,
    breakdown: &'a str,
    layout: Layout,
    heads: &'a [String],
    fields: &'a [String],
}

impl Row<'_> {
    fn at(&self, head: &str) -> Option<f64> {
        let at = self.heads.iter().position(|other| other == head)?;
        match number(self.fields.get(at)?) {
            Number::Known(count) => Some(count),
            _ => None,
        }
    }

    /// Pupils in independent and non-maintained special schools.
    fn placed(&self) -> Option<f64> {
        Some(self.at("special_independent")? + self.at("special_non_maintained")?)
    }
}

impl Counts {
    fn add(&mut self, row: &Row) {
        let topic = key(row.topic);
        let breakdown = key(row.breakdown);
        match row.layout {
            Layout::Caseload if topic == "all ehc plans" => self.pupils = row.placed(),
            // Single years of age only: bands such as “age 20 and over” stand beside them.
            Layout::Caseload if topic.ends_with("persons age") => {
                let age = breakdown.strip_prefix("age ").and_then(|age| age.parse::<u8>().ok());
                if let (Some(age), Some(placed)) = (age, row.placed()) {
                    self.ages.insert(age, placed);
                }
            }
            Layout::Needs
                if topic == "type of placement"
                    && ["special independent", "special non maintained"].contains(&breakdown.as_str()) =>
            {
                for (at, code) in NEEDS.iter().enumerate() {
                    if let Some(count) = row.at(&["number_", code].concat()) {
                        *self.needs.entry(at).or_default() += count;
                    }
                }
                self.unknown += row.at("number_need_unknown").unwrap_or(0.0);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn a_layout_is_known_by_its_headings() {
        let begin = "\u{feff}time_period,time_identifier,geographic_level,new_la_code,old_la_code,la_name,breakdown_topic,breakdown";
        for (rest, found) in [
            (
                ",ehcplans,special_academy_free,special_independent,special_non_maintained",
                Some(Layout::Caseload),
            ),
            (
                ",ehcplans,special_academy,special_free_school,special_independent,special_non_maintained",
                Some(Layout::Caseload),
            ),
            (",ehc_plans,number_asd,number_ds,number_semh", Some(Layout::Needs)),
        ] {
            assert_eq!(layout(&heads(&[begin, rest].concat())), found, "{rest}");
        }
        for (rest, word) in [
            (",new_ehc_plans,special_independent", "new plans"),
            (",Res_tot", "residential"),
            (",total_ceased", "ended"),
            (",x", "something else"),
        ] {
            let Some(Layout::Other(what)) = layout(&heads(&[begin, rest].concat())) else { panic!("{rest}") };
            assert!(what.contains(word), "{what}");
        }
        let old = "time_period,geographic_level,new_la_code,la_name,establishment_group,establishment_type,num_caseload";
        assert!(
            matches!(layout(&heads(old)), Some(Layout::Other(what)) if what.contains("2024 and earlier"))
        );
        assert_eq!(layout(&heads("District,Placements")), None);
    }
}
