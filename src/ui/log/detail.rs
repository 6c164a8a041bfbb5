//! The selected session in full, below the list where there is room.

use crate::app::log::acts::session;
use crate::app::{Area, Model, rate, words};
use crate::config::theme::Role;
use crate::domain::Session;
use crate::text::visible;
use crate::ui::pen::{Pen, width};

/// Draws what is known of it.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(session) = session(model).filter(|_| area.h >= 3) else { return };
    let lying = pen.glyphs().rule[0];
    pen.rule(area, lying, Role::Border);
    let task = session.task.and_then(|id| model.state.task(id));
    let first = area.row(1);
    let mut at = 0;
    if let Some(task) = task {
        at = pen.text(first, 0, &task.no.0.to_string(), Role::Faint) + 1;
        at = pen.outside(first, at, &task.title, Role::Heading) + 2;
    }
    let facts = facts(session, task.and_then(|task| task.project.as_deref()));
    let dot = pen.glyphs().dot;
    for (n, fact) in facts.iter().enumerate() {
        if at + width(fact) + 3 > first.w {
            break;
        }
        if n > 0 {
            at = pen.text(first, at, &format!(" {dot} "), Role::Faint);
        }
        at = pen.text(first, at, fact, Role::Muted);
    }
    let mut rest = area.split_top(2).1;
    if !session.interruptions.is_empty() {
        let told: Vec<String> = session.interruptions.iter().map(broken).collect();
        pen.text(rest, 0, &told.join(", "), Role::Muted);
        rest = rest.split_top(1).1;
    }
    for line in session.note.lines().filter(|line| !line.trim().is_empty()) {
        pen.outside(rest, 0, line, Role::Text);
        rest = rest.split_top(1).1;
    }
}

fn facts(session: &Session, project: Option<&str>) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(session.kind.as_deref().map(|kind| format!("@{}", visible(kind))));
    facts.extend(project.map(|project| visible(project).into_owned()));
    let focus = session.focus.and_then(|focus| rate::WORDS.get(usize::from(focus).wrapping_sub(1)));
    facts.extend(focus.map(|word| (*word).to_owned()));
    facts.push(match session.source.word() {
        "timer" => "timed".into(),
        "manual" => "written down afterwards".into(),
        other if session.is_inferred() => format!("inferred from {}", visible(other)),
        other => format!("from {}", visible(other)),
    });
    facts
}

/// `11:02 call, 5m lost`.
fn broken(interruption: &crate::domain::Interruption) -> String {
    let reason = match interruption.reason.as_str() {
        "" => "interruption".into(),
        reason => visible(reason),
    };
    let text = format!("{} {reason}", words::clock(interruption.at));
    match i64::from(interruption.lost_s) / 60 * 60 {
        0 => text,
        lost => format!("{text}, {} lost", words::duration(lost)),
    }
}
