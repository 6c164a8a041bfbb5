//! The balance in short sentences, for the screen and for the ear. States what is the case and what was usual; never says
//! how good that is.

use super::weeks::{LINES, Weeks};
use crate::app::{Model, keys, nudges, words};
use crate::balance::{Course, Picture, Sign, Term};
use crate::input::Action;
use crate::nudge::Mute;
use crate::text::said::count;

/// What is nearer to the usual than this is the usual, in seconds.
const ABOUT_S: i64 = 45 * 60;
/// From so much on a sign stands out.
pub const STANDS_OUT: f64 = 0.5;

/// Hours and minutes, without the minutes of a second.
pub fn hours(seconds: i64) -> String {
    words::duration(seconds / 60 * 60)
}

/// To full quarters of an hour: what is usual is known no better.
pub fn about(seconds: i64) -> String {
    words::duration((seconds + 450) / 900 * 900)
}

/// How this week stands to the own weeks at the same time.
pub fn against_usual(picture: &Picture, this_s: i64) -> String {
    let Some(usual) = picture.usual_by_now_s else {
        return "what is usual for you shows after three weeks".into();
    };
    let more = this_s - usual;
    if more.abs() < ABOUT_S {
        "about as much as usual by now".into()
    } else if more > 0 {
        format!("{} more than usual by now", about(more))
    } else {
        format!("{} less than usual by now", about(-more))
    }
}

/// What a whole week usually comes to.
pub fn usual_week(weeks: &Weeks) -> Option<String> {
    weeks.usual_s.map(|usual| format!("usually {} a week", about(usual)))
}

/// The highest of the plain lines that this week has crossed, with what is known of it.
pub fn crossed(weeks: &Weeks) -> Option<String> {
    let line = LINES.iter().rev().find(|line| weeks.this_s() > line.hours * 3600)?;
    Some(format!("over {}h: {}", line.hours, line.fact))
}

/// A figure of how breaks are taken, lately and usually.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub label: &'static str,
    /// In the last two weeks.
    pub recent: String,
    /// In as much time of the eight weeks before; empty when nothing is known of it.
    pub usual: String,
    /// At which hours of the clock, lately; all 0 where that says nothing.
    pub hours: [u32; 24],
}

/// How breaks are taken, the answer first.
pub fn breaks(picture: &Picture) -> Vec<Figure> {
    let (recent, usual) = (&picture.recent, &picture.usual);
    let known = usual.days > 0;
    let length = |seconds: Option<i64>| seconds.map_or_else(String::new, hours);
    // As many days with work as there were lately.
    let scaled =
        |n: u32| (u64::from(n) * u64::from(recent.days)).div_ceil(u64::from(usual.days.max(1)));
    let counted = |label, of: fn(&crate::balance::Tally) -> u32| Figure {
        label,
        recent: of(&recent.tally).to_string(),
        usual: if known { scaled(of(&usual.tally)).to_string() } else { String::new() },
        hours: picture.overview.breaks.hours.map(|hour| of(&hour)),
    };
    let per_break = (length(recent.every_s()), length(usual.every_s()));
    let rest = (length(recent.rest_s()), length(usual.rest_s()));
    let said = |label, (recent, usual)| Figure { label, recent, usual, hours: [0; 24] };
    let (one, other) = (&recent.tally, &usual.tally);
    // Where there is room for a few only, they are the first.
    let mut figures = vec![
        said("work per break", per_break),
        counted("taken", |tally| tally.taken),
        counted("by yourself", |tally| tally.natural),
    ];
    if one.prompted + other.prompted > 0 {
        figures.push(counted("asked for", |tally| tally.prompted));
        figures.push(counted("of them skipped", |tally| tally.skipped));
    }
    figures.push(counted("overdue", |tally| tally.overdue));
    figures.push(said("rest a day", rest));
    if one.postponed + other.postponed > 0 {
        figures.push(counted("put off", |tally| tally.postponed));
    }
    if one.micro + other.micro > 0 {
        figures.push(counted("micro-breaks", |tally| tally.micro));
    }
    let [_, micro, end] = picture.overview.breaks.kinds;
    let beside = [
        ("micro, asked for", micro.prompted),
        ("micro, by yourself", micro.natural),
        ("end of day, said", end.prompted),
    ];
    let said_of = |(label, n): (&'static str, u32)| said(label, (n.to_string(), String::new()));
    figures.extend(beside.into_iter().filter(|(_, n)| *n > 0).map(said_of));
    figures
}

/// The same in one line.
pub fn breaks_in_short(picture: &Picture) -> String {
    let (recent, usual) = (&picture.recent, &picture.usual);
    let Some(every) = recent.every_s() else {
        return "No break in the last two weeks".into();
    };
    let usual = usual.every_s().map(|usual| format!(", usually {}", hours(usual)));
    format!("A break every {}{}", hours(every), usual.unwrap_or_default())
}

/// What was said today, and until when nothing is.
pub fn nudges_today(model: &Model) -> Vec<String> {
    let pulse = model.pulse.as_ref();
    let said = pulse.map(|pulse| {
        let shown = count(pulse.shown, "break nudge");
        format!("{shown} today, of at most {}", pulse.budget)
    });
    let quiet = nudges::quiet(model).map(|(mute, until)| {
        let text = nudges::quiet_words(model, mute, until);
        match mute {
            Mute::Snoozed | Mute::Off => {
                format!("{text}; `{}` ends that", keys::shown(model, Action::SpeakAgain))
            }
            Mute::DoNotDisturb | Mute::FullScreen => text,
        }
    });
    said.into_iter().chain(quiet).collect()
}

/// What a sign is called.
pub fn name(sign: Sign) -> &'static str {
    match sign {
        Sign::Hours => "Hours in seven days",
        Sign::Ramp => "Pace of the weeks",
        Sign::AfterHours => "Outside work hours",
        Sign::ShortNights => "Short nights",
        Sign::RestDays => "Days with work",
        Sign::LongStretches => "Long stretches",
        Sign::Focus => "Focus",
    }
}

/// What a sign is lately, as short as can be.
pub fn recent(term: &Term) -> String {
    value(term.sign, term.recent)
}

/// What it is held against.
pub fn compared(term: &Term) -> String {
    let usual = value(term.sign, term.usual);
    match term.sign {
        Sign::Hours => format!("the line is at {usual}"),
        Sign::Ramp => format!("{usual} a week in the month before"),
        Sign::ShortNights => "under 11h between two days, in 14".into(),
        Sign::RestDays => format!("of 14; the line is at {usual}"),
        Sign::AfterHours => format!("of the work, usually {usual}"),
        Sign::LongStretches => format!("in stretches over 1h30, usually {usual}"),
        Sign::Focus => format!("of 5, usually {usual}"),
    }
}

fn value(sign: Sign, value: f64) -> String {
    match sign {
        Sign::Hours | Sign::Ramp => format!("{value:.0}h"),
        Sign::AfterHours | Sign::LongStretches => format!("{:.0} %", 100.0 * value),
        Sign::ShortNights | Sign::RestDays => format!("{value:.0}"),
        Sign::Focus => format!("{value:.1}"),
    }
}

/// Whether a sign is of note: not one that the person says is no strain.
pub fn stands_out(model: &Model, term: &Term) -> bool {
    term.z >= STANDS_OUT && super::disputed(model, term.sign).is_none()
}

/// What the signs come to, and whether that is a warning.
pub fn verdict(model: &Model, course: &Course) -> (String, bool) {
    let Some(terms) = course.days.last().and_then(|day| day.terms.as_ref()) else {
        return ("What is usual for you is not known yet".into(), false);
    };
    if let Some(alert) = course.alert() {
        let since = words::day(alert.since, &model.now);
        return (format!("Much has changed since {since}"), true);
    }
    match terms.terms.iter().filter(|term| stands_out(model, term)).count() {
        0 => ("Nothing stands out".into(), false),
        1 => ("One sign stands out; that alone is no warning".into(), false),
        n => (
            format!(
                "{} stand out; that alone is no warning",
                count(u64::try_from(n).unwrap_or(0), "sign")
            ),
            false,
        ),
    }
}
