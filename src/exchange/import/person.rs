//! Evidence of persons in a file, for which it is refused: identifiers, names, dates of birth, full
//! postcodes, or one line a child with a reference. Counts by school, provider or outward postcode pass.

use super::column::Column;
use super::columns::columns;
use super::key::key;
use super::names::is_area_code;
use super::number::{Number, number};
use super::problem::runs;
use super::{Grid, Refusal};
use crate::scenario::Scenario;

/// Headings of columns that are about a person, whatever stands in them.
const WHOLE: [&str; 17] = [
    "upn",
    "uln",
    "full name",
    "first name",
    "last name",
    "firstname",
    "lastname",
    "given name",
    "family name",
    "dob",
    "d o b",
    "birth date",
    "birthdate",
    "nhs no",
    "person id",
    "mosaic id",
    "initials",
];

/// Parts of such headings.
const PARTS: [&str; 15] = [
    "date of birth",
    "surname",
    "forename",
    "unique pupil",
    "unique learner",
    "nhs number",
    "pupil name",
    "child name",
    "student name",
    "childs name",
    "pupils name",
    "name of pupil",
    "name of child",
    "home address",
    "email address",
];

/// Headings that may be about a person: a list of them has another text on each line, and no counts.
const PERHAPS: [&str; 10] =
    ["name", "names", "pupil", "child", "student", "learner", "parent", "carer", "young person", "born"];

/// Words of headings over references of children.
const REFERENCES: [&str; 14] = [
    "ref",
    "refs",
    "reference",
    "id",
    "identifier",
    "no",
    "number",
    "case",
    "record",
    "key",
    "unique",
    "pupil id",
    "child id",
    "ehcp",
];

/// Words of headings over references of schools and areas, which are no children.
const PLACES: [&str; 18] = [
    "school",
    "provider",
    "provision",
    "setting",
    "establishment",
    "urn",
    "laestab",
    "ukprn",
    "college",
    "area",
    "ward",
    "district",
    "postcode",
    "post",
    "code",
    "supplier",
    "contract",
    "invoice",
];

/// Lines from which a list is taken for one of children.
const FEW: usize = 6;

/// What marks a person, and what is said of a column that holds it.
type Mark = (fn(&str) -> bool, &'static str);

/// Refuses a file with evidence of persons.
///
/// # Errors
/// Which column holds it, and on which lines.
pub fn check(grid: &Grid, scenario: &Scenario) -> Result<(), Refusal> {
    let all = 0..grid.lines.len();
    for (column, head) in grid.heads.iter().enumerate() {
        let head = key(head);
        if WHOLE.contains(&head.as_str()) || PARTS.iter().any(|part| head.contains(part)) {
            let filled = all.clone().filter(|row| !grid.text(*row, column).is_empty());
            refuse(grid, column, filled, "is about a person")?;
        }
    }
    let found: [Mark; 3] = [
        (is_upn, "holds unique pupil numbers"),
        (is_postcode, "holds full postcodes"),
        (is_email, "holds email addresses"),
    ];
    for column in 0..grid.heads.len() {
        let texts = grid.column(column);
        for (is, why) in found {
            if texts.iter().any(|(text, _)| is(&grid.texts[*text])) {
                refuse(grid, column, all.clone().filter(|row| is(grid.text(*row, column))), why)?;
            }
        }
    }
    let (_, columns) = columns(grid, None, scenario);
    if counts_several(grid, &columns) {
        return Ok(());
    }
    // From here on each line may be a child: nothing counts more than one.
    for (column, head) in grid.heads.iter().enumerate() {
        let head = key(head);
        let words: Vec<&str> = head.split(' ').collect();
        let is_place = words.iter().any(|word| PLACES.contains(word));
        let texts = grid.column(column);
        let filled: Vec<usize> = all.clone().filter(|row| !grid.text(*row, column).is_empty()).collect();
        let different = texts.iter().filter(|(text, _)| !grid.texts[*text].is_empty()).count();
        let is_each = 5 * different >= 4 * grid.lines.len() && !filled.is_empty();
        if !is_each || is_place || texts.iter().all(|(text, _)| is_area_code(&grid.texts[*text])) {
            continue;
        }
        let births = texts.iter().filter(|(text, _)| is_birth(&grid.texts[*text])).count();
        if births >= FEW && 2 * births >= different {
            refuse(grid, column, filled.into_iter(), "holds a date for each line, as of birth")?;
            continue;
        }
        if PERHAPS.contains(&head.as_str()) && texts.iter().any(|(text, _)| is_words(&grid.texts[*text])) {
            refuse(
                grid,
                column,
                filled.into_iter(),
                "has another text on each line, and nothing is counted",
            )?;
            continue;
        }
        if grid.lines.len() < FEW || columns[column] != Column::Ignored {
            continue;
        }
        let in_commas = texts.iter().filter(|(text, _)| is_person(&grid.texts[*text])).count();
        let is_reference =
            words.iter().any(|word| REFERENCES.contains(word)) || REFERENCES.contains(&head.as_str());
        let coded = texts.iter().filter(|(text, _)| is_code(&grid.texts[*text])).count();
        if 2 * in_commas >= different {
            refuse(grid, column, filled.into_iter(), "holds what looks like names of persons")?;
        } else if is_reference || 5 * coded >= 4 * different {
            refuse(
                grid,
                column,
                filled.into_iter(),
                "has a reference on each line, and each line counts one",
            )?;
        }
    }
    Ok(())
}

/// Refuses because of what stands in a column on some rows; nothing where there is no such row.
fn refuse(
    grid: &Grid,
    column: usize,
    rows: impl Iterator<Item = usize>,
    why: &'static str,
) -> Result<(), Refusal> {
    let lines: Vec<usize> = rows.map(|row| grid.lines[row]).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let head: String = grid.heads.get(column).map_or("", String::as_str).chars().take(60).collect();
    Err(Refusal::Pupils(head, why, runs(&lines)))
}

/// Whether something in the file counts more than one: a column that is known to count, or one of numbers
/// that are too large for ages and repeat themselves as references do not.
fn counts_several(grid: &Grid, columns: &[Column]) -> bool {
    (0..columns.len()).any(|column| {
        let texts = grid.column(column);
        let values = || {
            texts.iter().filter_map(|(text, rows)| match number(&grid.texts[*text]) {
                Number::Known(value) => Some((value, *rows)),
                Number::Hidden(_, high) => Some((high, *rows)),
                _ => None,
            })
        };
        if is_measure(columns[column]) {
            return values().any(|(value, _)| value > 1.0);
        }
        let words = key(&grid.heads[column]);
        let is_reference = words.split(' ').any(|word| REFERENCES.contains(&word));
        let is_code = is_sequence(values().map(|(value, _)| value));
        columns[column] == Column::Ignored && !is_reference && !is_code && {
            let (large, all) = values().fold((0, 0), |(large, all), (value, rows)| {
                (large + if value > 25.0 { rows } else { 0 }, all + rows)
            });
            4 * large >= grid.lines.len() && 2 * all >= grid.lines.len()
        }
    })
}

/// Whether numbers look like references: whole, all of three figures or more and as many, each another one.
fn is_sequence(values: impl Iterator<Item = f64>) -> bool {
    let values: Vec<f64> = values.collect();
    let lengths: Vec<usize> = values.iter().map(|value| format!("{value:.0}").len()).collect();
    values.len() >= FEW
        && lengths.iter().all(|length| *length > 2 && *length == lengths[0])
        && values.iter().all(|value| value.fract() == 0.0)
}

fn is_measure(column: Column) -> bool {
    use Column::{Count, CountOf, Joiners, Leavers, Placed, Population, PopulationIn};
    matches!(column, Count | CountOf(_) | Joiners | Leavers | Placed | Population | PopulationIn)
}

/// A reference such as `P0032`: letters and figures in one, or four figures and more.
fn is_code(text: &str) -> bool {
    let is_plain =
        text.len() >= 4 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'));
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    is_plain
        && !is_area_code(text)
        && figures >= 3
        && (letters > 0 && letters <= 4 || figures >= 4 && letters == 0)
}

/// `Family name, Given`: two names of letters with a comma between them.
fn is_person(text: &str) -> bool {
    let is_name = |part: &str| {
        let part = part.trim();
        part.len() > 1
            && !part.contains(' ')
            && part.starts_with(char::is_uppercase)
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    text.split_once(',').is_some_and(|(family, given)| is_name(family) && is_name(given))
}

fn is_words(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// A unique pupil number: a letter, eleven digits, and one more of either.
fn is_upn(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 13
        && bytes[0].is_ascii_alphabetic()
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && bytes[12].is_ascii_alphanumeric()
}

/// A postcode in full, as `ME14 1XQ`; its first half alone is an area.
fn is_postcode(text: &str) -> bool {
    let plain: Vec<u8> =
        text.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&plain.len()) {
        return false;
    }
    let (outer, inner) = plain.split_at(plain.len() - 3);
    let letters = outer.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let rest = &outer[letters..];
    let is_outer = (1..=2).contains(&letters)
        && rest.first().is_some_and(u8::is_ascii_digit)
        && rest.len() <= 2
        && rest.iter().all(u8::is_ascii_alphanumeric);
    is_outer && inner[0].is_ascii_digit() && inner[1..].iter().all(u8::is_ascii_uppercase)
}

fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}

/// A day, as `31/08/2014` or `2014-08-31`.
fn is_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let fits = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts[..] {
        [a, b, c] => {
            (fits(&a, 2) && fits(&b, 2) && fits(&c, 4) && c.len() != 3)
                || (a.len() == 4 && fits(&a, 4) && fits(&b, 2) && fits(&c, 2))
        }
        _ => false,
    }
}

/// A day on which a pupil of today may have been born, its year in full or in two figures.
fn is_birth(text: &str) -> bool {
    let numbers: Vec<u16> =
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
    let year = numbers.iter().find(|number| **number > 31).or(numbers.get(2));
    is_date(text) && year.is_some_and(|year| (1998..=2024).contains(year) || *year <= 24)
}

#[cfg(test)]
mod tests {
    use super::super::{Refusal, read};
    use crate::scenario::Scenario;

    fn refused(text: &str) -> Option<(String, String)> {
        match read(text.as_bytes(), &Scenario::kent()) {
            Err(Refusal::Pupils(column, _, lines)) => Some((column, lines)),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    }

    fn told(column: &str, lines: &str) -> (String, String) {
        (column.to_owned(), lines.to_owned())
    }

    #[test]
    fn columns_about_a_person_are_refused() {
        for head in [
            "UPN",
            "Pupil name",
            "Surname",
            "Forename",
            "DOB",
            "Date of Birth",
            "NHS number",
            "Unique Pupil Number (UPN)",
            "Initials",
        ] {
            let text = format!("District,Need,{head},Placements\nDover,ASD,x,9\n");
            assert_eq!(refused(&text), Some(told(head, "2")));
            let blank = format!("District,Need,{head},Placements\nDover,ASD,,9\n");
            assert_eq!(refused(&blank), None, "nothing stands there");
        }
    }

    #[test]
    fn what_looks_like_a_person_is_refused_whatever_the_heading_says() {
        for value in ["A123456789012", "H12345678901B", "ME14 1XQ", "ct1 2nr", "a.b@example.org"] {
            let text = format!("District,Notes,Placements\nDover,,9\nThanet,{value},7\n");
            assert_eq!(refused(&text), Some(told("Notes", "3")), "{value}");
        }
        let days: String =
            (11..=23).map(|day| ["Dover,", &day.to_string(), "/03/2014,1\n"].concat()).collect();
        assert_eq!(refused(&format!("District,Start,Placements\n{days}")), Some(told("Start", "2 to 14")));
        let names = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je"]
            .map(|it| format!("\"{it}st, {it}n\",Dover,ASD\n"))
            .concat();
        assert_eq!(refused(&format!("Who,District,Need\n{names}")), Some(told("Who", "2 to 8")));
    }

    #[test]
    fn ones_with_a_reference_each_are_refused() {
        let rows: String =
            (3_000..3_008).map(|row| ["Dover,ASD,", &row.to_string(), ",1\n"].concat()).collect();
        assert_eq!(
            refused(&format!("District,Need,Reference,Placements\n{rows}")),
            Some(told("Reference", "2 to 9"))
        );
        let blank = rows.replace(",1\n", ",\n");
        assert_eq!(
            refused(&format!("District,Need,Reference,Notes\n{blank}")),
            Some(told("Reference", "2 to 9"))
        );
        let coded =
            (10..20).map(|row| format!("Dover,ASD,K00{row},\"52,{row}0\"\n")).collect::<Vec<_>>().concat();
        assert_eq!(refused(&format!("District,Need,Who,Annual cost\n{coded}")), Some(told("Who", "2 to 11")));
    }

    #[test]
    fn counts_are_taken_in_however_small_and_by_whom() {
        let rows: String = (4..16).map(|age| ["Dover,ASD,", &age.to_string(), ",1\n"].concat()).collect();
        assert_eq!(refused(&format!("District,Need,Age,Placements\n{rows}")), None);
        for text in [
            // A day of counting, areas of postcodes, and names of areas beside their codes.
            "District,Census,Placements\nDover,16/01/2025,9\nThanet,16/01/2025,8\n",
            "District,Area,Placements\nDover,CT16,9\nThanet,ME14,8\n",
            "Code,Name,2025,2030\nE07000108,Dover,9000,8000\n",
            "Postcode area,Placements\nME14,31\nCT9,44\nTN23,29\nDA11,17\nDA12,1\nDA13,2\n",
            "Name of school,Pupils placed,Total paid\nA,41,\"£2,310,455.20\"\nB,18,£5\nC,6,£6\nD,7,£7\nE,8,£8\nF,9,£9\nG,1,£8\n",
            "Name,Placements\nOak House,41\nElm House,18\nAsh House,6\n",
            "URN,Pupils\n118001,4\n118002,5\n118003,9\n118004,1\n118005,1\n118006,7\n",
            "Area,Need type,Sept 2025 actual\nAshford,ASD,62\nCanterbury,ASD,88\nDover,SEMH,38\nThanet,SEMH,77\nSwale,ASD,70\nMaidstone,SEMH,51\nGravesham,ASD,44\n",
        ] {
            assert_eq!(refused(text), None, "{text}");
        }
    }
}
