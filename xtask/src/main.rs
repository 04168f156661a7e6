//! `cargo xtask <command>`: everything done to the planner from outside it.

#[cfg(test)]
mod arrows;
mod checks;
mod chromium;
mod disk;
mod dist;
mod licences;
mod node;
mod offline;
mod run;
mod server;
mod site;
mod tool;
mod wasm;

use anyhow::{Context, Result, bail};
use server::Site;
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve             build the planner, serve it on this machine and open it
                    [--port N] [--no-build] [--no-open] [--under FOLDER]
  test              everything that must pass
  check             format, lints, documentation and native tests
  dev [--port N]    serve on this machine and rebuild on save
  build             make dist/: static files for any web server
  quick             make dist/ in a hurry, slower to run: for looking at while you work
  size              weigh dist/
  browser [WORD]... the browser journeys alone, on the dist/ there is
  soak [MINUTES]    edit and run for an hour, or as long as said, and watch the memory
  bench             measure futures a second, natively and in the browser
  schema            write docs/scenario.schema.json anew
  pictures          show every screen in three sizes in docs/screens/, from the dist/ there is
  setup             only install what is missing
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            if let Some(full) = disk::full() {
                eprintln!("       {full}");
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, flags) =
        arguments.split_first().map_or(("help", arguments), |(first, rest)| (first.as_str(), rest));
    if !matches!(command, "serve" | "dev" | "browser" | "soak") && !flags.is_empty() {
        bail!("`{command}` takes nothing after it, but was given `{}`", flags.join(" "));
    }
    if matches!(command, "serve" | "test" | "dev" | "build" | "quick" | "bench" | "setup") {
        disk::warn_if_short();
    }
    match command {
        "serve" => serve(flags),
        "test" => checks::test(),
        "check" => checks::check(),
        "dev" => dist::dev(flags),
        "build" => dist::build().and_then(|()| dist::weigh()),
        "quick" => dist::quick(),
        "size" => dist::weigh(),
        "browser" => checks::browser(flags),
        "soak" => checks::soak(flags),
        "bench" => checks::bench(),
        "schema" => checks::schema(),
        "pictures" => checks::pictures(),
        "setup" => dist::trunk().and_then(|_| chromium::ensure()).map(|_| run::say("Nothing is missing.")),
        // Trunk's hook, see Trunk.toml.
        "finish" => {
            let folder = std::env::var_os("TRUNK_STAGING_DIR").context("`finish` is for trunk to call")?;
            let release = std::env::var("TRUNK_PROFILE").as_deref() == Ok("release");
            dist::finish(folder.as_ref(), release)
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
}

fn serve(flags: &[String]) -> Result<()> {
    let options = server::Options::parse(flags)?;
    let site = Site::bind(&options)?;
    if options.build {
        dist::build()?;
    }
    site.serve(options.open)
}
