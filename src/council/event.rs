//! What happened, or is to happen, on a day, and bears on a forecast of placements.

use super::Council;
use crate::words::is_behind;

/// Something dated that bears on a forecast of placements and on what they cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The day, as 2028-04-01.
    pub date: &'static str,
    /// What is to happen, in a sentence or two, for as long as the day lies ahead.
    pub ahead: &'static str,
    /// The same once the day is past: what happened, or what was planned where nothing says that it did.
    pub behind: &'static str,
    /// Who says so, and how well it is known.
    pub source: &'static str,
}

impl Event {
    /// What it is, as it is said on a day.
    pub fn said(&self, today: &str) -> &'static str {
        if is_behind(self.date, today) { self.behind } else { self.ahead }
    }
}

/// What bears on every council of England.
static NATIONAL: [Event; 7] = [
    past(
        "2026-02-09",
        "The government set out which deficits a High Needs Stability Grant clears: overspending on high needs alone, \
         as it stands in the accounts at 31 March 2026, and the lowest figure where records differ.",
        "Department for Education, explanatory note on DSG deficits, 9 February 2026",
    ),
    past(
        "2026-02-23",
        "The government consulted on reform until 18 May: individual support plans, price bands, and tribunals that \
         no longer name a school. No answer to the consultation was found by 30 November 2026.",
        "Department for Education, SEND reform: putting children and young people first",
    ),
    past(
        "2026-05-13",
        "An Education for All Bill was announced. It had not been introduced when last seen; price bands need it.",
        "Department for Education, King’s Speech of 13 May 2026",
    ),
    past(
        "2026-06-25",
        "England had about 718,800 education, health and care plans in January 2026, 12.5% more than a year before. \
         No council’s own counts of that January are built in: import the file of the department, or your own.",
        "Department for Education (SEN2, reporting year 2026), as others report it",
    ),
    past(
        "2026-06-25",
        "Councils expected to pay £8,800 a year to carry a pupil under 16 with special educational needs in 2025/26.",
        "Department for Education, Home to school transport: local authority data collection",
    ),
    Event {
        date: "2028-04-01",
        ahead: "The statutory override ends: what has been overspent on high needs and not cleared falls on the \
                council’s own accounts.",
        behind: "The statutory override was due to end: what had been overspent on high needs and not cleared then \
                 fell on the council’s own accounts.",
        source: "Department for Education, explanatory note on DSG deficits, 9 February 2026",
    },
    Event {
        date: "2029-09-01",
        ahead: "Individual support plans are planned from September 2029. A pupil in a special place then is to keep \
                it to the end of education, so the reform acts on those who join.",
        behind: "Individual support plans were planned from September 2029. A pupil in a special place then was to \
                 keep it to the end of education.",
        source: "Department for Education, 23 February 2026; Schools Week, February 2026",
    },
];

/// Something that has happened: it is said in one way.
pub(super) const fn past(date: &'static str, said: &'static str, source: &'static str) -> Event {
    Event { date, ahead: said, behind: said, source }
}

impl Council {
    /// What bears on its forecast, the earliest first: what is its own, and what is England's.
    pub fn events(&self) -> Vec<&'static Event> {
        let mut events: Vec<&Event> = NATIONAL.iter().chain(self.facts().events).collect();
        events.sort_by_key(|event| event.date);
        events
    }
}

#[cfg(test)]
mod tests {
    use crate::council::{DEFAULT, by_code};

    #[test]
    fn events_stand_in_order_and_are_sentences() {
        let events = by_code(DEFAULT).events();
        assert!(events.is_sorted_by_key(|event| event.date));
        for event in events {
            assert_eq!(event.date.len(), "2028-04-01".len(), "{event:?}");
            for said in [event.ahead, event.behind] {
                assert!(said.ends_with('.') && said.chars().count() < 260, "{said}");
            }
            assert!(!event.source.ends_with('.'), "{event:?}");
        }
    }

    #[test]
    fn what_lies_behind_today_is_said_as_past() {
        let said = |today: &str| {
            let events = by_code(DEFAULT).events();
            events.iter().find(|event| event.date == "2026-09-01").unwrap().said(today)
        };
        assert!(said("2026-08-31").contains("is to replace"), "{}", said("2026-08-31"));
        assert!(said("2026-11-30").contains("was to replace"), "{}", said("2026-11-30"));
    }

    #[test]
    fn another_council_has_the_national_events_alone() {
        let (own, other) = (by_code(DEFAULT).events(), by_code("E10000012").events());
        assert!(other.len() < own.len() && other.iter().all(|event| own.contains(event)));
        assert!(other.iter().all(|event| !event.ahead.contains("Kent") && !event.source.contains("Kent")));
    }
}
