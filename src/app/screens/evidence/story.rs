//! The audit of the council's figures in chapters, with its arithmetic.

use crate::app::part::{Row, panel, table};
use crate::council::{Finding, Inconsistency, Quantity, Report, Verdict};
use crate::sentences;
use crate::words::tied;
use yew::prelude::*;

/// All chapters of a report.
pub fn story(report: &Report) -> Html {
    let chapters = (report.audit)();
    let said = sentences::audited(&chapters);
    let body = html! {
        <>
            { for chapters.into_iter().map(|chapter| html! {
                <section class="chapter" key={chapter.title}>
                    <h3>{ chapter.title }</h3>
                    <p>{ chapter.conclusion }</p>
                    { for chapter.findings.iter().map(finding) }
                </section>
            }) }
            <section class="chapter" key="words">
                <h3>{"Where its words do not fit together"}</h3>
                <ul class="limits">{ for report.inconsistencies.iter().map(misfit) }</ul>
            </section>
        </>
    };
    panel("audit-title", said, report.source, false, body)
}

/// The class of a verdict.
fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reproduces => "good",
        Verdict::DoesNotReproduce | Verdict::Inconsistent => "bad",
        Verdict::ReproducesOnStatedBasisOnly | Verdict::ReproducesOnUnstatedBasis => "part",
        Verdict::Derived | Verdict::Hypothesis | Verdict::Note => "plain",
    }
}

fn finding(finding: &Finding) -> Html {
    let first = finding.follows.iter().find(|quantity| quantity.stated.is_some());
    html! {
        <article class="finding" key={finding.code} id={["row-", finding.code].concat()} tabindex="-1">
            <h4>
                <span class="code">{ finding.code }</span>{ finding.title }
                <span class={classes!("badge", class(finding.verdict))}>{ finding.verdict.label() }</span>
            </h4>
            <dl>
                <div><dt>{ ["The report says (", finding.paragraph, ")"].concat() }</dt><dd>{ finding.says }</dd></div>
                if let Some(quantity) = first {
                    <div key="follows"><dt>{"Its own inputs give"}</dt><dd>{ follows(quantity) }</dd></div>
                }
                <div key="reason"><dt>{"What to make of it"}</dt><dd>{ finding.reason.clone() }</dd></div>
            </dl>
            <details class="twin"><summary>{"The arithmetic"}<span class="hidden">{ [" of ", finding.code].concat() }</span></summary>
                { arithmetic(finding) }
            </details>
        </article>
    }
}

/// The first value that the report also states, and the difference between the two.
fn follows(quantity: &Quantity) -> String {
    let unit = quantity.unit;
    let apart = quantity.difference().unwrap_or_default();
    let stated = quantity.stated_text().unwrap_or_default();
    let difference = if apart.abs() < 1e-9 {
        ", as stated".to_owned()
    } else if quantity.rounds_to_stated() == Some(true) {
        [" rounds to the ", &stated, " stated"].concat()
    } else {
        let side = if apart > 0.0 { " more than the " } else { " less than the " };
        [", ", &unit.write(apart.abs()), side, &stated, " stated"].concat()
    };
    [&quantity.label, ": ", &unit.write(quantity.value), &difference].concat()
}

fn arithmetic(finding: &Finding) -> Html {
    let heads = ["What", "Sum", "Comes to", "Report states", "Difference"];
    let rows = finding.follows.iter().map(|quantity| {
        let difference = quantity.difference().map_or_else(String::new, |apart| {
            if apart.abs() < 1e-9 { "none".into() } else { quantity.unit.write(apart) }
        });
        let stated = quantity.stated_text().unwrap_or_default();
        let sum = quantity.working.unwrap_or_default().to_owned();
        Row::of(&quantity.label, [sum, quantity.to_string(), stated, difference].map(|text| tied(&text)))
    });
    table(["The arithmetic of ", finding.code].concat(), "sums", &heads, rows.collect())
}

fn misfit(misfit: &Inconsistency) -> Html {
    html! { <li key={misfit.text}><b>{ ["Paragraph ", misfit.paragraphs, ". "].concat() }</b>{ misfit.text }</li> }
}
