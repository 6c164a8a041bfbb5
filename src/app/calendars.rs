//! How the calendars stand: when they are to be read, and what is said about those that can't be. Planning around
//! meetings that are missing must never be silent.

use super::{Effect, Model, Msg};
use crate::calendar::Health;
use crate::domain::{Change, Now};

/// Whether the calendars are to be looked at after `msg`: which are read has changed, or the day has.
pub(super) fn asks(model: &Model, msg: &Msg, now: &Now) -> bool {
    let read = || model.state.calendars().next().is_some() || !model.calendars.is_empty();
    match msg {
        Msg::Recorded { changes, .. } | Msg::Changed { changes, .. } => {
            changes.iter().any(|change| {
                matches!(
                    change,
                    Change::CalendarAdded { .. }
                        | Change::CalendarEdited { .. }
                        | Change::CalendarRemoved { .. }
                )
            })
        }
        _ => model.loaded && model.now.day() != now.day() && read(),
    }
}

/// Takes in how the calendars stand; what was read anew is loaded.
pub(super) fn stand(model: &mut Model, healths: Vec<Health>) -> Vec<Effect> {
    // Not the time alone: where the clock stands, what was read twice was read at the same moment.
    let read = |healths: &[Health]| -> Vec<_> {
        let seen = |health: &Health| (health.calendar.clone(), health.read, health.print);
        healths.iter().map(seen).collect()
    };
    let anew = read(&model.calendars) != read(&healths);
    model.calendars = healths;
    if anew { vec![Effect::Load(model.want())] } else { Vec::new() }
}

/// What is to be said about calendars, the worst first: in full, and in few words. Hostile text. `None` when all is
/// well.
pub fn trouble(model: &Model) -> Option<(String, String)> {
    let failing = |health: &&Health| health.failure.is_some();
    let failed = model.calendars.iter().filter(failing).count();
    let first = model.calendars.iter().find(failing);
    let first =
        first.or_else(|| model.calendars.iter().find(|health| health.trouble().is_some()))?;
    let short = match failed {
        0 => "a calendar has faults".to_owned(),
        1 => "a calendar is not read".to_owned(),
        many => format!("{many} calendars are not read"),
    };
    Some((first.trouble()?, short))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{fixture, update};
    use crate::domain::{AllDay, Calendar, CalendarId, Moment};

    fn health(read: Option<Moment>, failure: Option<&str>) -> Health {
        let calendar = Calendar {
            id: CalendarId(uuid::Uuid::nil()),
            name: "work".into(),
            path: "/work".into(),
            all_day: AllDay::Busy,
            mine: Vec::new(),
            tentative_free: false,
            disabled: false,
        };
        let failure = failure.map(str::to_owned);
        Health { calendar, read, print: 0, events: 0, faults: Vec::new(), failure }
    }

    #[test]
    fn what_was_read_anew_is_loaded_and_what_was_not_is_not() {
        let mut model = fixture::model((80, 24));
        let now = model.now;
        let mut told = |health: Health| update(&mut model, Msg::Calendars(vec![health]), &now);
        let effects = told(health(Some(now.at), None));
        assert!(matches!(effects.as_slice(), [Effect::Load(_)]), "{effects:?}");
        assert_eq!(told(health(Some(now.at), None)), []);
        let changed = Health { print: 1, ..health(Some(now.at), None) };
        assert!(matches!(told(changed.clone()).as_slice(), [Effect::Load(_)]));
        let failure = Some("no such file".to_owned());
        assert_eq!(told(Health { failure, ..changed }), []);
        let (full, short) = trouble(&model).unwrap();
        assert!(full.ends_with(": no such file"), "{full}");
        assert_eq!(short, "a calendar is not read");
    }

    #[test]
    fn another_calendar_is_read_as_soon_as_it_is_known() {
        let mut model = fixture::model((80, 24));
        let now = model.now;
        let calendar = Box::new(health(None, None).calendar);
        let changes = vec![Change::CalendarAdded { calendar }];
        let seq = model.seq + 1;
        let effects = update(&mut model, Msg::Changed { changes, seq }, &now);
        assert!(effects.contains(&Effect::ReadCalendars), "{effects:?}");
        assert_eq!(trouble(&model), None);
    }
}
