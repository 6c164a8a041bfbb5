//! The signs in plain words, with their numbers. Nothing here decides.

use super::terms::{Sign, Term};

fn hours(hours: f64) -> String {
    format!("{hours:.0}h")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// What a sign says, whether or not it stands out.
pub fn term(term: &Term) -> String {
    let Term { sign, recent, usual, .. } = *term;
    match sign {
        Sign::Ramp => {
            format!(
                "lately at a rate of {} a week, {} in the month before",
                hours(recent),
                hours(usual)
            )
        }
        Sign::Hours => {
            format!("{} in the last seven days; {} is the line", hours(recent), hours(usual))
        }
        Sign::AfterHours => format!(
            "{} of your work was outside of your work hours, usually {}",
            percent(recent),
            percent(usual)
        ),
        Sign::ShortNights => match recent {
            0.0 => "no night of less than eleven hours off in two weeks".into(),
            1.0 => "one night of less than eleven hours off in two weeks".into(),
            nights => format!("{nights:.0} nights of less than eleven hours off in two weeks"),
        },
        Sign::RestDays => format!("work on {recent:.0} of the last fourteen days"),
        Sign::LongStretches => format!(
            "{} of your work was in stretches of more than 1h30, usually {}",
            percent(recent),
            percent(usual)
        ),
        Sign::Focus => format!("your focus was {recent:.1} of 5, usually {usual:.1}"),
    }
}
