//! A Chromium to run the browser tests in.

use crate::run::{apt_install, apt_update, ask, can_apt, command, find, run, say};
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];
/// Where installers put it without putting it on `PATH`.
const PLACES: [&str; 9] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files/Chromium/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
    "/snap/bin/chromium",
];

/// Finds Chromium or a relative of it, and installs it where there is none. Wants `node_modules`.
pub fn ensure() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let path = PathBuf::from(named);
        return works(&path)
            .then_some(path)
            .context("CHROMIUM names a program that does not run: correct it or unset it");
    }
    if let Some(path) = installed().or_else(playwrights) {
        return Ok(path);
    }
    if can_apt() {
        say("Installing Chromium and a font with apt: the browser tests run in it.");
        if apt_update().and_then(|()| apt_install(&["chromium", "fonts-liberation"])).is_ok()
            && let Some(path) = installed()
        {
            return Ok(path);
        }
    }
    say("Installing Chromium with Playwright for this user: the browser tests run in it.");
    let _ = run(command("node").args(["node_modules/playwright-core/cli.js", "install", "chromium"]));
    match playwrights() {
        Some(path) => Ok(path),
        None => bail!(
            "the browser tests need Chromium and it could not be installed: install Chromium, Chrome or Edge, \
             or set CHROMIUM to where one lies"
        ),
    }
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().filter_map(|name| find(name)).chain(PLACES.iter().map(PathBuf::from)).find(works)
}

/// The one that Playwright installs for itself.
fn playwrights() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let path = PathBuf::from(ask(command("node").args(["--eval", script]))?);
    works(&path).then_some(path)
}

/// Whether it runs; some systems put a stub in its place. On Windows asking would open a window.
fn works(path: &PathBuf) -> bool {
    path.is_file() && (cfg!(windows) || ask(command(path).arg("--version")).is_some())
}
