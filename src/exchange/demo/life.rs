//! The made-up person's days: walks from morning to evening, works, meets, rests, finishes things, and writes
//! down what happened. Everything ends before now.

use super::agenda::wall;
use super::chance::{Chance, usual_focus};
use super::scene::days_from;
use super::story::{INTERRUPTIONS, Job, KINDS, NOTES, skills};
use super::{DEMO, is_work_day};
use crate::domain::{
    Break, BreakClass, BreakId, Due, Event, Interruption, Mint, Moment, Now, Order, Outcome,
    Priority, Session, SessionId, Source, Status, Task, TaskId, TaskNo,
};
use chrono::{NaiveDate, Timelike};

const MINUTE: i64 = 60;
/// The shortest stretch that is worth beginning something, in seconds.
const SHORTEST: i64 = 10 * MINUTE;
const MAIL: &str = "Answer the mail, then close it";

/// A task that is being worked on, and how much work it really is.
#[derive(Clone, Copy, Debug)]
struct Ongoing {
    task: usize,
    left_s: f64,
}

/// The story so far.
pub(super) struct Life<'a> {
    pub(super) now: &'a Now,
    pub(super) tasks: Vec<Task>,
    pub(super) sessions: Vec<Session>,
    pub(super) breaks: Vec<Break>,
    chance: Chance,
    mint: Mint,
    /// For each kind of work: how many jobs have been begun, and the one at hand.
    begun: [usize; KINDS.len()],
    at_hand: [Option<Ongoing>; KINDS.len()],
    /// The open instance of the mail task.
    mail: usize,
    /// Better or worse than usual today, in rating points.
    luck: f64,
}

/// Something at a fixed time: a meeting's title, or lunch.
struct Fixed {
    start: Moment,
    end: Moment,
    title: Option<String>,
}

impl<'a> Life<'a> {
    /// A story that begins on `first`.
    pub(super) fn new(now: &'a Now, seed: u64, first: NaiveDate) -> Life<'a> {
        let begin = now.zone.at(wall(first, 8 * 60));
        let mut life = Life {
            now,
            tasks: Vec::new(),
            sessions: Vec::new(),
            breaks: Vec::new(),
            chance: Chance::new(seed),
            mint: Mint::new(seed, begin.utc_ms()),
            begun: [0; KINDS.len()],
            at_hand: [None; KINDS.len()],
            mail: 0,
            luck: 0.0,
        };
        let created = life.past(first, 8 * 60);
        life.next_mail(created, first, None);
        life
    }

    /// A fresh task id.
    pub(super) fn task_id(&mut self) -> TaskId {
        TaskId(self.mint.uuid())
    }

    /// The wall-clock time `minute` of `date`, or now when that lies ahead.
    pub(super) fn past(&self, date: NaiveDate, minute: u32) -> Moment {
        let at = self.now.zone.at(wall(date, minute));
        if at.utc_ms() > self.now.at.utc_ms() { self.now.at } else { at }
    }

    /// Lives through one day, as far as it has passed.
    pub(super) fn live(&mut self, date: NaiveDate, events: &[Event]) {
        if !is_work_day(date, self.now.day()) {
            return;
        }
        self.luck = 0.35 * self.chance.normal();
        let late = if self.chance.happens(0.07) { 100 } else { 0 };
        let start = 8 * 60 + 30 + self.minutes(0, 35);
        let end = self.now.zone.at(wall(date, 17 * 60 + self.minutes(0, 50) + late));
        let mut cursor = self.now.zone.at(wall(date, start));
        let mut fixed = self.fixed(date, events).into_iter().peekable();
        let mut first = true;
        while cursor < end {
            let next = fixed.peek().map_or(end.plus_seconds(20 * MINUTE), |next| next.start);
            let free = next.seconds_since(cursor) - 2 * MINUTE;
            let free = free.min(self.work_until().seconds_since(cursor));
            if free >= SHORTEST && self.chance.happens(0.27) {
                // Work that nobody wrote down: real logs have holes.
                cursor = cursor.plus_seconds(free.min(self.chance.between(20, 70) * MINUTE));
            } else if free >= SHORTEST {
                cursor = self.work(cursor, free, first);
                cursor = self.pause(cursor, next);
                first = false;
            } else if let Some(next) = fixed.next_if(|f| f.start.utc_ms() < self.now.at.utc_ms()) {
                cursor = self.attend(cursor, &next);
            } else {
                break;
            }
        }
    }

    /// Begins what runs now, when now is a time at the desk.
    pub(super) fn run(&mut self, events: &[Event]) {
        if !self.is_at_desk() {
            return;
        }
        let now = self.now.at;
        let ended = self.sessions.iter().filter_map(|s| s.end);
        let rested = self.breaks.iter().filter_map(|pause| pause.end);
        let met = events.iter().filter(|e| e.busy && e.end <= now).map(|e| e.end);
        let free_since = ended.chain(rested).chain(met).max_by_key(|at| at.utc_ms());
        let meeting =
            events.iter().find(|e| e.busy && e.start.utc_ms() <= now.utc_ms() && e.end > now);
        let wanted = meeting.map_or(now.plus_seconds(-25 * MINUTE), |meeting| meeting.start);
        let start = free_since.filter(|at| at.utc_ms() > wanted.utc_ms()).unwrap_or(wanted);
        let id = SessionId(self.mint.uuid());
        let mut session = if let Some(meeting) = meeting {
            let mut session = Session::running(id, None, Some("meetings".to_owned()), start);
            session.note.clone_from(&meeting.title);
            session
        } else {
            let kind = usize::from(start.local().hour() < 11);
            let left = self.at_hand[kind].is_some() || self.begun[kind] < KINDS[kind].jobs.len();
            let kind = if left { kind } else { self.kind_at_hand() };
            let task = self.take_up(kind, start).map(|ongoing| self.tasks[ongoing.task].id);
            Session::running(id, task, Some(KINDS[kind].name.to_owned()), start)
        };
        session.source = Source::Other(DEMO.to_owned());
        self.sessions.push(session);
    }

    /// Up to when work is invented: now, or a while before it when something is to run.
    fn work_until(&self) -> Moment {
        self.now.at.plus_seconds(if self.is_at_desk() { -27 * MINUTE } else { 0 })
    }

    /// Whether now is within working hours and not lunch.
    fn is_at_desk(&self) -> bool {
        let local = self.now.at.local();
        let minute = local.hour() * 60 + local.minute();
        let office = (540..740).contains(&minute) || (795..1050).contains(&minute);
        office && local.date() == self.now.day() && is_work_day(local.date(), self.now.day())
    }

    /// Lunch and meetings of a day, in order.
    fn fixed(&mut self, date: NaiveDate, events: &[Event]) -> Vec<Fixed> {
        let lunch = 12 * 60 + 20 + self.minutes(0, 15);
        let back = lunch + self.minutes(34, 40);
        let at = |minute| self.now.zone.at(wall(date, minute));
        let mut fixed = vec![Fixed { start: at(lunch), end: at(back), title: None }];
        fixed.extend(
            events.iter().filter(|e| e.busy && e.start.local().date() == date).map(|e| Fixed {
                start: e.start,
                end: e.end,
                title: Some(e.title.clone()),
            }),
        );
        fixed.order_by_key(|one| one.start);
        fixed
    }

    /// Goes to a meeting or to lunch. Returns when it is over.
    fn attend(&mut self, cursor: Moment, fixed: &Fixed) -> Moment {
        let start = if fixed.start < cursor { cursor } else { fixed.start };
        let end = fixed.end.plus_seconds(self.chance.between(-2, 3) * MINUTE);
        let over = end.utc_ms() <= self.now.at.utc_ms();
        let skipped = fixed.title.is_some() && self.chance.happens(0.08);
        if end <= start || start.utc_ms() >= self.now.at.utc_ms() || skipped {
            return start;
        }
        match &fixed.title {
            Some(title) if over => {
                let mut session = self.session(None, "meetings", start, end);
                session.note.clone_from(title);
                session.focus = self.rating(3.2, 0.5);
                self.sessions.push(session);
            }
            None if over || !self.is_at_desk() => {
                let id = BreakId(self.mint.uuid());
                let (class, natural) = (BreakClass::Rest, false);
                let end = over.then_some(end);
                self.breaks.push(Break { id, start, end, class, natural, planned_s: Some(2700) });
            }
            // What runs now is for `run` to say.
            _ => {}
        }
        end.plus_seconds(self.chance.between(1, 5) * MINUTE)
    }

    /// Works on something for at most `free` seconds. Returns when.
    fn work(&mut self, start: Moment, free: i64, first: bool) -> Moment {
        let mail = self.chance.happens(if first { 0.5 } else { 0.03 });
        let (median, spread) = if mail { (1500.0, 0.3) } else { (3300.0, 0.42) };
        #[expect(clippy::cast_possible_truncation, reason = "clamped to hours")]
        let wanted = self.chance.lognormal(median, spread).clamp(720.0, 6600.0) as i64;
        let end = start.plus_seconds(wanted.min(free));
        if mail {
            self.answer_mail(start, end);
            return end;
        }
        let kind = self.kind_at_hand();
        let Some(ongoing) = self.take_up(kind, start) else { return end };
        let about = &KINDS[kind];
        let task = self.tasks[ongoing.task].id;
        let mut session = self.session(Some(task), about.name, start, end);
        session.interruptions = self.interruptions(start, end);
        let noise = 0.65 * self.chance.normal();
        let quality = usual_focus(about, hour(start.plus_seconds(wanted / 2))) + self.luck + noise;
        session.focus = self.rating(quality, 0.72);
        let left_s = ongoing.left_s - session.worked_s(end) as f64 * (1.0 + 0.15 * (quality - 3.3));
        let finished = left_s < 240.0;
        session.outcome = self.outcome(&session, finished);
        if self.chance.happens(0.1) {
            let note: &str = self.chance.one_of::<&str>(NOTES);
            session.note.push_str(note);
        }
        self.sessions.push(session);
        self.at_hand[kind] = (!finished).then_some(Ongoing { left_s, ..ongoing });
        if finished {
            self.close(ongoing.task, end);
        }
        end
    }

    fn answer_mail(&mut self, start: Moment, end: Moment) {
        let mail = &self.tasks[self.mail];
        let (id, series) = (mail.id, mail.series);
        let mut session = self.session(Some(id), "email", start, end);
        session.focus = self.rating(3.3 + self.luck, 0.4);
        session.outcome = Some(Outcome::Finished);
        self.sessions.push(session);
        self.close(self.mail, end);
        self.next_mail(end, days_from(end.local().date(), 1), series);
    }

    fn next_mail(&mut self, created: Moment, on: NaiveDate, series: Option<uuid::Uuid>) {
        let id = self.task_id();
        let mut task = blank(id, MAIL, created);
        task.kind = Some("email".to_owned());
        task.every = Some(".+1d".to_owned());
        task.series = series.or(Some(id.0));
        task.estimate_s = Some(1500);
        task.on = Some(on);
        self.mail = self.tasks.len();
        self.tasks.push(task);
    }

    /// A kind of work that there is something left to do of: one with the same luck as its share.
    fn kind_at_hand(&mut self) -> usize {
        let mut shares = KINDS.map(|kind| kind.share);
        for (kind, share) in shares.iter_mut().enumerate() {
            if self.at_hand[kind].is_none() && self.begun[kind] >= KINDS[kind].jobs.len() {
                *share = 0.0;
            }
        }
        self.chance.weighted(&shares)
    }

    /// The task of that kind at hand, or the next of the story. `None` when the story has no more.
    fn take_up(&mut self, kind: usize, at: Moment) -> Option<Ongoing> {
        if let Some(ongoing) = self.at_hand[kind] {
            return Some(ongoing);
        }
        let Job(title, project, minutes) = *KINDS[kind].jobs.get(self.begun[kind])?;
        self.begun[kind] += 1;
        let before = days_from(at.local().date(), -self.chance.between(0, 6));
        let minute = 9 * 60 + self.minutes(0, 420);
        let written = self.past(before, minute);
        let written = if written < at { written } else { at };
        let id = self.task_id();
        let mut task = blank(id, title, written);
        task.kind = Some(KINDS[kind].name.to_owned());
        task.project = Some(project.to_owned());
        let (skills, longer) = skills(title);
        task.estimate_s = self.chance.happens(0.87).then_some(thought(minutes, longer));
        task.priority = [Priority::Normal, Priority::High, Priority::Low]
            [self.chance.weighted(&[8.0, 1.3, 0.7])];
        if self.chance.happens(0.45) {
            let day = days_from(before, self.chance.between(4, 11));
            let due = self.now.zone.at(wall(day, 17 * 60 + 30));
            task.due = Some(Due { at: due, hard: self.chance.happens(0.25) });
        }
        task.tags = skills;
        if minutes <= 30 {
            task.tags.push("quick".to_owned());
        }
        let (median, spread) = KINDS[kind].pace;
        let left_s = f64::from(minutes) * 60.0 * self.chance.lognormal(median, spread);
        let ongoing = Ongoing { task: self.tasks.len(), left_s };
        self.tasks.push(task);
        self.at_hand[kind] = Some(ongoing);
        Some(ongoing)
    }

    fn close(&mut self, task: usize, at: Moment) {
        let task = &mut self.tasks[task];
        (task.status, task.closed) = (Status::Done, Some(at));
    }

    /// A rest, a moment for the eyes, or nothing, before `next`. Returns when it goes on.
    fn pause(&mut self, start: Moment, next: Moment) -> Moment {
        let (class, seconds) = match self.chance.weighted(&[5.5, 1.0, 4.5]) {
            0 => (BreakClass::Rest, self.chance.between(7 * MINUTE, 20 * MINUTE)),
            1 => (BreakClass::Micro, self.chance.between(20, 50)),
            _ => return start.plus_seconds(self.chance.between(6 * MINUTE, 28 * MINUTE)),
        };
        let end = start.plus_seconds(seconds);
        if end > next || end.utc_ms() > self.work_until().utc_ms() {
            return start.plus_seconds(2 * MINUTE);
        }
        let natural = class == BreakClass::Rest && self.chance.happens(0.45);
        let usual = if class == BreakClass::Rest { 600 } else { 20 };
        let planned_s = (!natural).then_some(usual);
        let id = BreakId(self.mint.uuid());
        self.breaks.push(Break { id, start, end: Some(end), class, natural, planned_s });
        end.plus_seconds(self.chance.between(5, 400))
    }

    fn session(&mut self, task: Option<TaskId>, kind: &str, start: Moment, end: Moment) -> Session {
        let id = SessionId(self.mint.uuid());
        let mut session = Session::running(id, task, Some(kind.to_owned()), start);
        session.end = Some(end);
        session.source = Source::Other(DEMO.to_owned());
        session
    }

    /// A rating of `quality`, when there is one at all.
    fn rating(&mut self, quality: f64, often: f64) -> Option<u8> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 5")]
        let rating = quality.round().clamp(1.0, 5.0) as u8;
        self.chance.happens(often).then_some(rating)
    }

    /// What breaks in: seldom in the morning, more than once in two hours in the afternoon.
    fn interruptions(&mut self, start: Moment, end: Moment) -> Vec<Interruption> {
        let mut list = Vec::new();
        let mut at = start.plus_seconds(self.chance.between(3, 14) * MINUTE);
        while at.plus_seconds(5 * MINUTE) < end {
            let chance = if (13.5..16.5).contains(&hour(at)) { 0.16 } else { 0.045 };
            if self.chance.happens(chance) {
                let reason = (*self.chance.one_of(INTERRUPTIONS)).to_owned();
                let lost_s = u32::try_from(self.chance.between(40, 290)).unwrap_or(60);
                list.push(Interruption { at, lost_s, reason });
            }
            at = at.plus_seconds(15 * MINUTE);
        }
        list
    }

    fn outcome(&mut self, session: &Session, finished: bool) -> Option<Outcome> {
        if finished {
            return Some(Outcome::Finished);
        }
        if !session.interruptions.is_empty() && self.chance.happens(0.3) {
            return Some(Outcome::Interrupted);
        }
        if session.focus.is_some_and(|focus| focus <= 2) && self.chance.happens(0.25) {
            return Some(Outcome::Abandoned);
        }
        self.chance.happens(0.9).then_some(Outcome::Progressed)
    }

    fn minutes(&mut self, low: i64, high: i64) -> u32 {
        u32::try_from(self.chance.between(low, high)).unwrap_or(0)
    }
}

/// What somebody says, in seconds, who thinks of so much less than `minutes`: to the quarter of an hour.
fn thought(minutes: u32, less: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a day")]
    let quarters = (f64::from(minutes) / less / 15.0).round() as u32;
    if less > 1.0 { quarters.max(1) * 900 } else { minutes * 60 }
}

/// A task with a title; the numbers are given at the end.
pub(super) fn blank(id: TaskId, title: &str, created: Moment) -> Task {
    Task::new(id, TaskNo(0), title, created)
}

/// The hour on the wall, 0 to 24.
fn hour(at: Moment) -> f64 {
    f64::from(at.local().num_seconds_from_midnight()) / 3600.0
}
