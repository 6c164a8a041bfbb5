//! Deciding about the calendars that are read. What is in them is no matter of decisions.

use super::super::calendar::Calendar;
use super::super::fact::Change;
use super::super::ids::CalendarId;
use super::super::refusal::Refusal;
use super::{Case, Told};

impl Case<'_> {
    /// Reads calendars from now on; their ids are given here.
    pub(super) fn add_calendars(&mut self, calendars: &[Calendar]) -> Told {
        let mut names = Vec::new();
        for (at, calendar) in calendars.iter().enumerate() {
            self.check(calendar, &calendars[..at], None)?;
            names.push(calendar.name.as_str());
            let id = CalendarId(self.mint.uuid());
            let calendar = Box::new(Calendar { id, ..calendar.clone() });
            self.changes.push(Change::CalendarAdded { calendar });
        }
        Ok(("calendar add", names.join(", ")))
    }

    /// Calls or means a calendar otherwise.
    pub(super) fn edit_calendar(&mut self, name: &str, to: &Calendar) -> Told {
        let old = self.calendar(name)?;
        let new = Calendar { id: old.id, ..to.clone() };
        self.check(&new, &[], Some(old.id))?;
        if new != *old {
            let (old, new) = (Box::new(old.clone()), Box::new(new));
            self.changes.push(Change::CalendarEdited { old, new });
        }
        Ok(("calendar edit", name.to_owned()))
    }

    /// Reads a calendar no more.
    pub(super) fn remove_calendar(&mut self, name: &str) -> Told {
        let calendar = Box::new(self.calendar(name)?.clone());
        self.changes.push(Change::CalendarRemoved { calendar });
        Ok(("calendar remove", name.to_owned()))
    }

    fn calendar(&self, name: &str) -> Result<&Calendar, Refusal> {
        let found = self.state.calendars().find(|known| known.name == name);
        found.ok_or_else(|| Refusal::NoSuchCalendar(name.to_owned()))
    }

    /// Refuses a name that another has, and a place that is read already: nothing is to count twice.
    fn check(
        &self,
        calendar: &Calendar,
        before: &[Calendar],
        except: Option<CalendarId>,
    ) -> Result<(), Refusal> {
        let known = self.state.calendars().filter(|known| Some(known.id) != except);
        for other in known.chain(before) {
            if other.name == calendar.name {
                return Err(Refusal::CalendarExists(other.name.clone()));
            }
            if other.path == calendar.path {
                return Err(Refusal::CalendarRead {
                    path: other.path.clone(),
                    name: other.name.clone(),
                });
            }
        }
        if calendar.name.trim().is_empty() {
            return Err(Refusal::NoSuchCalendar(String::new()));
        }
        Ok(())
    }
}
