//! Other programs: finding them, asking them something, running them in the terminal's sight.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The checkout's root folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies inside the checkout")
}

/// A line of our own between the lines of the programs we run.
pub fn say(line: &str) {
    eprintln!("==> {line}");
}

/// A command that runs in the checkout's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The native cargo: the very one that runs us.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end with its output in the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("`{name}` could not be started"))?;
    if !status.success() {
        bail!("`{name}` failed; its own lines above say why");
    }
    Ok(())
}

/// What a program prints when asked quietly; nothing if it is missing or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Where a program lies on `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    env::split_paths(&env::var_os("PATH")?)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))))
        .find(|path| path.is_file())
}

/// Whether packages of the operating system can be installed: root on Debian or a relative of it.
pub fn can_apt() -> bool {
    find("apt-get").is_some() && ask(command("id").arg("-u")).as_deref() == Some("0")
}

/// Installs operating system packages.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let mut apt = command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    run(apt.args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

/// Fetches the lists of operating system packages.
pub fn apt_update() -> Result<()> {
    run(command("apt-get").args(["update", "--quiet"]))
}

/// `PATH` with some folders in front.
pub fn path_with(front: &[PathBuf]) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = front.iter().cloned().chain(env::split_paths(&rest));
    env::join_paths(all).context("a folder on PATH has a separator in its name; rename it")
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let stem = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match command.get_args().next() {
        Some(first) => format!("{stem} {}", first.to_string_lossy()),
        None => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_program_and_its_first_argument() {
        let error = run(command("no-such-program-here").arg("build")).unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program-here build` could not be started");
    }

    #[test]
    fn a_missing_program_answers_nothing() {
        assert_eq!(ask(&mut command("no-such-program-here")), None);
        assert_eq!(find("no-such-program-here"), None);
    }

    #[test]
    fn folders_put_in_front_come_first() {
        let path = path_with(&[PathBuf::from("first"), PathBuf::from("second")]).unwrap();
        let folders: Vec<_> = env::split_paths(&path).take(2).collect();
        assert_eq!(folders, [PathBuf::from("first"), PathBuf::from("second")]);
    }
}
