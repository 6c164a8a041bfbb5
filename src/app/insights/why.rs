//! What each figure is made of, and what would change it: short paragraphs, for the screen and for the ear.

use super::{Figure, Looking, Subject, words};
use crate::app::{Model, words as said};
use crate::learn::backtest::NEEDED;
use crate::learn::hours::HALF_HOURS;
use crate::learn::{DayClass, Profile};

/// The heading: the figure, and whose.
pub fn title(model: &Model, figure: Figure) -> String {
    match figure {
        Figure::Record => figure.title().to_owned(),
        _ => format!("{}: {}", figure.title(), model.insights.selected.title()),
    }
}

/// The paragraphs.
pub fn lines(model: &Model, figure: Figure) -> Vec<String> {
    let Some(profile) = &model.learned else {
        return vec!["Nothing is learned yet.".into()];
    };
    let subject = &model.insights.selected;
    match figure {
        Figure::Hours => hours(profile, subject),
        Figure::Pace => pace(profile, subject),
        Figure::Record => record(model, profile),
    }
}

fn hours(profile: &Profile, subject: &Subject) -> Vec<String> {
    let curve = subject.curve(profile);
    let all = profile.hours.overall().sessions;
    let mut lines = vec![format!(
        "It rests on {}; a session counts half after 180 days.",
        words::counts(curve)
    )];
    if matches!(subject, Subject::Kind(_)) {
        lines.push(format!(
            "What all kinds of work have in common is learned from all {all} sessions; this kind adds how it differs."
        ));
    }
    lines.push(
        "Before any session it is nearly flat: a small peak before noon and one in the afternoon, moved by what you \
         said of your sleep and your best hours. Few people's hours differ by much."
            .into(),
    );
    lines.push(
        "Your own rating counts most; interruptions, an early end and the pace of the task count a little. How long a \
         session lasted never counts as quality."
            .into(),
    );
    let claim = curve.claim;
    lines.push(format!(
        "The best third of your hours against the worst: {:+.2} SD of focus, uncertain by {:.2} (ratio {:.1}; above \
         1.28 moderate, above 1.64 strong).",
        claim.difference,
        claim.sd,
        claim.z()
    ));
    lines.extend(thin(profile, subject).map(|when| {
        format!("More rated sessions would change it, most of all {when}, where there are fewest.")
    }));
    let left_out = words::untaught(profile);
    lines.extend(left_out.map(|(_, why)| format!("Left out, of all sessions: {why}.")));
    lines
}

/// The two hours of the declared working time of which least is known.
fn thin(profile: &Profile, subject: &Subject) -> Option<String> {
    let curve = subject.curve(profile);
    let declared = profile.declared();
    let run = 4;
    let starts = (0..=HALF_HOURS - run).filter(|at| (*at..at + run).all(|h| declared.contains(h)));
    let known =
        |at: usize| (at..at + run).map(|h| curve.point(DayClass::Weekday, h).n).sum::<f64>();
    let least = starts.min_by(|a, b| known(*a).total_cmp(&known(*b)))?;
    let minute = |half_hour: usize| u16::try_from(half_hour * 30).unwrap_or(0);
    Some(format!("{} to {}", words::clock(minute(least)), words::clock(minute(least + run))))
}

fn pace(profile: &Profile, subject: &Subject) -> Vec<String> {
    let kind = subject.kind(profile);
    let (own, all) = (profile.pace.count(kind), profile.pace.total());
    let tasks = |n: u32| said::count(usize::try_from(n).unwrap_or(0), "finished task");
    let mut lines = vec![match subject {
        Subject::Kind(_) => format!(
            "It rests on {} of this kind that had an estimate, of {all} in all; what one teaches counts half after 150 \
             more.",
            tasks(own)
        ),
        _ => format!(
            "It rests on {} that had an estimate; what one teaches counts half after 150 more.",
            tasks(all)
        ),
    }];
    lines.push(
        "P50: as many such tasks take less as take more. P80: four of five take no more than that; P90: nine of ten."
            .into(),
    );
    lines.push(
        "How wide it is comes from your own last 300 tasks. Before any of them it is wide, a little under the estimate."
            .into(),
    );
    lines.push(
        "Only time on the timer counts. Finishing tasks that had an estimate would change it; P80 and P90 most.".into(),
    );
    lines.extend(words::usual(profile, subject).map(|usual| usual + "."));
    lines
}

fn record(model: &Model, profile: &Profile) -> Vec<String> {
    let mut lines = vec![words::verdict(model, profile)];
    lines.push(
        "At twenty points of your past the hours are learned from what lay before, and the ratings up to the next point \
         are predicted. Plain averages predict the same ones. When the curves are not better, the plan treats all hours \
         alike."
            .into(),
    );
    lines.push(format!("It takes {NEEDED} rated sessions to say anything."));
    if let Looking::Found(found) = &model.insights.looking {
        let hours = &found.hours;
        let rows = words::found(&model.insights.looking);
        let rows: Vec<String> =
            rows.into_iter().map(|(name, value)| format!("{name} {value}")).collect();
        if !rows.is_empty() {
            lines.push(format!("In figures: {}.", rows.join("; ")));
        }
        if hours.predicted > 0 {
            lines.push(format!(
                "Prediction and rating correlate with {:.2}. The third of sessions thought best was rated {:+.2} SD \
                 against the third thought worst.",
                hours.correlation, hours.uplift
            ));
        }
        lines.push(
            "Loss: how far off an answer is, what is too low and what is too high weighed by the level; lower is \
             better."
                .into(),
        );
    }
    lines
}
