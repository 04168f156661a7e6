//! Reads a scenario from its text, writes it, and compares two scenarios.

use super::{Checked, Problem, Scenario, VERSION, label, mark, patch, version};
use crate::council::{self, Council};
use crate::json::{self, Json, Unreadable};

impl Unreadable {
    /// The problem in a sentence that begins with the name of the field.
    fn message(&self) -> String {
        if self.path.is_empty() {
            format!("{self}.")
        } else {
            format!("{}: {self}.", label::label(&self.path))
        }
    }
}

impl Scenario {
    /// The published baseline that the planner opens with: that of [`council::DEFAULT`].
    ///
    /// # Panics
    /// Never: the file is part of the program and a test reads and checks it.
    pub fn kent() -> Scenario {
        Scenario::from_json(Scenario::published_text()).expect("the scenario that is part of the program")
    }

    /// The text of the published baseline.
    pub(super) fn published_text() -> &'static str {
        council::by_code(council::DEFAULT).facts().baseline.unwrap_or_default()
    }

    /// What is known of the council whose scenario it is.
    pub fn council(&self) -> &'static Council {
        self.council.council()
    }

    /// Whether its High Needs Block is known: a budget of £0 stands for one that nobody has entered, and then nothing is
    /// said of the balance.
    pub fn has_budget(&self) -> bool {
        self.high_needs.budget.amount.central() > 0.0
    }

    /// Whether the council has a framework contract: with no share of placements in one, now or later, there is none to
    /// speak of.
    pub fn has_framework(&self) -> bool {
        let framework = &self.framework;
        [&framework.opening_share, &framework.participation].iter().any(|share| share.amount.central() > 0.0)
    }

    /// The financial year in which the block must break even under the agreement, as a position from the one that begins
    /// in the calendar year of the opening January; none without an agreement, and where that year is not within the
    /// horizon.
    pub fn agreed_year(&self) -> Option<usize> {
        let year = self.agreement.as_ref()?.break_even_in.0.checked_sub(self.horizon.opening_january.0)?;
        Some(usize::from(year)).filter(|&year| year < usize::from(self.horizon.years))
    }

    /// Reads a scenario file of any version.
    ///
    /// # Errors
    ///
    /// The first problem, where the text is not JSON, or a field is missing, unknown or of the wrong type.
    pub fn from_json(text: &str) -> Result<Scenario, Unreadable> {
        let mut tree = json::parse(text)?;
        version::current(&mut tree)?;
        let (scenario, refused) = json::read_tree(&tree);
        refused.into_iter().next().map_or(Ok(scenario), Err)
    }

    /// Reads and checks a scenario file of any version, and returns it with its version.
    ///
    /// # Errors
    ///
    /// All problems, a sentence each, by the names that the page uses for the fields.
    pub fn open(text: &str) -> Result<(Checked, u64), Vec<String>> {
        json::parse(text).map_err(|unreadable| vec![unreadable.message()]).and_then(Scenario::of_tree)
    }

    /// Reads and checks a scenario from a tree of JSON of any version, as [`Scenario::open`] does from a text.
    fn of_tree(mut tree: Json) -> Result<(Checked, u64), Vec<String>> {
        let version = version::current(&mut tree).map_err(|unreadable| vec![unreadable.message()])?;
        let (scenario, refused): (Scenario, Vec<Unreadable>) = json::read_tree(&tree);
        let mut messages: Vec<String> = refused.iter().map(Unreadable::message).collect();
        match scenario.check() {
            Ok(checked) if refused.is_empty() => return Ok((checked, version)),
            Ok(_) => {}
            Err(problems) => {
                let is_apart = |one: &str, other: &str| !one.starts_with(other) && !other.starts_with(one);
                // A check on a value that could not be read, or on a part with such a value, would only mislead.
                let stands = |problem: &&Problem| {
                    refused.is_empty()
                        || problem.is_alone && refused.iter().all(|it| is_apart(&it.path, &problem.path))
                };
                messages.extend(problems.iter().filter(stands).map(Problem::message));
            }
        }
        Err(messages)
    }

    /// The difference from another scenario, as pieces of JSON. A number that takes many letters is a piece of its own.
    pub fn difference(&self, from: &Scenario) -> Vec<Result<String, f64>> {
        let trees = [from, self].map(|scenario| json::parse(&scenario.to_json()));
        let change = match &trees {
            [Ok(old), Ok(new)] => patch::difference(old, new),
            _ => None,
        };
        change.unwrap_or_else(|| Json::Fields(Vec::new())).pieces()
    }

    /// The scenario that differs from this one by a patch.
    ///
    /// # Errors
    ///
    /// All problems, a sentence each.
    pub fn differing(&self, by: &str) -> Result<Checked, Vec<String>> {
        let changed = json::parse(&self.to_json()).and_then(|old| patch::apply(&old, &json::parse(by)?));
        let tree = changed.map_err(|unreadable| vec![unreadable.message()])?;
        Scenario::of_tree(tree).map(|(checked, _)| checked)
    }

    /// A checksum of the values: scenarios that differ only in their texts have the same one.
    pub fn fingerprint(&self) -> [u8; 4] {
        mark(serde_json::to_string_pretty(&self.bare()).unwrap_or_default().as_bytes())
    }

    /// The values of the scenario as compact JSON. Scenarios with the same fingerprint have the same skeleton.
    pub fn skeleton(&self) -> String {
        let mut bare = self.bare();
        bare.drop_fields(&|name| name == "basis" || name.ends_with("_basis"));
        serde_json::to_string(&bare).unwrap_or_default()
    }

    /// The tree of its values without texts, as the first links knew them.
    fn bare(&self) -> Json {
        let mut bare = Scenario { name: String::new(), note: None, ..self.clone() };
        bare.each_basis(&mut |basis| {
            basis.reference.clear();
            basis.note.clear();
        });
        bare.each_rationale(&mut String::clear);
        let mut tree = json::parse(&bare.to_json()).unwrap_or(Json::Null);
        version::as_first_linked(&mut tree);
        tree
    }

    /// Whether the two scenarios have the same values, and so the same futures. Names, descriptions and rationales are
    /// left out of the comparison.
    pub fn is_like(&self, other: &Scenario) -> bool {
        let [one, other] = [self, other].map(|scenario| {
            let mut bare = Scenario { name: String::new(), note: None, ..scenario.clone() };
            bare.each_rationale(&mut String::clear);
            bare
        });
        one == other
    }

    /// The text of a scenario file.
    pub fn to_json(&self) -> String {
        // A scenario has only text keys and finite or null numbers: writing it cannot fail.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        let fields = text.strip_prefix('{').unwrap_or_default();
        ["{\n  \"version\": ", &VERSION.to_string(), ",", fields].concat()
    }
}
