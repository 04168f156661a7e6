//! What stands beside the app in `dist/`: the pages of text, and the service worker that keeps it all for use
//! without the network.

use crate::run::root;
use crate::site::{POLICY, list};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The service worker. Its name stays, or a browser would keep an old one for ever.
pub const WORKER: &str = "sw.js";
/// What it is in a development build: see the file.
const RETIRED: &str = "retire.js";
/// Pages that the host of a copy fills in: neither kept for good nor compared.
pub const LIVE: [&str; 1] = ["contact.html"];

/// Puts the pages of text into the frame that they share, with the names that the style sheet and the icon have got,
/// and in a release the policy.
pub fn pages(folder: &Path, release: bool) -> Result<()> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    let named = |stem: &str, end: &str| {
        let names = files.iter().filter_map(|file| file.file_name()?.to_str());
        names
            .filter(|name| name.starts_with(stem) && name.ends_with(end))
            .max()
            .map(str::to_owned)
            .with_context(|| format!("the build made no {stem}*{end}"))
    };
    let (style, icon) = (named("app-", ".css")?, named("icon-", ".svg")?);
    let frame = fs::read_to_string(root().join("www/frame.html"))
        .context("www/frame.html is missing: restore it")?
        .replace("\"app.css\"", &format!("\"{style}\""))
        .replace("\"icon.svg\"", &format!("\"{icon}\""));
    for page in files.iter().filter(|file| file.extension().is_some_and(|end| end == "html")) {
        if page.ends_with("index.html") {
            continue;
        }
        let name = page.file_name().and_then(OsStr::to_str).context("a page's name is not text")?;
        let mut html = framed(&frame, name, &fs::read_to_string(page)?)?;
        if release {
            html = with_policy(&html);
        }
        fs::write(page, html)?;
    }
    Ok(())
}

/// A page of text in the frame: its main heading is its title, and the link to it is marked as the page that is open.
fn framed(frame: &str, name: &str, content: &str) -> Result<String> {
    let title = content.strip_prefix("<h1>").and_then(|rest| rest.split_once("</h1>"));
    let (title, _) = title.with_context(|| format!("www/{name} does not begin with its main heading"))?;
    let link = format!("<a href=\"{name}\"");
    Ok(frame
        .replace("<!-- title -->", title)
        .replace(&link, &format!("{link} aria-current=\"page\""))
        .replace("<!-- content -->", content.trim_end()))
}

/// A page with the content security policy in it, whichever server it ends up on.
pub fn with_policy(html: &str) -> String {
    let policy = format!("<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    html.replacen("<head>", &policy, 1)
}

/// Writes the service worker, the very last step: it lists every file there is, with its SHA-256.
pub fn worker(folder: &Path, release: bool) -> Result<()> {
    let retired = folder.join(RETIRED);
    if !release {
        return fs::rename(retired, folder.join(WORKER)).context("the build made no retire.js");
    }
    fs::remove_file(retired).context("the build made no retire.js")?;
    let script = fs::read_to_string(folder.join(WORKER)).context("the build made no sw.js")?;
    let mut files = Vec::new();
    list(folder, &mut files)?;
    files.sort();
    let mut table = String::from("{\n");
    for file in &files {
        let name =
            file.strip_prefix(folder)?.to_str().context("a file's name is not text")?.replace('\\', "/");
        if name != WORKER && !LIVE.contains(&&*name) {
            writeln!(table, "  \"{name}\": \"{}\",", sha256(&fs::read(file)?))?;
        }
    }
    table.push('}');
    let version = &sha256(format!("{script}{table}").as_bytes())[..16];
    let script = put(&script, "const FILES = {};", &format!("const FILES = {table};"))?;
    let script = put(&script, "const VERSION = \"\";", &format!("const VERSION = \"{version}\";"))?;
    fs::write(folder.join(WORKER), script).context("sw.js cannot be written")
}

/// A text with one of its places filled in.
fn put(text: &str, place: &str, with: &str) -> Result<String> {
    if text.matches(place).count() != 1 {
        bail!("www/sw.js has no place `{place}`: restore it");
    }
    Ok(text.replacen(place, with, 1))
}

/// The SHA-256 of content, in hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder like trunk's, with this project's own service worker.
    fn staged(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("planner-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("more")).unwrap();
        for file in ["sw.js", "retire.js", "contact.html", "privacy.html"] {
            fs::copy(root().join("www").join(file), folder.join(file)).unwrap();
        }
        for file in ["index.html", "app-1.css", "icon-2.svg", "clerk-3.js", "more/map.json"] {
            fs::write(folder.join(file), file).unwrap();
        }
        folder
    }

    #[test]
    fn the_service_worker_lists_every_file_but_itself_and_what_the_host_may_change() {
        let folder = staged("lists");
        worker(&folder, true).unwrap();
        let script = fs::read_to_string(folder.join(WORKER)).unwrap();
        let start = script.find("const FILES = {").unwrap() + "const FILES = {".len();
        let listed = &script[start..start + script[start..].find('}').unwrap()];
        let mut names: Vec<&str> = listed.lines().filter_map(|line| line.split('"').nth(1)).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["app-1.css", "clerk-3.js", "icon-2.svg", "index.html", "more/map.json", "privacy.html"]
        );
        // SHA-256 of the nine letters "app-1.css".
        assert!(listed.contains(&format!("\"app-1.css\": \"{}\"", sha256(b"app-1.css"))));
        assert!(!folder.join(RETIRED).exists());
        for live in LIVE {
            assert!(script.contains(&format!("const LIVE = [\"{live}\"]")), "sw.js knows {live}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn another_version_of_any_file_is_another_version_of_all() {
        let version = |folder: &Path| {
            let script = fs::read_to_string(folder.join(WORKER)).unwrap();
            script.lines().find(|line| line.starts_with("const VERSION")).unwrap().to_owned()
        };
        let [one, other] = ["one", "other"].map(staged);
        fs::write(other.join("more/map.json"), "changed").unwrap();
        worker(&one, true).unwrap();
        worker(&other, true).unwrap();
        assert_ne!(version(&one), version(&other));
        fs::remove_dir_all(one).unwrap();
        fs::remove_dir_all(other).unwrap();
    }

    #[test]
    fn a_development_build_takes_back_what_a_release_has_put_aside() {
        let folder = staged("dev");
        worker(&folder, false).unwrap();
        let script = fs::read_to_string(folder.join(WORKER)).unwrap();
        assert!(script.contains("unregister()") && !script.contains("\"fetch\""));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn pages_of_text_stand_in_one_frame_find_the_style_sheet_and_carry_the_policy() {
        let folder = staged("pages");
        pages(&folder, true).unwrap();
        let page = fs::read_to_string(folder.join("privacy.html")).unwrap();
        assert!(page.contains("href=\"app-1.css\"") && page.contains("href=\"icon-2.svg\""));
        assert!(page.find(POLICY).unwrap() < page.find("<link").unwrap());
        assert!(
            page.starts_with("<!DOCTYPE html>")
                && page.contains("<title>Privacy - Sufficiency Planner</title>")
        );
        assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "one link is to the page itself");
        assert!(page.contains("<a href=\"privacy.html\" aria-current=\"page\">"));
        assert!(
            page.contains("<h1>Privacy</h1>\n") && !page.contains("<!-- "),
            "and every place is filled in"
        );
        assert!(framed("", "a.html", "<p>No heading</p>").is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn sha_256_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
