//! Writes the JSON Schema of a scenario file: `cargo xtask schema` puts it into `docs/scenario.schema.json`.

use sufficiency_planner::scenario::Scenario;

fn main() {
    print!("{}", Scenario::schema());
}
