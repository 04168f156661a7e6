//! A sentence by which a figure can be traced and run again.

use crate::scenario::Scenario;
use crate::words::whole;

/// The scenario, seed, number of futures and digest of a run. Only a complete run has a digest.
pub fn trace(scenario: &Scenario, futures: u32, digest: Option<&str>) -> String {
    let run = ["Scenario “", &scenario.name, "”, seed ", &scenario.run.seed.to_string(), ", "].concat();
    let futures = [&whole(f64::from(futures)), " futures"].concat();
    match digest {
        Some(digest) => [&run, &futures, ", digest ", digest, "."].concat(),
        None => [&run, &futures, " so far of ", &whole(f64::from(scenario.run.futures)), "."].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_under_way_has_no_digest_and_says_so() {
        let kent = Scenario::kent();
        let name = &kent.name;
        let done = trace(&kent, 10_000, Some("abc"));
        assert_eq!(done, format!("Scenario “{name}”, seed {}, 10,000 futures, digest abc.", kent.run.seed));
        assert!(trace(&kent, 64, None).ends_with(", 64 futures so far of 10,000."));
    }
}
