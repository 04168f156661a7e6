//! Layouts made from lists of variations: one table of 200 pupils, told in many ways.

use super::Case;

/// A line of the table: district, need, placements.
const ROWS: [(&str, &str, u32); 4] =
    [("Ashford", "ASD", 62), ("Dover", "SEMH", 38), ("Thanet", "ASD", 77), ("Swale", "SEMH", 23)];
const WHOLE: &str = "read 200 Ashford=62 Dover=38 ASD=139 SEMH=61";

fn table(heads: [&str; 3], separator: &str, end: &str) -> String {
    let lines =
        ROWS.iter().map(|(district, need, count)| [*district, *need, &count.to_string()].join(separator));
    std::iter::once(heads.join(separator)).chain(lines).map(|line| line + end).collect()
}

const HEADS: [&str; 3] = ["District", "Primary need", "Placements"];

/// Every layout that is made.
pub(super) fn cases() -> Vec<Case> {
    [dialects(), headings(), placed_headings(), numbers(), signs(), units(), years(), ages(), across()]
        .into_iter()
        .flatten()
        .collect()
}

/// Separators, line ends, encodings, titles and notes.
fn dialects() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, separator) in [("commas", ","), ("semicolons", ";"), ("tabs", "\t"), ("bars", "|")] {
        for (ends, end) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
            let text = table(HEADS, separator, end);
            cases.push(Case::new(&format!("{name} and {ends}"), &text, &[WHOLE]));
        }
        let titled = format!(
            "Placements by district{0}{0}{1}{1}Counted by the team{0}{0}{1}{2}",
            separator,
            "\r\n",
            table(HEADS, separator, "\r\n")
        );
        cases.push(Case::new(&format!("{name} under titles"), &titled, &[WHOLE]));
        let noted = format!(
            "{2}{0}{0}{1}Source: the team{0}{0}{1}Note 1: by residence{0}{0}{1}",
            separator,
            "\r\n",
            table(HEADS, separator, "\r\n")
        );
        cases.push(Case::new(&format!("{name} over notes"), &noted, &[WHOLE]));
    }
    let text = table(HEADS, "\t", "\r\n");
    let little: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for (name, bytes) in [("utf-16 little", little), ("utf-16 big", big), ("utf-8 with its mark", marked)] {
        cases.push(Case { bytes, ..Case::new(name, "", &[WHOLE]) });
    }
    cases
}

/// Headings over the counts: known ones, and ones that are asked about.
fn headings() -> Vec<Case> {
    let known = [
        "Placements",
        "Number of pupils",
        "No. of placements",
        "Headcount",
        "Count",
        "Pupils",
        "Total",
        "Number",
        "Pupils placed",
        "Children",
        "INMSS placements",
        "Placements (Jan 25)",
        "Placements [note 1]",
        "Number of children and young people",
    ];
    let unknown = ["CYP", "Actual", "Snapshot", "Qty", "2024/25", "Jan-25", "Figure", "EHCPs", ""];
    let heads = |count| [HEADS[0], HEADS[1], count];
    let read = known
        .iter()
        .map(|&head| Case::new(&format!("counts under {head}"), &table(heads(head), ",", "\n"), &[WHOLE]));
    let asked = unknown.iter().map(|&head| {
        let text = table(heads(head), ",", "\n");
        // A last column without a heading is no column to a spreadsheet.
        let text =
            if head.is_empty() { text.replace('\n', ",end\n").replacen(",end", ",End", 1) } else { text };
        Case::new(&format!("counts under “{head}”"), &text, &["asked count", "answer count 1", WHOLE])
    });
    read.chain(asked).collect()
}

/// Headings over districts and needs; where they say nothing the names themselves do.
fn placed_headings() -> Vec<Case> {
    let districts = [
        "Home district",
        "LAD25NM",
        "Local authority",
        "Borough",
        "Area",
        "Area name",
        "Where",
        "Row Labels",
        "Home",
        "Locality",
    ];
    let needs = [
        "Need",
        "SEN type",
        "Primary SEN need",
        "Primary need (SEN2)",
        "Type",
        "Designation",
        "Main need [note 2]",
    ];
    let by_district = districts.iter().map(|&head| {
        Case::new(&format!("districts under {head}"), &table([head, HEADS[1], HEADS[2]], ",", "\n"), &[WHOLE])
    });
    let by_need = needs.iter().map(|&head| {
        Case::new(&format!("needs under {head}"), &table([HEADS[0], head, HEADS[2]], ",", "\n"), &[WHOLE])
    });
    by_district.chain(by_need).collect()
}

/// Numbers as people write them.
fn numbers() -> Vec<Case> {
    let written = [
        "1062",
        "\"1,062\"",
        "1 062",
        "1\u{a0}062",
        "1\u{202f}062",
        "1\u{2009}062",
        "1062.0",
        "1062 [e]",
        "1062*",
        "1062 (p)",
        "1062¹",
        "+1062",
        " 1062 ",
        "\"=\"\"1062\"\"\"",
        "1062 (9.5%)",
    ];
    let read = written.iter().map(|number| {
        let text = format!("District,Placements\nAshford,{number}\nDover,38\n");
        Case::new(&format!("the number {number}"), &text, &["read 1100 Ashford=1062"])
    });
    let unread = [
        "1.062,0",
        "1,062",
        "lots",
        "1062 pupils",
        "c.1000",
        "1e3",
        "-5",
        "(5)",
        "[x]",
        "..",
        "35%",
        "12+",
        ">10",
        "04-Oct",
        "=A1",
        "#N/A",
        "12.5",
        "<1000",
    ];
    let asked = unread.iter().map(|number| {
        let text = format!("District,Placements\nAshford,{number}\nDover,38\nThanet,12\n");
        Case::new(&format!("no number {number}"), &text, &["asked unread", "answer unread 1", "read 50"])
    });
    read.chain(asked).collect()
}

/// Signs for suppressed counts and for none.
fn signs() -> Vec<Case> {
    let hidden = [
        ("<6", 41),
        ("< 5", 40),
        ("c", 41),
        ("[c]", 41),
        ("*", 41),
        ("~", 41),
        ("supp", 41),
        ("1-5", 41),
        ("1 to 5", 41),
        ("fewer than 6", 41),
        ("≤5", 41),
        ("under 6", 41),
    ];
    let read = hidden.iter().map(|(sign, pupils)| {
        let text = format!("District,Placements\nAshford,{sign}\nDover,38\n");
        // “<5” is 1 to 4: the middle is 2.5, and pupils are whole.
        let pupils = if *sign == "< 5" { 41 } else { *pupils };
        Case::new(&format!("suppressed as {sign}"), &text, &[&format!("read {pupils}")])
    });
    let none = ["", "-", "–", "z", "[z]", "n/a"];
    let asked = none.iter().map(|sign| {
        let text = format!("District,Placements,Note\nAshford,{sign},x\nDover,38,y\n");
        Case::new(&format!("blank as “{sign}”"), &text, &["asked blanks", "answer blanks 1", "read 38"])
    });
    read.chain(asked).collect()
}

/// Costs in units, by heading and by cell; of all pupils of a line or of each.
fn units() -> Vec<Case> {
    let ways = [
        ("Annual cost (£)", "\"6,000,000\""),
        ("Annual cost", "£6m"),
        ("Annual cost", "£6.0 million"),
        ("Annual cost", "\"£6,000k\""),
        ("Cost (£000s)", "6000"),
        ("Cost (£'000)", "\"6,000\""),
        ("Spend £k", "6000"),
        ("Total spend (£m)", "6.0"),
        ("Expenditure (£ million)", "6"),
        ("Total paid", "£6000000.00"),
        ("Average cost", "\"60,000\""),
        ("Average cost (£k)", "60"),
        ("Annual fee", "£60k"),
        ("Unit cost (£)", "£60 000"),
        ("Cost per placement", "60000"),
    ];
    let cases = ways.iter().map(|(head, cost)| {
        let text = format!("District,Channel,Placements,{head}\nDover,Off framework,100,{cost}\n");
        Case::new(&format!("{cost} under {head}"), &text, &["read 100 off=60000"])
    });
    let parts = [
        ("Cost per week", "1,500", 1, 78_000.0),
        ("Weekly fee", "1,500", 2, 58_500.0),
        ("Fee per term", "20,000", 1, 60_000.0),
        ("Average monthly fee", "5,000", 1, 60_000.0),
        ("Daily fee", "300", 1, 57_000.0),
    ];
    let asked = parts.iter().map(|(head, cost, answer, price)| {
        let text = format!("District,Channel,Placements,{head}\nDover,Off framework,100,\"{cost}\"\n");
        Case::new(
            &format!("{cost} as {head}"),
            &text,
            &["read 100 off=-", &format!("answer period:3 {answer}"), &format!("read 100 off={price}")],
        )
    });
    cases.chain(asked).collect()
}

/// Academic years in lines of joiners.
fn years() -> Vec<Case> {
    let forms = [
        ("2022/23", "2023/24"),
        ("2022-23", "2023-24"),
        ("2022–23", "2023–24"),
        ("2022/2023", "2023/2024"),
        ("202223", "202324"),
        ("AY22/23", "AY23/24"),
        ("22/23", "23/24"),
        ("Sept 2022", "Sept 2023"),
        ("2022", "2023"),
        ("AY 2022/23", "AY 2023/24"),
        ("2022 to 2023", "2023 to 2024"),
    ];
    let cases = forms.iter().map(|(one, two)| {
        let text = format!(
            "Academic year,Year group,Placed,Joiners,Leavers\n{one},Y7,150,40,10\n{two},Y7,150,44,10\n"
        );
        Case::new(&format!("years as {one}"), &text, &["joiners 42"])
    });
    cases.collect()
}

/// Ages and year groups.
fn ages() -> Vec<Case> {
    let groups = [
        "7",
        "07",
        "7.0",
        "Y7",
        "Y07",
        "Yr7",
        "Yr 7",
        "Yr. 7",
        "Year 7",
        "YEAR7",
        "year seven",
        "NCY 7",
        "NC Year 7",
        "Year group 7",
    ];
    let one = groups.iter().map(|group| {
        let text = format!("District,Year group,Placements\nDover,{group},12\nDover,Year 8,20\n");
        Case::new(&format!("the year group {group}"), &text, &["read 32 Age11=12 Age12=20"])
    });
    let ages = ["11", "Age 11", "aged 11", "11 years", "11.0", "11 yrs", "Year 7"];
    let two = ages.iter().map(|age| {
        let text = format!("District,Age,Placements\nDover,{age},12\nDover,12,20\n");
        Case::new(&format!("the age {age}"), &text, &["read 32 Age11=12 Age12=20"])
    });
    let bands = [
        "16+",
        "16 and over",
        "16 plus",
        ">15",
        "11-15",
        "11–15",
        "11 to 15",
        "<5",
        "under 6",
        "KS4",
        "Key Stage 4",
        "Post-16",
        "Secondary",
        "up to 10",
    ];
    let three = bands.iter().map(|band| {
        let text = format!("District,Age band,Placements\nDover,{band},12\nDover,12,20\n");
        Case::new(&format!("the band {band}"), &text, &["read 32 Ages=-", "answer bands 1", "read 32"])
    });
    one.chain(two).chain(three).collect()
}

/// Names across the top.
fn across() -> Vec<Case> {
    let ways = [
        ("needs", "District,ASD,SEMH\nAshford,62,41\nDover,55,38\n", "read 196 Ashford=103 ASD=117"),
        (
            "needs with notes",
            "District,ASD [note 1],SEMH [note 2]\nAshford,62,41\nDover,55,38\n",
            "read 196 ASD=117",
        ),
        (
            "needs in words",
            "District,Autism,\"Social, emotional and mental health\"\nAshford,62,41\nDover,55,38\n",
            "read 196 ASD=117",
        ),
        ("districts", "Need,Ashford,Dover\nASD,62,55\nSEMH,41,38\n", "read 196 Ashford=103 ASD=117"),
        (
            "year groups",
            "District,Year 7,Year 8,Year 9\nAshford,6,5,7\nDover,5,4,3\n",
            "read 30 Age11=11 Age13=10",
        ),
        (
            "year groups as numbers",
            "District,R,Y1,Y2,Y3\nAshford,6,5,7,1\nDover,5,4,3,1\n",
            "read 32 Age4=11 Age7=2",
        ),
        ("channels", "District,Framework,Off framework\nAshford,6,5\nDover,5,4\n", "read 20 Ashford=11"),
        (
            "a total beside",
            "District,ASD,SEMH,Total\nAshford,62,41,103\nDover,55,38,93\n",
            "read 196 Ashford=103",
        ),
        (
            "a share beside",
            "District,ASD,SEMH,% ASD\nAshford,62,41,60%\nDover,55,38,59%\n",
            "read 196 Ashford=103",
        ),
    ];
    ways.iter()
        .map(|(name, text, read)| Case::new(&format!("across the top: {name}"), text, &[read]))
        .collect()
}
