//! Files and tables for other programs, and files from them.
//!
//! A [`Sheet`] is a table for export. [`clerk`] does the heavy work away from the page: it takes a request and gives a
//! reply, and `src/bin/clerk.rs` carries both between page and worker. It runs the futures of a scenario again in full
//! detail, and their digest proves that a file holds what the page shows. [`import`] reads the council's own counts,
//! [`boundary`] finds districts in a file of the whole country, and [`suppress`] hides small counts in every export.

mod assumptions;
mod balance;
mod book;
pub mod boundary;
pub mod clerk;
mod county;
mod figures;
mod form;
pub mod import;
mod outcome;
mod paper;
mod places;
mod poster;
mod reform;
mod results;
mod returns;
mod seen;
mod sheet;
pub mod suppress;
mod template;
mod tender;
mod text;

pub use outcome::{Form, Outcome, Wanted};
pub use paper::{DOCX, Paper, Part};
pub use poster::{Key, Piece, Poster, stem};
pub use results::{CSV, File, file};
pub use seen::{Beside, Seen, seen};
pub use sheet::{Cell, Format, Graph, Sheet};
pub use template::{file_name as template_name, template};
pub use tender::{TENDER_NAME, tender_template, tenders};
pub use text::{csv, guarded, html, tabbed};
