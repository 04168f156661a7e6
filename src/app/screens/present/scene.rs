//! The data from which every slide is made, and the content of a slide.

use super::trial::Trial;
use super::why::Why;
use crate::app::state::Desk;
use crate::deck::{Kind, Part, Slide};
use crate::questions::{RankedOptions, WeighedBlock};
use crate::results::View;
use crate::words::{Series, whole};
use std::rc::Rc;
use yew::prelude::*;

/// A request to the stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Moves by this many slides.
    By(isize),
    /// Shows one slide and ends editing.
    To(Kind),
    /// Edits the slides, or shows them.
    Edit(bool),
    /// Shows one future after another, or stops.
    Move(bool),
}

/// The data that the slides show.
#[allow(clippy::struct_excessive_bools)] // each stands for something of its own
pub struct Scene<'a> {
    pub view: &'a View,
    pub desk: &'a Rc<Desk>,
    /// The trial that the dials of a slide move.
    pub trial: &'a Trial,
    /// The options compared, and whether the answer to the present question is still to come.
    pub lined: Option<&'a RankedOptions>,
    pub lining: bool,
    /// The weighed block, and whether the answer to the present question is still to come.
    pub weighed: Option<&'a WeighedBlock>,
    pub weighing: bool,
    /// The block weighed in the trial of a meeting, and whether that answer is still to come.
    pub tried: Option<&'a WeighedBlock>,
    pub trying: bool,
    /// The position of the block on offer.
    pub block: Option<usize>,
    /// What matters most, and whether the answer to the present question is still to come.
    pub why: Option<&'a Why>,
    pub reasoning: bool,
    /// Whether futures of the scenario itself are still coming.
    pub is_busy: bool,
    pub is_narrow: bool,
    /// Whether nothing should move.
    pub is_still: bool,
    pub is_moving: bool,
    pub go: &'a Callback<Step>,
}

/// The content that the figures give a slide.
#[derive(Default)]
pub struct Face {
    pub title: String,
    /// A smaller line below the title.
    pub sub: String,
    pub body: Html,
    /// The controls of the slide.
    pub live: Html,
    pub lines: Vec<String>,
    pub note: String,
    pub is_busy: bool,
}

impl Face {
    /// The text that the figures give a part.
    pub fn says(&self, part: Part) -> String {
        match part {
            Part::Title => self.title.clone(),
            Part::Text => self.lines.join("\n"),
            Part::Note => self.note.clone(),
        }
    }

    /// The planner's text where there is any, and otherwise that of the figures.
    pub fn part(&self, slide: &Slide, part: Part) -> String {
        let own = slide.part(part);
        if own.trim().is_empty() { self.says(part) } else { own.to_owned() }
    }

    pub fn title(&self, slide: &Slide) -> String {
        self.part(slide, Part::Title)
    }

    pub fn note(&self, slide: &Slide) -> String {
        self.part(slide, Part::Note)
    }
}

/// The source of the figures, at the foot of every slide.
pub fn foot(scene: &Scene) -> String {
    let view = scene.view;
    format!(
        "{}: {} futures, seed {}. Model output, not a forecast",
        scene.desk.title(),
        whole(f64::from(view.convergence.futures)),
        view.scenario.run.seed
    )
}

/// The series by which sums of money are formatted.
pub const SERIES: Series = Series::Pounds;

/// The range of 8 in 10 futures in words.
pub fn eight_in_ten(series: Series, low: f64, high: f64) -> String {
    format!("8 in 10 futures lie between {} and {}", series.value(low), series.value(high))
}

/// The size of a chart on the stage, with letters a thirty-sixth of the slide's height.
pub fn size(scene: &Scene, width: f64, height: f64) -> (f64, f64) {
    if scene.is_narrow { (330.0, height.clamp(120.0, 190.0)) } else { (width, height) }
}

/// A slide whose figures are still to come.
pub fn waits(title: &str) -> Face {
    Face { title: title.into(), sub: "Running the futures…".into(), is_busy: true, ..Face::default() }
}
