//! A paper as a Word file (.docx, ECMA-376): headings, paragraphs, lists and tables, with a footer on each page.
//!
//! It is written by hand over `zip`, which the workbook needs already: the crate for it (docx-rs) brings an older `zip` and
//! an XML library along, and a paper needs a dozen elements.

use serde::{Deserialize, Serialize};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The media type of a Word file.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A paper: its title, its parts in order, and what stands at the foot of each page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The title.
    pub title: String,
    /// The parts beneath the title.
    pub parts: Vec<Part>,
    /// What stands at the foot of each page, before its number: how the figures can be run again.
    pub foot: String,
    /// The day on which it is made, as 2026-11-26.
    pub date: String,
    /// The name of the file.
    pub name: String,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A heading of a level from 1 to 3.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// An item of a list; numbered or with a bullet.
    Item(bool, String),
    /// A table, whose first row holds the headings of its columns and whose first column those of its rows.
    Table(Vec<Vec<String>>),
}

/// Makes the Word file of a paper.
///
/// # Errors
/// In words, where the file cannot be put together.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, String> {
    let files = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", properties(paper)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/footer1.xml", footer(&paper.foot)),
        ("word/document.xml", document(paper)),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |problem: &dyn std::fmt::Display| format!("The Word file was not made: {problem}.");
    for (name, text) in files {
        archive.start_file(name, SimpleFileOptions::default()).map_err(|problem| failed(&problem))?;
        archive.write_all(text.as_bytes()).map_err(|problem| failed(&problem))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|problem| failed(&problem))
}

/// A text as XML holds it; characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut into = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\t' | '\n' | '\r' => into.push(' '),
            '\u{fffe}' | '\u{ffff}' => (),
            letter if letter < ' ' => (),
            letter => into.push(letter),
        }
    }
    into
}

fn run(text: &str, looks: &str) -> String {
    format!("<w:r>{looks}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn paragraph(style: &str, more: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>", run(text, ""))
}

fn document(paper: &Paper) -> String {
    let mut body = paragraph("Title", "", &paper.title);
    for part in &paper.parts {
        body.push_str(&match part {
            Part::Heading(level, text) => paragraph(&format!("Heading{}", (*level).clamp(1, 3)), "", text),
            Part::Text(text) => paragraph("Normal", "", text),
            Part::Item(is_numbered, text) => {
                let list = format!(
                    "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{}\"/></w:numPr>",
                    if *is_numbered { 2 } else { 1 }
                );
                paragraph("ListParagraph", &list, text)
            }
            Part::Table(rows) => table(rows),
        });
    }
    format!(
        "{HEAD}<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>{body}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    // The columns share the width by the longest text of each, within bounds.
    let longest = |column: usize| {
        let letters = rows.iter().filter_map(|row| row.get(column)).map(|text| text.chars().count()).max();
        letters.unwrap_or_default().clamp(12, 40)
    };
    let all: usize = (0..columns).map(longest).sum();
    let widths: Vec<usize> = (0..columns).map(|column| 9_638 * longest(column) / all.max(1)).collect();
    let grid: Vec<String> = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let grid = grid.concat();
    let cell = |text: &str, width: usize, is_head: bool| {
        let looks = if is_head { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr>{}</w:p></w:tc>",
            run(text, looks)
        )
    };
    let line = |(place, row): (usize, &Vec<String>)| {
        let head = if place == 0 { "<w:tblHeader/>" } else { "" };
        let text = |column: usize| row.get(column).map_or("", String::as_str);
        let cells: Vec<String> = (0..columns)
            .map(|column| cell(text(column), widths[column], place == 0 || column == 0))
            .collect();
        format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{}</w:tr>", cells.concat())
    };
    let body = rows.iter().enumerate().map(line).collect::<Vec<String>>().concat();
    // Word joins two tables that follow each other, so an empty paragraph ends each.
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLook w:firstRow=\"1\" w:firstColumn=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>\
         <w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr></w:p>"
    )
}

fn footer(text: &str) -> String {
    let number = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
                  <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{W}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{number}</w:p></w:ftr>",
        run(&format!("{text} Page "), "")
    )
}

fn properties(paper: &Paper) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:language>en-GB</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escaped(&paper.title),
        escaped(&paper.date)
    )
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = include_str!("paper/content_types.xml");
const RELATIONS: &str = include_str!("paper/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("paper/document_relations.xml");
const STYLES: &str = include_str!("paper/styles.xml");
const NUMBERING: &str = include_str!("paper/numbering.xml");

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn paper() -> Paper {
        Paper {
            title: "Places & prices".into(),
            parts: vec![
                Part::Heading(1, "Recommendation".into()),
                Part::Item(true, "Note that 6 in 10 futures have more.".into()),
                // A word joiner keeps a sign with its number.
                Part::Text("A <b> \u{2212}\u{2060}£80m \u{1}".into()),
                Part::Table(vec![
                    vec!["Result".into(), "Middle".into()],
                    vec!["Placements".into(), "2,050".into()],
                    vec!["Short".into()],
                ]),
            ],
            foot: "Seed 2026.".into(),
            date: "2026-12-01".into(),
            name: "paper.docx".into(),
        }
    }

    fn part(of: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(of)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The texts of a document, each run by itself.
    fn texts(document: &str) -> Vec<&str> {
        let pieces = document.split("<w:t xml:space=\"preserve\">").skip(1);
        pieces.filter_map(|piece| piece.split_once("</w:t>")).map(|(text, _)| text).collect()
    }

    #[test]
    fn a_word_file_holds_every_text_in_order_and_nothing_that_xml_forbids() {
        let made = docx(&paper()).unwrap();
        let document = part(&made, "word/document.xml");
        assert_eq!(
            texts(&document),
            [
                "Places &amp; prices",
                "Recommendation",
                "Note that 6 in 10 futures have more.",
                "A &lt;b&gt; \u{2212}\u{2060}£80m ",
                "Result",
                "Middle",
                "Placements",
                "2,050",
                "Short",
                "",
            ]
        );
        assert_eq!(document.matches("<w:tblHeader/>").count(), 1, "the heading row comes again on each page");
        assert!(document.contains("<w:pStyle w:val=\"Heading1\"/>"));
        assert!(part(&made, "word/footer1.xml").contains("Seed 2026. Page "));
        assert!(part(&made, "docProps/core.xml").contains("<dc:title>Places &amp; prices</dc:title>"));
    }

    #[test]
    fn every_style_that_a_paper_uses_is_defined_and_every_element_closed() {
        let made = docx(&paper()).unwrap();
        let (document, styles) = (part(&made, "word/document.xml"), part(&made, "word/styles.xml"));
        for used in document.split("Style w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(styles.contains(&format!("w:styleId=\"{used}\"")), "{used}");
        }
        for name in [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/numbering.xml",
            "word/footer1.xml",
            "word/document.xml",
        ] {
            let text = part(&made, name);
            let mut open: Vec<String> = Vec::new();
            for tag in text.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                let element =
                    tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default().to_owned();
                match tag {
                    _ if tag.starts_with(['?', '!']) || tag.ends_with('/') => (),
                    _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(element), "{name}"),
                    _ => open.push(element),
                }
            }
            assert!(open.is_empty(), "{name}: {open:?}");
        }
    }
}
