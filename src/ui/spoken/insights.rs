//! The Insights screen in words: the selected kind of work, its best hours with how sure that is, its pace, and how
//! well that has predicted.

use super::aspect::Told;
use super::place::Place;
use crate::app::Model;
use crate::app::insights::{Figure, Looking, words};
use crate::ui::insights as drawn;

/// What the screen is about.
pub(super) fn heading(model: &Model) -> String {
    let Some(profile) = &model.learned else {
        return match &model.insights.failed {
            Some(reason) => format!("Insights: nothing could be learned: {reason}."),
            None => "Insights: learning from your log.".into(),
        };
    };
    format!(
        "Insights, from {} that teach.",
        crate::app::words::count(usize::try_from(profile.tally.taught).unwrap_or(0), "session",)
    )
}

/// What changes without the selection: the look back, and the marked figure.
pub(super) fn arrangement(model: &Model) -> Vec<Told> {
    let Some(profile) = &model.learned else { return Vec::new() };
    let figure = model.insights.figure;
    let marked = Told::new(format!("figure {figure:?}"), format!("{}.", figure.title()));
    let looking = match &model.insights.looking {
        Looking::Not => Told::new("no look back", String::new()),
        Looking::Back(_) => Told::new("looking back", "Looking back at your past."),
        Looking::Found(found) => {
            let rows = words::found(&model.insights.looking);
            let rows: Vec<String> =
                rows.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
            let text = format!("{} {}.", words::verdict(model, profile), rows.join(". "));
            Told::new(format!("looked back {:?}", found.hours.predicted), text)
        }
    };
    vec![marked, looking]
}

/// The selected kind of work.
pub(super) fn place(model: &Model) -> Place {
    let Some(profile) = model.learned.as_deref() else {
        return Place::nothing("Nothing learned yet.");
    };
    if profile.tally.taught == 0 {
        let lines = drawn::told(model, profile);
        return Place { same: lines.join(" "), lines };
    }
    let subject = &model.insights.selected;
    let (at, of) = (model.insights.list.selected + 1, model.insights.subjects.len());
    let counts = words::counts(subject.curve(profile));
    let mut lines = vec![format!("{at} of {of}: {}, {counts}.", subject.title())];
    for best in words::best(profile, subject) {
        lines.push(format!(
            "{}: {} %.",
            best.when,
            best.what.trim_end_matches(')').replace(" (80 %: ", ", 80 % interval ")
        ));
    }
    lines.push(words::claim(model, profile, subject));
    lines
        .push(format!("{}.", words::takes_in_short(profile, subject, false).trim_end_matches('.')));
    if model.insights.figure == Figure::Record {
        lines.push(words::verdict(model, profile));
    }
    Place { same: lines.join(" "), lines }
}
