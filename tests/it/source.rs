//! Reads the crate's own source for [`crate::layering`]: which files there are, which room each belongs to and
//! which paths its code names. It knows just enough Rust for that and is no parser.

use std::fs;
use std::path::{Path, PathBuf};

/// One `.rs` file of the project.
pub(crate) struct SourceFile {
    /// Path from the project's top, with `/` between the parts.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) text: String,
    /// The code without comments, literals and test modules; as many lines as `text`.
    pub(crate) code: String,
}

impl SourceFile {
    /// The room (top-level module) that this file belongs to; `None` for `main.rs` and `lib.rs`.
    pub(crate) fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let first = inside.split('/').next()?.trim_end_matches(".rs");
        (!matches!(first, "lib" | "main")).then_some(first)
    }

    /// Whether the file holds nothing but tests of its room.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// How many `super`s it takes from this file's module to the crate's root.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count() - 1;
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    /// Every path that starts with the word `root`, with the line it stands on; groups are spread out.
    pub(crate) fn paths(&self, root: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices(root) {
            let before = self.code[..at].chars().next_back();
            let rest = &self.code[at + root.len()..];
            if before.is_some_and(|c| is_word(c) || c == ':' || c == '$') {
                continue;
            }
            if let Some(rest) = rest.trim_start().strip_prefix("::") {
                let line = 1 + self.code[..at].matches('\n').count();
                let mut spread = Vec::new();
                spread_tree(rest, "", &mut spread);
                found.extend(spread.into_iter().map(|path| (line, path)));
            }
        }
        found
    }

    /// The lines on which a chain of `super::` leaves the room.
    pub(crate) fn escapes(&self) -> Vec<usize> {
        let chain = "super::".repeat(self.depth());
        let lines = self.code.lines().enumerate();
        lines.filter(|(_, line)| line.contains(&chain)).map(|(at, _)| at + 1).collect()
    }
}

/// The project's top folder.
pub(crate) fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All `.rs` files under the folder `under` of the project, sorted by path.
pub(crate) fn files(under: &str) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut folders = vec![top().join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(read(&path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no source under {under}");
    found
}

fn read(path: &Path) -> SourceFile {
    let text = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let path = path.strip_prefix(top()).unwrap().to_str().unwrap().replace('\\', "/");
    let code = without_tests(&without_words(&text));
    SourceFile { path, text, code }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Spreads `a::{b, c::d}` out into `a::b` and `a::c::d`; returns what follows the tree.
fn spread_tree<'a>(tree: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    let tree = tree.trim_start();
    if let Some(mut rest) = tree.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            rest = spread_tree(rest, prefix, found).trim_start();
            // An `as name` or the comma: on to the next branch.
            match rest.find([',', '}']) {
                Some(at) if rest[at..].starts_with(',') => rest = &rest[at + 1..],
                Some(at) => rest = &rest[at..],
                None => return "",
            }
        }
    }
    let end = tree.find(|c| !is_word(c)).unwrap_or(tree.len());
    let path =
        if prefix.is_empty() { tree[..end].into() } else { format!("{prefix}::{}", &tree[..end]) };
    if let Some(rest) = tree[end..].strip_prefix("::") {
        return spread_tree(rest, &path, found);
    }
    found.push(path);
    &tree[end..]
}

/// Blanks comments and the insides of string and char literals; line breaks stay.
fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(end) = literal(rest, code.chars().next_back()) {
            end
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push(' ');
        code.extend(rest[..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
    }
    code
}

/// The length of the literal that `rest` starts with, if it starts with one.
fn literal(rest: &str, before: Option<char>) -> Option<usize> {
    if let Some(raw) =
        rest.strip_prefix('r').filter(|_| !before.is_some_and(|c| is_word(c) && c != 'b'))
    {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = hashes + 1;
            return Some(
                1 + raw[body..].find(&close).map_or(raw.len(), |at| body + at + close.len()),
            );
        }
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        // A lifetime is no literal: no quote follows its first letter.
        if quote == '\''
            && !escaped
            && c != '\\'
            && !rest[at..].starts_with('\'')
            && at > 1
            && !rest.starts_with("'\\")
        {
            return None;
        }
        match c {
            '\\' if !escaped => escaped = true,
            c if c == quote && !escaped => return Some(at + c.len_utf8()),
            _ => escaped = false,
        }
    }
    None
}

/// Blanks `#[cfg(test)] mod name { .. }`; expects code without literals.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.find(['{', ';']).map_or(tail.len(), |open| {
            if tail[open..].starts_with('{') { closing(tail, open) } else { open + 1 }
        });
        kept.extend(tail[..end].chars().filter(|c| *c == '\n'));
        rest = &tail[end..];
    }
    kept + rest
}

/// The place after the brace that closes the one at `open`.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return open + at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn paths_are_read_out_of_code_and_not_out_of_words() {
    let text = r##"//! crate::comment
use crate::{a::{self, b}, c as d, e::f::G};
fn f<'a>(x: &'a str) -> char { let _ = ("crate::string", r#"crate::"raw"#, '"', '\''); crate::g::h() }
#[cfg(test)]
mod tests { use crate::only_in_tests; }
"##;
    let code = without_tests(&without_words(text));
    let file = SourceFile { path: "src/x/y.rs".into(), text: text.into(), code };
    let found: Vec<String> =
        file.paths("crate").into_iter().map(|(n, p)| format!("{n} {p}")).collect();
    assert_eq!(found, ["2 a::self", "2 a::b", "2 c", "2 e::f::G", "3 g::h"]);
    assert_eq!(file.room(), Some("x"));
}
