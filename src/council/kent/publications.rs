//! The publications behind Kent's baseline and its counts, including national ones.

use crate::council::Publication;

#[rustfmt::skip] // a publication is read as a row
pub(super) static PUBLICATIONS: [Publication; 32] = [
    Publication {
        marks: &["Council report 25/00065"],
        title: "Kent County Council, report to the Cabinet Committee, decision 25/00065",
        date: "18 November 2025",
        address: Some("https://democracy.kent.gov.uk/mgIssueHistoryHome.aspx?IId=69625"),
    },
    Publication {
        marks: &["item on 25/00065"],
        title: "Kent County Council, minutes of the Cabinet Committee",
        date: "18 November 2025",
        address: Some("https://democracy.kent.gov.uk/mgAi.aspx?ID=68658"),
    },
    Publication {
        marks: &["SEN2"],
        title: "Department for Education, Education, health and care plans (SEN2), reporting year 2025",
        date: "January 2025",
        address: Some("https://explore-education-statistics.service.gov.uk/find-statistics/education-health-and-care-plans"),
    },
    Publication {
        marks: &["ONS mid-2020"],
        title: "Office for National Statistics, mid-year population estimates by single year of age",
        date: "mid-2020",
        address: None,
    },
    Publication {
        marks: &["Indices of Deprivation 2025"],
        title: "English Indices of Deprivation 2025, income score",
        date: "2025",
        address: None,
    },
    Publication {
        marks: &["decision 25/00085"],
        title: "Kent County Council, decision 25/00085 on specialist resource provisions",
        date: "4 December 2025",
        address: Some("https://democracy.kent.gov.uk/mgIssueHistoryHome.aspx?IId=70069"),
    },
    Publication {
        marks: &["Communities of Schools"],
        title: "Kent County Council, Communities of Schools (kelsi.org.uk)",
        date: "2 May 2025",
        address: None,
    },
    Publication {
        marks: &["Tribunal appeals"],
        title: "Department for Education and HM Courts and Tribunals Service, SEND appeals, 2024/25",
        date: "December 2025",
        address: None,
    },
    Publication {
        marks: &["Kent SRP panel"],
        title: "Kent County Council, minutes of the Cabinet Committee",
        date: "18 November 2025",
        address: Some("https://democracy.kent.gov.uk/mgAi.aspx?ID=68658"),
    },
    Publication {
        marks: &["Kent announcements"],
        title: "Kent County Council, news of two special schools (news.kent.gov.uk)",
        date: "December 2025 and 19 February 2026",
        address: None,
    },
    Publication {
        marks: &["KentOnline"],
        title: "KentOnline, costs of 2022/23",
        date: "2022/23",
        address: None,
    },
    Publication {
        marks: &["Kent scrutiny papers", "Kent state special cost", "Kent's average cost"],
        title: "Kent County Council, scrutiny papers as reported by Hello Rayo",
        date: "8 November 2024",
        address: None,
    },
    Publication {
        marks: &["Department for Education, 20 February 2026"],
        title: "Department for Education, national price bands for independent special schools",
        date: "20 February 2026",
        address: None,
    },
    Publication {
        marks: &["explanatory note on DSG deficits"],
        title: "Department for Education, explanatory note on the approach to DSG deficits",
        date: "9 February 2026",
        address: None,
    },
    Publication {
        marks: &["Kent Cabinet, 5 October 2023"],
        title: "Kent County Council, Cabinet, home-to-school transport",
        date: "5 October 2023",
        address: Some("https://democracy.kent.gov.uk/mgAi.aspx?ID=63777"),
    },
    Publication {
        marks: &["25/00037", "£97.5m"],
        title: "Kent County Council, Cabinet, outturn of 2024/25 (25/00037)",
        date: "22 July 2025",
        address: Some("https://democracy.kent.gov.uk/ieIssueDetails.aspx?IId=68955"),
    },
    Publication {
        marks: &["reported in January 2026", "£136m"],
        title: "Local Democracy Reporting Service and KentOnline, citing council papers",
        date: "January 2026",
        address: None,
    },
    Publication {
        marks: &["24/00117", "Kent decisions"],
        title: "Kent County Council, decision 24/00117 on school funding",
        date: "2024/25",
        address: Some("https://democracy.kent.gov.uk/mgIssueHistoryHome.aspx?IId=67923"),
    },
    Publication {
        marks: &["decision 25/00092"],
        title: "Kent County Council, decision 25/00092 on school funding in 2026/27",
        date: "18 February 2026",
        address: None,
    },
    Publication {
        marks: &["Haven School"],
        title: "Staffordshire County Council, block contract with The Haven School",
        date: "10 June 2025",
        address: Some("https://www.find-tender.service.gov.uk/Notice/078138-2025"),
    },
    Publication {
        marks: &["East Sussex"],
        title: "East Sussex Schools Forum, funding of empty places in state special schools",
        date: "not dated",
        address: None,
    },
    Publication {
        marks: &["Nottinghamshire"],
        title: "Nottinghamshire County Council, fourth round of its framework (Contracts Finder)",
        date: "8 September 2025",
        address: None,
    },
    Publication {
        marks: &["Shepway Vox"],
        title: "Shepway Vox, information request on private special schools",
        date: "31 July 2025",
        address: None,
    },
    Publication {
        marks: &["Schools Week, March 2023"],
        title: "Schools Week, payments of the Safety Valve agreements",
        date: "March 2023",
        address: None,
    },
    Publication {
        marks: &["Schools Week, 11 December 2025"],
        title: "Schools Week, £50,000 a place in place of a new special school",
        date: "11 December 2025",
        address: None,
    },
    Publication {
        marks: &["Schools Week, 20 February 2026"],
        title: "Schools Week, price bands of independent special schools",
        date: "20 February 2026",
        address: None,
    },
    Publication {
        marks: &["Schools Week, 5 March 2026"],
        title: "Schools Week, special schools chosen to go ahead",
        date: "5 March 2026",
        address: None,
    },
    Publication {
        marks: &["Institute for Fiscal Studies"],
        title: "Institute for Fiscal Studies, spending on special educational needs in England",
        date: "2 December 2025",
        address: None,
    },
    Publication {
        marks: &["parliamentary answer 100030", "Parliamentary answer 100030"],
        title: "House of Commons, written answer 100030 on placements in independent special schools",
        date: "7 January 2026",
        address: None,
    },
    Publication {
        marks: &["Consultation on SEND reform"],
        title: "Department for Education, SEND reform: putting children and young people first (consultation)",
        date: "23 February 2026",
        address: None,
    },
    Publication {
        marks: &["King's Speech, 13 May 2026"],
        title: "Department for Education, Education for All Bill, announced in the King’s Speech",
        date: "13 May 2026",
        address: None,
    },
    Publication {
        marks: &["Home to school transport, 25 June 2026"],
        title: "Department for Education, Home to school transport: local authority data collection",
        date: "25 June 2026",
        address: None,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::publications;
    use crate::evidence::entries;
    use crate::scenario::{Scenario, Source};

    /// What a reference says where nothing stands behind it.
    const SILENT: [&str; 12] = [
        "No forecast",
        "No published",
        "No count",
        "No volume",
        "not published",
        "Yours to choose",
        "Approximate places",
        "Two published years only",
        "Between mainstream and state special cost",
        "Counts by need differ",
        "how districts differ",
        "Worked out from",
    ];

    #[test]
    fn every_reference_has_a_dated_publication_or_says_that_there_is_none() {
        let kent = Scenario::kent();
        for row in entries(&kent, &kent) {
            let has_some = publications(&row.reference).next().is_some();
            let is_silent = SILENT.iter().any(|silence| row.reference.contains(silence));
            assert!(has_some || is_silent, "{}: {}", row.path, row.reference);
            if row.source.is_some_and(|source| source != Source::Assumption) {
                assert!(has_some, "{}: {}", row.path, row.reference);
            }
        }
    }

    #[test]
    fn every_publication_is_cited_dated_and_addressed_over_a_safe_line() {
        let kent = Scenario::kent();
        let rows = entries(&kent, &kent);
        let mut cited: Vec<&str> = rows.iter().map(|row| row.reference.as_str()).collect();
        let counts = kent.council().counts();
        cited.extend(counts.iter().map(|count| count.reference));
        for publication in &PUBLICATIONS {
            assert!(
                cited.iter().any(|reference| publications(reference).any(|found| found == publication)),
                "{publication:?}"
            );
            assert!(!publication.date.is_empty() && !publication.title.ends_with('.'));
            assert!(publication.address.is_none_or(|address| address.starts_with("https://")));
        }
    }
}
