//! From the department's files to a scenario.

use super::tests::{asked, close, scenario, shown};
use super::*;
use crate::council::Base;
use crate::field::{Age, January};
use crate::scenario::{Scenario, Source};

/// The department's two files in the layout of a year, with made-up counts: a council and a neighbour.
fn sen2(year: &str, is_new: bool) -> (String, String) {
    let begin = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown";
    let schools = if is_new { "special_academy,special_free_school" } else { "special_academy_free" };
    let own = |period: &str, rest: &str| {
        format!(
            "{period},Academic year,Local authority,E92000001,England,E12000008,South East,E10000016,886,Kent,{rest}\n"
        )
    };
    let other = own("202425", "All EHC plans,All EHC plans,900,1,1,70,8")
        .replace("E10000016,886,Kent", "E10000030,936,Surrey");
    let filler = if is_new { "1,1" } else { "1" };
    let mut plans =
        format!("\u{feff}{begin},ehcplans,{schools},special_independent,special_non_maintained\n");
    plans.push_str(
        "202425,Academic year,National,E92000001,England,,,,,,All EHC plans,All EHC plans,9000,1,700,80\n",
    );
    for (period, independent) in [("202324", 80), ("202425", 90), (year, 95)] {
        plans.push_str(&own(period, &format!("All EHC plans,All EHC plans,900,{filler},{independent},10")));
        for (age, count) in
            [("age 7", "40,5"), ("age 11", "40,5"), ("age 25", "x,0"), ("age 20 and over", "9,9")]
        {
            plans.push_str(&own(period, &format!("Child or young persons age,{age},900,{filler},{count}")));
            plans.push_str(&own(period, &format!("Age when plan started,{age},900,{filler},{count}")));
        }
    }
    plans.push_str(&other.replace(",1,1,70", &format!(",{filler},70")));
    let syndrome = if is_new { "number_asd,number_ds" } else { "number_asd" };
    let mut needs =
        format!("{begin},ehc_plans,{syndrome},number_hi,number_semh,number_slcn,number_need_unknown\n");
    let ds = if is_new { ",3" } else { "" };
    for (kind, rest) in [
        ("Special - independent", "30,7,2"),
        ("Special - non-maintained", "4,1,0"),
        ("Special - Academy/free schools", "99,99,9"),
    ] {
        needs.push_str(&own(year, &format!("Type of placement,{kind},50,50{ds},1,{rest}")));
    }
    (plans, needs)
}

#[test]
fn the_departments_files_give_pupils_ages_and_needs_of_the_council() {
    let (plans, needs) = sen2("202425", false);
    let shown = shown(&plans);
    assert!(shown.read.contains("each January: 2024 90, 2025 105"), "{}", shown.read);
    let own = scenario(&shown);
    close(own.opening.pupils.amount.central(), 105.0);
    assert_eq!((own.opening.base, own.opening.pupils.basis.source), (Base::SEN2, Source::Sen2));
    assert!(
        own.opening.pupils.basis.reference.starts_with("Department for Education, SEN2: Kent, January 2025")
    );
    let age = |of: &Scenario, age: u8| of.opening.age_profile.at(Age::try_from(age).unwrap());
    assert_eq!((age(&own, 7), age(&own, 11), age(&own, 20)), (45.0, 45.0, 0.0));
    assert_eq!(own.needs, Scenario::kent().needs, "not in this file");
    let by_need = scenario(&super::tests::shown(&needs));
    let weights: Vec<f64> = by_need.needs.list.iter().map(|need| need.opening_weight).collect();
    assert_eq!(weights, [100.0, 34.0, 8.0, 2.0]);
    assert_eq!(by_need.opening.pupils, Scenario::kent().opening.pupils);
    // Another council of the file.
    let choices = Choices { answers: vec![("council".into(), 2)], ..Choices::default() };
    let surrey = preview(&asked(choices), plans.as_bytes()).unwrap();
    close(scenario(&surrey).opening.pupils.amount.central(), 78.0);
    assert!(surrey.read.contains("The scenario is Kent’s"), "{}", surrey.read);
}

#[test]
fn a_zip_of_the_department_is_read_whole_in_the_newest_layout() {
    use std::io::Write;
    let (plans, needs) = sen2("202526", true);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let old = "time_period,geographic_level,new_la_code,la_name,establishment_group,num_caseload\n202425,National,,,x,1\n";
    for (name, text) in [
        ("data/plans.csv", plans.as_str()),
        ("data/needs.csv", &needs),
        ("data/old.csv", old),
        ("guidance.txt", "x"),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let first = preview(&asked(Choices::default()), &bytes).unwrap();
    assert_eq!(first.scenario, None, "which January is asked");
    assert!(
        first.read.contains("plans.csv (plans by placement), needs.csv (plans by primary need)"),
        "{}",
        first.read
    );
    let told = |answer| Choices { answers: vec![("start".into(), answer)], ..Choices::default() };
    let own = scenario(&preview(&asked(told(1)), &bytes).unwrap());
    assert_eq!(own.horizon.opening_january, January(2026));
    close(own.opening.pupils.amount.central(), 105.0);
    assert_eq!(own.opening.base, Base::OWN);
    // Down syndrome is a need of its own there, and one of the others here.
    let weights: Vec<f64> = own.needs.list.iter().map(|need| need.opening_weight).collect();
    assert_eq!(weights, [100.0, 34.0, 8.0, 8.0]);
    let earlier = scenario(&preview(&asked(told(2)), &bytes).unwrap());
    assert_eq!(earlier.horizon.opening_january, January(2025));
    close(earlier.opening.pupils.amount.central(), 100.0);
    assert_eq!(earlier.needs, Scenario::kent().needs, "the needs are of another January");
}

#[test]
fn files_of_the_department_that_are_of_no_use_are_named() {
    let begin = "time_period,time_identifier,geographic_level,new_la_code,old_la_code,la_name,breakdown_topic,breakdown";
    for (rest, row, word) in [
        (",new_ehc_plans,special_independent", "x", "about new plans"),
        (",total_ceased", "x", "about plans that ended"),
        (",ehcp_or_statement,num_caseload", "x", "layout of 2024 and earlier"),
        (
            ",ehcplans,special_independent,special_non_maintained",
            "202425,Academic year,National,,,,a,b,1,1,1",
            "no line of a council",
        ),
    ] {
        let refused =
            preview(&asked(Choices::default()), format!("{begin}{rest}\n{row}\n").as_bytes()).unwrap_err();
        assert!(refused[0].contains(word), "{refused:?}");
    }
    let book = preview(&asked(Choices::default()), b"PK\x03\x04rest").unwrap_err();
    assert!(book[0].contains("Excel workbook"), "{book:?}");
}
