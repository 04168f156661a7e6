//! What stands inside a group of controls, drawn only while the group is open.

use super::areas::Areas;
use super::folds::Fold;
use super::lever::LeverControl;
use super::{blocks, counts, provision, run, start};
use crate::app::money::Outcome;
use crate::app::state::{Action, Desk};
use crate::scenario::{BlockPart, Control, Counts, Group, Lever};
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
    /// The section that a control stands in.
    pub fn of(control: Control) -> Section {
        match control {
            Control::Lever(lever) if lever.is_main() => Section::Levers(lever.group()),
            Control::Lever(lever) => Section::More(lever.group()),
            Control::Start => Section::Start,
            Control::Counts(counts) => Section::of_counts(counts),
            Control::LocalitiesStart(_) => Section::Districts,
            Control::SrpPolicy | Control::School(_) => Section::Levers(Group::LocalProvision),
            Control::Extensions | Control::BreakAfter | Control::Travel | Control::PriceYears => {
                Section::Levers(Group::Prices)
            }
            Control::Block(_, BlockPart::Volume) => Section::Blocks,
            Control::Block(block, _) => Section::Block(block),
            Control::Futures | Control::Seed => Section::Run,
        }
    }

    fn of_counts(counts: Counts) -> Section {
        match counts {
            Counts::Joiners | Counts::Leavers => Section::Counts(Some(Group::Demand)),
            Counts::Framework => Section::Counts(Some(Group::Prices)),
            _ => Section::Counts(None),
        }
    }

    /// The section that a section lies in, where it lies in one.
    pub fn outer(self) -> Option<Section> {
        match self {
            Section::More(group) | Section::Counts(Some(group)) => Some(Section::Levers(group)),
            Section::Counts(None) => Some(Section::Start),
            Section::Districts => Some(Section::Levers(Group::Localities)),
            Section::Block(_) => Some(Section::Blocks),
            Section::Start | Section::Levers(_) | Section::Blocks | Section::Areas | Section::Run => None,
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
        html! { <Fold key={title} {section} {title}><Inside ..inside /></Fold> }
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
        Section::Block(index) => blocks::block(index, desk, act),
        Section::Areas => html! { <Areas desk={desk.clone()} act={act.clone()} /> },
        Section::Run => run::run(desk, act),
    }
}
