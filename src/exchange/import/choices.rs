//! What is asked of a file, what the planner corrects, and what the page is shown of it.

use super::change::{Change, Part};
use super::column::{Column, Kind};
use super::problem::Problem;
use super::question::Question;
use super::value::{Field, Meaning};
use serde::{Deserialize, Serialize};

/// What the planner says a file is; where nothing is said, it is guessed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// What it is about.
    pub kind: Option<Kind>,
    /// What a column, by position, is taken for.
    pub columns: Vec<(u16, Column)>,
    /// What a name stands for.
    pub meanings: Vec<(Field, String, Meaning)>,
    /// What is answered to questions, by their ids.
    pub answers: Vec<(String, u16)>,
    /// Parts of the scenario that are to stay as they are.
    pub left_out: Vec<Part>,
    /// Whether the costs are those of the opening year, and not of the year after.
    pub costs_of_opening_year: bool,
    /// Whether the population holds migration and new housing already.
    pub includes_migration: bool,
}

/// What is asked of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The file's name.
    pub file: String,
    /// The day, as it is written behind the name.
    pub date: String,
    /// The scenario that it would change, as its file.
    pub scenario: String,
    /// What the planner says the file is.
    pub choices: Choices,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Its heading.
    pub name: String,
    /// Its first different texts.
    pub examples: String,
    /// What it is taken for.
    pub column: Column,
}

/// A name in a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// Among which names it is looked up.
    pub field: Field,
    /// The heading of its column.
    pub head: String,
    /// The name; empty for a blank.
    pub text: String,
    /// On how many lines it stands.
    pub rows: usize,
    /// What it is taken for.
    pub meaning: Meaning,
    /// Whether that is sure, or the planner's word.
    pub is_sure: bool,
}

/// A file as it would be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What it is about.
    pub kind: Kind,
    /// How it was read, in a sentence or two.
    pub read: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its names.
    pub names: Vec<Name>,
    /// What names can stand for, by field.
    pub options: Vec<(Field, Vec<String>)>,
    /// What must be said before it can be used, and what may be.
    pub questions: Vec<Question>,
    /// What is wrong, with lines.
    pub problems: Vec<Problem>,
    /// What was read by a rule, with lines.
    pub rules: Vec<Problem>,
    /// What stands in the way of using it.
    pub blocks: Vec<String>,
    /// How suppressed counts are taken, where there are any.
    pub suppressed: String,
    /// What it would change.
    pub changes: Vec<Change>,
    /// The academic years whose prices the costs may be: the opening one, and the one after; none
    /// where the file has no costs.
    pub price_years: Option<[String; 2]>,
    /// The scenario that would come of it; none where something stands in the way.
    pub scenario: Option<String>,
}
