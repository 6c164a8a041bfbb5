//! Made-up work for the demo: three months of someone who writes well in the morning, codes until late and
//! is tired after lunch. The same every time, but for the dates, which end today.
//!
//! Everything in it says that it is made up: its projects begin with `demo`.

use crate::domain::{
    Break, BreakClass, BreakId, Change, Due, Interruption, Mint, Moment, Now, Outcome, Priority,
    Session, SessionId, Source, Status, Task, TaskId, TaskNo,
};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike, Weekday};

const DAYS: u64 = 91;

/// A kind of work with the part of the day it goes best in (hours after midnight) and its titles.
struct Strand {
    kind: &'static str,
    project: &'static str,
    best: (u32, u32),
    minutes: (u32, u32),
    titles: &'static [&'static str],
}

const STRANDS: [Strand; 6] = [
    Strand {
        kind: "writing",
        project: "demo.paper",
        best: (9, 12),
        minutes: (40, 95),
        titles: &[
            "Write the introduction",
            "Write the methods section",
            "Draft the results",
            "Revise the discussion",
            "Answer the reviewers",
        ],
    },
    Strand {
        kind: "coding",
        project: "demo.tool",
        best: (10, 16),
        minutes: (45, 110),
        titles: &[
            "Parse the new format",
            "Fix the slow query",
            "Write tests for the importer",
            "Split the big module",
            "Make the build reproducible",
        ],
    },
    Strand {
        kind: "review",
        project: "demo.tool",
        best: (14, 16),
        minutes: (20, 45),
        titles: &["Review the merge request", "Read the design note"],
    },
    Strand {
        kind: "email",
        project: "demo.admin",
        best: (13, 14),
        minutes: (15, 30),
        titles: &["Answer mail", "Plan the week"],
    },
    Strand {
        kind: "admin",
        project: "demo.admin",
        best: (15, 17),
        minutes: (15, 40),
        titles: &["File the expenses", "Book the journey", "Update the budget"],
    },
    Strand {
        kind: "learning",
        project: "demo.skills",
        best: (16, 18),
        minutes: (25, 50),
        titles: &["Read about Gaussian processes", "Practise the new editor"],
    },
];

/// Everything that the demo's store begins with.
pub(crate) fn changes(now: &Now) -> Vec<Change> {
    let mut story = Story {
        now: *now,
        random: fastrand::Rng::with_seed(20_261_125),
        mint: Mint::new(20_261_125, now.at.utc_ms()),
        tasks: Vec::new(),
        rest: Vec::new(),
    };
    let today = now.day();
    for back in (0..DAYS).rev() {
        let day = today.checked_sub_days(Days::new(back)).unwrap_or(today);
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            story.day(day);
        }
    }
    story.open_tasks(today);
    let tasks = story.tasks.into_iter().map(|task| Change::TaskAdded { task: Box::new(task) });
    tasks.chain(story.rest).collect()
}

struct Story {
    now: Now,
    random: fastrand::Rng,
    mint: Mint,
    tasks: Vec<Task>,
    rest: Vec<Change>,
}

impl Story {
    fn at(&self, day: NaiveDate, minutes: u32) -> Moment {
        let time = NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0);
        self.now.on_day(day, time.unwrap_or(NaiveTime::MIN))
    }

    fn day(&mut self, day: NaiveDate) {
        let mut minute = 8 * 60 + 40 + self.random.u32(0..40);
        let end = 17 * 60 + self.random.u32(0..70);
        while minute < end {
            let hour = minute / 60;
            let fits: Vec<&Strand> =
                STRANDS.iter().filter(|s| s.best.0 <= hour && hour < s.best.1).collect();
            let strand = match fits.as_slice() {
                [] => &STRANDS[self.random.usize(..STRANDS.len())],
                some => some[self.random.usize(..some.len())],
            };
            let length = self.random.u32(strand.minutes.0..strand.minutes.1);
            let (start, stop) = (self.at(day, minute), self.at(day, minute + length));
            if stop.utc_ms() > self.now.at.utc_ms() {
                return;
            }
            self.session(strand, start, stop);
            minute += length;
            let lunch = (12 * 60..14 * 60).contains(&minute) && self.random.u8(..3) > 0;
            let pause = if lunch { self.random.u32(35..55) } else { self.random.u32(4..16) };
            self.pause(day, minute, minute + pause);
            minute += pause;
        }
    }

    fn session(&mut self, strand: &Strand, start: Moment, end: Moment) {
        let task = self.task_for(strand, start);
        let hour = start.local().time().hour();
        let good = strand.best.0 <= hour && hour < strand.best.1;
        let tired = (13..15).contains(&hour);
        let base: u8 = if good { 4 } else { 3 };
        let mut focus = base - u8::from(tired) + u8::from(self.random.u8(..4) == 0);
        focus = focus.clamp(1, 5);
        let finished = self.random.u8(..5) == 0;
        let interrupted = !finished && self.random.u8(..7) == 0;
        let id = SessionId(self.mint.uuid());
        let mut session =
            Session::running(id, Some(self.tasks[task].id), Some(strand.kind.into()), start);
        session.end = Some(end);
        session.focus = (self.random.u8(..10) < 8).then_some(focus);
        session.source = Source::Other("demo".into());
        session.outcome = Some(match (finished, interrupted) {
            (true, _) => Outcome::Finished,
            (_, true) => Outcome::Interrupted,
            _ => Outcome::Progressed,
        });
        if self.random.u8(..4) == 0 {
            let at = start.plus_seconds(end.seconds_since(start) / 2);
            session.interruptions =
                vec![Interruption { at, lost_s: 240, reason: "a question".into() }];
        }
        self.rest.push(Change::SessionAdded { session: Box::new(session) });
        if finished {
            self.tasks[task].status = Status::Done;
            self.tasks[task].closed = Some(end);
        }
    }

    /// The open task of a strand, or a new one.
    fn task_for(&mut self, strand: &Strand, at: Moment) -> usize {
        let open = self.tasks.iter().position(|task| {
            task.status == Status::Open && task.kind.as_deref() == Some(strand.kind)
        });
        if let Some(index) = open {
            return index;
        }
        let title = strand.titles[self.random.usize(..strand.titles.len())];
        self.task(strand, title, at);
        self.tasks.len() - 1
    }

    fn task(&mut self, strand: &Strand, title: &str, created: Moment) {
        let no = TaskNo(u32::try_from(self.tasks.len() + 1).unwrap_or(u32::MAX));
        let mut task = Task::new(TaskId(self.mint.uuid()), no, title, created);
        task.kind = Some(strand.kind.into());
        task.project = Some(strand.project.into());
        task.estimate_s = Some(self.random.u32(2..9) * 1800);
        task.tags = vec!["demo".into()];
        self.tasks.push(task);
    }

    fn pause(&mut self, day: NaiveDate, from: u32, to: u32) {
        let (start, end) = (self.at(day, from), self.at(day, to));
        if end.utc_ms() > self.now.at.utc_ms() {
            return;
        }
        let id = BreakId(self.mint.uuid());
        let pause = Break {
            id,
            start,
            end: Some(end),
            class: BreakClass::Rest,
            natural: true,
            planned_s: None,
        };
        self.rest.push(Change::BreakAdded { pause });
    }

    /// What is still to be done, some of it soon.
    fn open_tasks(&mut self, today: NaiveDate) {
        let created = self.at(today, 8 * 60);
        let created = if created > self.now.at { self.now.at } else { created };
        for strand in &STRANDS {
            for title in strand.titles {
                self.task(strand, title, created);
                let due_in = self.random.u64(0..20);
                let due = today.checked_add_days(Days::new(due_in)).unwrap_or(today);
                let at = self.at(due, 17 * 60 + 30);
                let hard = self.random.u8(..4) == 0;
                let priority = Priority::ALL[self.random.usize(..Priority::ALL.len())];
                if let Some(task) = self.tasks.last_mut() {
                    task.due = Some(Due { at, hard });
                    task.priority = priority;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn the_demo_has_three_months_that_end_now_and_say_that_they_are_made_up() {
        let at = Moment::parse_rfc3339("2026-11-25T14:10:00+01:00").unwrap();
        let now = Now::new(at.utc_ms(), Zone::Fixed(60), 240);
        let made = changes(&now);
        let sessions = made.iter().filter_map(|change| match change {
            Change::SessionAdded { session } => Some(session),
            _ => None,
        });
        let sessions: Vec<_> = sessions.collect();
        assert!(sessions.len() > 250, "{}", sessions.len());
        assert!(sessions.iter().all(|s| s.end.is_some_and(|end| end.utc_ms() <= at.utc_ms())));
        assert!(sessions.windows(2).all(|pair| pair[0].end.unwrap() <= pair[1].start));
        assert_eq!(made, changes(&now));
    }
}
