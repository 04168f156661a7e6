//! What a chart of a condition's chance along a lever marks and says.

use crate::app::chart::Mark;
use crate::decisions::goal::{Answer, Found, Goal, Trial};
use crate::sentences;

/// The marks and the sentence of a chart of how often a goal's condition holds over the values of the first lever of a
/// search. `along` holds the trials in the order of the chart; `answer` is the name of the setting that meets the goal.
pub fn marks_and_label(goal: &Goal, found: &Found, along: &[&Trial], answer: &str) -> (Vec<Mark>, String) {
    let Some(reach) = found.means.first() else { return Default::default() };
    let say =
        |setting: &[f64]| setting.first().map_or_else(String::new, |&value| sentences::value(reach, value));
    let mark = |setting: &[f64], name: &str, class| Mark {
        x: setting.first().copied().unwrap_or_default(),
        name: format!("{name}: {}", say(setting)),
        class,
    };
    let mut marks = vec![mark(&found.present.setting, "Now", "now")];
    if let Answer::Found { setting, .. } = &found.answer {
        marks.push(mark(setting, answer, "best"));
    }
    let label = along.first().zip(along.last()).map(|(first, last)| {
        sentences::along(
            reach.lever.label(),
            &sentences::holds(goal.wanted),
            (&say(&first.setting), first.chance),
            (&say(&last.setting), last.chance),
        )
    });
    (marks, label.unwrap_or_default())
}
