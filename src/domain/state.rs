//! What the facts add up to: the [`State`]. The store loads the part of it that a command or a screen needs;
//! [`State::apply`] is the only way it changes, and folding every fact over an empty state gives the whole.
//!
//! A state may be partial. It is closed enough for [`super::decide()`] when it holds every task an intent
//! refers to, what those wait for (transitively), the open instance of their series, the running session
//! and break, the sessions that touch the times in question, and the live blocks of the plan. The store's `Scope` sees to that.

mod nudges;

use super::block::Block;
use super::calendar::Calendar;
use super::closing::Closing;
use super::edit::TaskRef;
use super::fact::Change;
use super::ids::{BlockId, BreakId, CalendarId, SessionId, TaskId, TaskNo};
use super::refusal::Refusal;
use super::session::{Break, Event, Session};
use super::task::{Task, TaskType};
use super::time::{Moment, Span};
use super::urgency::Outline;
use chrono::NaiveDate;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Tasks, sessions, breaks, events and kinds of work, as far as they are loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    tasks: HashMap<TaskId, Arc<Task>>,
    numbers: BTreeMap<TaskNo, TaskId>,
    sessions: BTreeMap<(Moment, SessionId), Session>,
    starts: HashMap<SessionId, Moment>,
    running: Option<SessionId>,
    breaks: BTreeMap<(Moment, BreakId), Break>,
    events: BTreeMap<(Moment, String), Event>,
    blocks: BTreeMap<(Moment, BlockId), Block>,
    types: Vec<TaskType>,
    calendars: BTreeMap<CalendarId, Calendar>,
    closings: BTreeMap<NaiveDate, Closing>,
    nudges: nudges::Nudges,
    /// Seconds of work in ended sessions, for each loaded task, whether those sessions are loaded or not.
    tracked: HashMap<TaskId, i64>,
    /// How many open tasks wait for each task; without those that nothing waits for.
    awaited: HashMap<TaskId, usize>,
    next_no: u32,
}

impl State {
    /// An empty state whose next task gets the number `next_no` (1 in a new store).
    pub fn new(next_no: u32) -> State {
        State { next_no: next_no.max(1), ..State::default() }
    }

    /// The number that the next new task gets.
    pub fn next_no(&self) -> TaskNo {
        TaskNo(self.next_no.max(1))
    }

    /// Makes sure that numbers below `next_no` are not given again.
    pub fn reserve_no(&mut self, next_no: u32) {
        self.next_no = self.next_no.max(next_no);
    }

    /// The task with that id.
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.get(&id).map(Arc::as_ref)
    }

    /// The task with that number.
    pub fn task_no(&self, no: TaskNo) -> Option<&Task> {
        self.numbers.get(&no).and_then(|id| self.task(*id))
    }

    /// Every loaded task, by number.
    pub fn tasks(&self) -> impl DoubleEndedIterator<Item = &Task> {
        self.numbers.values().filter_map(|id| self.task(*id))
    }

    /// The one task a reference fits: by number or id; or by title, where an open task goes before a
    /// closed one and an exact title before a part (upper and lower case are the same).
    pub fn resolve(&self, reference: &TaskRef) -> Result<&Task, Refusal> {
        let found = match reference {
            TaskRef::No(no) => self.task_no(*no),
            TaskRef::Id(id) => self.task(*id),
            TaskRef::Title(part) => return self.resolve_title(part),
        };
        found.ok_or_else(|| Refusal::NoSuchTask(reference.clone()))
    }

    fn resolve_title(&self, part: &str) -> Result<&Task, Refusal> {
        let wanted = part.trim().to_lowercase();
        let no_such = || Refusal::NoSuchTask(TaskRef::Title(part.to_owned()));
        if wanted.is_empty() {
            return Err(no_such());
        }
        let all: Vec<(&Task, bool)> = self
            .tasks()
            .filter_map(|task| {
                let title = task.title.to_lowercase();
                title.contains(&wanted).then_some((task, title == wanted))
            })
            .collect();
        for closed in [false, true] {
            for exact in [true, false] {
                let fit: Vec<&Task> = all
                    .iter()
                    .filter(|(task, same)| task.status.is_closed() == closed && (*same || !exact))
                    .map(|(task, _)| *task)
                    .collect();
                match fit.as_slice() {
                    [] => {}
                    [one] => return Ok(one),
                    many => {
                        return Err(Refusal::Ambiguous {
                            part: part.to_owned(),
                            candidates: many.iter().map(|t| (t.no, t.title.clone())).collect(),
                        });
                    }
                }
            }
        }
        Err(no_such())
    }

    /// The session that runs.
    pub fn running(&self) -> Option<&Session> {
        self.running.and_then(|id| self.session(id))
    }

    /// The break that lasts.
    pub fn on_break(&self) -> Option<&Break> {
        self.breaks.values().rev().find(|pause| pause.end.is_none())
    }

    /// The session with that id.
    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.starts.get(&id).and_then(|start| self.sessions.get(&(*start, id)))
    }

    /// Every loaded session, by start.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = &Session> {
        self.sessions.values()
    }

    /// The loaded sessions that touch `span`, by start; a running one lasts until `now`.
    pub fn sessions_in(&self, span: Span, now: Moment) -> impl Iterator<Item = &Session> {
        self.sessions.values().filter(move |s| touches(s.span(now), span))
    }

    /// Every loaded break, by start.
    pub fn breaks(&self) -> impl DoubleEndedIterator<Item = &Break> {
        self.breaks.values()
    }

    /// The break with that id.
    pub fn pause(&self, id: BreakId) -> Option<&Break> {
        self.breaks.values().find(|pause| pause.id == id)
    }

    /// Every loaded calendar entry, by start.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.values()
    }

    /// Every loaded block of the accepted plan, by start.
    pub fn plan(&self) -> impl DoubleEndedIterator<Item = &Block> {
        self.blocks.values()
    }

    /// The block with that id.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.values().find(|block| block.id == id)
    }

    /// Every loaded calendar that is read, in the order in which they were added.
    pub fn calendars(&self) -> impl Iterator<Item = &Calendar> {
        self.calendars.values()
    }

    /// Every loaded end of a work day, by day.
    pub fn closings(&self) -> impl DoubleEndedIterator<Item = &Closing> {
        self.closings.values()
    }

    /// The end of that work day, when it is closed and loaded.
    pub fn closing(&self, day: NaiveDate) -> Option<&Closing> {
        self.closings.get(&day)
    }

    /// The kinds of work, in the person's order.
    pub fn types(&self) -> &[TaskType] {
        &self.types
    }

    /// The kind of work with that name.
    pub fn kind(&self, name: &str) -> Option<&TaskType> {
        self.types.iter().find(|kind| kind.name == name)
    }

    /// What a kind of work is called today: the name of the one that was called so, else the name itself.
    pub fn kind_today<'a>(&'a self, name: &'a str) -> &'a str {
        if self.kind(name).is_some() {
            return name;
        }
        self.types.iter().find(|kind| kind.answers_to(name)).map_or(name, |kind| &kind.name)
    }

    /// Whether a task waits for another that is not closed.
    pub fn is_blocked(&self, task: &Task) -> bool {
        task.after.iter().any(|id| self.tasks.get(id).is_some_and(|t| !t.status.is_closed()))
    }

    /// How many open tasks wait for this one.
    pub fn blocks(&self, id: TaskId) -> usize {
        self.awaited.get(&id).copied().unwrap_or(0)
    }

    /// Whether a task can be worked on at `now`: open, not waiting, not blocked, not for later.
    pub fn is_ready(&self, task: &Task, now: Moment) -> bool {
        Outline::of(task).is_ready(now) && !self.is_blocked(task)
    }

    /// Seconds of work on a loaded task so far, in all its sessions.
    pub fn tracked_s(&self, id: TaskId, now: Moment) -> i64 {
        let ended = self.tracked.get(&id).copied().unwrap_or(0);
        let current = self.running().filter(|s| s.task == Some(id)).map_or(0, |s| s.worked_s(now));
        ended + current
    }

    /// Puts in a task as the store has it, with the seconds of work in all its ended sessions.
    pub fn load_task(&mut self, task: Task, tracked_s: i64) {
        self.tracked.insert(task.id, tracked_s);
        self.put_task(Arc::new(task));
    }

    /// Shares a task that another state has, with the seconds of work in all its ended sessions.
    pub fn load_task_of(&mut self, other: &State, id: TaskId, tracked_s: i64) {
        if let Some(task) = other.tasks.get(&id) {
            self.tracked.insert(id, tracked_s);
            self.put_task(Arc::clone(task));
        }
    }

    /// Puts in a session as the store has it; its work is part of what `load_task` was told.
    pub fn load_session(&mut self, session: Session) {
        self.put_session(session);
    }

    /// Puts in a block of the accepted plan as the store has it.
    pub fn load_block(&mut self, block: Block) {
        self.take_block(block.id);
        self.blocks.insert((block.start, block.id), block);
    }

    /// Carries a change out. Returns `false` when it concerns something that is not loaded and that an
    /// edit can't build, so that the state knows less than it might: load again then.
    pub fn apply(&mut self, change: &Change) -> bool {
        match change {
            Change::TaskAdded { task } => self.put_task(Arc::new(task.as_ref().clone())),
            // Its sessions stay in the log, so its total stays too: undo brings the task back.
            Change::TaskRemoved { task } => self.take_task(task.id),
            Change::TaskEdited { id, new, .. } => {
                let Some(mut task) = self.task(*id).cloned() else { return false };
                self.take_task(*id);
                new.apply_to(&mut task);
                self.put_task(Arc::new(task));
            }
            Change::SessionAdded { session } => {
                self.count(session, 1);
                self.put_session(session.as_ref().clone());
            }
            Change::SessionRemoved { session } => {
                self.count(session, -1);
                self.take_session(session.id);
            }
            Change::SessionEdited { id, new, .. } => {
                let Some(mut session) = self.take_session(*id) else { return false };
                self.count(&session, -1);
                new.apply_to(&mut session);
                self.count(&session, 1);
                self.put_session(session);
            }
            Change::BreakAdded { pause } => self.put_break(pause.clone()),
            Change::BreakRemoved { pause } => drop(self.take_break(pause.id)),
            Change::BreakEdited { id, new, .. } => {
                let Some(mut pause) = self.take_break(*id) else { return false };
                new.apply_to(&mut pause);
                self.put_break(pause);
            }
            Change::BlockAdded { block } => self.load_block(block.clone()),
            Change::BlockRemoved { block } => drop(self.take_block(block.id)),
            Change::BlockEdited { id, new, .. } => {
                let Some(mut block) = self.take_block(*id) else { return false };
                new.apply_to(&mut block);
                self.load_block(block);
            }
            Change::EventAdded { event } => {
                self.events.insert((event.start, event.uid.clone()), event.clone());
            }
            Change::EventRemoved { event } => {
                self.events.remove(&(event.start, event.uid.clone()));
            }
            Change::CalendarAdded { calendar } | Change::CalendarEdited { new: calendar, .. } => {
                self.calendars.insert(calendar.id, calendar.as_ref().clone());
            }
            Change::CalendarRemoved { calendar } => drop(self.calendars.remove(&calendar.id)),
            Change::DayClosed { closing } => {
                self.closings.insert(closing.day, closing.clone());
            }
            Change::DayReopened { closing } => drop(self.closings.remove(&closing.day)),
            Change::SnoozeAdded { .. }
            | Change::SnoozeEdited { .. }
            | Change::SnoozeRemoved { .. }
            | Change::SignDisputed { .. }
            | Change::DisputeEnded { .. } => return self.apply_to_nudges(change),
            Change::TypeAdded { kind, place } => {
                if !self.types.iter().any(|known| known.answers_to(&kind.name)) {
                    let last = self.types.len();
                    let place = place.map_or(last, |place| last.min(place as usize));
                    self.types.insert(place, kind.clone());
                }
            }
            Change::TypeRemoved { kind, .. } => self.types.retain(|k| k.name != kind.name),
            Change::TypeEdited { old, new } => {
                let Some(kind) = self.types.iter_mut().find(|k| k.name == old.name) else {
                    return false;
                };
                *kind = new.clone();
            }
        }
        true
    }

    /// Adds an ended session's work to its task's total, or takes it away (`sign` -1).
    fn count(&mut self, session: &Session, sign: i64) {
        if let (Some(task), Some(end)) = (session.task, session.end) {
            *self.tracked.entry(task).or_default() += sign * session.worked_s(end);
        }
    }

    fn put_task(&mut self, task: Arc<Task>) {
        self.take_task(task.id);
        self.reserve_no(task.no.0.saturating_add(1));
        if !task.status.is_closed() {
            for id in &task.after {
                *self.awaited.entry(*id).or_default() += 1;
            }
        }
        self.numbers.insert(task.no, task.id);
        self.tasks.insert(task.id, task);
    }

    fn take_task(&mut self, id: TaskId) {
        if let Some(task) = self.tasks.remove(&id) {
            self.numbers.remove(&task.no);
            for id in task.after.iter().filter(|_| !task.status.is_closed()) {
                if let Entry::Occupied(mut count) = self.awaited.entry(*id) {
                    *count.get_mut() -= 1;
                    if *count.get() == 0 {
                        count.remove();
                    }
                }
            }
        }
    }

    fn put_session(&mut self, session: Session) {
        if session.end.is_none() {
            self.running = Some(session.id);
        }
        self.starts.insert(session.id, session.start);
        self.sessions.insert((session.start, session.id), session);
    }

    fn take_session(&mut self, id: SessionId) -> Option<Session> {
        if self.running == Some(id) {
            self.running = None;
        }
        let start = self.starts.remove(&id)?;
        self.sessions.remove(&(start, id))
    }

    fn put_break(&mut self, pause: Break) {
        self.breaks.insert((pause.start, pause.id), pause);
    }

    fn take_block(&mut self, id: BlockId) -> Option<Block> {
        let key = self.blocks.keys().find(|(_, key)| *key == id).copied()?;
        self.blocks.remove(&key)
    }

    fn take_break(&mut self, id: BreakId) -> Option<Break> {
        let key = self.breaks.keys().find(|(_, key)| *key == id).copied()?;
        self.breaks.remove(&key)
    }
}

fn touches(a: Span, b: Span) -> bool {
    a.overlap(b).is_some() || (a.start == a.end && b.contains(a.start))
}
