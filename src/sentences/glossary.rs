//! The glossary: terms of the field and what they mean.

use crate::council::Council;

/// A term and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term as it stands in a text.
    pub name: &'static str,
    /// Its full form or another name for it; empty where it has none.
    pub full: &'static str,
    /// Its general meaning, in a sentence or two.
    meaning: &'static str,
}

impl Term {
    /// Its meaning for a council, in a sentence or two.
    pub fn meaning(&self, council: &Council) -> &'static str {
        let own = council.facts().words.iter().find(|(name, _)| *name == self.name);
        own.map_or(self.meaning, |(_, meaning)| meaning)
    }

    /// Its name in the address of a page: `high-needs-block`.
    pub fn key(&self) -> String {
        self.name.to_ascii_lowercase().replace(' ', "-")
    }
}

/// The term with a name.
pub fn term(name: &str) -> Option<&'static Term> {
    GLOSSARY.iter().find(|term| term.name == name)
}

/// Divides a text into pieces, each with its term where the glossary has one. A term is marked where it first occurs:
/// alone or in the plural, in lower case or at the beginning of a sentence. Where several terms begin at the same
/// position, the longest is marked.
pub fn marked(text: &str) -> Vec<(&str, Option<&'static Term>)> {
    let (mut pieces, mut marked, mut from) = (Vec::new(), Vec::new(), 0);
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        if at >= from && !before.is_alphanumeric() {
            let found = GLOSSARY.iter().filter_map(|term| Some((beginning(&text[at..], term)?, term)));
            let longest = found.max_by_key(|(length, _)| *length);
            if let Some((length, term)) = longest.filter(|(_, term)| !marked.contains(&term.name)) {
                pieces.push((&text[from..at], None));
                pieces.push((&text[at..at + length], Some(term)));
                marked.push(term.name);
                from = at + length;
            }
        }
        before = letter;
    }
    pieces.push((&text[from..], None));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

/// The length in bytes of a term at the beginning of a text; none where the text begins otherwise.
fn beginning(text: &str, term: &Term) -> Option<usize> {
    let (first, rest) = (term.name.chars().next()?, term.name.get(1..)?);
    let after = text.strip_prefix([first, first.to_ascii_uppercase()])?.strip_prefix(rest)?;
    let after = after.strip_prefix('s').unwrap_or(after);
    (!after.starts_with(char::is_alphanumeric)).then(|| text.len() - after.len())
}

const fn row(name: &'static str, full: &'static str, meaning: &'static str) -> Term {
    Term { name, full, meaning }
}

/// All terms, in alphabetical order.
#[rustfmt::skip] // a term is read as a row
pub static GLOSSARY: [Term; 45] = [
    row("8 in 10", "the range from P10 to P90", "Of ten equally likely futures one lies below this range, one above, eight within. It says how much is in doubt, not what is safe."),
    row("ASD", "autism spectrum disorder", "A primary need in the national census."),
    row("base", "starting count", "Which of the published counts of placements the simulation starts from. They count different things."),
    row("block contract", "", "Places bought in advance from one provider, at a fixed price below the spot price. The council pays for some of those that stay empty."),
    row("breakeven", "", "A financial year in which the High Needs Block spends no more than its grant, before contributions."),
    row("clawback", "", "What a provider pays back for places that were paid for and not used. Here the share paid for an empty place says the same from the other side."),
    row("critical fractile", "newsvendor rule", "The share of futures in which demand should fit into a block. A small discount and a dear empty place make it low: buy few places."),
    row("CVaR", "conditional value at risk", "The average of the worst outcomes, here the worst 1 in 20: how bad it is when it goes badly."),
    row("DPS", "dynamic purchasing system", "The contract in use until August 2026: any school that qualifies may join, and no spending is guaranteed."),
    row("DSG", "Dedicated Schools Grant", "What the government pays councils for schools. The High Needs Block is a part of it; overspending builds up as a deficit on it."),
    row("EHCP", "education, health and care plan", "The legal document that sets out a child’s special educational needs and the provision, and names the school."),
    row("EOTAS", "education otherwise than at school", "Provision under a plan that is not in a school, such as tuition. Here it is paid for children who wait for a place, too."),
    row("framework", "open framework", "The contract from September 2026. Schools on it agree to its terms and prices; it guarantees no spending, and may run to August 2034."),
    row("future", "", "One run of the model: one draw of every uncertain number and of every child’s chance. Thousands of them are equally likely."),
    row("High Needs Block", "HNB", "The part of the schools grant for children with special educational needs and disabilities: special schools, top-ups, INMSS placements."),
    row("in-year balance", "", "A year’s High Needs grant less what is spent from it, before contributions under an agreement. Below £0 the block overspends."),
    row("INMSS", "independent and non-maintained special schools", "Special schools that are not run by the council. Placements there are usually the dearest, and this planner is about them. The report also writes NMISS."),
    row("joiner", "", "A child who starts an INMSS placement in a year, whether from a new plan or from another school."),
    row("leaver", "", "A pupil whose INMSS placement ends: mostly after Year 11, or to move elsewhere."),
    row("LGR", "local government reorganisation", "New councils are to take over in April 2028; countywide contracts may then be divided."),
    row("likelihood", "probability yardstick", "The government’s words for chance: remote up to 5%, highly unlikely 10 to 20%, unlikely 25 to 35%, realistic possibility 40 to 50%, likely 55 to 75%, highly likely 80 to 90%, almost certain from 95%."),
    row("Localities Model", "Communities of Schools", "A council’s scheme to meet more needs in mainstream schools."),
    row("Lot A", "strategic partners", "The framework’s schools of higher quality. Only they are considered for block contracts."),
    row("Lot B", "approved providers", "The framework’s other schools, which meet its minimum standard."),
    row("newsvendor", "", "How many to order when too many are wasted and too few are bought dear: the textbook’s name for sizing a block."),
    row("off-framework", "spot purchase", "A placement made school by school, outside any contract. Tribunals and parents’ choice often lead there."),
    row("P10", "10th percentile", "1 in 10 futures lies below this value."),
    row("P90", "90th percentile", "1 in 10 futures lies above this value."),
    row("paired futures", "", "Scenarios compared on the same chance, future by future, so that only what was changed makes a difference."),
    row("PERT", "", "A range by its lowest, most likely and highest value, with most weight near the most likely."),
    row("primary need", "", "The one need under which a child is counted in the national census, whatever else they need."),
    row("PSCN", "profound, severe and complex needs", "Needs for which some special schools are built; places there relieve INMSS placements only in part."),
    row("Safety Valve", "", "An agreement by which the department and a council pay towards the council’s deficit, and the council must balance by a year named."),
    row("seed", "", "The starting point of the random numbers. The same seed and assumptions give the same figures on any computer."),
    row("SEMH", "social, emotional and mental health", "A primary need in the national census."),
    row("SEN2", "", "The national census of education, health and care plans, taken each January."),
    row("SLCN", "speech, language and communication needs", "A primary need in the national census."),
    row("SRP", "specialist resource provision", "Places in a mainstream school for pupils with plans, with their own staff and rooms."),
    row("stability grant", "High Needs Stability Grant", "What the government announced to clear most of councils’ deficits as at March 2026, where it approves their plans for reform."),
    row("stock", "", "The pupils placed on one day, whenever they joined."),
    row("top-up", "", "What the High Needs Block pays a mainstream or state special school for a pupil, above the basic sum."),
    row("tribunal", "SEND tribunal", "It hears parents’ appeals and can direct the council to name a school, whatever the contracts and plans say."),
    row("uplift", "yearly price rise", "By how much the price of a placement goes up in a year."),
    row("value of information", "", "How much better a choice would turn out, on average, if an uncertain number were known before it is made."),
    row("void", "empty place", "A place in a block that is bought and not taken up."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_in_order_and_are_explained() {
        let names: Vec<String> = GLOSSARY.iter().map(|term| term.name.to_ascii_lowercase()).collect();
        assert!(names.is_sorted() && names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        for term in &GLOSSARY {
            assert!(term.meaning.ends_with('.') && term.meaning.chars().count() < 220, "{}", term.name);
            assert!(term.key().chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", term.key());
        }
        assert_eq!(term("INMSS").map(Term::key).as_deref(), Some("inmss"));
        assert!(term("inmss").is_none() && term("").is_none());
    }

    #[test]
    fn a_council_has_words_of_its_own() {
        let asd = term("ASD").unwrap();
        let [own, other] = ["E10000016", "E10000012"].map(|code| asd.meaning(crate::council::by_code(code)));
        assert!(own.contains("more than half of Kent") && other == "A primary need in the national census.");
    }

    #[test]
    fn terms_are_marked_once_where_they_stand_as_words() {
        let text = "Void costs: avoid Lot A and Lot AB, SRPs, futures of 8 in 10 and other futures";
        let pieces = marked(text);
        assert_eq!(pieces.iter().map(|(text, _)| *text).collect::<String>(), text);
        let found: Vec<(&str, &str)> =
            pieces.iter().filter_map(|(text, term)| Some((*text, (*term)?.name))).collect();
        let wanted = [
            ("Void", "void"),
            ("Lot A", "Lot A"),
            ("SRPs", "SRP"),
            ("futures", "future"),
            ("8 in 10", "8 in 10"),
        ];
        assert_eq!(found, wanted);
        assert_eq!(marked("Nothing here"), [("Nothing here", None)]);
        assert!(marked("").is_empty());
    }
}
