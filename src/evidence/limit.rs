//! The limits of the model.

/// The limits, a sentence or two each, word for word those of `docs/model.md` (a test compares them).
pub const LIMITS: [&str; 12] = [
    "No count by district is published. The shares are estimates from population and deprivation; a \
     single district’s figures are worth little until the council’s own are entered.",
    "Imported counts enter by their margins: a district’s own mix of needs and ages is not kept.",
    "Joiners and leaving hazards were worked out from two published years, for the county, all needs \
     together. Need and age are taken as independent.",
    "The count of 30 June 2025 is used as the stock of the academic year 2024/25.",
    "Nothing is published on the Localities effect, SRP places by district, lot membership, block terms, \
     or capacity: these are assumptions, and wide ones. The effect of the Localities Model rests on a \
     reference class, not on an evaluation.",
    "Local places act in proportion: a year with few children for many places, or the reverse, is met only \
     on average.",
    "A pupil’s price is the channel’s: no child costs more than another within it.",
    "Costs of alternatives start at nil in the opening year: only the change is known, and only the change \
     moves the balance.",
    "Unit costs do not follow the size of a school, and transport not the school actually attended.",
    "Funding moved out of the High Needs Block in 2026/27 is left out of both income and spending.",
    "The path is common to all districts and needs: a district’s or a need’s own trend is not in it.",
    "The path is fitted to counts, not to children: it does not know why rates grow. Councils that place fewer than 100 pupils were not looked at.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_owns_up_to_every_limit_of_the_documentation() {
        let (_, limits) = include_str!("../../docs/model.md").split_once("## M15 Limits").unwrap();
        let documented: Vec<String> = limits
            .lines()
            .filter_map(|line| line.strip_prefix("- "))
            // What is said of a command of the terminal is for whoever uses that.
            .filter(|line| !line.starts_with('`'))
            .map(|line| line.replace('\'', "’"))
            .collect();
        assert_eq!(documented, LIMITS);
    }
}
