//! The checks on the framework, the agreement and the block contracts.

use super::findings::{Findings, as_u64, codes};
use crate::scenario::{Agreement, Block, BlockKind, Scenario, limits};
use crate::words::pounds;

impl Findings {
    /// The years and the opening share of the framework are within their limits.
    pub(super) fn framework(&mut self, scenario: &Scenario) {
        let framework = &scenario.framework;
        self.rationale("framework", &framework.rationale);
        let years = as_u64(&limits::OPENING_JANUARY);
        self.whole("framework.start", u64::from(framework.start), &years);
        self.whole("framework.participation_by", u64::from(framework.participation_by), &years);
        let terms = as_u64(&limits::TERM);
        self.whole("framework.initial_years", u64::from(framework.initial_years), &terms);
        self.whole("framework.extensions", u64::from(framework.extensions), &(0..=*terms.end()));
        if let Some(years) = framework.break_after {
            self.whole("framework.break_after", u64::from(years), &terms);
        }
        self.fixed("framework.opening_share", &framework.opening_share, &limits::SHARE);
        self.number("high_needs.other_savings_from", scenario.high_needs.other_savings_from, &limits::YEAR);
    }

    /// Sums of money are in pounds: one so small that thousands or millions must be meant is asked about.
    pub(super) fn units(&mut self, scenario: &Scenario) {
        const MILLION: f64 = 1e6;
        let (money, prices) = (&scenario.high_needs, &scenario.prices);
        // What is under the least of its kind stands in the unit beside it.
        for (path, assumption, least, unit) in [
            ("high_needs.budget.amount", &money.budget, MILLION, MILLION),
            ("high_needs.gap.amount", &money.gap, 1e3, MILLION),
            ("high_needs.opening_deficit.amount", &money.opening_deficit, 1e3, MILLION),
            ("high_needs.contributions.amount", &money.contributions, 1e3, MILLION),
            ("prices.lot_a.amount", &prices.lot_a, 1e3, 1e3),
            ("prices.lot_b.amount", &prices.lot_b, 1e3, 1e3),
            ("prices.off_framework.amount", &prices.off_framework, 1e3, 1e3),
        ] {
            let value = assumption.amount.central();
            if value != 0.0 && value.abs() < least {
                let unit = if value.abs() < 1e3 { unit } else { 1e3 };
                let meant = (value * unit).round();
                self.add_alone(
                    path,
                    value,
                    "it is in pounds, and so little cannot be meant",
                    &format!("Enter {meant} if {} is meant", pounds(meant)),
                );
            }
        }
    }

    /// The agreement has a name and a year. The year may lie outside the horizon, as it may in files of earlier
    /// versions; the page then says so in place of the balance.
    pub(super) fn agreement(&mut self, agreement: Option<&Agreement>) {
        if let Some(agreement) = agreement {
            self.name("agreement.name", &agreement.name);
            let year = u64::from(agreement.break_even_in.0);
            self.whole("agreement.break_even_in", year, &as_u64(&limits::OPENING_JANUARY));
        }
    }

    /// There are no more blocks than there may be, each with a name of its own.
    pub(super) fn blocks(&mut self, scenario: &Scenario) {
        let blocks = &scenario.blocks;
        if !self.count("blocks", blocks.len(), &limits::BLOCKS, "blocks") {
            return;
        }
        self.unique("blocks", "name", blocks.iter().map(|block| &block.name));
        for (index, block) in blocks.iter().enumerate() {
            self.block(&format!("blocks[{index}]"), block, scenario);
        }
    }

    /// One block: its pupils are known, its terms within their limits.
    pub(super) fn block(&mut self, path: &str, block: &Block, scenario: &Scenario) {
        let (districts, needs) = codes(scenario);
        self.name(&format!("{path}.name"), &block.name);
        self.rationale(path, &block.rationale);
        self.known(path, "districts", &block.districts, &districts);
        self.known(path, "needs", &block.needs, &needs);
        self.whole(&format!("{path}.volume"), u64::from(block.volume), &as_u64(&limits::VOLUME));
        self.whole(&format!("{path}.start"), u64::from(block.start), &as_u64(&limits::OPENING_JANUARY));
        self.whole(&format!("{path}.term"), u64::from(block.term), &as_u64(&limits::TERM));
        self.steps(&format!("{path}.ramp"), &block.ramp);
        for (field, assumption) in [
            ("discount", &block.discount),
            ("void_share", &block.void_share),
            ("minimum_occupancy", &block.minimum_occupancy),
            ("refill", &block.refill),
            ("award", &block.award),
        ] {
            self.assumption(&format!("{path}.{field}"), assumption, &limits::SHARE);
        }
        self.assumption(&format!("{path}.indexation"), &block.indexation, &(0.0..=2.0));
        if block.kind == BlockKind::Conversion && !block.phases.is_empty() {
            self.add(
                &format!("{path}.phases"),
                "a choice of phases",
                "a conversion block takes the pupils of every phase",
                "Leave the phases empty",
            );
        }
    }
}
