//! Sets one field by its path, as `headless --set demand.growth=0.04` does.

use super::Scenario;
use crate::json::Unreadable;
use serde_json::Value;
use std::fmt;

/// Why a field could not be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// There is no such field; the names list what stands where the path leaves the scenario.
    NoSuchField {
        /// The path as given.
        path: String,
        /// The names that exist there.
        known: Vec<String>,
    },
    /// The field exists, but the value is of another kind.
    WrongKind(Unreadable),
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SetError::NoSuchField { path, known } => {
                write!(f, "{path}: there is no such field; here stand {}", known.join(", "))
            }
            SetError::WrongKind(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SetError {}

impl Scenario {
    /// Sets the field at a path such as `demand.growth` or `districts.list.3.weight`.
    ///
    /// The value is JSON; text that is not JSON is taken as it stands. On an assumption it sets
    /// the amount and leaves the basis, so that a bare number means: fixed, with no spread.
    ///
    /// # Errors
    /// Where there is no such field, or the value is not of its kind.
    pub fn set(&self, path: &str, value: &str) -> Result<Scenario, SetError> {
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        let mut whole = serde_json::to_value(self).map_err(|error| {
            SetError::WrongKind(Unreadable { path: path.into(), reason: error.to_string() })
        })?;
        let mut field = &mut whole;
        for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
            let known = names(field);
            let inner = match field {
                Value::Object(fields) => fields.get_mut(step),
                Value::Array(items) => step.parse().ok().and_then(|i: usize| items.get_mut(i)),
                _ => None,
            };
            field = inner.ok_or(SetError::NoSuchField { path: path.into(), known })?;
        }
        match field.get_mut("amount") {
            Some(amount) => *amount = value,
            None => *field = value,
        }
        Scenario::from_json(&whole.to_string()).map_err(SetError::WrongKind)
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields.keys().cloned().collect(),
        Value::Array(items) => vec![format!("0 to {}", items.len().saturating_sub(1))],
        _ => vec!["a plain value".into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Amount;

    #[test]
    fn a_bare_number_is_fixed_and_keeps_the_basis() {
        let kent = Scenario::kent();
        let set = kent.set("demand.growth", "0.04").unwrap();
        assert_eq!(set.demand.growth.amount, Amount::Fixed(0.04));
        assert_eq!(set.demand.growth.basis, kent.demand.growth.basis);
    }

    #[test]
    fn paths_reach_distributions_lists_and_text() {
        let kent = Scenario::kent();
        let set = kent.set("demand.growth", r#"{"uniform":{"min":0,"max":0.1}}"#).unwrap();
        assert_eq!(set.demand.growth.amount, Amount::Uniform { min: 0.0, max: 0.1 });
        assert!(
            (kent.set("districts.list.3.weight", "7").unwrap().districts.list[3].weight - 7.0).abs() < 1e-12
        );
        assert_eq!(kent.set("name", "Kent, high").unwrap().name, "Kent, high");
        assert_eq!(kent.set("run.seed", "5").unwrap().run.seed, 5);
    }

    #[test]
    fn a_wrong_path_or_value_says_what_would_do() {
        let kent = Scenario::kent();
        let error = kent.set("demand.grwth", "0.04").unwrap_err().to_string();
        assert!(error.starts_with("demand.grwth: there is no such field") && error.contains("growth"));
        let error = kent.set("demand.growth", "lots").unwrap_err().to_string();
        assert!(error.starts_with("demand.growth.amount: "), "{error}");
        assert!(kent.set("run.futures", "-3").is_err());
    }
}
