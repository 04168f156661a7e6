//! Gives the program the id of its build, `BUILD_ID`: the beginning of the SHA-256 of the sources that
//! it is compiled from. It needs no git, is the same for equal checkouts, and the same for the page, its
//! workers and the clerk, however each of them is compiled.

use sha2::{Digest, Sha256};
use std::io::Result;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is compiled in besides `src/`. The lock file stands for the libraries.
const BESIDE: [&str; 5] =
    ["build.rs", "Cargo.toml", "Cargo.lock", "derive/src/lib.rs", "examples/scenarios/kent.json"];

/// Hexadecimal digits of the id: 48 bits.
const DIGITS: usize = 12;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut names: Vec<String> = BESIDE.iter().map(ToString::to_string).collect();
    for name in BESIDE.into_iter().chain(["src"]) {
        println!("cargo::rerun-if-changed={name}");
    }
    list(&root, "src", &mut names)?;
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        let content = fs::read(root.join(&name))?;
        // With their lengths, so that no file can pass for a part of another.
        for part in [name.as_bytes(), &content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    println!("cargo::rustc-env=BUILD_ID={}", &format!("{:x}", hash.finalize())[..DIGITS]);
    Ok(())
}

/// Every file of a folder and below, by its path from the root with `/` on every system.
fn list(root: &Path, folder: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(root, &name, names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
