//! What an entry takes: the time it covers, whole days off, or nothing. What the person said about the
//! calendar goes before what the entry says.

use super::entry::{Answer, Entry, Presence};
use crate::domain::{AllDay, Calendar};

/// What an entry that counts takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// Its time.
    pub(super) busy: bool,
    /// Its days, which are days off.
    pub(super) day_off: bool,
}

/// What an entry takes, which is about whole days or not; `None` when it was called off or declined.
pub(super) fn taken(entry: &Entry, whole_days: bool, calendar: &Calendar) -> Option<Taken> {
    if entry.cancelled || entry.answer == Some(Answer::Declined) {
        return None;
    }
    let perhaps = entry.tentative
        || entry.answer == Some(Answer::Tentative)
        || entry.presence == Some(Presence::Tentative);
    let free = entry.transparent == Some(true)
        || entry.presence == Some(Presence::Free)
        || (perhaps && calendar.tentative_free);
    let away = whole_days && entry.presence == Some(Presence::OutOfOffice);
    Some(match calendar.all_day {
        AllDay::Off if whole_days => Taken { busy: true, day_off: true },
        AllDay::Free if whole_days => Taken { busy: false, day_off: false },
        // Out of office is meant to be busy, and Outlook shows it so whatever else it writes.
        AllDay::Busy if away => Taken { busy: true, day_off: true },
        _ => Taken { busy: !free, day_off: false },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CalendarId;
    use uuid::Uuid;

    fn calendar(all_day: AllDay) -> Calendar {
        Calendar {
            id: CalendarId(Uuid::nil()),
            name: "work".into(),
            path: "/tmp/work.ics".into(),
            all_day,
            mine: Vec::new(),
            tentative_free: false,
            disabled: false,
        }
    }

    /// Busy, and day off.
    fn takes(entry: &Entry, whole_days: bool, all_day: AllDay) -> Option<(bool, bool)> {
        taken(entry, whole_days, &calendar(all_day)).map(|taken| (taken.busy, taken.day_off))
    }

    #[test]
    fn what_was_called_off_or_declined_does_not_count() {
        let cancelled = Entry { cancelled: true, ..Entry::default() };
        let declined = Entry { answer: Some(Answer::Declined), ..Entry::default() };
        for entry in [cancelled, declined] {
            assert_eq!(takes(&entry, false, AllDay::Busy), None);
            assert_eq!(takes(&entry, true, AllDay::Off), None);
        }
    }

    #[test]
    fn a_meeting_takes_its_time_unless_it_says_that_it_does_not() {
        let busy = |entry: &Entry| takes(entry, false, AllDay::Free).unwrap();
        assert_eq!(busy(&Entry::default()), (true, false));
        assert_eq!(busy(&Entry { transparent: Some(true), ..Entry::default() }), (false, false));
        assert_eq!(
            busy(&Entry { presence: Some(Presence::Free), ..Entry::default() }),
            (false, false)
        );
        let away = Entry { presence: Some(Presence::OutOfOffice), ..Entry::default() };
        assert_eq!(busy(&away), (true, false));
    }

    #[test]
    fn whole_days_are_what_the_person_says_about_the_calendar() {
        let plain = Entry::default();
        let clear = Entry { transparent: Some(true), ..Entry::default() };
        let away = Entry { presence: Some(Presence::OutOfOffice), ..Entry::default() };
        for (policy, entry, expected) in [
            (AllDay::Busy, &plain, (true, false)),
            (AllDay::Busy, &clear, (false, false)),
            (AllDay::Busy, &away, (true, true)),
            (AllDay::Free, &plain, (false, false)),
            (AllDay::Free, &away, (false, false)),
            (AllDay::Off, &plain, (true, true)),
            (AllDay::Off, &clear, (true, true)),
        ] {
            assert_eq!(takes(entry, true, policy), Some(expected), "{policy:?} {entry:?}");
        }
    }

    #[test]
    fn what_is_only_perhaps_takes_its_time_unless_the_person_says_otherwise() {
        let mut calendar = calendar(AllDay::Busy);
        let tentative = Entry { tentative: true, ..Entry::default() };
        let answered = Entry { answer: Some(Answer::Tentative), ..Entry::default() };
        let shown = Entry { presence: Some(Presence::Tentative), ..Entry::default() };
        for entry in [tentative, answered, shown] {
            calendar.tentative_free = false;
            assert!(taken(&entry, false, &calendar).unwrap().busy);
            calendar.tentative_free = true;
            assert!(!taken(&entry, false, &calendar).unwrap().busy);
        }
    }
}
