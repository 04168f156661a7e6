//! Slides for a meeting: one message each, navigated by keys, edited in place, printed one a page, and handed out as a
//! file.

mod ahead;
mod card;
mod choice;
mod dial;
mod edit;
mod face;
mod futures;
mod handout;
mod keep;
mod reasons;
mod scene;
mod stage;
mod trial;
mod why;

pub use ahead::Ahead;

use super::ScreenProps;
use crate::app::media::{NARROW, STILL, use_media};
use crate::app::state::{Action, Desk};
use crate::app::study::use_study;
use crate::deck::{Change, Deck, Edits, Kind, Part};
use crate::questions::{
    BestOption, BlockAlone, BlockChoices, Entry, Lineup, RankedOptions, on_offer, options,
};
use crate::scenario::Checked;
use crate::worker::Pool;
use face::face;
use gloo::timers::callback::Timeout;
use scene::{Face, Scene, Step, foot};
use stage::{Bar, corner, frame, use_keys, use_swipes};
use std::rc::Rc;
use trial::use_trial;
use yew::prelude::*;

/// How long a value must stay the same before slides that nobody looks at follow it, in milliseconds.
const SETTLED_MILLISECONDS: u32 = 1_500;

/// The value that a slide uses: at once where it is on the stage, otherwise once it has settled, so that the slide on
/// the stage is answered first.
#[hook]
fn use_settled<T: Clone + PartialEq + 'static>(value: T, at_once: bool) -> T {
    let kept = use_state_eq(|| value.clone());
    {
        let set = kept.setter();
        use_effect_with((value.clone(), at_once), move |(value, at_once)| {
            let value = value.clone();
            let waiting = if *at_once {
                set.set(value);
                None
            } else {
                Some(Timeout::new(SETTLED_MILLISECONDS, move || set.set(value)))
            };
            move || drop(waiting)
        });
    }
    if at_once { value } else { (*kept).clone() }
}

/// The options on the same futures: a few of these at once, then all; and whether more are to come.
#[hook]
fn use_options(pool: &Pool, lineup: Lineup) -> (Option<Rc<RankedOptions>>, bool) {
    let quick = use_study(pool, Some(BestOption { lineup: lineup.first() }));
    let full = use_study(pool, Some(BestOption { lineup }));
    (if full.is_settled { full.answer } else { quick.answer.or(full.answer) }, !full.is_settled)
}

/// Scenarios to line up on the same futures.
fn lineup(scenarios: Vec<Entry>, desk: &Desk) -> Lineup {
    Lineup { scenarios, run: desk.checked().run, again: 0 }
}

/// What the slide on blocks asks of a scenario: of its first block for joiners, at its volume.
fn asked_of_block(scenario: &Rc<Checked>) -> Option<BlockChoices> {
    let index = *on_offer(scenario).first()?;
    Some(BlockChoices { block: BlockAlone::new(scenario, index), own: scenario.blocks[index].volume })
}

/// The state of the screen: the slides, the one that is shown, and how.
#[derive(Clone, PartialEq)]
struct Show {
    edits: Edits,
    at: Kind,
    is_editing: bool,
    /// Whether the slide with single futures shows one after another.
    is_moving: bool,
    /// How often a slide, or the editing of the slides, has been left.
    left: u32,
}

/// An action of a planner or a presenter.
enum Deed {
    Step(Step),
    Change(Change),
    Undo,
}

impl Show {
    /// The slides at the start.
    fn new(deck: Deck) -> Show {
        Show { edits: Edits::new(deck), at: Kind::Question, is_editing: false, is_moving: false, left: 0 }
    }

    /// The slide on the stage.
    fn at(&self) -> Kind {
        self.edits.deck().at(self.at)
    }
}

/// Each action starts from the result of the one before, however fast they come: a clicker's next press may come before
/// the page is drawn.
impl Reducible for Show {
    type Action = Deed;

    fn reduce(self: Rc<Self>, deed: Deed) -> Rc<Self> {
        let mut next = (*self).clone();
        match deed {
            Deed::Step(Step::By(by)) => next.at = self.edits.deck().step(self.at(), by),
            Deed::Step(Step::To(kind)) => (next.at, next.is_editing) = (kind, false),
            Deed::Step(Step::Edit(is_editing)) => next.is_editing = is_editing,
            Deed::Step(Step::Move(is_moving)) => next.is_moving = is_moving,
            Deed::Change(change) => next.edits.apply(change),
            Deed::Undo => next.edits.undo(),
        }
        next.left += u32::from((next.at(), next.is_editing) != (self.at(), self.is_editing));
        next.into()
    }
}

/// The Present screen.
#[component]
pub fn Present(props: &ScreenProps) -> Html {
    let opened = use_memo((), |()| keep::open());
    let show = use_reducer(|| Show::new(opened.0.clone()));
    let stage = use_node_ref();
    let (narrow, still) = (use_media(NARROW), use_media(STILL));
    {
        let (notice, act) = (opened.1.clone(), props.act.clone());
        use_effect_with((), move |()| {
            if let Some(notice) = notice {
                act.emit(Action::Tell(vec![notice]));
            }
        });
    }
    let deck = show.edits.deck().clone();
    let at = show.at();
    let is_kept = use_memo(deck.clone(), keep::keep);

    let desk = &props.desk;
    let pool = &props.simulation.pool;
    let (names, beside) = (*use_memo((desk.clone(), deck.options().to_vec()), |(desk, chosen)| {
        let (all, beside) = options(&desk.checked(), desk.published(), desk.shelf(), chosen);
        (all.into_iter().map(|entry| entry.name).collect::<Vec<String>>(), beside)
    }))
    .clone();
    let chosen: Vec<String> = beside.iter().map(|entry| entry.name.clone()).collect();
    let trial = use_trial(desk, &props.act, show.left);
    // On the slide with the options, the trial is one of them.
    let tried = trial.scenario().filter(|_| at == Kind::Options);
    let tried = tried.map(|scenario| Entry { name: trial::NAME.into(), scenario });
    let asked_now = lineup(beside.into_iter().chain(tried).collect(), desk);
    let asked = use_settled(asked_now.clone(), matches!(at, Kind::Options | Kind::Really));
    let (lined, lining) = use_options(pool, asked.clone());
    let asked_block = use_memo(desk.checked(), asked_of_block);
    let block = asked_block.as_ref().as_ref().map(|asked| asked.block.index);
    let weighing = use_settled((*asked_block).clone(), at == Kind::Block);
    let choices = use_study(pool, weighing.clone());
    let tried = trial.scenario().filter(|_| at == Kind::Block).zip(block);
    // The scenario is reduced to the block once and not at every drawing.
    let tried = (*use_memo(tried, |tried| {
        tried.as_ref().map(|(scenario, index)| BlockChoices {
            block: BlockAlone::new(scenario, *index),
            own: scenario.blocks[*index].volume,
        })
    }))
    .clone();
    let tried_choices = use_study(pool, tried.clone());
    let scenario = use_settled(desk.checked(), at == Kind::Matters);
    let why = why::use_why(pool, scenario);

    let go = use_callback(show.dispatcher(), |step: Step, show| show.dispatch(Deed::Step(step)));
    let change = use_callback(show.dispatcher(), |change: Change, show| show.dispatch(Deed::Change(change)));
    let undo = use_callback(show.dispatcher(), |_: MouseEvent, show| show.dispatch(Deed::Undo));
    use_keys(go.clone(), stage.clone(), show.is_editing);
    // Narrow screens show the slides one below the other.
    use_swipes(go.clone(), stage.clone(), show.is_editing || narrow || props.simulation.view.is_none());

    let Some(view) = &props.simulation.view else {
        return html! { <p class="waiting">{"Simulating the first futures…"}</p> };
    };
    let scene = Scene {
        view,
        desk,
        trial: &trial,
        lined: lined.as_deref(),
        lining: lining || asked != asked_now,
        weighed: choices.answer.as_deref(),
        weighing: !choices.is_settled || weighing != *asked_block,
        tried: tried_choices.answer.as_deref(),
        trying: tried.is_some() && !tried_choices.is_settled,
        block,
        reasoning: why.as_ref().is_none_or(|why| why.answer.question.runs.scenario != desk.checked()),
        why: why.as_ref(),
        is_busy: props.simulation.progress.is_running(),
        is_narrow: narrow,
        is_still: still,
        is_moving: show.is_moving && !still && !show.is_editing,
        go: &go,
    };
    let slides: Vec<&crate::deck::Slide> =
        if show.is_editing { deck.slides().iter().collect() } else { deck.shown().collect() };
    let shown: Vec<Kind> = deck.shown().map(|slide| slide.kind).collect();
    let drawn: Vec<(&crate::deck::Slide, Face)> =
        slides.into_iter().map(|slide| (slide, face(slide, &scene))).collect();
    let note = drawn.iter().find(|(slide, _)| slide.kind == at);
    let (title, note) = note.map(|(slide, face)| (face.title(slide), face.note(slide))).unwrap_or_default();
    let place = shown.iter().position(|kind| *kind == at).unwrap_or(0);
    let where_at = format!("{} of {}", place + 1, shown.len());
    let foot = foot(&scene);
    let ready = drawn.iter().filter(|(slide, face)| !slide.hidden && !face.is_busy).count();
    html! {
        <div class={classes!("deck", if show.is_editing { "editing" } else { "presenting" })}>
            <h1 class="hidden">{"Present"}</h1>
            <Bar title={desk.title()} where_at={where_at.clone()} {ready} shown={shown.len()} is_editing={show.is_editing}
                can_undo={show.edits.can_undo()} is_kept={*is_kept} stage={stage.clone()} go={go.clone()} {undo} change={change.clone()} put_back={trial.put_back.clone()} />
            <p class="hidden" role="status" key="said">{ format!("Slide {where_at}: {title}") }</p>
            <div class="deck-main" key="main">
                <div class="stage" key="stage" ref={stage}>
                    { for drawn.iter().map(|(slide, face)| {
                        let number = shown.iter().position(|kind| *kind == slide.kind);
                        let number = number.map(|place| format!("{} of {}", place + 1, shown.len()));
                        let says = [Part::Title, Part::Text, Part::Note].map(|part| face.says(part));
                        let fields = show.is_editing.then(|| html! {
                            <>
                                { edit::editor(&deck, slide, says, &change, &go) }
                                if slide.kind == Kind::Options { { edit::options(&names, &chosen, &change) } }
                            </>
                        });
                        frame(slide, face, slide.kind == at, number, &foot, fields)
                    }) }
                    if !show.is_editing { { corner(&where_at, &go) } }
                </div>
                if !show.is_editing {
                    <aside class="note-pane" key="note" aria-label="Presenter’s note">
                        <h2>{"Presenter’s note"}</h2>
                        { for note.lines().enumerate().map(|(at, line)| html! { <p key={at}>{ line.to_owned() }</p> }) }
                        <p class="help" key="keys">{"Not shown in full screen or on paper. Arrow keys move through the slides; Esc leaves full screen."}</p>
                    </aside>
                }
            </div>
        </div>
    }
}
