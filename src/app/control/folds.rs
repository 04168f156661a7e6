//! The open sections of the controls.

use super::group::Group;
use super::section::Section;
use std::rc::Rc;
use yew::prelude::*;

/// The open sections, and how to open and close one: a context of the panel.
#[derive(Clone, Default, PartialEq)]
pub struct Folds {
    open: Rc<Open>,
    /// Opens a closed section, and closes an open one.
    toggle: Callback<Section>,
    /// Opens a section and the one that contains it.
    lead: Callback<Section>,
}

impl Folds {
    fn is_open(&self, section: Section) -> bool {
        self.open.0.contains(&section)
    }

    /// Opens a section and the one that contains it.
    pub fn lead(&self, to: Section) {
        self.lead.emit(to);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Open(Vec<Section>);

enum Turn {
    Toggle(Section),
    Lead(Section),
    /// The number of blocks has changed, so every block editor closes: none may stay open over another block.
    ShutBlocks,
}

impl Reducible for Open {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let mut open = self.0.clone();
        match turn {
            // When the section is opened again, the sections within it are closed.
            Turn::Toggle(section) if open.contains(&section) => {
                open.retain(|&other| other != section && other.outer() != Some(section));
            }
            Turn::Toggle(section) => open.push(section),
            Turn::Lead(section) => {
                for section in section.outer().into_iter().chain([section]) {
                    if !open.contains(&section) {
                        open.push(section);
                    }
                }
            }
            Turn::ShutBlocks => open.retain(|section| !matches!(section, Section::Block(_))),
        }
        Rc::new(Open(open))
    }
}

/// Keeps the open sections, beginning with the given one. `blocks` is the number of blocks in the scenario.
#[hook]
pub fn use_folds(at_first: &[Section], blocks: usize) -> Folds {
    let open = use_reducer(|| Open(at_first.to_vec()));
    use_effect_with(blocks, {
        let dispatcher = open.dispatcher();
        move |_| dispatcher.dispatch(Turn::ShutBlocks)
    });
    let toggle = {
        let dispatcher = open.dispatcher();
        use_callback((), move |section, ()| dispatcher.dispatch(Turn::Toggle(section)))
    };
    let lead = {
        let dispatcher = open.dispatcher();
        use_callback((), move |section, ()| dispatcher.dispatch(Turn::Lead(section)))
    };
    Folds { open: Rc::new((*open).clone()), toggle, lead }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub section: Section,
    pub title: AttrValue,
    /// The main value in a few words.
    #[prop_or_default]
    pub value: AttrValue,
    pub children: Html,
}

/// A section of the controls behind its title.
#[component]
pub fn Fold(props: &Props) -> Html {
    let Props { section, title, value, children } = props;
    let section = *section;
    let folds = use_context::<Folds>().unwrap_or_default();
    html! {
        <Group title={title.clone()} value={value.clone()} inner={section.outer().is_some()}
            open={folds.is_open(section)} toggle={folds.toggle.reform(move |()| section)}>
            { children.clone() }
        </Group>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Group::{Demand, Localities};

    fn after(turns: impl IntoIterator<Item = Turn>) -> Vec<Section> {
        turns.into_iter().fold(Rc::default(), Open::reduce).0.clone()
    }

    #[test]
    fn a_section_is_opened_and_shut_with_what_is_inside() {
        let (outer, inner) = (Section::Levers(Demand), Section::More(Demand));
        let open = || [Turn::Toggle(Section::Run), Turn::Toggle(outer), Turn::Toggle(inner)];
        assert_eq!(after(open()), [Section::Run, outer, inner]);
        assert_eq!(after(open().into_iter().chain([Turn::Toggle(inner)])), [Section::Run, outer]);
        assert_eq!(after(open().into_iter().chain([Turn::Toggle(outer)])), [Section::Run]);
    }

    #[test]
    fn a_link_opens_the_way_to_a_section_and_shuts_none() {
        let way = [Section::Levers(Localities), Section::Districts];
        assert_eq!(after([Turn::Lead(Section::Districts)]), way);
        assert_eq!(after([Turn::Toggle(way[0]), Turn::Lead(way[1]), Turn::Lead(way[1])]), way);
        assert_eq!(after([Turn::Lead(Section::Start)]), [Section::Start]);
    }

    #[test]
    fn no_editor_of_a_block_stays_open_over_another_block() {
        let open = [Turn::Lead(Section::Block(1)), Turn::Lead(Section::Start), Turn::ShutBlocks];
        assert_eq!(after(open), [Section::Blocks, Section::Start]);
    }
}
