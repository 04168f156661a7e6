//! What was read: columns and names with what they are taken for, and every problem with its line.

use super::READ;
use crate::app::part::{Row, table};
use crate::exchange::import::{Choices, Field, Kind, Meaning, Name, Preview, Problem};
use crate::words::whole;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A list to choose one of, in a table: its label is not seen.
pub fn picker(label: String, options: Vec<String>, chosen: usize, change: Callback<usize>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        change.emit(usize::try_from(select.selected_index()).unwrap_or(0));
    });
    html! {
        <select aria-label={label} {onchange}>
            { for options.into_iter().enumerate().map(|(index, option)| html! {
                <option key={index} selected={index == chosen}>{ option }</option>
            }) }
        </select>
    }
}

/// The panel of what was read.
pub fn read(
    file: &str,
    preview: &Preview,
    choices: &Choices,
    busy: bool,
    choose: &Callback<Choices>,
) -> Html {
    let kinds = Kind::ALL.map(|kind| kind.label().to_owned()).to_vec();
    let chosen = Kind::ALL.iter().position(|kind| *kind == preview.kind).unwrap_or(0);
    let pick_kind = {
        let choices = choices.clone();
        choose.reform(move |index: usize| {
            // Another kind has other columns and names.
            Choices { kind: Kind::ALL.get(index).copied(), columns: Vec::new(), ..choices.clone() }
        })
    };
    let (unsure, sure): (Vec<&Name>, Vec<&Name>) = preview.names.iter().partition(|name| !name.is_sure);
    html! {
        <section class="panel" key="read" aria-labelledby={READ} aria-busy={busy.to_string()}>
            <h2 id={READ} tabindex="-1">{ ["What was read in “", file, "”"].concat() }</h2>
            <p class="sub">{ preview.read.clone() }</p>
            if !preview.suppressed.is_empty() {
                <p class="notice" key="suppressed">{ preview.suppressed.clone() }</p>
            }
            if !preview.blocks.is_empty() {
                <div class="problems" key="blocks">
                    <h3>{"What stands in the way"}</h3>
                    <ul>{ for preview.blocks.iter().map(|block| html! { <li key={block.clone()}>{ block.clone() }</li> }) }</ul>
                </div>
            }
            <p class="kind" key="kind">
                <span>{"The table is about "}</span>
                { picker("What the table is about".into(), kinds, chosen, pick_kind) }
            </p>
            { questions(preview, choices, choose) }
            if !preview.heads.is_empty() {
                { columns(preview, choices, choose) }
            }
            if !unsure.is_empty() {
                <h3 key="unsure-title">{"Names to look at"}</h3>
                <p key="unsure-sub" class="sub">{"Not known, or guessed. What you choose here is used at once in the preview."}</p>
                { names("Names to look at", &unsure, preview, choices, choose) }
            }
            if !sure.is_empty() {
                <details class="twin" key="sure">
                    <summary>{ if sure.len() == 1 { "1 name that is known".into() } else { [&whole(sure.len() as f64), " names that are known"].concat() } }</summary>
                    { names("Names that are known", &sure, preview, choices, choose) }
                </details>
            }
            if !preview.rules.is_empty() {
                <details class="twin" key="rules">
                    <summary>{ ["Read by a rule: ", &whole(preview.rules.len() as f64)].concat() }</summary>
                    { lines("Read by a rule", &preview.rules, "How it was read") }
                </details>
            }
        </section>
    }
}

/// What must be said before the file can be used, and what may be.
fn questions(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let asked = preview.questions.iter().map(|question| {
        let pick = {
            let (choices, id) = (choices.clone(), question.id.clone());
            choose.reform(move |index: usize| {
                let mut choices = choices.clone();
                choices.answers.retain(|(other, _)| *other != id);
                choices.answers.push((id.clone(), u16::try_from(index).unwrap_or(0)));
                choices
            })
        };
        let class = if question.is_open { "question open" } else { "question" };
        html! {
            <li key={question.id.clone()} {class}>
                <span>{ question.ask.clone() }</span>
                { picker(question.ask.clone(), question.options.clone(), usize::from(question.chosen), pick) }
            </li>
        }
    });
    html! {
        <ul class="questions" key="questions" aria-label="Questions" hidden={preview.questions.is_empty()}>{ for asked }</ul>
    }
}

fn columns(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let offered = preview.kind.columns();
    let rows = (0_u16..).zip(&preview.heads).map(|(at, head)| {
        let chosen = offered.iter().position(|column| *column == head.column).unwrap_or(0);
        let change = {
            let choices = choices.clone();
            choose.reform(move |index: usize| {
                let mut choices = choices.clone();
                choices.columns.retain(|(other, _)| *other != at);
                choices.columns.extend(offered.get(index).map(|column| (at, *column)));
                choices
            })
        };
        let options = offered.iter().map(|column| column.label().to_owned()).collect();
        let name = if head.name.is_empty() { "(no heading)".to_owned() } else { head.name.clone() };
        let label = ["Take the column ", &name, " as"].concat();
        let cells = vec![Html::from(head.examples.clone()), picker(label, options, chosen, change)];
        Row { key: at.to_string(), head: Html::from(name), cells, class: "" }
    });
    table("Columns".into(), "mapping", &["Column", "For example", "Taken as"], rows.collect())
}

fn names(
    label: &str,
    names: &[&Name],
    preview: &Preview,
    choices: &Choices,
    choose: &Callback<Choices>,
) -> Html {
    let rows = names.iter().map(|name| {
        let options = preview.options.iter().find(|(field, _)| *field == name.field);
        let names = options.map_or(&[][..], |(_, names)| names);
        let (options, chosen) = meanings(names, name.meaning);
        let change = {
            let (choices, field, text, count) = (choices.clone(), name.field, name.text.clone(), names.len());
            choose.reform(move |index: usize| {
                let mut choices = choices.clone();
                choices.meanings.retain(|(of, other, _)| *of != field || *other != text);
                // The band that it was read as comes back by itself.
                if index <= count + 2 {
                    choices.meanings.push((field, text.clone(), meant(index, count)));
                }
                choices
            })
        };
        let text = if name.text.is_empty() { "(blank)".to_owned() } else { name.text.clone() };
        let said = ["Take “", &text, "” as"].concat();
        let cells = vec![
            Html::from(name.head.clone()),
            Html::from(whole(name.rows as f64)),
            picker(said, options, chosen, change),
        ];
        Row {
            key: [&name.head, "\0", &name.text, kind_of(name.field)].concat(),
            head: Html::from(text),
            cells,
            class: "",
        }
    });
    table(label.to_owned(), "mapping", &["In the file", "Column", "Lines", "Taken as"], rows.collect())
}

fn kind_of(field: Field) -> &'static str {
    match field {
        Field::District => "d",
        Field::Need => "n",
        Field::YearGroup => "y",
        Field::Age => "a",
        Field::Channel => "c",
        Field::Phase => "p",
    }
}

/// What a name may be taken for, in the order of [`meant`], and which of it is chosen.
fn meanings(names: &[String], chosen: Meaning) -> (Vec<String>, usize) {
    let total = match chosen {
        Meaning::TotalOf(at) => {
            ["The total of ", names.get(usize::from(at)).map_or("", String::as_str)].concat()
        }
        _ => "A total over all".to_owned(),
    };
    let mut options = vec!["Not known: lines are left out".to_owned()];
    options.extend(names.iter().cloned());
    options.extend([total, "Nothing: leave these lines out".to_owned()]);
    let chosen = match chosen {
        Meaning::Unknown => 0,
        Meaning::One(at) => usize::from(at) + 1,
        Meaning::Total | Meaning::TotalOf(_) => names.len() + 1,
        Meaning::Out => names.len() + 2,
        Meaning::Band(from, to) => {
            options.push(if from == to { format!("Age {from}") } else { format!("Ages {from} to {to}") });
            names.len() + 3
        }
    };
    (options, chosen)
}

fn meant(index: usize, names: usize) -> Meaning {
    match index {
        0 => Meaning::Unknown,
        index if index <= names => u16::try_from(index - 1).map_or(Meaning::Unknown, Meaning::One),
        index if index == names + 1 => Meaning::Total,
        _ => Meaning::Out,
    }
}

/// A table of what was found on lines.
fn lines(label: &str, found: &[Problem], last: &str) -> Html {
    let rows = found.iter().enumerate().map(|(at, problem)| {
        let cells = [&problem.column, &problem.value, &problem.what].map(|text| Html::from(text.clone()));
        Row { key: at.to_string(), head: Html::from(problem.lines.clone()), cells: cells.to_vec(), class: "" }
    });
    table(label.to_owned(), "mapping", &["Line", "Column", "What stands there", last], rows.collect())
}

/// The panel of problems.
pub fn problems(preview: &Preview) -> Html {
    if preview.problems.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel" key="problems" aria-labelledby="problems-title">
            <h2 id="problems-title">{ ["Problems: ", &whole(preview.problems.len() as f64)].concat() }</h2>
            <p class="sub">{"Correct them above or in the file. Nothing that hangs on them is used before you decide."}</p>
            { lines("Problems", &preview.problems, "What is wrong") }
        </section>
    }
}
