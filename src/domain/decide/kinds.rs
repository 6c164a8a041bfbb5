//! Deciding about kinds of work: name one, say how it is done, rename it, make it part of another, take it
//! off the list, object to what was learned about it. The log keeps the names that were current when it was
//! written; a kind of work knows its former names.

use super::super::fact::Change;
use super::super::refusal::Refusal;
use super::super::task::{Mode, Objection, TaskType};
use super::{Case, Told};
use crate::domain::Order;

impl Case<'_> {
    /// Names a kind of work, or says how a known one is done.
    pub(super) fn name_kind(&mut self, name: &str, mode: Mode) -> Told {
        if let Some(known) = self.state.kind(name) {
            self.turn(known, TaskType { mode, ..known.clone() })?;
        } else {
            // From here on the name means itself again.
            if let Some(heir) = self.state.types().iter().find(|kind| kind.answers_to(name)) {
                let mut new = heir.clone();
                new.formerly.retain(|former| former != name);
                self.turn(heir, new)?;
            }
            self.changes.push(Change::TypeAdded { kind: TaskType::new(name, mode), place: None });
        }
        Ok(("types add", format!("{name} ({})", mode.word())))
    }

    /// Calls a kind of work something else.
    pub(super) fn rename_kind(&mut self, from: &str, to: &str) -> Told {
        let known = self.state.kind(from).ok_or_else(|| Refusal::NoSuchKind(from.to_owned()))?;
        let mut others = self.state.types().iter().filter(|kind| kind.name != from);
        if from == to {
            return Err(Refusal::NothingToChange);
        }
        if let Some(taken) = others.find(|kind| kind.answers_to(to)) {
            return Err(Refusal::KindExists(taken.name.clone()));
        }
        let mut new = TaskType { name: to.to_owned(), ..known.clone() };
        new.formerly.retain(|former| former != to);
        take_over(&mut new, [from]);
        self.turn(known, new)?;
        self.retype(from, to);
        Ok(("types rename", format!("{from} to {to}")))
    }

    /// Makes one kind of work part of another. One that is not on the list may be meant: the log may have
    /// it from elsewhere.
    pub(super) fn merge_kind(&mut self, from: &str, into: &str) -> Told {
        let known = self.state.kind(into).ok_or_else(|| Refusal::NoSuchKind(into.to_owned()))?;
        if from == into {
            return Err(Refusal::NothingToChange);
        }
        let mut new = known.clone();
        take_over(&mut new, [from]);
        if let Some(gone) = self.state.kind(from) {
            take_over(&mut new, gone.formerly.iter().map(String::as_str));
            self.take_off(gone);
        } else if let Some(heir) = self.state.types().iter().find(|kind| kind.answers_to(from)) {
            return Err(Refusal::KindExists(heir.name.clone()));
        }
        self.turn(known, new)?;
        self.retype(from, into);
        Ok(("types merge", format!("{from} into {into}")))
    }

    /// Notes what holds against the learned hours of a kind of work.
    pub(super) fn object(&mut self, kind: &str, objection: Option<Objection>) -> Told {
        let known = self.state.kind(kind).ok_or_else(|| Refusal::NoSuchKind(kind.to_owned()))?;
        self.turn(known, TaskType { objection, ..known.clone() })?;
        let verb = match objection {
            Some(Objection::Muted) => "insights mute",
            Some(Objection::Disputed) => "insights dispute",
            None => "insights unmute",
        };
        Ok((verb, kind.to_owned()))
    }

    fn turn(&mut self, old: &TaskType, new: TaskType) -> Result<(), Refusal> {
        if *old == new {
            return Err(Refusal::NothingToChange);
        }
        self.changes.push(Change::TypeEdited { old: old.clone(), new });
        Ok(())
    }

    /// Open tasks go by the new name; closed ones are part of the log.
    fn retype(&mut self, from: &str, to: &str) {
        let open = self.state.tasks().filter(|task| !task.status.is_closed());
        for old in open.filter(|task| task.kind.as_deref() == Some(from)) {
            let mut new = old.clone();
            new.kind = Some(to.to_owned());
            self.changes.extend(Change::task(old, &new));
        }
    }

    /// Takes a kind of work off the list. Tasks and sessions keep its name.
    pub(super) fn drop_kind(&mut self, name: &str) -> Told {
        let known = self.state.kind(name).ok_or_else(|| Refusal::NoSuchKind(name.to_owned()))?;
        self.take_off(known);
        Ok(("types drop", name.to_owned()))
    }

    /// Takes the kinds off the list that were not chosen, and names those that are new.
    pub(super) fn choose_kinds(&mut self, names: &[String]) -> (&'static str, String) {
        if !names.is_empty() {
            let left = self.state.types().iter().filter(|kind| !names.contains(&kind.name));
            left.for_each(|kind| self.take_off(kind));
            for name in names {
                self.know_kind(name);
            }
        }
        ("types", names.join(", "))
    }

    /// Takes a kind of work off the list, and notes where it stood among those that are still on it.
    fn take_off(&mut self, kind: &TaskType) {
        let gone = |other: &&TaskType| {
            self.changes.iter().any(
                |change| matches!(change, Change::TypeRemoved { kind, .. } if kind.name == other.name),
            )
        };
        let before = self.state.types().iter().take_while(|other| other.name != kind.name);
        let place = u32::try_from(before.filter(|other| !gone(other)).count()).ok();
        self.changes.push(Change::TypeRemoved { kind: kind.clone(), place });
    }

    /// Names a kind of work that a task was given, when it is new.
    pub(super) fn know_kind(&mut self, name: &str) {
        let known = self.state.types().iter().any(|kind| kind.answers_to(name))
            || self.changes.iter().any(
                |change| matches!(change, Change::TypeAdded { kind, .. } if kind.name == name),
            );
        if !known {
            let kind = TaskType::new(name, Mode::default());
            self.changes.push(Change::TypeAdded { kind, place: None });
        }
    }
}

/// Adds former names.
fn take_over<'a>(kind: &mut TaskType, names: impl IntoIterator<Item = &'a str>) {
    kind.formerly.extend(names.into_iter().map(str::to_owned));
    kind.formerly.order();
    kind.formerly.dedup();
}
