//! Why a text cannot be read.

/// A text that is no scenario: where in it, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Path of the field, as in `demand.growth`; empty where the text is not JSON at all.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "this is not a scenario: {}", self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for Unreadable {}
