//! Holds the code to the map in `src/ARCHITECTURE.md`: who may use whom is read out of its table of rooms, so
//! that map and code cannot drift apart. Change the table to allow something new, never this file.

use crate::source::{SourceFile, files, top};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What the pure rooms may not touch, beside what their row of the table leaves out.
const OUTSIDE: [&str; 8] = ["fs", "time", "env", "io", "net", "process", "thread", "os"];

/// What stands at the top of the project; everything else is a dotfile.
const TOP: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", "README.md", "LICENSE", "src", "assets", "tests"];

const MOST_LINES: usize = 400;

/// The table of rooms, read.
struct Map {
    /// The rooms in the order of the table, each with the rooms it may use.
    rooms: Vec<(String, BTreeSet<String>)>,
    /// The crates that only some rooms may know, each with those rooms.
    kept: BTreeMap<String, BTreeSet<String>>,
    pure: BTreeSet<String>,
}

impl Map {
    fn read() -> Self {
        let text =
            fs::read_to_string(top().join("src/ARCHITECTURE.md")).unwrap().replace("\r\n", "\n");
        let rows: Vec<Vec<&str>> = text
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        let names: Vec<String> = rows.iter().map(|row| ticked(row[0]).remove(0)).collect();
        let pure_line =
            text.split("The pure rooms (").nth(1).expect("invariant 1 lists the pure rooms");
        let pure: BTreeSet<String> =
            ticked(pure_line.split(')').next().unwrap())[0].split(' ').map(String::from).collect();
        let mut map = Map { rooms: Vec::new(), kept: BTreeMap::new(), pure };
        for (at, row) in rows.iter().enumerate() {
            let [_, purpose, may_use] = row[..] else { panic!("three columns: {row:?}") };
            map.rooms.push((names[at].clone(), allowed(may_use, &names, at, &map.pure)));
            if let Some(crates) = purpose.split("alone knows ").nth(1) {
                let (crates, with) = crates.split_once("(with ").unwrap_or((crates, ""));
                let rooms: BTreeSet<String> =
                    ticked(with).into_iter().chain([names[at].clone()]).collect();
                map.kept.extend(ticked(crates).into_iter().map(|name| (name, rooms.clone())));
            }
        }
        map
    }

    fn may_use(&self, room: &str) -> &BTreeSet<String> {
        let found = self.rooms.iter().find(|(name, _)| name == room);
        &found.unwrap_or_else(|| panic!("`{room}` is missing from the table of rooms")).1
    }
}

/// The words of `text` that stand in backticks.
fn ticked(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(String::from).collect()
}

/// The rooms that a cell of the column 'may use' means, for the room in row `at`.
fn allowed(cell: &str, names: &[String], at: usize, pure: &BTreeSet<String>) -> BTreeSet<String> {
    let listed: BTreeSet<String> = ticked(cell).into_iter().collect();
    for name in &listed {
        assert!(names.contains(name), "the table of rooms names `{name}`, which is no room");
    }
    if cell.starts_with("everything") {
        return names.iter().filter(|name| !listed.contains(*name)).cloned().collect();
    }
    let above = if cell.contains("the rooms above") { &names[..at] } else { &[] };
    let pure = pure.iter().filter(|_| cell.contains("pure rooms"));
    above.iter().chain(pure).cloned().chain(listed).collect()
}

fn room_files() -> Vec<SourceFile> {
    files("src").into_iter().filter(|file| file.room().is_some() && !file.is_test()).collect()
}

fn assert_none(wrong: &[String], law: &str) {
    assert!(wrong.is_empty(), "{law}\n  {}", wrong.join("\n  "));
}

#[test]
fn the_table_of_rooms_lists_the_modules_of_the_crate() {
    let listed: BTreeSet<String> = Map::read().rooms.into_iter().map(|(name, _)| name).collect();
    let real: BTreeSet<String> =
        files("src").iter().filter_map(|file| file.room().map(String::from)).collect();
    assert_eq!(listed, real);
}

#[test]
fn a_room_uses_only_the_rooms_that_the_table_allows() {
    let map = Map::read();
    let names: BTreeSet<&str> = map.rooms.iter().map(|(name, _)| name.as_str()).collect();
    let mut wrong = Vec::new();
    for file in room_files() {
        let room = file.room().unwrap();
        let may_use = map.may_use(room);
        for (line, path) in file.paths("crate") {
            let used = path.split("::").next().unwrap();
            if used != room && names.contains(used) && !may_use.contains(used) {
                wrong.push(format!("{}:{line}: `{room}` uses `{used}` (crate::{path})", file.path));
            }
        }
        wrong.extend(file.escapes().iter().map(|line| {
            format!("{}:{line}: `super::` leaves the room; write `crate::`", file.path)
        }));
    }
    assert_none(&wrong, "src/ARCHITECTURE.md, 'Rooms', does not allow");
}

#[test]
fn a_crate_that_one_room_alone_knows_is_used_nowhere_else() {
    let map = Map::read();
    for known in ["rusqlite", "toml", "directories", "ratatui", "crossterm"] {
        assert!(map.kept.contains_key(known), "the table of rooms says who alone knows `{known}`");
    }
    let mut wrong = Vec::new();
    for file in room_files() {
        for (name, rooms) in &map.kept {
            if !rooms.contains(file.room().unwrap()) {
                let uses = file.paths(name);
                wrong
                    .extend(uses.iter().map(|(line, _)| format!("{}:{line}: `{name}`", file.path)));
            }
        }
    }
    assert_none(&wrong, "src/ARCHITECTURE.md, 'Rooms', keeps these crates to other rooms");
}

#[test]
fn the_pure_rooms_touch_nothing_outside() {
    let map = Map::read();
    let mut wrong = Vec::new();
    for file in room_files() {
        let room = file.room().unwrap();
        if map.pure.contains(room) {
            for (line, path) in file.paths("std") {
                if OUTSIDE.contains(&path.split("::").next().unwrap()) {
                    wrong.push(format!("{}:{line}: `{room}` uses std::{path}", file.path));
                }
            }
            for word in ["SystemTime", "Instant"] {
                let uses = file.paths(word);
                wrong.extend(uses.iter().map(|(line, _)| format!("{}:{line}: {word}", file.path)));
            }
        }
    }
    assert_none(&wrong, "pure rooms do no I/O, read no clock and know no terminal");
}

#[test]
fn every_file_opens_with_what_it_is_for_and_stays_small() {
    let mut wrong = Vec::new();
    for file in files("src").into_iter().chain(files("tests")) {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("{}: {lines} lines, more than {MOST_LINES}: split it", file.path));
        }
        if file.path != "src/lib.rs" && !file.text.starts_with("//!") {
            wrong.push(format!("{}: does not open with `//!`", file.path));
        }
    }
    assert_none(&wrong, "a file says what it is for and can be read in one sitting");
}

#[test]
fn the_top_of_the_project_stays_tidy() {
    let entries = fs::read_dir(top()).unwrap().map(|entry| entry.unwrap().file_name());
    let wrong: Vec<String> = entries
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && name != "target" && !TOP.contains(&name.as_str()))
        .collect();
    assert_none(
        &wrong,
        "only these stand at the top: Cargo.toml Cargo.lock README.md LICENSE src assets tests",
    );
}
