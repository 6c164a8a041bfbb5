//! What a person writes about planning, a line each: `fri 09:00-14:00`, `2026-12-24..2027-01-02`, `2h a day, 10h a
//! week`.

use super::words::{Days, length, minute, print_length};
use crate::plan::settings::Minutes;
use crate::text::visible;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Hours on some days of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HoursLine {
    /// On which days.
    pub days: Days,
    /// From when to when; none at all for `none`.
    pub spans: Vec<Minutes>,
}

impl TryFrom<String> for HoursLine {
    type Error = String;

    fn try_from(text: String) -> Result<HoursLine, String> {
        let refused = || {
            format!("`{}` is not hours such as `mon-fri 13:00-17:00` or `sat none`", visible(&text))
        };
        let mut words = text.split_whitespace().peekable();
        let days = match words.peek().and_then(|word| Days::parse(word)) {
            // Hours without days are those of every day.
            None => Days::ALL,
            Some(days) => {
                words.next();
                days
            }
        };
        let words: Vec<&str> = words.collect();
        if words == ["none"] {
            return Ok(HoursLine { days, spans: Vec::new() });
        }
        let mut spans = Vec::new();
        for word in words.iter().flat_map(|word| word.split(',')).filter(|word| !word.is_empty()) {
            spans.push(stretch(word).ok_or_else(refused)?);
        }
        if spans.is_empty() { Err(refused()) } else { Ok(HoursLine { days, spans }) }
    }
}

fn stretch(text: &str) -> Option<Minutes> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (minute(from)?, minute(to)?);
    (from < to).then_some((from, to))
}

impl fmt::Display for HoursLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.days)?;
        if self.spans.is_empty() {
            return f.write_str(" none");
        }
        for (from, to) in &self.spans {
            write!(f, " {:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)?;
        }
        Ok(())
    }
}

impl From<HoursLine> for String {
    fn from(line: HoursLine) -> String {
        line.to_string()
    }
}

/// Days off: one, or all from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OffLine {
    /// The first.
    pub first: NaiveDate,
    /// The last; not before the first.
    pub last: NaiveDate,
}

impl TryFrom<String> for OffLine {
    type Error = String;

    fn try_from(text: String) -> Result<OffLine, String> {
        let (first, last) = text.split_once("..").unwrap_or((&text, &text));
        let date = |text: &str| text.trim().parse::<NaiveDate>().ok();
        match (date(first), date(last)) {
            (Some(first), Some(last)) if first <= last => Ok(OffLine { first, last }),
            (Some(_), Some(_)) => Err(format!("`{}` ends before it begins", visible(&text))),
            _ => Err(format!(
                "`{}` is not a day off such as `2026-11-27` or `2026-12-24..2027-01-02`",
                visible(&text)
            )),
        }
    }
}

impl From<OffLine> for String {
    fn from(OffLine { first, last }: OffLine) -> String {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    }
}

/// How much of a project: a day, a week, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BudgetLine {
    /// Seconds a day.
    pub day_s: Option<u32>,
    /// Seconds a week.
    pub week_s: Option<u32>,
}

impl TryFrom<String> for BudgetLine {
    type Error = String;

    fn try_from(text: String) -> Result<BudgetLine, String> {
        let refused = || {
            format!(
                "`{}` is not an amount such as `2h a day` or `2h a day, 10h a week`",
                visible(&text)
            )
        };
        let mut budget = BudgetLine { day_s: None, week_s: None };
        for part in text.split(',') {
            let words: Vec<&str> = part.split_whitespace().collect();
            let (amount, unit) = match words.as_slice() {
                [amount @ .., "a" | "per", unit] => (amount.join(" "), *unit),
                _ => return Err(refused()),
            };
            let seconds = length(&amount).ok_or_else(refused)?;
            let place = match unit {
                "day" => &mut budget.day_s,
                "week" => &mut budget.week_s,
                _ => return Err(refused()),
            };
            if place.replace(seconds).is_some() {
                return Err(refused());
            }
        }
        Ok(budget)
    }
}

impl From<BudgetLine> for String {
    fn from(BudgetLine { day_s, week_s }: BudgetLine) -> String {
        let part =
            |seconds: Option<u32>, unit| Some(format!("{} a {unit}", print_length(seconds?)));
        let parts: Vec<String> =
            part(day_s, "day").into_iter().chain(part(week_s, "week")).collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reads<T: TryFrom<String>>(text: &str) -> bool {
        T::try_from(text.to_owned()).is_ok()
    }

    fn again<T: TryFrom<String> + Into<String>>(text: &str) -> Option<String> {
        T::try_from(text.to_owned()).ok().map(Into::into)
    }

    #[test]
    fn hours_name_their_days_or_are_those_of_every_day() {
        let again = |text| again::<HoursLine>(text).unwrap();
        assert_eq!(again("fri 9:00-14:00"), "fri 09:00-14:00");
        assert_eq!(again("mon,wed  08:00-10:00,11:00-24:00"), "mon,wed 08:00-10:00 11:00-24:00");
        assert_eq!(again("13:00-17:00"), "mon-sun 13:00-17:00");
        assert_eq!(again("sat none"), "sat none");
        for wrong in ["", "fri", "fri 14:00-9:00", "fri 9:00", "some 9:00-10:00", "fri 9:00-25:00"]
        {
            assert!(!reads::<HoursLine>(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_day_off_may_be_many() {
        let again = |text| again::<OffLine>(text).unwrap();
        assert_eq!(again("2026-11-27"), "2026-11-27");
        assert_eq!(again("2026-12-24 .. 2027-01-02"), "2026-12-24..2027-01-02");
        for wrong in ["", "christmas", "2027-01-02..2026-12-24", "2026-02-30"] {
            assert!(!reads::<OffLine>(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_budget_is_of_a_day_or_of_a_week() {
        let again = |text| again::<BudgetLine>(text).unwrap();
        assert_eq!(again("10h per week, 120m a day"), "2h a day, 10h a week");
        assert_eq!(again("1h30 a day"), "1h30 a day");
        for wrong in ["", "2h", "2h a month", "2h a day, 3h a day", "much a day"] {
            assert!(!reads::<BudgetLine>(wrong), "{wrong}");
        }
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn reading_never_panics_and_what_is_printed_is_read_back(text in any::<String>()) {
            for again in [again::<HoursLine>, again::<OffLine>, again::<BudgetLine>] {
                if let Some(printed) = again(&text) {
                    prop_assert_eq!(again(&printed), Some(printed.clone()));
                }
            }
        }
    }
}
