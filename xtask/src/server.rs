//! A static file server for this machine alone, with the headers the page is made for.

use crate::run::{ask, command, find, root, say};
use crate::site::POLICY;
use anyhow::{Context, Result, bail};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, thread};

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
    listener: TcpListener,
    under: String,
    pub address: String,
}

impl Site {
    /// Takes the port, so that one in use is known before anything is built.
    pub fn bind(options: &Options) -> Result<Self> {
        let listener = listen(options.port)?;
        let address = format!("http://{}{}", listener.local_addr()?, options.under);
        Ok(Self { listener, under: options.under.clone(), address })
    }

    /// Answers in the background for as long as this program runs.
    ///
    /// A thread for each connection, and a connection for each request: a pool of threads (`tiny_http`'s, which
    /// stood here) left a browser's fifth connection waiting for as long as the other four were open.
    pub fn start(&self) -> Result<thread::JoinHandle<()>> {
        if !root().join("dist/index.html").is_file() {
            bail!("there is no dist/ to serve: run `cargo xtask build`");
        }
        let (listener, under) = (self.listener.try_clone()?, self.under.clone());
        Ok(thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let under = under.clone();
                // A browser that hangs up is no trouble of ours.
                thread::spawn(move || drop(answer(stream, &under)));
            }
        }))
    }

    /// Serves until the program is stopped.
    pub fn serve(&self, open: bool) -> Result<()> {
        let thread = self.start()?;
        println!("The planner is at {}  (Ctrl+C stops it)", self.address);
        if open {
            open_browser(&self.address);
        }
        let _ = thread.join();
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

/// The first line of a request, once all of its head has come; nothing of one that is too long or too slow.
fn asked(stream: &TcpStream) -> io::Result<String> {
    const LONGEST: u64 = 64 << 10;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.take(LONGEST)).lines();
    let first = lines.next().unwrap_or(Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            return Ok(first);
        }
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

fn answer(mut stream: TcpStream, under: &str) -> io::Result<()> {
    let first = asked(&stream)?;
    let (head, content) = respond(&first, under);
    stream.write_all(head.as_bytes())?;
    if !first.starts_with("HEAD ") {
        stream.write_all(&content)?;
    }
    stream.flush()
}

/// The head of the answer to a request's first line, and the content.
fn respond(first: &str, under: &str) -> (String, Vec<u8>) {
    let mut words = first.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return plain("405 Method Not Allowed", "Only GET and HEAD are answered here.");
    }
    if format!("{url}/") == under {
        return reply("308 Permanent Redirect", &[("Location", under)], Vec::new());
    }
    let file = relative(url, under).map(|path| root().join("dist").join(path));
    match file.and_then(|path| Some((fs::read(&path).ok()?, path))) {
        Some((content, path)) => {
            let policy = format!("{POLICY}; frame-ancestors 'none'");
            let own = [
                ("Content-Type", mime(&path)),
                ("Content-Security-Policy", &policy),
                ("Cache-Control", caching(&path)),
            ];
            reply("200 OK", &[&HEADERS[..], &own].concat(), content)
        }
        None => plain("404 Not Found", "There is no such file."),
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

fn plain(status: &str, text: &str) -> (String, Vec<u8>) {
    reply(status, &[("Content-Type", "text/plain; charset=utf-8")], text.into())
}

fn reply(status: &str, headers: &[(&str, &str)], content: Vec<u8>) -> (String, Vec<u8>) {
    let headers =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
    let length = content.len();
    (format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"), content)
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
    fn a_browser_is_answered_on_every_connection_while_others_stay_open() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || drop(answer(stream, "/")));
            }
        });
        let idle: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(address).unwrap()).collect();
        let mut ninth = TcpStream::connect(address).unwrap();
        ninth.write_all(b"GET /..%2f HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
        let mut said = String::new();
        ninth.read_to_string(&mut said).unwrap();
        assert!(said.starts_with("HTTP/1.1 404 Not Found\r\n"), "{said}");
        assert!(said.ends_with("There is no such file."), "{said}");
        drop(idle);
    }

    #[test]
    fn only_reading_is_answered_and_a_folder_without_its_stroke_is_led_on() {
        assert!(respond("POST / HTTP/1.1", "/").0.starts_with("HTTP/1.1 405 "));
        assert!(respond("", "/").0.starts_with("HTTP/1.1 405 "));
        assert!(respond("GET /a/b HTTP/1.1", "/a/b/").0.contains("\r\nLocation: /a/b/\r\n"));
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
