//! `cargo xtask <command>`: everything done to the planner from outside it.

mod disk;
mod dist;
mod node;
mod run;
mod tool;
mod wasm;

use anyhow::{Context, Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--no-build] [--no-open]   build the planner and serve it on this machine
  test     everything that must pass
  check    format, lints and native tests: seconds when warm
  dev      serve, and rebuild on save
  build    make dist/: static files for any web server
  size     weigh dist/
  bench    measure futures a second, natively and in the browser
  setup    only install what is missing
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", disk::full().unwrap_or_else(|| error.to_string()));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, _flags)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "build" => {
            disk::warn_if_short();
            dist::build()?;
            dist::weigh()
        }
        "size" => dist::weigh(),
        // Trunk's hook, see Trunk.toml.
        "finish" => {
            let folder = std::env::var_os("TRUNK_STAGING_DIR").context("`finish` is for trunk to call")?;
            dist::finish(folder.as_ref())
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
}
