//! The JSON Schema of a scenario file, made from the structures that are read: `#[derive(Described)]` provides their
//! fields, words and doc comments, `#[limit]` the limits of a field, and the table of levers those of the levers.

use super::lever_spec::Kind;
use super::table::rows;
use super::{Amount, Scenario, VERSION, limits};
use crate::json::Json;
use crate::json::schema::{At, Described, Rules, all, numeric, object, one_of, only, text, with_description};
use std::cell::RefCell;
use std::ops::RangeInclusive;

impl Described for Amount {
    fn described(at: &At) -> Json {
        let lever = rows().find(|spec| at.path().strip_suffix(".amount") == Some(spec.path));
        let rules = match lever {
            Some(spec) => {
                let rules = Rules::default().within(spec.range.clone());
                match spec.kind {
                    Kind::Uncertain => rules,
                    Kind::Fixed => rules.fixed(),
                    Kind::Size => rules.or_zero(),
                }
            }
            None => at.rules().clone(),
        };
        let range = rules.range().cloned().unwrap_or(f64::MIN..=f64::MAX);
        let (kind, number) = match (rules.is_fixed(), rules.is_whole()) {
            (true, true) => ("whole", "integer"),
            (true, false) => ("fixed", "number"),
            (false, _) => ("amount", "number"),
        };
        let zero = if rules.may_be_zero() { "_or_zero" } else { "" };
        let name = format!("{kind}_{}_to_{}{zero}", range.start(), range.end());
        at.shared(&name, |_| {
            let zero = object([("const", Json::Whole(0))]);
            let known = if rules.is_fixed() { fixed(number, &range) } else { spread(&range) };
            if rules.may_be_zero() {
                one_of("anyOf", [zero.clone(), only("fixed", zero), known])
            } else {
                known
            }
        })
    }
}

/// A number that is the same in every future.
fn fixed(kind: &str, range: &RangeInclusive<f64>) -> Json {
    let value = || numeric(kind, Some(range));
    one_of("oneOf", [value(), only("fixed", value())])
}

/// A number that may be spread over the futures.
fn spread(range: &RangeInclusive<f64>) -> Json {
    let value = || numeric("number", Some(range));
    let within = |range: &RangeInclusive<f64>| numeric("number", Some(range));
    let pert = || all([("min", value()), ("mode", value()), ("max", value())]);
    let mean = range.start().max(0.0)..=range.end().min(1.0);
    let mut kinds = vec![
        value(),
        only("fixed", value()),
        only("pert", pert()),
        only("uniform", all([("min", value()), ("max", value())])),
        only("log_normal", all([("median", value()), ("cv", within(&limits::CV))])),
        only(
            "spike_and_slab",
            all([("spike", value()), ("chance", within(&limits::SHARE)), ("slab", pert())]),
        ),
    ];
    if !mean.is_empty() {
        let beta = all([("mean", within(&mean)), ("sample_size", numeric("number", None))]);
        kinds.insert(4, only("beta", beta));
    }
    object([("oneOf", Json::List(kinds))])
}

impl Scenario {
    /// The JSON Schema of a scenario file of the newest version, as text.
    pub fn schema() -> String {
        let shared = RefCell::default();
        let Json::Fields(scenario) = Scenario::described(&At::root(&shared)) else { return String::new() };
        let doc = format!(
            "A scenario file, version {VERSION}. What the fields must fulfil together (orders, sums, codes that \
             name each other) is checked by the planner."
        );
        let of_version = format!(
            "Version of the file. This schema describes version {VERSION} alone; the planner reads every earlier \
             one."
        );
        let mut file = vec![
            ("$schema".to_owned(), text("https://json-schema.org/draft/2020-12/schema")),
            ("title".to_owned(), text("A scenario of the Sufficiency Planner")),
        ];
        for (name, mut value) in scenario {
            match (name.as_str(), &mut value) {
                ("description", value) => *value = text(&doc),
                ("properties", Json::Fields(properties)) => {
                    let version = with_description(&of_version, object([("const", Json::Whole(VERSION))]));
                    properties.insert(0, ("version".to_owned(), version));
                }
                ("required", Json::List(names)) => names.insert(0, text("version")),
                _ => {}
            }
            file.push((name, value));
        }
        file.push(("$defs".to_owned(), Json::Fields(shared.into_inner().into_iter().collect())));
        let text = serde_json::to_string_pretty(&Json::Fields(file));
        text.unwrap_or_default() + "\n"
    }
}
