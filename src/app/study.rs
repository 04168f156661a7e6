//! The hook between a screen and the pool, for a question that needs futures of its own.

use super::held::{held, hold};
use super::progress::Progress;
use crate::questions::Question;
use crate::worker::{Job, Pool, Status, Ticket};
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The shortest pause between two readings of a running study, in milliseconds.
const LOOK_MILLISECONDS: f64 = 120.0;
/// How many times as long as a reading takes the page waits before the next.
const LEISURE: f64 = 10.0;

/// The state of a study.
pub struct Study<T> {
    /// The latest answer; `None` before the first.
    pub answer: Option<Rc<T>>,
    /// Whether it is the final answer to the present question.
    pub is_settled: bool,
    /// The progress of its job.
    pub progress: Progress,
    /// Stops the job; the results so far stay.
    pub stop: Callback<()>,
}

/// The state that a running study keeps.
#[derive(Default)]
struct Desk {
    ticket: Option<Rc<Ticket>>,
    starting: Option<AnimationFrame>,
    pending: Option<Timeout>,
    /// The milliseconds that the last reading took.
    cost: f64,
    /// Whether nothing was begun: the answer was there, or there was no question.
    is_still: bool,
}

impl Desk {
    fn clear(&mut self) -> Option<Rc<Ticket>> {
        (self.starting, self.pending, self.is_still) = (None, None, false);
        self.ticket.take()
    }
}

type Shared = Rc<RefCell<Desk>>;

/// Begins a job at the next frame, instead of the one under way; `look` is called as futures come.
fn begin(desk: &Shared, pool: Pool, job: impl FnOnce() -> Option<Job> + 'static, look: Rc<dyn Fn()>) {
    let old = desk.borrow_mut().clear();
    drop(old);
    let shared = desk.clone();
    let frame = request_animation_frame(move |_| {
        let Some(job) = job() else {
            shared.borrow_mut().is_still = true;
            return look();
        };
        let told = {
            let (desk, look) = (shared.clone(), look.clone());
            Rc::new(move || look_in_time(&desk, &look))
        };
        let ticket = pool.begin(job, false, told);
        shared.borrow_mut().ticket = Some(Rc::new(ticket));
        look();
    });
    desk.borrow_mut().starting = Some(frame);
}

/// A whole answer with the progress of the run that brought it.
type Whole<Q> = (Rc<<Q as Question>::Answer>, Progress);

/// The job of a question, unless its answer is there.
fn job_of<Q: Question + 'static>(question: Option<Q>) -> Option<Job> {
    question.filter(|question| held::<Q, Whole<Q>>(question).is_none())?.job()
}

/// Reads the answer at once where the job is done, and otherwise after a pause.
fn look_in_time(desk: &Shared, look: &Rc<dyn Fn()>) {
    let running = desk.borrow().ticket.as_ref().is_some_and(|ticket| ticket.status() == Status::Running);
    if !running {
        desk.borrow_mut().pending = None;
        return look();
    }
    if desk.borrow().pending.is_some() {
        return;
    }
    let (shared, look) = (desk.clone(), look.clone());
    let pause = LOOK_MILLISECONDS.max(LEISURE * desk.borrow().cost);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
    let pause = pause.min(5_000.0) as u32;
    let timeout = Timeout::new(pause, move || {
        shared.borrow_mut().pending = None;
        let started = js_sys::Date::now();
        look();
        shared.borrow_mut().cost = js_sys::Date::now() - started;
    });
    desk.borrow_mut().pending = Some(timeout);
}

/// A question, equal to every other one that the same futures answer.
struct SameFutures<Q>(Option<Q>);

impl<Q: Question> PartialEq for SameFutures<Q> {
    fn eq(&self, other: &SameFutures<Q>) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => one.shares_futures(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

/// Asks a question, if there is one. A new question runs futures, unless those of the previous one answer it too. The
/// previous answer stays until the next has come, and disappears where nothing is asked.
#[hook]
pub fn use_study<Q>(pool: &Pool, question: Option<Q>) -> Study<Q::Answer>
where
    Q: Question + 'static,
{
    let state = use_state(|| (None::<(Rc<Q::Answer>, Q)>, Progress::default()));
    let desk = use_memo((), |()| Shared::default());
    let asked = use_mut_ref(|| None::<Q>);
    // The latest answer, with the question that it answers.
    let kept = use_mut_ref(|| None::<(Rc<Q::Answer>, Q)>);
    let look: Rc<Rc<dyn Fn()>> = {
        let (desk, asked, set) = (desk.clone(), asked.clone(), state.setter());
        use_memo((), move |()| {
            Rc::new(move || {
                let (asked, desk) = (asked.borrow(), desk.borrow());
                let Some((question, ticket)) = asked.as_ref().zip(desk.ticket.as_ref()) else {
                    let whole = asked.as_ref().and_then(|question| held::<Q, Whole<Q>>(question));
                    let (answer, progress) = whole.map(|whole| (*whole).clone()).unzip();
                    let found = answer.zip(asked.clone());
                    kept.replace(found.clone());
                    return set.set((found, progress.unwrap_or_default()));
                };
                if let Some(answer) = ticket.look(|job| question.read(job)).flatten() {
                    let answer = Rc::new(answer);
                    if ticket.status() == Status::Complete {
                        hold(question.clone(), Rc::new((answer.clone(), Progress::of(ticket))));
                    }
                    kept.replace(Some((answer, question.clone())));
                }
                set.set((kept.borrow().clone(), Progress::of(ticket)));
            }) as Rc<dyn Fn()>
        })
    };
    {
        let (asked, question) = (asked.clone(), question.clone());
        let (desk, pool, look) = ((*desk).clone(), pool.clone(), (*look).clone());
        use_effect_with(SameFutures(question.clone()), move |_| {
            asked.replace(question);
            // Until the frame comes, another question of the same futures may be asked.
            begin(&desk, pool, move || job_of(asked.borrow().clone()), look);
            // When the component is gone, nobody waits for an answer.
            let left = desk;
            move || drop(left.borrow_mut().clear())
        });
    }
    {
        let (look, desk, pool) = ((*look).clone(), (*desk).clone(), pool.clone());
        use_effect_with(question.clone(), move |question| {
            let is_new = *asked.borrow() != *question;
            if is_new {
                asked.replace(question.clone());
                // The futures of an answer that was there were not run.
                let is_still = desk.borrow().is_still;
                if is_still {
                    let asked = asked.clone();
                    begin(&desk, pool, move || job_of(asked.borrow().clone()), look);
                } else {
                    look();
                }
            }
        });
    }
    let stop = use_callback((), move |(), ()| {
        // Stopping reads the answer, which borrows the desk.
        let ticket = desk.borrow().ticket.clone();
        if let Some(ticket) = ticket {
            ticket.stop();
        }
    });
    let (answer, progress) = (*state).clone();
    let (answer, of) = answer.unzip();
    Study { answer, is_settled: of == question && !progress.is_running(), progress, stop }
}

/// The progress of a study, with a button to stop it.
pub fn progress(progress: Progress, stop: &Callback<()>) -> Html {
    let share = (100.0 * progress.share()).floor();
    let said = match progress.status {
        Status::Stopped => format!("Stopped at {share}%. Change a control to start again."),
        Status::Idle => "Waiting for its turn.".to_owned(),
        _ => format!("{share}% of the futures have come."),
    };
    html! {
        <p class="sub row" role="status">
            { said }
            if progress.is_running() {
                <button type="button" class="small" onclick={stop.reform(|_: MouseEvent| ())}>{"Stop"}</button>
            }
        </p>
    }
}
