//! The Balance screen in words: the week against the own weeks, breaks, what the signs come to, and the selected one.

use super::aspect::Told;
use super::place::Place;
use crate::app::Model;
use crate::app::balance::disputed;
use crate::app::balance::weeks::weeks;
use crate::app::balance::words;
use crate::app::words as said;
use crate::balance::words as signs;
use crate::ui::balance as drawn;

/// What the screen is about.
pub(super) fn heading(model: &Model) -> String {
    match (&model.balance.picture, &model.balance.failed) {
        (Some(_), _) => "Balance.".into(),
        (None, Some(reason)) => format!("Balance: it can't be told: {reason}."),
        (None, None) => "Balance: adding up your weeks.".into(),
    }
}

/// The figures, told when they come and when they change.
pub(super) fn arrangement(model: &Model) -> Vec<Told> {
    let Some(picture) = model.balance.picture.as_deref() else { return Vec::new() };
    if picture.overview.days.iter().all(|day| day.worked_s < 60) {
        let lines: Vec<String> = drawn::lines(model).into_iter().map(|(line, _)| line).collect();
        return vec![Told::new("no work", lines.join(" "))];
    }
    let known = weeks(model, picture);
    let week = format!("This week {}", words::hours(known.this_s()));
    let mut said = vec![week, words::against_usual(picture, known.this_s())];
    said.extend(words::usual_week(&known));
    said.extend(words::crossed(&known));
    let breaks = words::breaks_in_short(picture);
    let quiet = super::sentences(&[&words::nudges_today(model).join(". ")]);
    let (verdict, _) = words::verdict(model, &picture.overview.drift);
    vec![
        // The minutes that go by while one listens are no news.
        Told::new(format!("week {}", picture.as_of.utc_ms()), format!("{}.", said.join(", "))),
        Told::new(breaks.clone(), format!("{breaks}.")),
        Told::new(verdict.clone(), format!("{verdict}.")),
        Told::new(quiet.clone(), quiet),
    ]
}

/// The selected sign.
pub(super) fn place(model: &Model) -> Place {
    let balance = &model.balance;
    let Some(term) = balance.term() else { return Place::nothing("No sign is known yet.") };
    let (at, of) = (balance.list.selected + 1, balance.terms().len());
    let held = match disputed(model, term.sign) {
        Some(until) => {
            format!(", which you say is no strain until {}", said::day(until, &model.now))
        }
        None => String::new(),
    };
    let text = format!("{}: {}{held}.", words::name(term.sign), signs::term(term));
    Place::row(at, of, &text, "")
}
