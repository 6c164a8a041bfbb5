//! What was learned from a made-up past, for tests and pictures: mornings are good, the hours after lunch are not.

use crate::app::{Model, Msg, fixture as world, update};
use crate::domain::{Now, SessionId, TaskId, TaskType};
use crate::learn::log::{Log, LoggedSession, LoggedTask, Origin};
use crate::learn::observe::evidence;
use crate::learn::{Habits, Profile};
use std::sync::Arc;
use uuid::Uuid;

/// When the sessions of a day begin, in minutes, and how they are rated before chance.
const DAY: [(u32, u8); 5] = [(540, 4), (630, 5), (780, 2), (870, 3), (960, 3)];

/// The past of `sessions` sessions, five a day, up to the day before `now`; three of four are rated.
fn log(sessions: u32, now: &Now) -> Log {
    let mut log = Log::default();
    log.types = TaskType::starters();
    let kinds = ["writing", "coding", "coding", "email"].map(|name| log.name(name));
    let days = sessions.div_ceil(5);
    let midnight = now.day_span(now.day()).start.plus_seconds(-4 * 3600);
    for at in 0..sessions {
        let (minute, rating) = DAY[at as usize % DAY.len()];
        let back = i64::from(days - at / 5) * 86_400;
        let start = midnight.plus_seconds(i64::from(minute) * 60 - back);
        let chance = at * 7919 % 13;
        let worked_s = 2_400 + 200 * chance;
        let end = start.plus_seconds(i64::from(worked_s));
        let name = kinds[at as usize * 5 % 7 % kinds.len()];
        let id = Uuid::from_u128(u128::from(at) + 1);
        log.tasks.push(LoggedTask {
            id: TaskId(id),
            name,
            estimate_s: (at % 5 != 0).then_some(3600),
            tracked_s: worked_s,
            done: Some((end.utc_ms(), at)),
            hard: false,
        });
        let rating = u8::try_from(chance % 3).map_or(rating, |more| (rating + more).max(2) - 1);
        log.sessions.push(LoggedSession {
            id: SessionId(id),
            task: Some(at),
            name,
            start,
            end,
            worked_s,
            focus: (at % 4 != 3).then_some(rating.min(5)),
            outcome: None,
            interruptions: 0,
            silent_s: worked_s,
            origin: Origin::Measured,
        });
    }
    log
}

/// What a past of so many sessions teaches.
pub(crate) fn profile(sessions: u32, now: &Now) -> Arc<Profile> {
    let (log, habits) = (log(sessions, now), Habits::default());
    let evidence = evidence(&log, &habits.days, now);
    Arc::new(Profile::learn(&log, &evidence, &habits, (40, now.day()), None))
}

/// The Insights screen after a past of so many sessions.
pub(crate) fn model(size: (u16, u16), sessions: u32) -> Model {
    let mut model = world::model(size);
    let now = model.now;
    update(&mut model, Msg::Learned(profile(sessions, &now)), &now);
    world::press(&mut model, "4");
    model
}
