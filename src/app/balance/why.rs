//! The days behind a sign: what it compares, how it is weighed, and each row that counts.

use super::words::{self, hours};
use crate::app::overlay::why::Row;
use crate::app::{Model, words as said};
use crate::balance::{DayLoad, Picture, Sign, Term, words as signs};
use chrono::{Duration, NaiveDate};

/// The heading of the box.
pub fn title(sign: Sign) -> String {
    words::name(sign).to_owned()
}

/// What is said of a sign.
pub fn rows(model: &Model, sign: Sign) -> Vec<Row> {
    let picture = model.balance.picture.as_deref();
    let term = model.balance.terms().iter().find(|term| term.sign == sign);
    let Some((picture, term)) = picture.zip(term) else {
        return vec![Row::Said("Nothing is known of it now.".into())];
    };
    let mut rows = vec![
        Row::Heading("Lately", None),
        Row::Said(capitalised(&signs::term(term)) + "."),
        Row::Said(how(sign).into()),
        Row::Said(weight(term)),
    ];
    let behind = behind(model, picture, sign);
    if !behind.is_empty() {
        rows.push(Row::Heading(heading(sign), None));
        rows.extend(behind.into_iter().map(Row::Said));
    }
    rows
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What it compares.
fn how(sign: Sign) -> &'static str {
    match sign {
        Sign::Hours => {
            "Counts from 44h on; 48h is the most that EU law allows on average, from 55h on weeks make ill."
        }
        Sign::Ramp => {
            "The last week, newer days more, against the month before it. Coming back from a vacation is none."
        }
        Sign::AfterHours => {
            "The share of the last two weeks' work, against the eight weeks before."
        }
        Sign::ShortNights => {
            "EU law asks for eleven hours of rest between two days of work. Three such nights weigh fully."
        }
        Sign::RestDays => {
            "Weeks without a free day count, and every day with work above eleven of fourteen."
        }
        Sign::LongStretches => {
            "Work that went on for more than 1h30 without five minutes off, against the eight weeks before."
        }
        Sign::Focus => {
            "Your own ratings of the last two weeks, against those of the eight weeks before."
        }
    }
}

/// How much of the warning it makes.
fn weight(term: &Term) -> String {
    match term.z {
        z if z < 0.05 => "It adds nothing to the warning.".into(),
        z if z < words::STANDS_OUT => "It adds little to the warning.".into(),
        _ => "It stands out. A warning takes several signs, of two kinds, on three days of five."
            .into(),
    }
}

fn heading(sign: Sign) -> &'static str {
    match sign {
        Sign::Hours | Sign::Ramp => "The last seven days",
        Sign::ShortNights => "The short nights",
        Sign::Focus => "Your ratings",
        Sign::AfterHours | Sign::RestDays | Sign::LongStretches => "The days behind it",
    }
}

/// The days that count, newest first.
pub fn behind(model: &Model, picture: &Picture, sign: Sign) -> Vec<String> {
    let Some(behind) = picture.overview.behind(sign) else { return Vec::new() };
    let days = &picture.overview.days;
    let counting = behind.recent.iter().rev().filter(|row| row.counts);
    let days = counting.filter_map(|row| days.iter().rfind(|day| day.day == row.first));
    days.map(|day| format!("{}: {}", when(model, sign, day), of(sign, day))).collect()
}

/// A day, or for nights the two around it.
fn when(model: &Model, sign: Sign, day: &DayLoad) -> String {
    let name = near(model, day.day);
    if sign == Sign::ShortNights {
        let before = near(model, day.day - Duration::days(1));
        return format!("{before} to {name}");
    }
    name
}

/// A day of the last two weeks.
fn near(model: &Model, day: NaiveDate) -> String {
    let ago = model.now.day().signed_duration_since(day).num_days();
    if ago > 1 { said::short_day(day) } else { said::day(day, &model.now) }
}

/// What a day that counts adds to a sign.
fn of(sign: Sign, day: &DayLoad) -> String {
    match sign {
        Sign::Hours | Sign::Ramp | Sign::RestDays => hours(day.worked_s),
        Sign::AfterHours => {
            format!("{} of {} outside your work hours", hours(day.off_s), hours(day.worked_s))
        }
        Sign::ShortNights => {
            format!("{} between the days", hours(day.rested_s.unwrap_or(0)))
        }
        Sign::LongStretches => {
            format!("{} in long stretches, the longest {}", hours(day.long_s), hours(day.longest_s))
        }
        Sign::Focus => {
            let mean = day.focus_sum / f64::from(day.ratings.max(1));
            format!("{mean:.1} in {}", crate::text::said::count(day.ratings, "rating"))
        }
    }
}
