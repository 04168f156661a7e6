//! What the planner has brought to the Your data screen and not yet used or let go of. It lives above
//! the screens, in memory alone, so that a look at another screen does not lose it.

use crate::exchange::import::{Choices, Preview};
use std::rc::Rc;
use web_sys::Blob;
use yew::prelude::*;

/// A file of counts.
#[derive(Clone)]
pub struct Own {
    /// Different from that of every other file.
    pub number: u32,
    pub name: String,
    pub file: Blob,
}

/// What the planner has done on this screen.
#[derive(Clone, Default)]
pub struct Sheet {
    files: u32,
    pub own: Option<Own>,
    pub choices: Choices,
    /// What was found in the file with this number; it may be an older one's, or by older choices.
    pub shown: Option<(u32, Rc<Preview>)>,
    /// Whether the clerk is at work.
    pub busy: bool,
    /// Why a file was not taken, under its name.
    pub refused: Option<(String, Vec<String>)>,
    /// What was done last.
    pub told: String,
    pub pasted: AttrValue,
}

/// What is done on this screen.
pub enum Deed {
    /// Take a file.
    Take(String, Blob),
    /// The clerk is asked.
    Wait,
    /// The clerk has answered about a file.
    Shown(u32, Result<Box<Preview>, Vec<String>>),
    /// The planner corrects something.
    Choose(Choices),
    /// Let go of the file, and say this.
    Forget(String),
    /// Text in the box to paste into.
    Paste(String),
    /// Come back to the screen: what was said last is of another time.
    Return,
}

impl Sheet {
    /// The sheet after a deed; none where that changes nothing.
    fn after(&self, deed: Deed) -> Option<Sheet> {
        let mut sheet = self.clone();
        match deed {
            Deed::Take(name, file) => {
                sheet.files += 1;
                let number = sheet.files;
                sheet = Sheet {
                    files: number,
                    own: Some(Own { number, name, file }),
                    busy: true,
                    ..Sheet::default()
                };
            }
            Deed::Wait => sheet.busy = true,
            Deed::Shown(number, answer) if sheet.own.as_ref().is_some_and(|own| own.number == number) => {
                sheet.busy = false;
                match answer {
                    Ok(preview) => {
                        sheet.pasted = AttrValue::default();
                        sheet.shown = Some((number, Rc::new(*preview)));
                    }
                    // What is refused is not kept.
                    Err(reasons) => {
                        let name = sheet.own.map(|own| own.name).unwrap_or_default();
                        sheet =
                            Sheet { files: sheet.files, refused: Some((name, reasons)), ..Sheet::default() };
                    }
                }
            }
            Deed::Shown(..) => return None,
            Deed::Choose(choices) => sheet.choices = choices,
            Deed::Forget(told) => sheet = Sheet { files: sheet.files, told, ..Sheet::default() },
            Deed::Paste(pasted) => sheet.pasted = pasted.into(),
            Deed::Return => {
                sheet.told.clear();
                sheet.refused = None;
            }
        }
        Some(sheet)
    }
}

/// The sheet, and where what is done on the screen goes.
#[derive(Clone)]
pub struct Work {
    pub sheet: Rc<Sheet>,
    pub on: Callback<Deed>,
}

/// A sheet is changed by making another one.
impl PartialEq for Work {
    fn eq(&self, other: &Work) -> bool {
        Rc::ptr_eq(&self.sheet, &other.sheet)
    }
}

/// What the page holds of it.
#[derive(Default)]
struct Held(Rc<Sheet>);

impl Reducible for Held {
    type Action = Deed;

    fn reduce(self: Rc<Self>, deed: Deed) -> Rc<Self> {
        self.0.after(deed).map_or(self, |sheet| Rc::new(Held(Rc::new(sheet))))
    }
}

/// The work in hand, for as long as the page is open.
#[hook]
pub fn use_work() -> Work {
    let held = use_reducer(Held::default);
    let on = {
        let dispatcher = held.dispatcher();
        use_callback((), move |deed: Deed, ()| dispatcher.dispatch(deed))
    };
    Work { sheet: held.0.clone(), on }
}
