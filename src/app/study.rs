//! The hook between a screen and the pool: a question asked of futures of its own, behind those of
//! the scenario itself.

use crate::worker::{Job, Pool, Status, Ticket};
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Least pause between two looks at a study under way, in milliseconds.
const LOOK_MILLISECONDS: f64 = 120.0;
/// How much longer than a look takes the page waits before the next.
const LEISURE: f64 = 10.0;

/// How a study stands.
pub struct Study<T> {
    /// The latest answer; none before the first.
    pub answer: Option<Rc<T>>,
    /// How far it has come.
    pub stand: Stand,
    /// Stops it; what has come stays.
    pub stop: Callback<()>,
}

/// How far a study has come.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Stand {
    /// Whether futures are being run.
    pub status: Status,
    /// Futures that have come.
    pub futures: u32,
    /// Futures wanted.
    pub wanted: u32,
    /// Seconds taken so far.
    pub seconds: f64,
}

impl Stand {
    /// Whether the answer is not yet the final one.
    pub fn is_running(self) -> bool {
        self.status == Status::Running
    }

    /// Whether some of the futures are missing, and no more may come.
    pub fn is_partial(self) -> bool {
        matches!(self.status, Status::Running | Status::Stopped)
    }
}

/// What a running study needs to remember.
#[derive(Default)]
struct Desk {
    ticket: Option<Rc<Ticket>>,
    starting: Option<AnimationFrame>,
    pending: Option<Timeout>,
    /// Milliseconds that the last look took.
    cost: f64,
}

impl Desk {
    fn clear(&mut self) -> Option<Rc<Ticket>> {
        (self.starting, self.pending) = (None, None);
        self.ticket.take()
    }
}

type Shared = Rc<RefCell<Desk>>;

/// Begins a job at the next frame, in place of what was under way; `look` is called as futures come.
fn begin(desk: &Shared, pool: Pool, job: impl FnOnce() -> Option<Job> + 'static, look: Rc<dyn Fn()>) {
    let old = desk.borrow_mut().clear();
    drop(old);
    let shared = desk.clone();
    let frame = request_animation_frame(move |_| {
        let Some(job) = job() else { return look() };
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

/// Looks at once where all is done, else at leisure.
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

/// Asks a question: `key` is what is asked, and another key asks anew; `shown` is how the answer is
/// looked at, and another way of looking only looks again. `job` makes the job of a key, or none
/// where there is nothing to ask; `read` reads the answer off what has come.
#[hook]
pub fn use_study<K, S, T>(
    pool: &Pool,
    key: K,
    shown: S,
    job: fn(&K) -> Option<Job>,
    read: fn(&K, &S, &Job) -> Option<T>,
) -> Study<T>
where
    K: Clone + PartialEq + 'static,
    S: Clone + PartialEq + 'static,
    T: 'static,
{
    let state = use_state(|| (None::<Rc<T>>, Stand::default()));
    let desk = use_memo((), |()| Shared::default());
    let asked = use_mut_ref(|| None::<(K, S)>);
    let kept = use_mut_ref(|| None::<Rc<T>>);
    let look: Rc<Rc<dyn Fn()>> = {
        let (desk, asked, set) = (desk.clone(), asked.clone(), state.setter());
        use_memo((), move |()| {
            Rc::new(move || {
                let asked = asked.borrow();
                let Some((key, shown)) = &*asked else { return };
                let desk = desk.borrow();
                let Some(ticket) = &desk.ticket else {
                    kept.replace(None);
                    return set.set((None, Stand::default()));
                };
                if let Some(answer) = ticket.look(|job| read(key, shown, job)).flatten() {
                    kept.replace(Some(Rc::new(answer)));
                }
                let (futures, wanted) = ticket.look(Job::progress).unwrap_or_default();
                let stand = Stand { status: ticket.status(), futures, wanted, seconds: ticket.seconds().1 };
                set.set((kept.borrow().clone(), stand));
            }) as Rc<dyn Fn()>
        })
    };
    {
        let (asked, shown) = (asked.clone(), shown.clone());
        let (desk, pool, look) = ((*desk).clone(), pool.clone(), (*look).clone());
        use_effect_with(key, move |key| {
            let key = key.clone();
            asked.replace(Some((key.clone(), shown)));
            begin(&desk, pool, move || job(&key), look);
            // Whoever leaves the screen no longer waits for an answer.
            let left = desk;
            move || drop(left.borrow_mut().clear())
        });
    }
    {
        let look = look.clone();
        use_effect_with(shown, move |shown| {
            let is_new = asked.borrow_mut().as_mut().is_some_and(|(_, before)| {
                let is_new = before != shown;
                *before = shown.clone();
                is_new
            });
            if is_new {
                look();
            }
        });
    }
    let stop = use_callback((), move |(), ()| {
        // Stopping has it looked at, which wants the desk.
        let ticket = desk.borrow().ticket.clone();
        if let Some(ticket) = ticket {
            ticket.stop();
        }
    });
    let (answer, stand) = (*state).clone();
    Study { answer, stand, stop }
}

/// How far a study has come, with a way to stop it.
pub fn progress(stand: Stand, stop: &Callback<()>) -> Html {
    let share = if stand.wanted > 0 { 100 * u64::from(stand.futures) / u64::from(stand.wanted) } else { 0 };
    let said = match stand.status {
        Status::Stopped => format!("Stopped at {share}%. Change a control to ask again."),
        Status::Idle => "Waiting for its turn.".to_owned(),
        _ => format!("{share}% of the futures have come."),
    };
    html! {
        <p class="sub row" role="status">
            { said }
            if stand.is_running() {
                <button type="button" class="small" onclick={stop.reform(|_: MouseEvent| ())}>{"Stop"}</button>
            }
        </p>
    }
}
