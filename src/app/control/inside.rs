//! The content of a group of controls, drawn only while the group is open.

use super::areas::Areas;
use super::blocks::BlockEditor;
use super::folds::Fold;
use super::lever::LeverControl;
use super::section::Section;
use super::{blocks, counts, provision, run, start};
use crate::app::state::{Action, Desk};
use crate::results::BlockYear;
use crate::scenario::{Counts, Group, Lever};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub section: Section,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
    pub outcomes: Rc<Vec<BlockYear>>,
}

#[component]
pub fn Inside(props: &Props) -> Html {
    let Props { section, desk, act, outcomes } = props;
    let fold = |title: &'static str, section: Section| {
        let inside = Props { section, ..props.clone() };
        html! { <Fold key={title} {section} {title}><Inside ..inside /></Fold> }
    };
    let levers = |group: Group, main: bool| {
        Lever::in_group(group, main)
            .map(|lever| {
                html! { <LeverControl key={lever.path()} {lever} desk={desk.clone()} act={act.clone()} /> }
            })
            .collect::<Html>()
    };
    match *section {
        Section::Start => html! {
            <>
                <div key="start">{ start::start(desk, act) }</div>
                { fold("Who the pupils are", Section::Counts(None)) }
            </>
        },
        Section::Counts(_) => {
            let tables: Vec<Counts> =
                Counts::ALL.into_iter().filter(|counts| Section::of_counts(*counts) == *section).collect();
            counts::counts(&tables, desk, act)
        }
        Section::Levers(group) => html! {
            <>
                <div key="levers">{ levers(group, true) }</div>
                { match group {
                    Group::Localities => fold("Start dates for each district", Section::Districts),
                    Group::LocalProvision => provision::provision(desk, act),
                    Group::Prices => html! {
                        <>
                            { provision::framework(desk, act) }
                            { fold("Placements on the framework", Section::Counts(Some(group))) }
                        </>
                    },
                    Group::Demand => fold("Joiners and leavers by age", Section::Counts(Some(group))),
                    Group::HighNeeds => html! {},
                } }
                { fold("More assumptions", Section::More(group)) }
            </>
        },
        Section::More(group) => levers(group, false),
        Section::Districts => provision::starts(desk, act),
        Section::Blocks => blocks::blocks(desk, act, outcomes),
        Section::Block(index) => html! { <BlockEditor {index} desk={desk.clone()} act={act.clone()} /> },
        Section::Areas => html! { <Areas desk={desk.clone()} act={act.clone()} /> },
        Section::Run => run::run(desk, act),
    }
}
