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
    /// Files that came with it, each with what the planner has said of it.
    pub waiting: Vec<(Own, Choices)>,
    /// What was found in the file with this number; it may be an older one's, or by older choices.
    pub shown: Option<(u32, Rc<Preview>)>,
    /// Whether the clerk is at work.
    pub busy: bool,
    /// At what, where it takes long.
    pub doing: String,
    /// Why a file was not taken, under its name.
    pub refused: Option<(String, Vec<String>)>,
    /// What was done last.
    pub told: String,
    pub pasted: AttrValue,
}

/// What is done on this screen.
pub enum Deed {
    /// Take some files, or say why one is not taken.
    Take(Vec<(String, Blob)>),
    /// Look at one of those that wait.
    Look(usize),
    /// The clerk is asked.
    Wait,
    /// What the clerk is doing.
    Hear(String),
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
            Deed::Take(files) => {
                let mut number = sheet.files;
                let waiting = files.into_iter().map(|(name, file)| {
                    number += 1;
                    (Own { number, name, file }, Choices::default())
                });
                let waiting = waiting.collect();
                sheet = Sheet { files: number, waiting, ..Sheet::default() }.next();
            }
            Deed::Look(at) => {
                let (own, choices) = sheet.waiting.get(at)?.clone();
                if let Some(before) = sheet.own.replace(own) {
                    sheet.waiting[at] = (before, std::mem::replace(&mut sheet.choices, choices));
                }
                (sheet.shown, sheet.busy) = (None, true);
            }
            Deed::Wait => sheet.busy = true,
            Deed::Hear(what) => sheet.doing = what,
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
                        let (files, waiting) = (sheet.files, sheet.waiting);
                        let refused = Some((name, reasons));
                        sheet = Sheet { files, waiting, refused, ..Sheet::default() }.next();
                    }
                }
            }
            Deed::Shown(..) => return None,
            Deed::Choose(choices) => sheet.choices = choices,
            Deed::Forget(told) => {
                let (files, waiting) = (sheet.files, sheet.waiting);
                sheet = Sheet { files, waiting, told, ..Sheet::default() }.next();
            }
            Deed::Paste(pasted) => sheet.pasted = pasted.into(),
            Deed::Return => {
                sheet.told.clear();
                sheet.refused = None;
            }
        }
        Some(sheet)
    }
}

impl Sheet {
    /// The sheet with the next file in hand, where one waits.
    fn next(mut self) -> Sheet {
        if !self.waiting.is_empty() {
            let (own, choices) = self.waiting.remove(0);
            (self.own, self.choices, self.busy) = (Some(own), choices, true);
        }
        self
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
