//! What stands inside a group of controls, drawn only while the group is open.

use super::areas::Areas;
use super::group::Group as Fold;
use super::lever::LeverControl;
use super::{blocks, counts, provision, run, start};
use crate::app::money::Outcome;
use crate::app::state::{Action, Desk};
use crate::scenario::{Counts, Group, Lever};
use std::rc::Rc;
use yew::prelude::*;

/// A group, or a group within one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Section {
    /// The count to start from.
    Start,
    /// The levers of a group, with what belongs to them.
    Levers(Group),
    /// The further assumptions of a group.
    More(Group),
    /// The tables of counts that belong to the start, or to a group.
    Counts(Option<Group>),
    /// When the Localities Model starts, by district.
    Districts,
    /// Every block.
    Blocks,
    /// One block.
    Block(usize),
    /// Groupings of districts into areas.
    Areas,
    /// How many futures, from which seed.
    Run,
}

impl Section {
    /// The group of controls that a table of counts lies in, and the group within that.
    pub fn of(counts: Counts) -> (Section, Section) {
        match counts {
            Counts::Joiners | Counts::Leavers => {
                (Section::Levers(Group::Demand), Section::Counts(Some(Group::Demand)))
            }
            Counts::Framework => (Section::Levers(Group::Prices), Section::Counts(Some(Group::Prices))),
            _ => (Section::Start, Section::Counts(None)),
        }
    }
}

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub section: Section,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
    pub outcomes: Rc<Vec<Outcome>>,
}

#[component]
pub fn Inside(props: &Props) -> Html {
    let Props { section, desk, act, outcomes } = props;
    let fold = |title: &'static str, section: Section| {
        let inside = Props { section, ..props.clone() };
        html! { <Fold key={title} inner=true section={format!("{section:?}")} {title}><Inside ..inside /></Fold> }
    };
    let levers = |group: Group, main: bool| {
        Lever::of(group, main)
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
                Counts::ALL.into_iter().filter(|counts| Section::of(*counts).1 == *section).collect();
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
        Section::Block(index) => blocks::block(index, desk, act),
        Section::Areas => html! { <Areas desk={desk.clone()} act={act.clone()} /> },
        Section::Run => run::run(desk, act),
    }
}
