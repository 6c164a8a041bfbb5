//! Deciding about kinds of work: name one, say how it is done, take it off the list.

use super::super::fact::Change;
use super::super::refusal::Refusal;
use super::super::task::{Mode, TaskType};
use super::{Case, Told};

impl Case<'_> {
    /// Names a kind of work, or says how a known one is done.
    pub(super) fn name_kind(&mut self, name: &str, mode: Mode) -> Told {
        let kind = TaskType { name: name.to_owned(), mode };
        if let Some(known) = self.state.kind(name) {
            if *known == kind {
                return Err(Refusal::NothingToChange);
            }
            self.changes.push(Change::TypeRemoved { kind: known.clone() });
        }
        self.changes.push(Change::TypeAdded { kind });
        Ok(("types add", format!("{name} ({})", mode.word())))
    }

    /// Takes a kind of work off the list. Tasks and sessions keep its name.
    pub(super) fn drop_kind(&mut self, name: &str) -> Told {
        let known = self.state.kind(name).ok_or_else(|| Refusal::NoSuchKind(name.to_owned()))?;
        self.changes.push(Change::TypeRemoved { kind: known.clone() });
        Ok(("types drop", name.to_owned()))
    }

    /// Takes the kinds off the list that were not chosen, and names those that are new.
    pub(super) fn choose_kinds(&mut self, names: &[String]) -> (&'static str, String) {
        if !names.is_empty() {
            let left = self.state.types().iter().filter(|kind| !names.contains(&kind.name));
            self.changes.extend(left.map(|kind| Change::TypeRemoved { kind: kind.clone() }));
            for name in names {
                self.know_kind(name);
            }
        }
        ("types", names.join(", "))
    }

    /// Names a kind of work that a task was given, when it is new.
    pub(super) fn know_kind(&mut self, name: &str) {
        let known = self.state.kind(name).is_some()
            || self
                .changes
                .iter()
                .any(|change| matches!(change, Change::TypeAdded { kind } if kind.name == name));
        if !known {
            let kind = TaskType { name: name.to_owned(), mode: Mode::default() };
            self.changes.push(Change::TypeAdded { kind });
        }
    }
}
