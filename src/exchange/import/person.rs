//! Lists of pupils, which are refused whatever they say.

use super::column::Column;
use super::columns::columns;
use super::key::key;
use super::number::{Number, number};
use super::{Grid, Refusal};
use crate::scenario::Scenario;

/// Headings of columns about a person.
const WHOLE: [&str; 31] = [
    "upn",
    "uln",
    "name",
    "names",
    "pupil",
    "child",
    "student",
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
    "born",
    "nhs no",
    "person id",
    "pupil number",
    "case id",
    "case number",
    "case ref",
    "mosaic id",
    "sen number",
    "initials",
    "parent",
    "carer",
    "email",
];

/// Parts of such headings.
const PARTS: [&str; 18] = [
    "date of birth",
    "postcode",
    "post code",
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
    "pupil id",
    "child id",
    "student id",
    "home address",
    "pupil ref",
];

/// Rows from which counts that are all 1 are taken for pupils.
const FEW: usize = 6;

/// Refuses a list of pupils.
///
/// # Errors
/// Which column says that it is one.
pub fn check(grid: &Grid, scenario: &Scenario) -> Result<(), Refusal> {
    let refuse = |column: usize, why| {
        let head = grid.heads.get(column).map_or("", String::as_str);
        let short: String = head.chars().take(60).collect();
        Err(Refusal::Pupils(short, why))
    };
    for (column, head) in grid.heads.iter().enumerate() {
        let head = key(head);
        let is_whole = WHOLE.contains(&head.as_str()) && !(head == "name" && has_area_codes(grid));
        if is_whole || PARTS.iter().any(|part| head.contains(part)) {
            return refuse(column, "is about a person");
        }
    }
    let (_, columns) = columns(grid, None, scenario);
    for column in 0..grid.heads.len() {
        let texts = grid.column(column);
        let count = |is: fn(&str) -> bool| {
            let found = texts.iter().filter(|(text, _)| is(&grid.texts[*text]));
            found.fold((0, 0), |(texts, rows), (_, more)| (texts + 1, rows + more))
        };
        if count(is_upn).0 > 0 {
            return refuse(column, "holds unique pupil numbers");
        }
        if count(is_postcode).0 > 0 {
            return refuse(column, "holds full postcodes");
        }
        if count(is_email).0 > 0 {
            return refuse(column, "holds email addresses");
        }
        let (different, rows) = count(is_date);
        if different >= 10 && 2 * rows >= grid.lines.len() {
            return refuse(column, "holds a date for each line, as of birth");
        }
    }
    let is_one = |column: usize| {
        let texts = grid.column(column);
        texts.iter().all(|(text, _)| number(&grid.texts[*text]) == Number::Known(1.0))
    };
    let counts: Vec<usize> = (0..columns.len()).filter(|&at| columns[at] == Column::Count).collect();
    if grid.lines.len() >= FEW && counts.iter().all(|&column| is_one(column)) {
        // One of each line: with names of its own on each, it is a list.
        for (column, _) in columns.iter().enumerate().filter(|(_, column)| **column == Column::Ignored) {
            let named = grid.column(column).iter().filter(|(text, _)| !grid.texts[*text].is_empty()).count();
            let has_counts = !counts.is_empty() || columns.iter().all(|column| !is_measure(*column));
            if has_counts && 5 * named >= 4 * grid.lines.len() {
                return refuse(column, "differs from line to line, and each line counts one");
            }
        }
    }
    Ok(())
}

fn is_measure(column: Column) -> bool {
    use Column::{Count, CountOf, Joiners, Leavers, Placed, Population, PopulationIn};
    matches!(column, Count | CountOf(_) | Joiners | Leavers | Placed | Population | PopulationIn)
}

/// Whether a column holds codes of areas, so that a name beside it is an area's.
fn has_area_codes(grid: &Grid) -> bool {
    (0..grid.heads.len())
        .any(|column| grid.column(column).iter().all(|(text, _)| is_area_code(&grid.texts[*text])))
}

fn is_area_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 9 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
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

#[cfg(test)]
mod tests {
    use super::super::{Refusal, read};
    use crate::scenario::Scenario;

    fn refused(text: &str) -> Option<String> {
        match read(text.as_bytes(), &Scenario::kent()) {
            Err(Refusal::Pupils(column, _)) => Some(column),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    }

    #[test]
    fn columns_about_a_person_are_refused() {
        for head in [
            "UPN",
            "Name",
            "Pupil name",
            "Surname",
            "Forename",
            "DOB",
            "Date of Birth",
            "Post code",
            "Home postcode",
            "NHS number",
            "Unique Pupil Number (UPN)",
            "Initials",
        ] {
            let text = format!("District,Need,{head},Placements\nDover,ASD,x,9\n");
            assert_eq!(refused(&text).as_deref(), Some(head));
        }
    }

    #[test]
    fn what_looks_like_a_person_is_refused_whatever_the_heading_says() {
        for value in ["A123456789012", "H12345678901B", "ME14 1XQ", "ct1 2nr", "a.b@example.org"] {
            let text = format!("District,Notes,Placements\nDover,,9\nThanet,{value},7\n");
            assert_eq!(refused(&text).as_deref(), Some("Notes"), "{value}");
        }
        let days: String =
            (11..=23).map(|day| ["Dover,", &day.to_string(), "/03/2014,3\n"].concat()).collect();
        assert_eq!(refused(&format!("District,Start,Placements\n{days}")).as_deref(), Some("Start"));
    }

    #[test]
    fn ones_with_a_name_each_are_refused() {
        let rows: String =
            (3_000..3_008).map(|row| ["Dover,ASD,", &row.to_string(), ",1\n"].concat()).collect();
        assert_eq!(
            refused(&format!("District,Need,Reference,Placements\n{rows}")).as_deref(),
            Some("Reference")
        );
        assert_eq!(
            refused(&format!("District,Need,Reference,Notes\n{}", rows.replace(",1\n", ",\n"))).as_deref(),
            Some("Reference")
        );
    }

    #[test]
    fn counts_are_taken_in_however_small() {
        let rows: String = (4..16).map(|age| ["Dover,ASD,", &age.to_string(), ",1\n"].concat()).collect();
        assert_eq!(refused(&format!("District,Need,Age,Placements\n{rows}")), None);
        // A day of counting, areas of postcodes, and names of areas beside their codes.
        assert_eq!(refused("District,Census,Placements\nDover,16/01/2025,9\nThanet,16/01/2025,8\n"), None);
        assert_eq!(refused("District,Area,Placements\nDover,CT16,9\nThanet,ME14,8\n"), None);
        assert_eq!(refused("Code,Name,2025,2030\nE07000108,Dover,9000,8000\n"), None);
    }
}
