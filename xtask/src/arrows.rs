//! Which file uses which, read from the sources: the arrows between rooms and files run one way.
//!
//! An arrow is a path in code, be it in a `use` line or inline; a name that a module passes on is followed to the
//! file that has it. Tests may use what they like. A parent and its children may use each other: that is what a
//! module is. A room is a module at the top.

use crate::run::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The path of a module from the root of its crate: `["scenario", "edit"]`.
type Module = Vec<String>;

/// A crate's modules: of each the paths that its code has, and the names that it passes on.
#[derive(Default)]
struct Sources {
    modules: BTreeMap<Module, Code>,
}

#[derive(Default)]
struct Code {
    /// Paths from the root of the crate.
    paths: BTreeSet<Module>,
    /// Names passed on, and where they come from.
    passed_on: BTreeMap<String, Module>,
}

impl Sources {
    /// Reads a crate. Programs of their own (`main.rs`, `bin`) and files of tests are left out.
    fn read(folder: &Path) -> Sources {
        let mut sources = Sources::default();
        sources.folder(folder, &Vec::new());
        sources
    }

    fn folder(&mut self, folder: &Path, module: &Module) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        let own = entries.iter().find(|path| path.ends_with("mod.rs") || path.ends_with("lib.rs"));
        let own = own.map(|path| fs::read_to_string(path).unwrap()).unwrap_or_default();
        for path in entries {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_test = own.contains(&format!("#[cfg(test)]\nmod {name};"));
            if is_test || module.is_empty() && ["bin", "main"].contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                self.folder(&path, &joined(module, &[&name]));
            } else {
                let text = fs::read_to_string(&path).unwrap();
                let of = if ["mod", "lib"].contains(&name.as_str()) {
                    module.clone()
                } else {
                    joined(module, &[&name])
                };
                self.modules.insert(of.clone(), Code::read(&text, &of));
            }
        }
    }

    /// The module that has what a path names.
    fn owner(&self, path: &[String]) -> Option<&Module> {
        let mut path = path.to_vec();
        // Names are passed on a few times at most.
        for _ in 0..8 {
            let depth = (1..=path.len()).rev().find(|&depth| self.modules.contains_key(&path[..depth]))?;
            let (module, code) = self.modules.get_key_value(&path[..depth])?;
            match path.get(depth).and_then(|name| code.passed_on.get(name)) {
                Some(from) => path = [from.as_slice(), &path[depth + 1..]].concat(),
                None => return Some(module),
            }
        }
        None
    }

    /// Arrows between files that are not parent and child.
    fn arrows(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let mut arrows: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for (from, code) in &self.modules {
            let used = code.paths.iter().filter_map(|path| self.owner(path));
            let apart = used.filter(|to| !to.starts_with(from) && !from.starts_with(to));
            arrows.insert(from, apart.collect());
        }
        arrows
    }

    /// Arrows between rooms.
    fn rooms(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut rooms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (module, code) in &self.modules {
            let Some(from) = module.first() else { continue };
            let used = code.paths.iter().filter_map(|path| path.first());
            let used =
                used.filter(|to| *to != from && self.modules.keys().any(|module| module.first() == Some(to)));
            rooms.entry(from).or_default().extend(used.map(String::as_str));
        }
        rooms
    }
}

impl Code {
    fn read(text: &str, module: &Module) -> Code {
        let text = plain(text);
        let mut code = Code::default();
        let mut rest = text.as_str();
        // `use` lines first; what remains is searched for paths.
        let mut inline = String::new();
        while let Some((at, is_passed_on)) = next_use(rest) {
            inline.push_str(&rest[..at]);
            let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
            let tree = rest[at..end].split_once("use ").map_or("", |(_, tree)| tree);
            for (path, name) in leaves(tree) {
                let Some(path) = absolute(&path, module) else { continue };
                if is_passed_on {
                    code.passed_on.insert(name, path.clone());
                }
                code.paths.insert(path);
            }
            rest = &rest[end..];
        }
        inline.push_str(rest);
        for start in ["crate::", "super::", "self::"] {
            for (at, _) in inline.match_indices(start) {
                let before = inline[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
                let end = inline[at..].find(|c| !is_path(c)).map_or(inline.len(), |end| at + end);
                let path: Module =
                    inline[at..end].split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect();
                code.paths.extend(absolute(&path, module));
            }
        }
        code
    }
}

/// The code without comments and without its tests.
fn plain(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    code.collect::<Vec<&str>>().join("\n")
}

/// Where the next `use` line starts, and whether it passes names on.
fn next_use(text: &str) -> Option<(usize, bool)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find("use ")?;
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = text[line..at].trim();
        if before.is_empty() || before == "pub" || before.starts_with("pub(") && before.ends_with(')') {
            return Some((line, !before.is_empty()));
        }
        from = at + 4;
    }
}

/// The paths in a `use` tree, each with the name that it has here.
fn leaves(tree: &str) -> Vec<(Module, String)> {
    let tree = tree.trim();
    if let Some((head, inner)) = tree.split_once('{') {
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let head: Module =
            head.split("::").map(str::trim).filter(|step| !step.is_empty()).map(str::to_owned).collect();
        let (mut depth, mut start, mut all) = (0, 0, Vec::new());
        for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    all.extend(leaves(&inner[start..at]));
                    start = at + 1;
                }
                _ => {}
            }
        }
        let own = head.last().cloned().unwrap_or_default();
        let whole = |(path, name): (Module, String)| match path.as_slice() {
            [it] if it == "self" => (head.clone(), if name == "self" { own.clone() } else { name }),
            _ => ([head.as_slice(), &path].concat(), name),
        };
        return all.into_iter().map(whole).collect();
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let path: Module =
        path.split("::").map(|step| step.trim().to_owned()).filter(|step| !step.is_empty()).collect();
    let name =
        if name.is_empty() { path.last().cloned().unwrap_or_default() } else { name.trim().to_owned() };
    if path.is_empty() { Vec::new() } else { vec![(path, name)] }
}

/// A path from the root of the crate; none where it leads out of it.
fn absolute(path: &[String], module: &Module) -> Option<Module> {
    let up = path.iter().take_while(|step| *step == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([module.as_slice(), &path[1..]].concat()),
        "super" => Some([module.get(..module.len().checked_sub(up)?)?, &path[up..]].concat()),
        // A module passes on what its children have.
        first if first.starts_with(char::is_lowercase) => Some([module.as_slice(), path].concat()),
        _ => None,
    }
}

fn joined(module: &[String], steps: &[&str]) -> Module {
    [module, &steps.iter().map(|step| (*step).to_owned()).collect::<Module>()].concat()
}

/// What can be reached from each point by the arrows, and reaches back: the circles, each once.
fn circles<T: Ord + Copy>(arrows: &BTreeMap<T, BTreeSet<T>>) -> BTreeSet<BTreeSet<T>> {
    let reached: BTreeMap<T, BTreeSet<T>> = arrows
        .keys()
        .map(|&from| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
            while let Some(at) = open.pop() {
                let next = arrows.get(&at).into_iter().flatten().copied();
                open.extend(next.filter(|to| seen.insert(*to)));
            }
            (from, seen)
        })
        .collect();
    let together =
        |one: &T| reached[one].iter().filter(|other| reached[*other].contains(one)).copied().collect();
    let all = reached.keys().map(together);
    all.filter(|circle: &BTreeSet<T>| circle.len() > 1).collect()
}

/// A circle as a file list that a reader can follow: each file with what it uses in the circle.
fn shown(circle: &BTreeSet<&Module>, arrows: &BTreeMap<&Module, BTreeSet<&Module>>) -> String {
    let line = |from: &&Module| {
        let to = arrows[from].intersection(circle).map(|module| module.join("/"));
        format!("    {} uses {}\n", from.join("/"), to.collect::<Vec<String>>().join(", "))
    };
    circle.iter().map(line).collect()
}

#[test]
fn no_room_uses_one_that_uses_it() {
    let planner = Sources::read(&root().join("src"));
    let rooms = planner.rooms();
    assert!(rooms.len() > 15 && rooms["app"].contains("scenario"), "{rooms:?}");
    assert_eq!(circles(&rooms), BTreeSet::new());
}

#[test]
fn no_file_uses_one_that_uses_it() {
    let mut found = Vec::new();
    for folder in ["src", "xtask/src"] {
        let sources = Sources::read(&root().join(folder));
        let arrows = sources.arrows();
        for circle in circles(&arrows) {
            found.push(shown(&circle, &arrows));
        }
    }
    assert!(found.is_empty(), "circles:\n{}", found.join("\n"));
}

/// The rooms as `src/lib.rs` lists them.
fn listed() -> Vec<String> {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let list =
        text.lines().filter_map(|line| line.strip_prefix("//! ")).skip_while(|line| *line != "# The house");
    let items = list
        .skip(1)
        .take_while(|line| !line.starts_with("# "))
        .filter(|line| line.starts_with(char::is_numeric));
    items.flat_map(|item| ticked(item.split(": ").next().unwrap())).collect()
}

/// What stands between backticks.
fn ticked(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_list_of_rooms_goes_from_the_bottom_to_the_top() {
    let (planner, listed) = (Sources::read(&root().join("src")), listed());
    let rooms = planner.rooms();
    assert_eq!(listed.iter().map(String::as_str).collect::<BTreeSet<_>>(), rooms.keys().copied().collect());
    for (at, room) in listed.iter().enumerate() {
        let above: BTreeSet<&str> = listed[..at].iter().map(String::as_str).collect();
        let early: Vec<_> = rooms[room.as_str()].difference(&above).collect();
        assert!(early.is_empty(), "`{room}` uses {early:?}, which src/lib.rs lists after it");
    }
}

/// The rows of the tables in `docs/architecture.md`, as cells, whose first cell begins so.
fn rows(start: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(start));
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::to_owned).collect()).collect()
}

#[test]
fn the_architecture_says_which_rooms_each_one_uses() {
    let planner = Sources::read(&root().join("src"));
    let rooms = planner.rooms();
    let said: Vec<(String, Vec<String>)> = rows("`")
        .into_iter()
        .map(|cells| (ticked(&cells[0])[0].clone(), ticked(cells.last().unwrap())))
        .collect();
    assert_eq!(said.iter().map(|(room, _)| room.clone()).collect::<Vec<_>>(), listed());
    for (room, uses) in &said {
        let used: Vec<&str> = rooms[room.as_str()].iter().copied().collect();
        assert_eq!(uses, &used, "what `{room}` uses");
    }
}

#[test]
fn the_architecture_names_files_and_tests_that_are_there() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    // A row or an item: its names without a folder are of the file before them.
    for line in text.lines() {
        let mut file: Option<String> = None;
        for name in ticked(line) {
            if ["src/", "tests/", "docs/", "xtask/", "examples/", "www/", "derive/"]
                .iter()
                .any(|top| name.starts_with(top))
            {
                let path = root().join(&name);
                assert!(path.exists(), "docs/architecture.md names {name}, which is not there");
                file = path.is_file().then(|| fs::read_to_string(&path).unwrap_or_default());
            } else if name.matches('_').count() >= 3 {
                let is_there = file.as_ref().is_some_and(|text| text.contains(&format!("fn {name}(")));
                assert!(is_there, "docs/architecture.md names `{name}`, which is not in the file before it");
            }
        }
    }
}

#[test]
fn paths_are_read_wherever_they_stand() {
    let module = joined(&["room".into()], &["file"]);
    let code = Code::read(
        "use super::{self as up, one::{A, B as C}};\npub(crate) use crate::two::*;\n// use crate::three;\nfn f(x: crate::four::D) { super::super::five() }\n\
         #[cfg(test)]\nmod tests {\n    use crate::six;\n}\n",
        &module,
    );
    let paths: Vec<String> = code.paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["five", "four::D", "room", "room::one::A", "room::one::B", "two::*"]);
}

#[test]
fn a_circle_is_found_with_all_that_is_in_it() {
    let arrows = [(1, vec![2]), (2, vec![3]), (3, vec![1, 4]), (4, vec![5]), (5, vec![])];
    let arrows = arrows.map(|(from, to)| (from, to.into_iter().collect())).into();
    assert_eq!(circles(&arrows), [[1, 2, 3].into()].into());
}
