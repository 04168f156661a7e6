//! The fields beside a slide that is being edited.

use super::scene::Step;
use crate::app::control::{choice, focus_next};
use crate::app::undo::text_of;
use crate::deck::{Change, Deck, Kind, Part, Slide};
use yew::prelude::*;

/// The fields and buttons of a slide. `says` holds the title, lines and note that the figures give.
pub fn editor(
    deck: &Deck,
    slide: &Slide,
    says: [String; 3],
    on: &Callback<Change>,
    go: &Callback<Step>,
) -> Html {
    let kind = slide.kind;
    let place = deck.slides().iter().position(|other| other.kind == kind).unwrap_or(0);
    let parts = Part::ALL.into_iter().zip(says).filter(|(part, _)| *part != Part::Text || kind.has_lines());
    let shown = deck.shown().count();
    let is_last_shown = !slide.hidden && shown == 1;
    let buttons = [
        ("up", "Move up", place == 0, Change::Earlier(kind)),
        ("down", "Move down", place + 1 == deck.slides().len(), Change::Later(kind)),
        (
            "hide",
            if slide.hidden { "Show" } else { "Hide" },
            is_last_shown,
            Change::Hide(kind, !slide.hidden),
        ),
    ];
    html! {
        <div class="slide-editor" role="group" aria-label={kind.label()}>
            <div class="row" key="buttons">
                <b>{ format!("{}. {}", place + 1, kind.label()) }</b>
                { for buttons.into_iter().map(|(name, label, is_off, change)| {
                    let id = format!("slide-{}-{name}", kind.name());
                    let onclick = on.reform({
                        let id = id.clone();
                        move |_: MouseEvent| {
                            // A slide that moves must take the focus along.
                            focus_next(id.as_str());
                            change.clone()
                        }
                    });
                    html! {
                        <button key={name} {id} type="button" class="small" aria-disabled={is_off.then_some("true")} {onclick}>
                            { label }<span class="hidden">{ format!(" ({})", kind.label()) }</span>
                        </button>
                    }
                }) }
                <button key="from" type="button" class="small" aria-disabled={slide.hidden.then_some("true")}
                    onclick={go.reform(move |_: MouseEvent| Step::To(kind))}>
                    {"Present from here"}<span class="hidden">{ format!(" ({})", kind.label()) }</span>
                </button>
            </div>
            { for parts.map(|(part, says)| html! {
                <Field key={part as usize} {kind} {part} written={slide.part(part).to_owned()} {says} on={on.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FieldProps {
    kind: Kind,
    part: Part,
    /// The text that the planner has written; empty where there is none.
    written: String,
    /// The text that is shown otherwise.
    says: String,
    on: Callback<Change>,
}

/// A field for a part of a slide. It begins with the text that the figures give.
#[component]
fn Field(props: &FieldProps) -> Html {
    let FieldProps { kind, part, .. } = *props;
    // The text being typed, which may be empty.
    let draft = use_state(|| None::<String>);
    let oninput = {
        let (draft, on) = (draft.clone(), props.on.clone());
        Callback::from(move |event: InputEvent| {
            let text = text_of(&event).unwrap_or_default();
            draft.set(Some(text.clone()));
            on.emit(Change::Write(kind, part, text));
        })
    };
    let onblur = {
        let draft = draft.clone();
        Callback::from(move |_: FocusEvent| draft.set(None))
    };
    let id = format!("slide-{}-{}", kind.name(), ["title", "text", "note"][part as usize]);
    let label = ["Title", "Lines", "Presenter’s note"][part as usize];
    let is_own = !props.written.is_empty();
    let kept = if is_own { props.written.clone() } else { props.says.clone() };
    let value = (*draft).clone().unwrap_or(kept);
    let most = part.most().to_string();
    let follow = props.on.reform(move |_: MouseEvent| Change::Write(kind, part, String::new()));
    html! {
        <div class="slide-field">
            <label for={id.clone()}>{ label }<span class="hidden">{ format!(" of “{}”", kind.label()) }</span></label>
            if part == Part::Title {
                <input key="line" {id} type="text" class="text" autocomplete="off" maxlength={most} {value} {oninput} {onblur} />
            } else {
                <textarea key="lines" {id} rows={if part == Part::Text { "4" } else { "3" }} maxlength={most} {value} {oninput} {onblur} />
            }
            if is_own {
                <button key="follow" type="button" class="link" onclick={follow}>
                    { if part == Part::Note { "Use the suggested note" } else { "Say what the figures say" } }
                    <span class="hidden">{ format!(" ({label} of “{}”)", kind.label()) }</span>
                </button>
            }
        </div>
    }
}

/// The choice of the scenarios to compare.
pub fn options(all: &[String], beside: &[String], on: &Callback<Change>) -> Html {
    let fields = (0..crate::deck::OPTIONS).map(|place| {
        // There may be no third option.
        let none = (place == 2).then(|| "None".to_owned());
        let names: Vec<String> = none.into_iter().chain(all.iter().cloned()).collect();
        let at = beside.get(place).and_then(|name| names.iter().position(|other| other == name));
        let (beside, options) = (beside.to_vec(), names.clone());
        let change = on.reform(move |chosen: usize| {
            let own = options.get(chosen).filter(|_| place < 2 || chosen > 0);
            let (before, behind) = (beside.iter().take(place), beside.iter().skip(place + 1));
            let after = before.chain(own).chain(behind).cloned().collect();
            Change::Options(after)
        });
        let label = ["The comparison", "Second option", "Third option"][place];
        choice(&format!("option-{place}"), label, names, at.unwrap_or(0), change)
    });
    html! { <div class="slide-options">{ for fields }</div> }
}
