//! Made-up worlds for the tests of building and proposing: by hand, and random ones.

use crate::domain::{
    Block, BlockId, BlockNo, Change, Due, Event, Moment, Now, Priority, Session, SessionId, State,
    Status, Task, TaskId, TaskNo, TaskType, Zone,
};
use crate::learn::log::Log;
use crate::learn::{Evidence, Habits, Profile};
use crate::plan::settings::{Planning, ProjectBudget, TimeMap, Week};
use crate::plan::shift::Today;
use crate::plan::{Made, World, make};
use chrono::NaiveDateTime;
use fastrand::Rng;
use uuid::Uuid;

/// A world of one's own.
#[derive(Clone, Debug)]
pub(in crate::plan) struct Staged {
    pub(in crate::plan) state: State,
    pub(in crate::plan) profile: Profile,
    pub(in crate::plan) planning: Planning,
    pub(in crate::plan) now: Now,
}

pub(in crate::plan) fn berlin() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

/// A moment in Berlin.
pub(in crate::plan) fn at(text: &str) -> Moment {
    berlin().at(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

pub(in crate::plan) fn id(no: u32) -> TaskId {
    TaskId(Uuid::from_u128(u128::from(no)))
}

/// A task with an estimate of so many minutes.
pub(in crate::plan) fn task(no: u32, minutes: u32) -> Task {
    let created = at("2026-11-01 12:00");
    Task {
        estimate_s: Some(minutes * 60),
        ..Task::new(id(no), TaskNo(no), format!("task {no}"), created)
    }
}

impl Staged {
    /// With the types that everyone begins with, nothing to do, and nothing learned.
    pub(in crate::plan) fn new(now: &str) -> Staged {
        let now = Now::new(at(now).utc_ms(), berlin(), 240);
        let mut state = State::new(1);
        for kind in TaskType::starters() {
            state.apply(&Change::TypeAdded { kind, place: None });
        }
        let (log, evidence) = (Log::default(), Evidence::default());
        let profile = Profile::learn(&log, &evidence, &Habits::default(), (0, now.day()), None);
        Staged { state, profile, planning: Planning::default(), now }
    }

    pub(in crate::plan) fn with(mut self, task: Task) -> Staged {
        self.state.load_task(task, 0);
        self
    }

    pub(in crate::plan) fn event(mut self, start: &str, end: &str) -> Staged {
        let (start, end) = (at(start), at(end));
        self.put_event(start, end);
        self
    }

    pub(in crate::plan) fn put_event(&mut self, start: Moment, end: Moment) {
        let uid = format!("event {}", start.utc_ms());
        let event = Event {
            uid,
            calendar: "work".into(),
            title: "Weekly".into(),
            start,
            end,
            busy: true,
            all_day: false,
            day_off: false,
        };
        self.state.apply(&Change::EventAdded { event });
    }

    pub(in crate::plan) fn block(
        mut self,
        no: u32,
        task: u32,
        (start, end): (&str, &str),
        pinned: bool,
    ) -> Staged {
        self.put_block(no, id(task), (at(start), at(end)), pinned);
        self
    }

    pub(in crate::plan) fn put_block(
        &mut self,
        no: u32,
        task: TaskId,
        (start, end): (Moment, Moment),
        pinned: bool,
    ) {
        let id = BlockId(Uuid::from_u128(1000 + u128::from(no)));
        self.state.load_block(Block {
            id,
            no: BlockNo(no),
            task,
            also: Vec::new(),
            start,
            end,
            pinned,
        });
    }

    /// Takes the plan of `made` over, as accepting all of it does.
    pub(in crate::plan) fn accept(&mut self, made: &Made) {
        let old = self.state.plan().filter(|block| block.end > self.now.at);
        for block in old.cloned().collect::<Vec<_>>() {
            self.state.apply(&Change::BlockRemoved { block });
        }
        for proposed in made.proposal.blocks() {
            let put = &proposed.put;
            let id = put.id.unwrap_or(BlockId(Uuid::from_u128(1000 + u128::from(proposed.no.0))));
            self.state.load_block(Block {
                id,
                no: proposed.no,
                task: put.task,
                also: put.also.clone(),
                start: put.start,
                end: put.end,
                pinned: put.pinned,
            });
        }
    }

    pub(in crate::plan) fn world(&self) -> World<'_> {
        let Staged { state, profile, planning, now } = self;
        World { state, profile, planning, now }
    }

    pub(in crate::plan) fn today(&self) -> Today<'_> {
        let Staged { state, planning, now, .. } = self;
        Today { state, planning, now }
    }

    pub(in crate::plan) fn make(&self, iterations: usize) -> Made {
        make(self.world(), iterations, 1)
    }
}

/// Any world: with all that can be said of tasks and days, some of it against each other.
pub(in crate::plan) fn some_world(seed: u64, tasks: u32) -> Staged {
    let mut rng = Rng::with_seed(seed);
    // Around the two days on which the clock changes, at the turn of the year, and on any day.
    let days = ["2026-03-27", "2026-10-23", "2026-12-30", "2026-11-23", "2026-11-28"];
    let minute = rng.u32(0..1440);
    let text = format!("{} {:02}:{:02}", days[rng.usize(..days.len())], minute / 60, minute % 60);
    let mut made = Staged::new(&text);
    made.planning = planning(&mut rng);
    for no in 1..=tasks {
        let task = some_task(&mut rng, no, &made.now);
        let tracked = if rng.u8(..8) == 0 { rng.i64(0..7200) } else { 0 };
        made.state.load_task(task, tracked);
    }
    for _ in 0..rng.u32(0..12) {
        let start = made.now.at.plus_seconds(rng.i64(-7200..14 * 86_400));
        made.put_event(start, start.plus_seconds(rng.i64(60..3 * 3600)));
    }
    if tasks > 0 {
        blocks(&mut rng, &mut made, tasks);
    }
    made
}

fn planning(rng: &mut Rng) -> Planning {
    let mut planning = Planning { horizon_days: rng.u16(1..16), ..Planning::default() };
    planning.hours = match rng.u8(..5) {
        0 => Week::same([true; 7], &[(240, 700), (731, 1440)]),
        1 => Week::same([false; 7], &[]),
        2 => Week::same([true; 7], &[(600, 605), (700, 760)]),
        _ => planning.hours,
    };
    planning.lunch = planning.lunch.filter(|_| rng.bool());
    planning.load = [0.85, 1.0, 0.01][rng.usize(..3)];
    planning.gap_s = [300, 0, 900][rng.usize(..3)];
    planning.whole_s = [3600, 0, 36_000][rng.usize(..3)];
    let map = |rng: &mut Rng, name: &str, kind: &str| TimeMap {
        name: name.into(),
        when: Week::same(
            [true, rng.bool(), true, true, rng.bool(), true, false],
            &[(rng.u16(300..900), rng.u16(600..1300)), (1200, 1290)],
        ),
        exclusive: rng.bool(),
        types: vec![kind.into()],
    };
    if rng.bool() {
        planning.maps = vec![map(rng, "calls", "calls"), map(rng, "home", "admin")];
    }
    if rng.bool() {
        let paper =
            ProjectBudget { project: "paper".into(), day_s: Some(3600), week_s: Some(9000) };
        let thesis = ProjectBudget { project: "thesis".into(), day_s: None, week_s: Some(3600) };
        planning.budgets = vec![paper, thesis];
    }
    planning
}

fn some_task(rng: &mut Rng, no: u32, now: &Now) -> Task {
    let mut task = task(no, [5, 10, 20, 30, 60, 90, 150, 400][rng.usize(..8)]);
    let kinds = ["writing", "coding", "calls", "admin", "email"];
    task.kind = (rng.u8(..4) > 0).then(|| kinds[rng.usize(..kinds.len())].into());
    let projects = ["paper", "paper.intro", "thesis", "papers"];
    task.project = (rng.u8(..3) == 0).then(|| projects[rng.usize(..projects.len())].into());
    task.priority = Priority::ALL[rng.usize(..4)];
    task.estimate_s = task.estimate_s.filter(|_| rng.u8(..4) > 0);
    let moment = |rng: &mut Rng| now.at.plus_seconds(rng.i64(-4 * 86_400..20 * 86_400));
    task.due = (rng.u8(..3) == 0).then(|| Due { at: moment(rng), hard: rng.bool() });
    task.from = (rng.u8(..6) == 0).then(|| moment(rng));
    task.on = (rng.u8(..6) == 0).then(|| now.day_of(moment(rng)));
    task.at = (rng.u8(..6) == 0).then(|| ["home", "calls", "garden"][rng.usize(..3)].into());
    task.every = (rng.u8(..6) == 0).then(|| ".+3d".into());
    // Some wait for themselves or in a circle: nobody should, but data comes from everywhere.
    for _ in 0..rng.u32(0..3) {
        if rng.u8(..3) == 0 {
            task.after.push(id(rng.u32(1..no + 2)));
        }
    }
    if rng.u8(..5) == 0 {
        let shortest = rng.u32(60..5000);
        (task.chunk_min_s, task.chunk_max_s) = (Some(shortest), Some(shortest + rng.u32(0..5000)));
    }
    task.splittable = rng.u8(..5) > 0;
    if rng.u8(..8) == 0 {
        task.status = Status::ALL[rng.usize(..4)];
    }
    task
}

/// Some accepted blocks, of which none overlaps another, and perhaps something that runs.
fn blocks(rng: &mut Rng, made: &mut Staged, tasks: u32) {
    let mut from = made.now.at.plus_seconds(-3600);
    for no in 1..=rng.u32(0..8) {
        let start = from.plus_seconds(rng.i64(0..5 * 3600) / 60 * 60);
        let end = start.plus_seconds(rng.i64(300..7200) / 60 * 60);
        made.put_block(no, id(rng.u32(1..=tasks)), (start, end), rng.u8(..3) == 0);
        from = end;
    }
    if rng.u8(..3) == 0 {
        let start = made.now.at.plus_seconds(-rng.i64(0..7200));
        let task = Some(id(rng.u32(1..=tasks)));
        let session = Session::running(SessionId(Uuid::from_u128(7)), task, None, start);
        made.state.load_session(session);
    }
}
