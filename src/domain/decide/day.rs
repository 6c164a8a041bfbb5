//! Deciding about the end of a work day.

use super::super::closing::Closing;
use super::super::fact::Change;
use super::Case;

impl Case<'_> {
    /// Closes the work day, with a note; closing it again puts another note in the place of the first.
    pub(super) fn close_day(&mut self, note: &str) -> (&'static str, String) {
        let (day, note) = (self.now.day(), note.trim().to_owned());
        let before = self.state.closing(day).cloned();
        if before.as_ref().is_none_or(|before| before.note != note) {
            self.changes.extend(before.map(|closing| Change::DayReopened { closing }));
            let closing = Closing { day, at: self.now.at, note };
            self.changes.push(Change::DayClosed { closing });
        }
        ("close day", day.to_string())
    }
}
