//! Checks the room on the disk, before a build and when one fails.

use crate::run::{ask, command, say};

/// The megabytes that a first build with its tools takes.
const WANTED: u64 = 3000;
/// The megabytes below which a failure is due to the disk.
const FULL: u64 = 100;

/// Warns when the build may not fit.
pub fn warn_if_short() {
    if let Some(free) = free().filter(|free| *free < WANTED) {
        say(&format!(
            "Only {free} MB are free on this disk; a first build takes up to {WANTED}. Free some if it fails."
        ));
    }
}

/// A hint for a failure when the disk is full.
pub fn full() -> Option<String> {
    let free = free().filter(|free| *free < FULL)?;
    Some(format!("The disk is full ({free} MB free): free {WANTED} MB and run this again."))
}

/// Megabytes free where the checkout lies, if the system can tell.
fn free() -> Option<u64> {
    available(&ask(command("df").args(["-Pk", "."]))?)
}

/// The fourth column of the last line that `df -Pk` prints, in megabytes.
fn available(table: &str) -> Option<u64> {
    let kilobytes: u64 = table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_room_is_read_from_df() {
        let table =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 264000000 1 2048000 1% /\n";
        assert_eq!(available(table), Some(2000));
        assert_eq!(available("df: no such thing"), None);
    }
}
