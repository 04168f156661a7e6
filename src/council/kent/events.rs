//! What happened since Kent's report, and what is to happen.

use crate::council::Event;
use crate::council::event::past;

/// By day.
pub(super) static EVENTS: [Event; 7] = [
    past(
        "2026-02-18",
        "The council decided to move about £17.4m, 1.2% of its Schools Block, into the High Needs Block in 2026/27.",
        "Kent decision 25/00092",
    ),
    past(
        "2026-02-19",
        "The council chose to have two special schools built, in Swanley and Whitstable. No date was confirmed after \
         that.",
        "Kent County Council, news of 19 February 2026; Schools Week, 5 March 2026",
    ),
    past(
        "2026-03-26",
        "The consultation on five proposals for new councils in Kent and Medway closed. Which of them the government \
         chose was not found by 30 November 2026.",
        "Council pages on local government reorganisation",
    ),
    past(
        "2026-06-11",
        "The award notice of the framework was published. Its list of suppliers was not found.",
        "Copy of Find a Tender, as an aggregator has it",
    ),
    Event {
        date: "2026-09-01",
        ahead: "The framework is to replace the DPS, for four years and up to four more.",
        behind: "The framework was to replace the DPS, for four years and up to four more. No public notice that it \
                 did was found by 30 November 2026.",
        source: "Council report 25/00065, paragraph 4.15",
    },
    Event {
        date: "2028-03-31",
        ahead: "The year ends in which the Safety Valve agreement wants the High Needs Block to balance. What becomes \
                of its payments once a stability grant comes is not published.",
        behind: "The year ended in which the Safety Valve agreement wanted the High Needs Block to balance.",
        source: "Council report 25/00065, paragraph 6.13",
    },
    Event {
        date: "2028-04-01",
        ahead: "New councils are to take over from the county and the districts; countywide contracts may then be \
                divided.",
        behind: "New councils were to take over from the county and the districts.",
        source: "Council pages on local government reorganisation",
    },
];
