//! The story of one future, year by year: what is true in it and nothing else, in two sentences a year at most.

use crate::field::January;
use crate::results::{Course, CourseBlock, CourseYear, Filled, Rank, Standing};
use crate::words::{millions, places, pounds, thousands, whole};

/// A January of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The January.
    pub january: January,
    /// One sentence or two.
    pub said: Vec<String>,
}

/// The share of the futures, from 0 to 1, from which on a rank is worth telling.
const TELLING: f64 = 0.8;
/// The share of a block's places, from 0 to 1, below which the story says how few are filled.
const FEW_FILLED: f64 = 0.6;

/// A share of the futures, rounded down so that what is said to be more than it is: `8 in 10 futures`, `93 in 100
/// futures`.
fn at_least(share: f64) -> String {
    // A share such as 0.29 is a little less in binary.
    let [tenths, hundredths] = [10.0, 100.0].map(|of| (of * share + 1e-9).floor());
    if (0.1..=0.9).contains(&share) {
        format!("{tenths} in 10 futures")
    } else {
        format!("{hundredths} in 100 futures")
    }
}

/// How a value compares with those of all futures, with the words for more and for fewer: `more than in 83 in 100
/// futures`.
fn among(rank: Rank, [more, fewer]: [&str; 2]) -> String {
    let [below, above] = [rank.below, rank.above].map(|share| (100.0 * share + 1e-9).floor());
    if rank.below <= 0.5 && rank.above <= 0.5 {
        "as in the middle of all futures".into()
    } else if rank.below > rank.above {
        format!("{more} than in {below} in 100 futures")
    } else {
        format!("{fewer} than in {above} in 100 futures")
    }
}

fn placements(count: u32) -> String {
    if count == 1 { "1 placement".into() } else { format!("{} placements", whole(f64::from(count))) }
}

/// A sum in words, which is never £0 where it is not.
fn sum(value: f64) -> String {
    let said = millions(value);
    if said == "£0" { pounds(value) } else { said }
}

/// The answer about one future: its number, its placements in a January, and where it stands.
pub fn one_future(course: &Course, year: &CourseYear, rank: Option<Rank>) -> String {
    let number = whole(f64::from(course.number()));
    let count = placements(year.placements);
    let stands = rank.map_or_else(String::new, |rank| format!(", {}", among(rank, ["more", "fewer"])));
    format!("Future {number}: {count} in {}{stands}", year.january)
}

/// Whether one future breaks even; `None` without an agreement or a budget.
pub fn ends(course: &Course, standing: Option<&Standing>) -> Option<String> {
    let (year, _) = course.agreed()?;
    let at = course.years().iter().position(|other| other.year == year)?;
    balanced(course, at, standing)
}

/// The sentence on the balance of the year of the agreement, where the year at a position is that.
fn balanced(course: &Course, at: usize, standing: Option<&Standing>) -> Option<String> {
    let (year, balance) = course.agreed().filter(|(year, _)| course.years()[at].year == *year)?;
    if balance >= 0.0 {
        return Some(format!("The High Needs Block breaks even in {year}, with {} to spare.", sum(balance)));
    }
    let rank = standing.and_then(|standing| standing.balance.get(at)).copied().unwrap_or_default();
    let compared = if rank.above >= TELLING {
        format!(", a wider gap than in {}", at_least(rank.above))
    } else if rank.below >= TELLING {
        format!(", a narrower gap than in {}", at_least(rank.below))
    } else {
        String::new()
    };
    Some(format!("The High Needs Block misses balance in {year} by {}{compared}.", sum(-balance)))
}

/// The story of a future. Its ranks are told where its standing is known.
pub fn story(course: &Course, standing: Option<&Standing>) -> Vec<Chapter> {
    let years = course.years();
    let opening = course.opening();
    let first = years.first().map_or(0, |year| year.before);
    let begins = Chapter {
        january: opening,
        said: vec![format!("It begins in {opening} with {}.", placements(first))],
    };
    let chapter = |at: usize| Chapter {
        january: years[at].january,
        said: [counted(&years[at])].into_iter().chain(event(course, &years, at, standing)).collect(),
    };
    std::iter::once(begins).chain((0..years.len()).map(chapter)).collect()
}

/// The first sentence of a year: how many are placed, and how many more or fewer than the year before.
fn counted(year: &CourseYear) -> String {
    let are = if year.placements == 1 { "there is" } else { "there are" };
    let change = match year.placements.abs_diff(year.before) {
        0 => "as many as".to_owned(),
        more if year.placements > year.before => format!("{} more than", whole(f64::from(more))),
        fewer => format!("{} fewer than", whole(f64::from(fewer))),
    };
    format!("In {} {are} {}, {change} the year before.", year.january, placements(year.placements))
}

/// The second sentence of a year: the first of these that has something to tell.
fn event(course: &Course, years: &[CourseYear], at: usize, standing: Option<&Standing>) -> Option<String> {
    balanced(course, at, standing)
        .or_else(|| waits(years, at))
        .or_else(|| opens(&course.blocks, years[at].january))
        .or_else(|| stands_empty(&course.blocks, years[at].january))
        .or_else(|| stands_out(&years[at], at, standing?))
        .or_else(|| peak(years, at))
        .or_else(|| flows(&years[at]))
}

/// Says that places run out, or that they no longer do.
fn waits(years: &[CourseYear], at: usize) -> Option<String> {
    let earlier = &years[..at];
    let before = earlier.last().map_or(0, |year| year.waiting);
    let again = if earlier.iter().any(|year| year.waiting > 0) { " again" } else { "" };
    match years[at].waiting {
        0 if before > 0 => Some("Nobody waits for a place any more.".into()),
        1 if before == 0 => Some(format!("Places run out{again}, and 1 child waits.")),
        count if count > 0 && before == 0 => {
            Some(format!("Places run out{again}, and {} children wait.", whole(f64::from(count))))
        }
        _ => None,
    }
}

/// Says which of the blocks that may start by a January are awarded, and how full they are.
fn opens(blocks: &[CourseBlock], january: January) -> Option<String> {
    let starting: Vec<(&CourseBlock, Filled)> = blocks
        .iter()
        .filter_map(|block| Some((block, *block.filled.first()?)))
        .filter(|(_, first)| first.january == january)
        .collect();
    let awarded: Vec<Filled> =
        starting.iter().filter(|(block, _)| block.is_awarded).map(|(_, first)| *first).collect();
    let [filled, bought] = [|first: &Filled| first.filled, |first: &Filled| first.bought]
        .map(|of| awarded.iter().map(of).sum::<u32>());
    match (starting.as_slice(), awarded.len()) {
        ([], _) => None,
        ([(block, _)], 0) => Some(format!("The block “{}” is not awarded.", block.name)),
        ([(block, _)], _) => Some(format!(
            "The block “{}” starts: {filled} of its {} {} filled.",
            block.name,
            places(bought),
            are(filled)
        )),
        (all, 0) => Some(format!("None of the {} blocks on offer is awarded.", all.len())),
        (all, some) => Some(format!(
            "Of the {} blocks on offer, {some} {} awarded: {filled} of {} {} filled.",
            all.len(),
            if some == 1 { "is" } else { "are" },
            places(bought),
            are(filled)
        )),
    }
}

fn are(count: u32) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// Says that few places of a block are filled, in the first year in which that is so after it has started.
fn stands_empty(blocks: &[CourseBlock], january: January) -> Option<String> {
    let is_few = |year: &Filled| f64::from(year.filled) < FEW_FILLED * f64::from(year.bought);
    blocks.iter().filter(|block| block.is_awarded).find_map(|block| {
        let at = block.filled.iter().position(|year| year.january == january)?;
        let year = block.filled[at];
        let before = block.filled[at.checked_sub(1)?];
        (is_few(&year) && !is_few(&before)).then(|| {
            format!(
                "In the block “{}” only {} of {} {} filled.",
                block.name,
                year.filled,
                places(year.bought),
                are(year.filled)
            )
        })
    })
}

/// Says who came or went in numbers that few futures have: the rarest of those who join, leave or are directed.
fn stands_out(year: &CourseYear, at: usize, standing: &Standing) -> Option<String> {
    let told = |count: u32, one: &str, many: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{} {many}", whole(f64::from(count))) }
    };
    let ranked = [
        (standing.joiners.get(at), told(year.joiners, "joins", "join")),
        (standing.leavers.get(at), told(year.leavers, "leaves", "leave")),
        (
            standing.directed.get(at),
            told(
                year.directed,
                "place is directed by a tribunal or conceded",
                "places are directed by tribunals or conceded",
            ),
        ),
    ];
    let rarest = |rank: &Rank| rank.below.max(rank.above);
    let (rank, said) = ranked
        .into_iter()
        .filter_map(|(rank, said)| Some((*rank?, said)))
        .filter(|(rank, _)| rarest(rank) >= TELLING)
        .max_by(|a, b| rarest(&a.0).total_cmp(&rarest(&b.0)))?;
    Some(if rank.below > rank.above {
        format!("{said}, more than in {}.", at_least(rank.below))
    } else {
        format!("{said}, fewer than in {}.", at_least(rank.above))
    })
}

/// Says that a January has the most or the fewest placements of the future.
fn peak(years: &[CourseYear], at: usize) -> Option<String> {
    let own = years[at].placements;
    let mut others =
        years.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, year)| year.placements);
    let opening = years.first()?.before;
    if own > opening && others.clone().all(|other| other < own) {
        Some("No other January of this future has as many.".into())
    } else if own < opening && others.all(|other| other > own) {
        Some("No other January of this future has as few.".into())
    } else {
        None
    }
}

/// Says who joined and who left.
fn flows(year: &CourseYear) -> Option<String> {
    let join = if year.joiners == 1 { "joins" } else { "join" };
    let leave = if year.leavers == 1 { "leaves" } else { "leave" };
    let [joiners, leavers] = [year.joiners, year.leavers].map(|count| whole(f64::from(count)));
    (year.joiners + year.leavers > 0).then(|| format!("{joiners} {join} and {leavers} {leave}."))
}

/// Which part changes most between two Januaries, by the names of the parts and their changes; `None` where there are
/// not two of them, or none changes.
pub fn changes_most(names: &[&str], changes: &[i64], from: January, to: January) -> Option<String> {
    let (name, &change) = names.iter().zip(changes).max_by_key(|(_, change)| change.abs())?;
    let size = whole(change.unsigned_abs() as f64);
    let which = if change > 0 { "more" } else { "fewer" };
    (names.len() > 1 && change != 0)
        .then(|| format!("{name} changes most between {from} and {to}: {size} {which} placements."))
}

/// What became of a block in a future.
pub fn became(block: &CourseBlock) -> String {
    if !block.is_awarded {
        return "Not awarded in this future".into();
    }
    let saved = thousands(block.saving.abs());
    let money = match (saved.as_str(), block.saving >= 0.0) {
        ("£0", _) => "Saves nothing over its term".to_owned(),
        (_, true) => format!("Saves {saved} over its term"),
        (_, false) => format!("Costs {saved} more than spot prices over its term"),
    };
    if block.void_cost >= 50.0 {
        format!("{money}, after {} for empty places", thousands(block.void_cost))
    } else {
        format!("{money}; nothing is paid for empty places")
    }
}

/// What the page says where its address names no future of the run.
pub fn no_such_future(futures: u32) -> String {
    let most = whole(f64::from(futures));
    format!("There is no such future: the run has {most}. Their numbers go from 1 to {most}.")
}

/// How to read the six futures beside each other.
pub fn six_futures(futures: u32, opened: January, last: January) -> String {
    format!(
        "Each line is one of {} equally likely futures, {opened} to {last}. Open one to read its story.",
        whole(f64::from(futures))
    )
}

/// Which future is called the middle one, and which the worst 1 in 20, by the placements of a January.
pub fn which_futures(january: January) -> String {
    format!(
        "By placements in {january}: half of all futures have more than the middle one, and 1 in 20 has more than the \
         worst 1 in 20. More placements cost more; a fall is not good in itself."
    )
}

#[cfg(test)]
mod tests;
