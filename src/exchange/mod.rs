//! Files and tables that go out to other programs, and those that come in from them.
//!
//! A [`Sheet`] is a table on its way out. [`clerk`] does the heavy part away from the page: a request
//! goes in, a reply comes out, and `src/bin/clerk.rs` carries both over the border between page and
//! worker. It runs the futures of a scenario again, in full detail, and so proves by their digest that
//! what it writes is what the page shows. [`import`] takes the council's own counts in, [`boundary`]
//! finds districts in a file of the whole country, [`suppress`] hides small counts in whatever goes out.

mod assumptions;
mod balance;
mod book;
pub mod boundary;
pub mod clerk;
mod county;
mod figures;
pub mod import;
mod outcome;
mod poster;
mod results;
mod returns;
mod seen;
mod sheet;
pub mod suppress;
mod template;
mod tender;
mod text;

pub use outcome::{Form, Outcome, Wanted};
pub use poster::{Key, Piece, Poster, stem};
pub use results::{CSV, File, file};
pub use seen::{Beside, Seen, seen};
pub use sheet::{Cell, Format, Graph, Sheet};
pub use template::{file_name as template_name, template};
pub use tender::{TENDER_NAME, tender_template, tenders};
pub use text::{csv, guarded, html, tabbed};
