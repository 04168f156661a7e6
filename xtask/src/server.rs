//! A static file server for this machine alone, with the headers the page is made for.

use crate::dist::POLICY;
use crate::run::{ask, command, find, root, say};
use anyhow::{Context, Result, bail};
use std::io::{self, IsTerminal};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, thread};
use tiny_http::{Header, Method, Request, Response, Server};

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;

/// What `serve` was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// None tries a few from 8080 on; 0 takes any that is free.
    pub port: Option<u16>,
    pub build: bool,
    pub open: bool,
    /// The folder of the address under which the files appear, `/` at both ends.
    pub under: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: None, build: true, open: true, under: "/".to_owned() }
    }
}

impl Options {
    pub fn parse(flags: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut flags = flags.iter();
        while let Some(flag) = flags.next() {
            match flag.as_str() {
                "--no-build" => options.build = false,
                "--no-open" => options.open = false,
                "--port" => {
                    let port = flags.next().and_then(|value| value.parse().ok());
                    options.port =
                        Some(port.context("--port wants a number from 0 to 65535, as in `--port 8090`")?);
                }
                "--under" => {
                    let folder =
                        flags.next().context("--under wants a folder, as in `--under /plans/kent/`")?;
                    options.under = format!("/{}/", folder.trim_matches('/')).replace("//", "/");
                }
                other => bail!(
                    "serve does not know `{other}`: it takes --port N, --no-build, --no-open and --under FOLDER"
                ),
            }
        }
        Ok(options)
    }
}

/// `dist/` on a port of this machine.
pub struct Site {
    server: Arc<Server>,
    under: String,
    pub address: String,
}

impl Site {
    /// Takes the port, so that one in use is known before anything is built.
    pub fn bind(options: &Options) -> Result<Self> {
        let listener = listen(options.port)?;
        let address = format!("http://{}{}", listener.local_addr()?, options.under);
        let server = Server::from_listener(listener, None)
            .map_err(|error| anyhow::anyhow!("the server could not be started: {error}"))?;
        Ok(Self { server: Arc::new(server), under: options.under.clone(), address })
    }

    /// Answers in the background for as long as this program runs.
    pub fn start(&self) -> Result<Vec<thread::JoinHandle<()>>> {
        if !root().join("dist/index.html").is_file() {
            bail!("there is no dist/ to serve: run `cargo xtask build`");
        }
        let worker = |_| {
            let (server, under) = (Arc::clone(&self.server), self.under.clone());
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    // A browser that hangs up is no trouble of ours.
                    let _ = answer(request, &under);
                }
            })
        };
        Ok((0..4).map(worker).collect())
    }

    /// Serves until the program is stopped.
    pub fn serve(&self, open: bool) -> Result<()> {
        let threads = self.start()?;
        println!("The planner is at {}  (Ctrl+C stops it)", self.address);
        if open {
            open_browser(&self.address);
        }
        for thread in threads {
            let _ = thread.join();
        }
        Ok(())
    }
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind(("127.0.0.1", port));
    if let Some(port) = port {
        return bind(port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                anyhow::anyhow!("port {port} is in use: stop what uses it, or choose another with --port")
            }
            _ => anyhow::anyhow!("port {port} cannot be used ({error}): choose another with --port"),
        });
    }
    for port in FIRST_PORT..FIRST_PORT + PORTS_TRIED {
        if let Ok(listener) = bind(port) {
            if port != FIRST_PORT {
                say(&format!("Port {FIRST_PORT} is in use, so the planner is served on {port}."));
            }
            return Ok(listener);
        }
    }
    bail!(
        "the ports {FIRST_PORT} to {} are all in use: choose another with --port",
        FIRST_PORT + PORTS_TRIED - 1
    )
}

fn answer(request: Request, under: &str) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(plain(405, "Only GET and HEAD are answered here."));
    }
    if format!("{}/", request.url()) == under {
        return request.respond(plain(308, "").with_header(header("Location", under)));
    }
    let file = relative(request.url(), under).map(|path| root().join("dist").join(path));
    match file.and_then(|path| Some((fs::read(&path).ok()?, path))) {
        Some((content, path)) => {
            let mut response = Response::from_data(content).with_chunked_threshold(usize::MAX);
            response.add_header(header("Content-Type", mime(&path)));
            for (name, value) in HEADERS {
                response.add_header(header(name, value));
            }
            response
                .add_header(header("Content-Security-Policy", &format!("{POLICY}; frame-ancestors 'none'")));
            response.add_header(header("Cache-Control", caching(&path)));
            request.respond(response)
        }
        None => request.respond(plain(404, "There is no such file.")),
    }
}

const HEADERS: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// A file whose name changes with its content may be kept for good; any other is asked about each time.
fn caching(path: &Path) -> &'static str {
    let stem = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_hashed = stem.split(['-', '_', '.']).any(|part| {
        part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    });
    if is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn plain(status: u16, text: &str) -> Response<io::Cursor<Vec<u8>>> {
    Response::from_string(text).with_status_code(status)
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are ASCII")
}

/// The file inside `dist/` that an address means; nothing for one outside of it. No file of ours
/// has a name that an address would have to write with a `%`.
fn relative(url: &str, under: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix(under)?;
    let mut file = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // No step up, no drive letter, no hidden file, no other system's separator.
        if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    Some(file)
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

/// Opens the address where somebody sits in front of a screen.
fn open_browser(address: &str) {
    let screen = cfg!(any(windows, target_os = "macos"))
        || env::var_os("DISPLAY").or_else(|| env::var_os("WAYLAND_DISPLAY")).is_some();
    if !screen || env::var_os("CI").is_some() || !io::stdout().is_terminal() {
        return;
    }
    let opened = if cfg!(windows) {
        ask(command("cmd").args(["/C", "start", "", address]))
    } else {
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        find(opener).and_then(|opener| ask(command(opener).arg(address)))
    };
    if opened.is_none() {
        say("No browser could be opened from here: follow the address by hand.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(flags: &[&str]) -> Result<Options> {
        Options::parse(&flags.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn flags_are_read() {
        assert_eq!(options(&[]).unwrap(), Options::default());
        let all = options(&["--port", "0", "--no-build", "--no-open", "--under", "a/b"]).unwrap();
        assert_eq!(all, Options { port: Some(0), build: false, open: false, under: "/a/b/".to_owned() });
        assert_eq!(options(&["--under", "/"]).unwrap().under, "/");
    }

    #[test]
    fn a_bad_port_or_flag_is_one_sentence_with_a_remedy() {
        for flags in [&["--port"][..], &["--port", "many"], &["--port", "70000"]] {
            assert!(options(flags).unwrap_err().to_string().contains("as in `--port 8090`"));
        }
        assert!(options(&["--prot", "1"]).unwrap_err().to_string().contains("--port N"));
    }

    #[test]
    fn a_port_in_use_is_said_with_its_remedy() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = listen(Some(port)).unwrap_err().to_string();
        assert_eq!(error, format!("port {port} is in use: stop what uses it, or choose another with --port"));
    }

    #[test]
    fn addresses_stay_inside_dist() {
        let inside =
            [("/", "index.html"), ("/a.js?v=1", "a.js"), ("/b/", "b/index.html"), ("//a.js", "a.js")];
        for (url, file) in inside {
            assert_eq!(relative(url, "/"), Some(PathBuf::from(file)), "{url}");
        }
        for url in ["/../Cargo.toml", "/a/../../x", "/..\\x", "/C:/x", "/.git/config", "x"] {
            assert_eq!(relative(url, "/"), None, "{url}");
        }
    }

    #[test]
    fn a_site_under_a_folder_answers_there_alone() {
        assert_eq!(relative("/some/sub/path/", "/some/sub/path/"), Some(PathBuf::from("index.html")));
        assert_eq!(relative("/some/sub/path/a.js", "/some/sub/path/"), Some(PathBuf::from("a.js")));
        assert_eq!(relative("/a.js", "/some/sub/path/"), None);
    }

    #[test]
    fn only_names_that_change_with_their_content_are_kept_for_good() {
        for kept in [
            "planner-80914b097004bc48_bg.wasm",
            "app-a8a0f44dd75f7b2e.css",
            "worker-622e615e5fe80ee5_loader.js",
        ] {
            assert!(caching(Path::new(kept)).contains("immutable"), "{kept}");
        }
        for asked in ["index.html", "sw.js", "contact.html", "worker_loader.js", "app-deadbeef.css"] {
            assert_eq!(caching(Path::new(asked)), "no-cache", "{asked}");
        }
    }

    #[test]
    fn browsers_get_the_types_they_insist_on() {
        assert_eq!(mime(Path::new("planner_bg.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("boot.js")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("unknown")), "application/octet-stream");
    }
}
