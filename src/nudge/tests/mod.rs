//! The policy over whole days: what somebody lives through, and what must hold whatever they do.

mod days;
mod laws;
mod live;
mod words;

use super::history::Settings;
use super::*;
use crate::domain::{Moment, Now, Span, Zone};
use crate::plan::settings::Planning;
use chrono::NaiveDate;

/// A life in Berlin, in words: `09:00-10:30` of Wednesday, 25 November 2026.
#[derive(Debug)]
struct Life {
    record: Record,
    nudging: Nudging,
    planning: Planning,
    now: Now,
}

fn berlin() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(day: &str, time: &str) -> Moment {
    let local = format!("{day}T{time}:00").parse().unwrap();
    berlin().at(local)
}

fn spans(day: &str, text: &str) -> Vec<Span> {
    let one = |part: &str| {
        let (from, to) = part.split_once('-').unwrap();
        Span::new(on(day, from), on(day, to))
    };
    text.split(' ').filter(|part| !part.is_empty()).map(one).collect()
}

const WED: &str = "2026-11-25";

impl Life {
    fn new() -> Life {
        let now = Now::new(on(WED, "23:00").utc_ms(), berlin(), 240);
        let (nudging, planning) = (Nudging::default(), Planning::default());
        Life { record: Record::default(), nudging, planning, now }
    }

    /// Sessions of work; each start is a mark.
    fn works(self, text: &str) -> Life {
        self.works_on(WED, text)
    }

    fn works_on(mut self, day: &str, text: &str) -> Life {
        let work = spans(day, text);
        let begins = |span: &Span| Mark { at: span.start, boundary: Boundary::Switched };
        self.record.marks.extend(work.iter().map(begins));
        self.record.layers.work.extend(work);
        self
    }

    fn meets(mut self, text: &str) -> Life {
        self.record.layers.meetings.extend(spans(WED, text));
        self
    }

    fn mutes(mut self, text: &str, why: Mute) -> Life {
        self.record.mutes.extend(spans(WED, text).into_iter().map(|span| (span, why)));
        self
    }

    fn marks(mut self, time: &str, boundary: Boundary) -> Life {
        self.record.marks.push(Mark { at: on(WED, time), boundary });
        self
    }

    fn answers(mut self, time: &str, answer: Answer) -> Life {
        self.record.answers.push((on(WED, time), answer));
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Nudging)) -> Life {
        change(&mut self.nudging);
        self
    }

    /// The world of some days and everything that is said in it.
    fn live(&self, from: &str, to: &str) -> Vec<Nudge> {
        let settings =
            Settings { planning: &self.planning, nudging: &self.nudging, now: &self.now };
        let world = world(self.record.clone(), (day(from), day(to)), settings);
        let span = Span::new(self.now.day_span(day(from)).start, self.now.day_span(day(to)).end);
        drive(&world, &mut Course::new(span.start), span, &self.nudging, &self.now.zone).said
    }

    /// What is said on Wednesday, a line each: `10:15 rest`, `10:00 rest held moment`.
    fn told(&self) -> Vec<String> {
        let line = |nudge: &Nudge| {
            let held = nudge.held.map(|hold| format!(" held {}", hold.word()));
            let at = nudge.at.local().format("%H:%M");
            format!("{at} {}{}", nudge.rule.word(), held.unwrap_or_default())
        };
        self.live(WED, WED).iter().map(line).collect()
    }

    /// What is shown on Wednesday.
    fn shown(&self) -> Vec<String> {
        self.told().into_iter().filter(|line| !line.contains(" held ")).collect()
    }
}
