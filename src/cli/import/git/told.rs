//! What commits said, in words and as JSON.

use super::super::super::env::Env;
use super::super::super::phrase::count;
use super::super::super::printer::complain;
use super::super::super::view;
use super::{Outcome, shown};
use crate::domain::{Order, Session};
use crate::exchange::json::Json;
use crate::learn::exposure::{Typical, Week};
use crate::learn::hours::DayClass;
use chrono::Datelike;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many names of a kind are told in words.
const TOLD: usize = 5;

/// Says what was read, what was not, and what it adds up to.
pub(super) fn tell(env: &mut Env, outcome: &Outcome<'_>) {
    let week = week(env, &outcome.found.sessions);
    if env.printer.json {
        let answer = view::answer(|json| object(json, outcome, &week));
        env.printer.json(&answer);
        return;
    }
    for (path, why) in &outcome.gathered.troubles {
        complain(&format!("{}: {}\n", shown(path), shown(why)));
    }
    if env.printer.quiet {
        return;
    }
    for line in lines(outcome, &week) {
        env.printer.line(&line);
    }
}

fn lines(outcome: &Outcome<'_>, week: &Week) -> Vec<String> {
    let Outcome { dry_run, gathered, found, counted } = outcome;
    let addresses: Vec<String> = gathered.addresses.iter().map(|one| shown(one)).collect();
    let mut lines = vec![format!(
        "{}, {} of yours ({})",
        count_of(gathered.repositories.len() as u64, "repository", "repositories"),
        count(found.commits as u64, "commit"),
        list(&addresses),
    )];
    if gathered.no_reply > 0 {
        lines.push(format!("{} of them by a no-reply address", gathered.no_reply));
    }
    let word = if *dry_run { "Would add" } else { "Added" };
    let mut added = format!("{word} {}", count(counted.added as u64, "inferred session"));
    let day = |session: &Session| session.start.local().date();
    match (found.sessions.first().map(day), found.sessions.last().map(day)) {
        (Some(first), Some(last)) if counted.added > 0 && first == last => {
            let _ = write!(added, " on {first}");
        }
        (Some(first), Some(last)) if counted.added > 0 => {
            let _ = write!(added, " from {first} to {last}");
        }
        _ => {}
    }
    lines.push(added);
    lines.extend(typical(week));
    lines.extend(left_out(outcome));
    if counted.added > 0 {
        lines.push(
            "They say when you worked, not how well: `heyday log` marks them, no total counts them"
                .into(),
        );
        if !dry_run {
            lines.push("Next: `heyday undo` takes it back".into());
        }
    }
    lines
}

/// `Typically at work 09:30-18:00 on weekdays`.
fn typical(week: &Week) -> Option<String> {
    let said: Vec<String> = DayClass::ALL
        .iter()
        .filter_map(|class| {
            let Typical { start_min, end_min } = week.of(*class).typical()?;
            let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
            Some(format!("{}-{} on {}s", clock(start_min), clock(end_min), class.word()))
        })
        .collect();
    (!said.is_empty()).then(|| format!("Typically at work {}", said.join(", ")))
}

fn left_out(outcome: &Outcome<'_>) -> Vec<String> {
    let Outcome { gathered, found, .. } = outcome;
    let mut lines = Vec::new();
    let mut say = |number: u64, what: &str| {
        if number > 0 {
            lines.push(format!("{} {what}", count(number, "commit")));
        }
    };
    say(found.covered as u64, "in sessions that are there already");
    say(found.copies as u64, "left out: copies in other branches or repositories");
    say(gathered.undated, "left out: no date that can be");
    if found.endless > 0 {
        let stretches = count_of(found.endless as u64, "stretch", "stretches");
        lines.push(format!(
            "{stretches} of more than 16 h left out: a program's work, not a person's"
        ));
    }
    let strangers: Vec<String> = gathered
        .repositories
        .iter()
        .filter(|(_, own)| *own == 0)
        .map(|(one, _)| shown(&one.name))
        .collect();
    if !strangers.is_empty() {
        lines.push(format!("None of yours in: {}", list(&strangers)));
    }
    let mut others: Vec<(&String, &u64)> = gathered.others.iter().collect();
    others.order_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (address, number) in others.into_iter().take(TOLD) {
        let commits = count(*number, "commit");
        lines.push(format!(
            "{commits} of your name by another address: `--author {}` adds them",
            shown(address)
        ));
    }
    if !gathered.skipped.is_empty() {
        let skipped: Vec<String> = gathered.skipped.iter().map(|path| shown(path)).collect();
        lines.push(format!("No repository: {}", list(&skipped)));
    }
    lines
}

/// The first few, and how many more.
fn list(names: &[String]) -> String {
    let mut told: Vec<String> = names.iter().take(TOLD).cloned().collect();
    if let Some(more @ 1..) = names.len().checked_sub(TOLD) {
        told.push(format!("{more} more"));
    }
    told.join(", ")
}

fn count_of(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The hours of some sessions.
fn week(env: &Env, sessions: &[Session]) -> Week {
    let mut week = Week::default();
    for session in sessions {
        let day = env.now.day_of(session.start);
        let working = env.loaded.config.work_day.days.contains(day.weekday());
        let class = if working { DayClass::Weekday } else { DayClass::Weekend };
        week.of_mut(class).absorb(day, session.start, session.span(env.now.at).end);
    }
    week
}

fn object(json: &mut Json, outcome: &Outcome<'_>, week: &Week) {
    let Outcome { dry_run, gathered, found, counted } = outcome;
    json.field("verb", "import")
        .field("dry_run", *dry_run)
        .field("added", counted.added)
        .field("present", counted.present);
    json.object_field("read", |json| {
        json.field("repositories", gathered.repositories.len())
            .field("commits", found.commits)
            .field("no_reply", gathered.no_reply)
            .field("sessions", found.sessions.len());
    });
    let day = |session: Option<&Session>| session.map(|one| one.start.local().date());
    json.field("from", day(found.sessions.first())).field("to", day(found.sessions.last()));
    json.array_field("addresses", |json| {
        for address in &gathered.addresses {
            json.item(address);
        }
    });
    json.array_field("repositories", |json| {
        for (one, own) in &gathered.repositories {
            json.object_item(|json| {
                json.field("name", &one.name).field("commits", *own);
            });
        }
    });
    windows(json, week);
    json.object_field("left_out", |json| {
        json.field("covered", found.covered)
            .field("copies", found.copies)
            .field("undated", gathered.undated)
            .field("endless", found.endless);
    });
    counts(json, "other_addresses", &gathered.others);
    json.array_field("no_repository", |json| {
        for path in &gathered.skipped {
            json.item(path);
        }
    });
    json.array_field("errors", |json| {
        for (path, why) in &gathered.troubles {
            json.object_item(|json| {
                json.field("path", path).field("message", why);
            });
        }
    });
}

fn windows(json: &mut Json, week: &Week) {
    json.array_field("typical", |json| {
        for class in DayClass::ALL {
            if let Some(Typical { start_min, end_min }) = week.of(class).typical() {
                json.object_item(|json| {
                    json.field("day", class.word())
                        .field("start_minute", u32::from(start_min))
                        .field("end_minute", u32::from(end_min));
                });
            }
        }
    });
}

fn counts(json: &mut Json, name: &'static str, of: &BTreeMap<String, u64>) {
    json.array_field(name, |json| {
        for (address, number) in of {
            json.object_item(|json| {
                json.field("address", address).field("commits", *number);
            });
        }
    });
}
