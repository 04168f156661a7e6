//! What a committee is asked to note and to agree, from the answers that stand elsewhere.

use crate::words::whole;

/// What a paper recommends, in the order of a council's papers. `placed` says how placements go on, `balanced` whether the
/// High Needs Block breaks even and what that would take, `safe` how many places are safe to buy and what they come to.
pub fn recommendation(placed: &str, balanced: &[String], safe: Option<(u32, &str)>) -> Vec<String> {
    let full = |said: &str| [said.trim_end_matches('.'), "."].concat();
    let mut all = vec![["Note: ", &full(placed)].concat()];
    if !balanced.is_empty() {
        let said: Vec<String> = balanced.iter().map(|said| full(said)).collect();
        all.push(["Note: ", &said.join(" ")].concat());
    }
    match safe {
        Some((0, said)) => {
            all.push(["Agree to buy no more places in blocks for now. ", &full(said)].concat());
        }
        Some((count, said)) => {
            let more = if count == 1 { " more place" } else { " more places" };
            let count = whole(f64::from(count));
            all.push(["Agree to seek up to ", &count, more, " in block contracts. ", &full(said)].concat());
        }
        None => (),
    }
    all.push("Ask for this paper again when the count of the next January is known.".into());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_asks_to_note_what_is_known_and_to_agree_what_can_be_decided() {
        let balanced =
            ["Never breaks even in 10,000 futures by 2027/28".to_owned(), "It would take £106m.".to_owned()];
        assert_eq!(
            recommendation("Placements rise", &balanced, Some((196, "They save £253,000 a year."))),
            [
                "Note: Placements rise.",
                "Note: Never breaks even in 10,000 futures by 2027/28. It would take £106m.",
                "Agree to seek up to 196 more places in block contracts. They save £253,000 a year.",
                "Ask for this paper again when the count of the next January is known.",
            ]
        );
        let bare = recommendation("Placements fall.", &[], None);
        assert_eq!(bare.len(), 2, "nothing is asked that has no answer");
        assert_eq!(bare[0], "Note: Placements fall.");
        assert!(
            recommendation("P", &[], Some((0, "None is filled.")))[1]
                .starts_with("Agree to buy no more places")
        );
    }
}
