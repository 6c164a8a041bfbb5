//! `export ics --to`: the accepted plan as a calendar that other programs carry to phones and colleagues: a file, or a
//! folder with a file for each block. Only what it has made itself is ever changed or removed, each file at once.
//!
//! Next: [`crate::calendar::write`] for the bytes.

use super::env::Env;
use super::failure::Failure;
use super::phrase::count;
use super::view;
use crate::calendar::write::{self, Written};
use crate::domain::State;
use crate::store::Scope;
use crate::text::visible;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What our files in a folder begin with.
const PREFIX: &str = "heyday-";

/// The blocks of the accepted plan from today on.
pub(super) fn plan(env: &mut Env) -> Result<Vec<Written>, Failure> {
    let state = env.load(&Scope::Open)?;
    let today = env.now.day_span(env.now.day()).start;
    let blocks = state.plan().filter(|block| block.end.utc_ms() > today.utc_ms());
    Ok(blocks
        .map(|block| Written {
            name: block.id.to_string(),
            title: title(block, &state),
            start: block.start,
            end: block.end,
        })
        .collect())
}

fn title(block: &crate::domain::Block, state: &State) -> String {
    let titles: Vec<&str> =
        block.tasks().filter_map(|id| state.task(id)).map(|task| task.title.as_str()).collect();
    titles.join("; ")
}

/// Writes the plan to a file or into a folder that exists.
///
/// # Errors
/// When something else is there, or it can't be written.
pub(super) fn to(env: &mut Env, path: &Path) -> Result<(), Failure> {
    let entries = plan(env)?;
    if path.is_dir() {
        into_folder(path, &entries)?;
    } else {
        replace(path, &write::file(&entries))?;
    }
    let path = path.to_string_lossy();
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("path", path.as_ref()).field("blocks", entries.len());
        });
        env.printer.json(&answer);
    } else if !env.printer.quiet {
        let blocks = count(entries.len() as u64, "block");
        env.printer.line(&format!("{blocks} of the plan in `{}`", visible(&path)));
    }
    Ok(())
}

fn into_folder(folder: &Path, entries: &[Written]) -> Result<(), Failure> {
    let name = |entry: &Written| format!("{PREFIX}{}.ics", entry.name);
    for entry in entries {
        replace(&folder.join(name(entry)), &write::file(std::slice::from_ref(entry)))?;
    }
    let wanted: Vec<String> = entries.iter().map(name).collect();
    let listed = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    for path in listed.flatten().map(|entry| entry.path()) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let ours = name.starts_with(PREFIX) && path.extension().is_some_and(|end| end == "ics");
        if ours && !wanted.iter().any(|wanted| wanted == name) && is_own(&path) == Some(true) {
            fs::remove_file(&path).map_err(|error| failed(&path, &error))?;
        }
    }
    Ok(())
}

/// Whether the file is one that we have made; `None` when there is none.
fn is_own(path: &Path) -> Option<bool> {
    let meta = fs::symlink_metadata(path).ok()?;
    Some(meta.is_file() && fs::read(path).is_ok_and(|bytes| write::is_own(&bytes)))
}

/// Puts a file in the place of one of our own, or where there is none; at once, so that nobody sees half of it.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    match is_own(path) {
        Some(false) => {
            return Err(Failure::new(
                "exists",
                format!(
                    "`{}` is not a file that heyday has made",
                    visible(&path.to_string_lossy())
                ),
                "name another file, or a folder",
            ));
        }
        // Programs that carry files about go by when they were written.
        Some(true) if fs::read(path).is_ok_and(|old| old == text.as_bytes()) => return Ok(()),
        _ => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let draft = folder.join(format!(".{name}.{}", std::process::id()));
    let written = fs::File::create_new(&draft).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&draft, path));
    done.map_err(|error| {
        let _ = fs::remove_file(&draft);
        failed(path, &error)
    })
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::io(&format!("can't write `{}`", visible(&path.to_string_lossy())), error, "")
}
