//! The footer: the answer to the last thing done, the focus question, or the keys that matter here.

use super::pen::{Pen, width};
use crate::app::tasks::narrow::Purpose;
use crate::app::{
    Area, Model, Overlay, Screen, Tone, act, balance, calendars, keys, nudges, plan, rate, today,
};
use crate::config::theme::Role;
use crate::domain::Order;
use crate::input::{Action, Group};
use crate::text::visible;

/// Draws the footer.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let area = area.shrink(u16::from(area.w > 20), 0);
    if let Some(what) = model.waiting {
        let at = pen.text(area, 0, what, Role::Heading);
        let at = pen.text(area, at, pen.glyphs().more, Role::Heading);
        pen.text(area, at + 1, "the store is busy", Role::Muted);
    } else if model.rate.is_some() && model.overlays.is_empty() {
        question(pen, model, area);
    } else if model.toast.is_some() {
        toast(pen, model, area);
    } else if !tells_its_keys(model) {
        hints(pen, model, area);
    }
}

/// Whether what lies on top names its keys itself.
fn tells_its_keys(model: &Model) -> bool {
    matches!(
        model.overlays.last(),
        Some(
            Overlay::Line(_)
                | Overlay::Detail(_)
                | Overlay::PickTask(_)
                | Overlay::PlanDiff(_)
                | Overlay::Worries(_)
                | Overlay::Skills(_)
                | Overlay::Suggested(_)
                | Overlay::Away(_)
                | Overlay::Review(_)
                | Overlay::Welcome(_)
        )
    )
}

fn toast(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(toast) = &model.toast else { return };
    let (glyph, role) = match toast.tone {
        Tone::Done => (pen.glyphs().done, Role::Good),
        Tone::Refused => (pen.glyphs().warning, Role::Warning),
        Tone::Note => (pen.glyphs().dot, Role::Accent),
    };
    let at = pen.text(area, 0, glyph, role);
    let hint = visible(&toast.hint);
    // The hint gives way to what happened.
    let room = area.w.saturating_sub(width(&hint) + 3);
    let text = visible(&toast.text);
    let fits = width(&text) + at < room;
    let at = pen.text(area, at + 1, &text, Role::Text);
    if fits && !hint.is_empty() {
        ticked(pen, area, at + 3, &hint);
    }
}

/// Writes text in which words in backticks are keys or commands.
pub fn ticked(pen: &mut Pen<'_>, area: Area, offset: u16, text: &str) -> u16 {
    ticked_in(pen, area, offset, text, Role::Muted)
}

/// The same with another role for the other words.
pub fn ticked_in(pen: &mut Pen<'_>, area: Area, offset: u16, text: &str, role: Role) -> u16 {
    let mut at = offset;
    for (n, part) in text.split('`').enumerate() {
        at = pen.text(area, at, part, if n % 2 == 1 { Role::Key } else { role });
    }
    at
}

/// Writes as many of `hints` as have room, and `last` after them, which always shows. All of them as [`ticked`].
pub fn ticked_with(pen: &mut Pen<'_>, area: Area, hints: &[String], last: &str) {
    let shown = |text: &str| width(&text.replace('`', ""));
    let mut text = String::new();
    for hint in hints {
        if shown(&text) + shown(hint) + 3 + shown(last) > area.w {
            break;
        }
        text.push_str(hint);
        text.push_str("   ");
    }
    text.push_str(last);
    ticked(pen, area, 0, &text);
}

/// A text for [`ticked`] in lines of at most `width` columns: what is in backticks stays so over the fold.
pub fn folded(text: &str, width: u16) -> Vec<String> {
    let mut rows = crate::app::tasks::detail::wrapped(text, width);
    let mut open = false;
    for row in &mut rows {
        if open {
            row.insert(0, '`');
        }
        open = row.matches('`').count() % 2 == 1;
        if open {
            row.push('`');
        }
    }
    rows
}

/// The focus question, after what happened where there is room for both.
fn question(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let told = model.toast.as_ref().map(|toast| visible(&toast.text)).unwrap_or_default();
    let mut at = 0;
    if !told.is_empty() && width(&told) + 62 <= area.w {
        at = pen.text(area, 0, pen.glyphs().done, Role::Good);
        at = pen.text(area, at + 1, &told, Role::Text) + 3;
    }
    at = pen.text(area, at, "How focused?", Role::Heading) + 2;
    let wide = area.w.saturating_sub(at) >= 74;
    for (n, word) in (1..).zip(rate::WORDS) {
        at = pen.text(area, at, &n.to_string(), Role::Key);
        if wide || n == 1 || n == 5 {
            at = pen.text(area, at + 1, word, Role::Muted);
        }
        at += 2;
    }
    let at = pen.text(area, at, "Enter", Role::Key);
    pen.text(area, at + 1, "skips", Role::Muted);
}

fn hints(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let mut rest = area;
    if let Some(reason) = &model.read_only {
        let text = format!("read-only: {}", visible(reason));
        let used = pen.right(rest, &text, Role::Warning).min(rest.w);
        rest = rest.split_right(used + 2).0;
    }
    // Only where the person plans; Today says it above the queue.
    let trouble = calendars::trouble(model).filter(|_| model.screen == Screen::Week);
    if let Some((full, short)) = trouble {
        let room = rest.w / 3 * 2;
        let said = [full, short].map(|text| visible(&text).into_owned());
        if let Some(text) = said.iter().find(|text| width(text) <= room) {
            let used = pen.right(rest, text, Role::Warning).min(rest.w);
            rest = rest.split_right(used + 2).0;
        }
    }
    let mut entries = model.settings.keymap.footer(&keys::contexts(model));
    // What a nudge asks for comes first.
    let asked = nudges::asks_for_break(model) && model.overlays.is_empty();
    entries.order_by_key(|entry| !(asked && entry.action == Action::Break));
    // Help comes last in rank, and is what a lost person needs most: its place is kept.
    let kept = entries.iter().position(|entry| entry.action == Action::Help);
    let last = kept.map(|at| (entries[at].chord.shown(), label(model, Action::Help)));
    let last_width = last.as_ref().map_or(0, |(key, label)| width(key) + width(label) + 1);
    let mut at = 0;
    for entry in entries.iter().filter(|entry| entry.action != Action::Help) {
        let anywhere = matches!(entry.action.spec().group, Group::Balance | Group::Log);
        if (model.screen != Screen::Log || anywhere) && !worth_showing(model, entry.action) {
            continue;
        }
        let (key, label) = (entry.chord.shown(), label(model, entry.action));
        let needed = width(&key) + 1 + width(label) + 3;
        if at + needed + last_width > rest.w {
            break;
        }
        at = pen.text(rest, at, &key, Role::Key);
        at = pen.text(rest, at + 1, label, Role::Muted) + 3;
    }
    if let Some((key, label)) = last {
        at = pen.text(rest, at, &key, Role::Key);
        pen.text(rest, at + 1, label, Role::Muted);
    }
}

/// Whether the key would do something now.
fn worth_showing(model: &Model, action: Action) -> bool {
    let running = model.state.running().is_some();
    let selected = act::focus(model).is_some();
    let block = act::block(model);
    match action {
        Action::Later | Action::Earlier | Action::Pin | Action::Longer | Action::ToNextDay => {
            block.is_some()
        }
        Action::AcceptDay | Action::ToPreviousDay => false,
        // Another key opens too.
        Action::AcceptPlan => !opens(model),
        Action::Interrupt => running,
        // Where nothing is asked there is nothing to agree to.
        Action::Accept => !matches!(model.overlays.last(), Some(Overlay::Why(_))),
        Action::SkipNudge | Action::ExplainNudge | Action::Postpone => {
            nudges::answers_to(model, action)
        }
        Action::StartStop => running || selected,
        Action::Replan => plan::has_work(model),
        Action::Filter | Action::Fuzzy | Action::Select | Action::Sort | Action::GroupBy => {
            !model.overlays.is_empty() || model.state.tasks().next().is_some()
        }
        Action::Open
        | Action::Done
        | Action::Edit
        | Action::OtherDay
        | Action::Why
        | Action::Drop => selected,
        Action::EditSession
        | Action::FillGap
        | Action::Split
        | Action::Merge
        | Action::Note
        | Action::Focus
        | Action::DeleteSession => !model.log.rows.is_empty(),
        Action::Explain | Action::DisputeSign if model.screen == Screen::Balance => {
            model.balance.picture.as_deref().is_some_and(balance::has_work)
        }
        Action::Explain | Action::Mute | Action::Dispute | Action::Backtest | Action::Skills => {
            has_learned(model)
        }
        // Ways to go on stand below the line, with their key.
        Action::Complete => model.tasks.line.is_none(),
        _ => true,
    }
}

/// Whether there are figures to ask about.
fn has_learned(model: &Model) -> bool {
    model.learned.as_deref().is_some_and(|profile| profile.tally.taught > 0)
}

/// Whether Enter opens what is selected, because nothing is there to agree to.
fn opens(model: &Model) -> bool {
    label(model, Action::AcceptPlan) == "open"
}

/// The action's word, said as what it would do now.
fn label(model: &Model, action: Action) -> &'static str {
    let selected = act::focus(model);
    let typed = model.tasks.line.as_ref().filter(|_| model.overlays.is_empty());
    match action {
        Action::Accept | Action::Cancel if typed.is_some() => {
            let filters = typed.is_some_and(|line| line.purpose == Purpose::Filter);
            match (filters, action == Action::Accept) {
                (true, true) => "keep it",
                (true, false) => "show everything",
                (false, true) => "go there",
                (false, false) => "go back",
            }
        }
        Action::StartStop => match model.state.running() {
            None => "start",
            Some(session) if session.task == selected || selected.is_none() => "stop",
            Some(_) => "switch",
        },
        Action::Break if model.state.on_break().is_some() => "go on",
        Action::Break if nudges::asks_for_break(model) => "take the break",
        Action::SkipNudge if !nudges::answers_to(model, Action::Postpone) => "put away",
        Action::AcceptPlan if model.screen == Screen::Today => today::blocks::accept_label(model),
        Action::AcceptPlan => match act::block(model) {
            Some(block) if block.is_proposed() => "accept block",
            _ => "open",
        },
        Action::Pin if act::block(model).is_some_and(|block| block.pinned) => "unpin",
        Action::Drop if takes_out(model) => "out of plan",
        _ => action.spec().label,
    }
}

/// Whether the key that gives tasks up takes a block out of the plan here.
fn takes_out(model: &Model) -> bool {
    model.screen == Screen::Today
        && model.today.pane == today::Pane::Timeline
        && act::block(model).is_some()
}
