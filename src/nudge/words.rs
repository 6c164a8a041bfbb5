//! Nudges in sentences, and the terms behind them. Nothing here decides.
//!
//! Of a person's own words only titles are in it, made visible: what is said here may be shown anywhere as it is.

mod micro;

use super::counter::Tally;
use super::course::{Course, DEEP};
use super::gate::Hold;
use super::micro::wait_ms;
use super::said::{Reason, Rule};
use super::settings::Nudging;
use super::situation::{Situation, Today};
use super::timeline::{Boundary, Mute};
use super::{MIN, moment};
use crate::domain::Moment;
use crate::text::print_duration;
use crate::text::said::{clock, count};

/// What a sentence is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub(super) course: &'a Course,
    pub(super) situation: &'a Situation,
    pub(super) today: &'a Today,
    pub(super) nudging: &'a Nudging,
    pub(super) tally: Tally,
}

/// The terms that say what a button does.
pub(super) const TAKE: &str = "take";
pub(super) const POSTPONE: &str = "postpone";
pub(super) const SKIP: &str = "skip";

fn length(ms: i64) -> String {
    print_duration(ms / 1000)
}

fn minutes(ms: i64) -> f64 {
    (ms / MIN) as f64
}

impl Said<'_> {
    /// What is shown.
    pub(super) fn shown(&self, rule: Rule) -> String {
        let sentence = self.sentence(rule);
        let rest_of_day = match rule {
            Rule::Enough
            | Rule::TooMuch
            | Rule::Evening
            | Rule::FreeDay
            | Rule::ShortNight
            | Rule::LongWeek
            | Rule::HarmfulWeek => self.left(),
            Rule::Rest | Rule::Postponed | Rule::Firm | Rule::Micro | Rule::Lunch => None,
        };
        rest_of_day.map_or(sentence.clone(), |left| format!("{sentence} {left}"))
    }

    /// What is still planned for today, and what of it could wait.
    fn left(&self) -> Option<String> {
        let left = &self.situation.left;
        let are = if left.blocks == 1 { "is" } else { "are" };
        let blocks = format!("{} {are} left", count(left.blocks, "block"));
        let titles: Vec<String> = left.may_wait.iter().map(|one| format!("`{one}`")).collect();
        let wait = || self.wait();
        match &titles[..] {
            _ if left.blocks == 0 => None,
            [] => Some(format!("{blocks}.")),
            titles => Some(format!("{blocks}; {} can go to {}.", titles.join(" and "), wait())),
        }
    }

    /// The next day on which there is time for it.
    fn wait(&self) -> String {
        let start = self.today.start.local().date();
        match self.today.wait_days {
            0 | 1 => "tomorrow".into(),
            days => (start + chrono::Duration::days(days.into())).format("%A").to_string(),
        }
    }

    fn sentence(&self, rule: Rule) -> String {
        let Tally { owed, since_long, today, .. } = self.tally;
        let rest = length(self.tally.break_ms());
        match rule {
            Rule::Rest => {
                format!(
                    "Time for a break: {} of work since the last. {rest} will do.",
                    length(owed)
                )
            }
            Rule::Postponed => {
                format!(
                    "The break you put off: {} of work since the last. {rest} now.",
                    length(owed)
                )
            }
            Rule::Firm => {
                let worked = length(owed.max(self.tally.unbroken));
                format!(
                    "{worked} without a break. Take {rest} now; what comes next goes better after it."
                )
            }
            Rule::Micro => self.micro(),
            Rule::Enough => format!("{} of work today: that is a full day.", length(today)),
            Rule::TooMuch => {
                format!(
                    "{} of work today, far more than a full day. Stop here; tomorrow is for the rest.",
                    length(today)
                )
            }
            Rule::Evening => format!(
                "It is {}, late for you. A good moment to wind down.",
                clock(self.situation.at)
            ),
            Rule::Lunch => {
                format!(
                    "{} of work without half an hour off. Eat something, away from the screen.",
                    length(since_long)
                )
            }
            Rule::FreeDay => {
                format!(
                    "{} of work on a free day. Keep the rest of it for yourself.",
                    length(today)
                )
            }
            Rule::ShortNight => {
                let rested = self.today.rested_s.unwrap_or(0);
                format!(
                    "Only {} since you stopped last night. Begin slowly, and end earlier today.",
                    print_duration(rested)
                )
            }
            Rule::LongWeek => format!(
                "{} of work this week: the legal limit in the EU is 48h on average.",
                length(self.week_ms())
            ),
            Rule::HarmfulWeek => {
                format!(
                    "{} of work this week. From 55h on, weeks like this one harm your health.",
                    length(self.week_ms())
                )
            }
        }
    }

    /// Why nothing is shown.
    pub(super) fn kept_back(&self, rule: Rule, hold: Hold, due: Moment) -> String {
        let about = match rule {
            Rule::Rest | Rule::Postponed => "A break is due",
            Rule::Firm => "A break is long overdue",
            Rule::Micro => "A micro-break is due",
            Rule::Enough | Rule::TooMuch => "The day is full",
            Rule::Evening => "It is late",
            Rule::Lunch => "A long break is due",
            Rule::FreeDay => "This is a free day",
            Rule::ShortNight => "The night was short",
            Rule::LongWeek | Rule::HarmfulWeek => "The week is long",
        };
        format!("{about}: {}", self.because(rule, hold, due))
    }

    fn because(&self, rule: Rule, hold: Hold, due: Moment) -> String {
        let until = |moment: Moment| format!("until {}", clock(moment));
        match hold {
            Hold::Moment => match self.patience_ends(rule, due) {
                Some(end) => format!("it waits for a pause or the next task, {} at most", until(end)),
                None => "it waits for a pause or the next task".into(),
            },
            Hold::Taken => "you took it by yourself".into(),
            Hold::Away => "nobody is there".into(),
            Hold::Meeting => "a meeting is going on".into(),
            Hold::Quiet => "these are your quiet hours".into(),
            Hold::Mute(mute) => {
                // When the desktop may be disturbed again, nobody knows.
                let own = self.situation.mute.filter(|(why, _)| why.is_own());
                let end = own.map(|(_, end)| format!(" {}", until(end)));
                let what = match mute {
                    Mute::Snoozed => "nudges are put off",
                    Mute::Off => "nudges are off",
                    Mute::DoNotDisturb => "the desktop is not to be disturbed",
                    Mute::FullScreen => "something takes the whole screen",
                };
                format!("{what}{}", end.unwrap_or_default())
            }
            Hold::DayOff => "on a day off you only hear of very long stretches of work".into(),
            Hold::OffHours => "it is outside of your work hours".into(),
            Hold::AfterBreak => "your last break is only just over".into(),
            Hold::FirstMinutes => "this piece of work has only just begun".into(),
            Hold::Spacing => "the last nudge came only a short while ago".into(),
            Hold::Budget => "enough was said for this part of the day".into(),
            Hold::Ignored => {
                "you left two nudges unanswered today, so you only hear of very long stretches of work"
                    .into()
            }
            Hold::AboutToStop => "you will most likely stop by yourself".into(),
            Hold::Deadline => "a deadline is minutes away".into(),
            Hold::RestBreak => "a longer break takes its place".into(),
        }
    }

    /// Until when one that fell due then waits for its moment: deep work is left alone for longer, and a micro-break never
    /// comes into it.
    fn patience_ends(&self, rule: Rule, due: Moment) -> Option<Moment> {
        if rule == Rule::Micro {
            let waits_s = wait_ms(self.nudging) / 1000;
            return (!self.situation.deep).then(|| due.plus_seconds(waits_s));
        }
        let grace = due.plus_seconds(i64::from(self.nudging.grace_s));
        let at = self.situation.at;
        let deep = || self.course.counter().reaches(at.utc_ms(), DEEP, |tally| tally.owed);
        let deep = if self.situation.deep { deep() } else { None };
        Some(deep.map_or(grace, |deep| grace.max(moment(at, deep))))
    }

    /// The terms, the weightiest first.
    pub(super) fn reasons(&self, rule: Rule) -> Vec<Reason> {
        if rule.is_break() { self.break_reasons() } else { self.line_reasons(rule) }
    }

    fn break_reasons(&self) -> Vec<Reason> {
        let Tally { owed, unbroken, .. } = self.tally;
        let habit = &self.today.habit;
        let mut reasons = vec![Reason {
            term: "worked",
            value: minutes(owed),
            text: format!("you have worked {} since your last break", length(owed)),
        }];
        if unbroken > owed + 5 * MIN {
            let text =
                format!("it is {} since you were last away for five minutes", length(unbroken));
            reasons.push(Reason { term: "unbroken", value: minutes(unbroken), text });
        }
        if let Some(soft) = habit.soft_ms(&self.today.accepted, self.nudging) {
            let text = interval(self.today, soft);
            reasons.push(Reason { term: "interval", value: minutes(soft), text });
        }
        let chance = habit.stop_chance(unbroken);
        let text = format!(
            "the chance that you stop by yourself in the next ten minutes is {:.0} %",
            100.0 * chance
        );
        reasons.push(Reason { term: "stop_chance", value: chance, text });
        reasons.extend(self.boundary());
        reasons.extend(self.calendar());
        reasons.extend(self.payback());
        let text = self.so_far();
        reasons.push(Reason { term: "budget", value: f64::from(self.course.shown()), text });
        reasons.extend(self.buttons());
        reasons
    }

    /// How many were shown before.
    fn so_far(&self) -> String {
        let most = self.nudging.budget;
        let shown = self.course.shown();
        let were = if shown == 1 { "was" } else { "were" };
        format!("{shown} of at most {most} break nudges {were} shown before this one today")
    }

    /// What pressing each button does.
    fn buttons(&self) -> [Reason; 3] {
        let rest = self.tally.break_ms();
        let take = format!("`take`: the work stops and a break of {} begins", length(rest));
        let put_off = i64::from(self.nudging.postpone_s) * 1000 * self.course.postpone_times();
        let postpone = format!(
            "`postpone`: it comes back after {}, and the break grows with the work until then",
            length(put_off)
        );
        let again = i64::from(self.nudging.again_s) * 1000;
        let skip = match self.course.ignored() {
            0 => format!("`skip`: you hear nothing more of breaks for {}", length(again)),
            _ => "`skip`: for the rest of the day you only hear of very long stretches of work"
                .into(),
        };
        [
            Reason { term: TAKE, value: minutes(rest), text: take },
            Reason { term: POSTPONE, value: minutes(put_off), text: postpone },
            Reason { term: SKIP, value: minutes(again), text: skip },
        ]
    }

    fn boundary(&self) -> Option<Reason> {
        let text = match self.situation.boundary? {
            Boundary::Switched => "you are just changing to something else",
            Boundary::Done => "you have just finished a task",
            Boundary::Stopped => "you have just stopped",
            Boundary::BlockEnd => "a block of your plan has just ended",
            Boundary::MeetingEnd => "a meeting has just ended",
            Boundary::Command => "a long command has just finished in your terminal",
            Boundary::Commit => "you have just made a commit",
            Boundary::Pause => "you have not typed for a moment",
        };
        Some(Reason { term: "moment", value: 1.0, text: text.into() })
    }

    fn calendar(&self) -> Option<Reason> {
        let free = self.situation.meeting?.utc_ms() - self.situation.at.utc_ms();
        let text = format!("your calendar is free for {}", length(free));
        (free >= MIN).then(|| Reason { term: "calendar", value: minutes(free), text })
    }

    fn payback(&self) -> Option<Reason> {
        let times = self.course.postponed();
        let text = format!(
            "you put it off {}, so the break is {} now",
            times_word(times),
            length(self.tally.break_ms())
        );
        (times > 0).then(|| Reason { term: "postponed", value: f64::from(times), text })
    }

    fn line_reasons(&self, rule: Rule) -> Vec<Reason> {
        let today = self.tally.today;
        let worked = |term: &'static str| Reason {
            term,
            value: minutes(today),
            text: format!("you have worked {} today", length(today)),
        };
        let target = |seconds: u32, what: &str| Reason {
            term: "target",
            value: f64::from(seconds / 60),
            text: format!("{} of work in a day is {what}", print_duration(i64::from(seconds))),
        };
        match rule {
            Rule::Micro => self.micro_reasons(),
            Rule::Enough => {
                vec![worked("worked"), target(self.nudging.target_s.0, "a full day for you")]
            }
            Rule::TooMuch => {
                vec![worked("worked"), target(self.nudging.target_s.1, "far too much for you")]
            }
            Rule::Evening => {
                let evening = self.today.evening;
                let text = format!("your evening begins at {}", clock(evening));
                let value = minutes(self.situation.at.utc_ms() - evening.utc_ms());
                vec![Reason { term: "evening", value, text }, worked("worked")]
            }
            Rule::Lunch => {
                let since = self.tally.since_long;
                let text = format!(
                    "you have worked {} since you last had half an hour off",
                    length(since)
                );
                vec![Reason { term: "since_long_break", value: minutes(since), text }]
            }
            Rule::FreeDay => vec![worked("worked")],
            Rule::ShortNight => {
                let rested = self.today.rested_s.unwrap_or(0);
                let text =
                    "the law of the EU asks for at least eleven hours off between two days of work";
                vec![Reason { term: "rested", value: (rested / 60) as f64, text: text.into() }]
            }
            Rule::LongWeek | Rule::HarmfulWeek => {
                let week = self.week_ms();
                let text = format!(
                    "before today you had worked {} this week",
                    print_duration(self.today.week_before_s)
                );
                vec![Reason { term: "week", value: minutes(week), text }, worked("worked")]
            }
            Rule::Rest | Rule::Postponed | Rule::Firm => Vec::new(),
        }
    }

    fn week_ms(&self) -> i64 {
        self.today.week_before_s * 1000 + self.tally.today
    }
}

/// After how much work a break is due today, and why.
pub fn interval(today: &Today, soft_ms: i64) -> String {
    let due = format!("a break is due after {} of work", length(soft_ms));
    let habit = &today.habit;
    match habit.n {
        0 => due,
        n => {
            let own = length(habit.q80);
            format!("{due}: four in five of your last {n} stretches ended within {own}")
        }
    }
}

fn times_word(times: u8) -> String {
    match times {
        1 => "once".into(),
        2 => "twice".into(),
        times => format!("{times} times"),
    }
}
