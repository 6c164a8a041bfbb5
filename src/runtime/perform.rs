//! Carrying effects out: the only place where the interactive program touches the store. Every answer is a
//! message; what goes wrong is told as one too, and the program goes on.

use super::aside::{Aside, Stay};
use crate::app::flow::{Flow, Seen};
use crate::app::overlay::absences::{Habits, LATELY_S};
use crate::app::{Effect, Msg, Want};
use crate::domain::{
    Change, Explained, HeardId, Intent, Mint, Moment, Now, Refusal, Span, State, Told, ToldId,
};
use crate::store::{Access, Scope, Store, StoreError, seed};
use chrono::Days;

/// After longer than that nobody asks what was planned when it began, in seconds: a month.
const LONGEST_ABSENCE_S: i64 = 31 * 86_400;

/// The store, and how much of it the model has been told.
#[derive(Debug)]
pub(super) struct Performer {
    store: Store,
    /// The journal's last number that the model knows of.
    told: i64,
    /// The store's version at the last look.
    version: i64,
    /// The numbers of the suggestions that the model knows of.
    suggested: Vec<i64>,
    aside: Aside,
    mint: Mint,
}

impl Performer {
    /// Works with `store`, of which the model knows nothing yet.
    pub(super) fn new(store: Store) -> Performer {
        let mint = Mint::new(seed(), 0);
        // It works with more as well.
        let _ = store.keep_little();
        let (suggested, aside) = (Vec::new(), Aside::new(Stay::Long));
        Performer { store, told: 0, version: -1, suggested, aside, mint }
    }

    /// Why nothing can be recorded, when that is so.
    pub(super) fn read_only(&self) -> Option<String> {
        match self.store.access() {
            Access::ReadWrite => None,
            Access::ReadOnly { reason } => Some(reason.clone()),
        }
    }

    /// Sees to the backup of the day, when what was written has been told.
    pub(super) fn back_up(&mut self, now: &Now) {
        self.aside.back_up(&self.store, now);
    }

    /// Carries out what concerns the store; anything else has no answer here.
    pub(super) fn perform(&mut self, effect: &Effect, now: &Now) -> Vec<Msg> {
        let step = match effect {
            Effect::Do(intent) => self.store.transact(intent, now).map(|recorded| {
                let decision = recorded.decision;
                (decision.verb.to_owned(), decision.subject, decision.changes, recorded.seq)
            }),
            Effect::Undo => self
                .store
                .undo(now)
                .map(|done| (format!("undo {}", done.verb), done.subject, done.changes, done.seq)),
            Effect::Redo => self
                .store
                .redo(now)
                .map(|done| (format!("redo {}", done.verb), done.subject, done.changes, done.seq)),
            Effect::Load(want) => {
                let loaded = self.load(want, now);
                return [loaded]
                    .into_iter()
                    .chain(self.seen(now))
                    .chain(self.suggested())
                    .collect();
            }
            Effect::Answer { rule, due, at, text, answer } => {
                let answer = Some((now.at, *answer));
                let (id, rule, text) = (self.mint.uuid(), rule.word().into(), text.clone());
                let told = Told { id: ToldId(id), at: *at, rule, due: *due, text, answer };
                return self.store.settle_told(&told).err().iter().map(refused).collect();
            }
            Effect::Account(heard, explained) => {
                return self.account(heard, *explained).err().iter().map(refused).collect();
            }
            Effect::Recall => {
                // Nothing when that can't be read.
                let habits = habits(&self.store, now.at).ok();
                return habits.map(|habits| Msg::Recalled(Box::new(habits))).into_iter().collect();
            }
            Effect::Offered(flow, day) => {
                // It is offered once more when that can't be kept.
                let _ = self.store.keep_offer(flow.word(), *day);
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        match step {
            Ok((verb, subject, changes, seq)) => {
                let mut told = Vec::new();
                if let Some(before) = self.before(&changes, seq) {
                    told = before;
                    self.told = seq;
                } else {
                    // The next look, which this write brings about, loads the state anew.
                    self.version = -1;
                }
                told.push(Msg::Recorded { verb, subject, changes, seq });
                told
            }
            Err(error) => vec![refused(&error)],
        }
    }

    /// What was recorded between what the model knows and our own `changes`, which end at `seq`; `None` when
    /// it is too much to be told piece by piece.
    fn before(&self, changes: &[Change], seq: i64) -> Option<Vec<Msg>> {
        let own = i64::try_from(changes.len()).unwrap_or(i64::MAX);
        let foreign = seq.saturating_sub(own).saturating_sub(self.told);
        let Ok(foreign @ 1..) = usize::try_from(foreign) else { return Some(Vec::new()) };
        match self.store.changes_since(self.told) {
            Ok(Some(mut all)) if all.len() >= foreign => {
                all.truncate(foreign);
                Some(vec![Msg::Changed { changes: all, seq: seq.saturating_sub(own) }])
            }
            _ => None,
        }
    }

    /// Loads what the screens want.
    pub(super) fn load(&mut self, want: &Want, now: &Now) -> Msg {
        match self.read(want, now) {
            Ok((state, seq)) => {
                self.told = seq;
                Msg::Loaded { state: Box::new(state), seq }
            }
            Err(error) => refused(&error),
        }
    }

    /// What is remembered of the days before; nothing when that can't be read.
    fn seen(&self, now: &Now) -> Option<Msg> {
        let today = now.day_span(now.day()).start;
        let last = self.store.last_step_before(today).ok()?;
        let offered = self.store.offered(Flow::Morning.word()).ok()?;
        Some(Msg::Seen(Seen { last, offered }))
    }

    /// Keeps what absences were.
    fn account(&mut self, heard: &[HeardId], explained: Explained) -> Result<(), StoreError> {
        for id in heard {
            self.store.explain(*id, explained)?;
        }
        Ok(())
    }

    /// The plan of the days since something was recorded last: what was missed while nobody was there.
    fn missed(&self, now: &Now) -> Result<State, StoreError> {
        let today = now.day_span(now.day());
        let last = self.store.last_step_before(today.start)?;
        let from = last.map_or(today.start, |last| now.day_span(now.day_of(last)).start);
        let earliest = today.start.plus_seconds(-LONGEST_ABSENCE_S);
        self.store.load(&Scope::Plan(Span::new(from.max(earliest), today.start)), now)
    }

    fn read(&self, want: &Want, now: &Now) -> Result<(State, i64), StoreError> {
        let days = |from, to| Span::new(now.day_span(from).start, now.day_span(to).end);
        // What is read first has the older number: what comes in between is then told once more.
        let (mut state, seq) =
            self.store.load_at(&Scope::Screen { span: days(want.from, want.to) }, now)?;
        put_in(&mut state, &self.missed(now)?, now);
        if want.closed {
            let screen = state;
            state = self.store.load(&Scope::AllTasks, now)?;
            put_in(&mut state, &screen, now);
        }
        if let Some(monday) = want.week {
            let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
            let week = self.store.load(&Scope::Day(days(monday, sunday)), now)?;
            put_in(&mut state, &week, now);
        }
        Ok((state, seq))
    }

    /// Makes the chosen kinds of work the person's; none chosen leaves them as they are.
    pub(super) fn choose_kinds(&mut self, names: &[String], now: &Now) -> Option<Msg> {
        match self.store.transact(&Intent::ChooseKinds { names: names.to_vec() }, now) {
            Ok(_) => self.changes(&Want::from_day(now.day()), now),
            Err(StoreError::Refused(Refusal::NothingToChange)) => None,
            Err(error) => Some(refused(&error)),
        }
    }

    /// What others have recorded since the last look; `want` is what to load when that is too much.
    pub(super) fn news(&mut self, want: &Want, now: &Now) -> Vec<Msg> {
        match self.store.data_version() {
            Ok(version) if version != self.version => {
                self.version = version;
                self.changes(want, now).into_iter().chain(self.suggested()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What is suggested, when that is something else than was told last.
    fn suggested(&mut self) -> Option<Msg> {
        let waiting = self.store.suggestions().ok()?;
        let last = waiting.iter().map(|one| one.no).collect();
        if last == self.suggested {
            return None;
        }
        self.suggested = last;
        Some(Msg::Suggested(waiting))
    }

    fn changes(&mut self, want: &Want, now: &Now) -> Option<Msg> {
        match self.store.changes_since(self.told) {
            Ok(Some(changes)) if changes.is_empty() => None,
            Ok(Some(changes)) => {
                self.told += i64::try_from(changes.len()).unwrap_or(0);
                Some(Msg::Changed { changes, seq: self.told })
            }
            Ok(None) => Some(self.load(want, now)),
            Err(error) => Some(refused(&error)),
        }
    }
}

/// What absences usually were, by the last season.
///
/// # Errors
/// When the store can't be read.
pub(crate) fn habits(store: &Store, now: Moment) -> Result<Habits, StoreError> {
    let lately = Span::new(now.plus_seconds(-LATELY_S), now.plus_seconds(1));
    let mut habits = Habits::default();
    store.each_heard::<StoreError>(Some(lately), |heard| {
        habits.take(heard);
        Ok(())
    })?;
    Ok(habits)
}

/// Puts what `more` has of the log into `state`, with the tasks that it is about.
fn put_in(state: &mut State, more: &State, now: &Now) {
    for task in more.tasks() {
        // The running session's task is in every state, so what it has been tracked for has ended.
        if state.task(task.id).is_none() {
            state.load_task_of(more, task.id, more.tracked_s(task.id, now.at));
        }
    }
    more.sessions().for_each(|session| state.load_session(session.clone()));
    for pause in more.breaks() {
        state.apply(&Change::BreakAdded { pause: pause.clone() });
    }
    more.plan().for_each(|block| state.load_block(block.clone()));
    for closing in more.closings() {
        state.apply(&Change::DayClosed { closing: closing.clone() });
    }
    for event in more.events() {
        state.apply(&Change::EventAdded { event: event.clone() });
    }
    state.load_nudges_of(more);
}

fn refused(error: &StoreError) -> Msg {
    Msg::Refused { message: error.to_string(), hint: error.hint() }
}

#[cfg(test)]
mod tests;
