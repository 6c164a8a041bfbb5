//! What a nudger that runs for days does once a day, and where it is then.

use super::*;

/// A clock that somebody carries about.
#[derive(Clone, Debug)]
struct Carried(Set, Arc<Mutex<Zone>>);

impl Clock for Carried {
    fn utc_ms(&self) -> i64 {
        self.0.utc_ms()
    }

    fn place(&self, _: Zone) -> Zone {
        *self.1.lock().unwrap()
    }

    fn share(&self) -> Box<dyn Clock> {
        Box::new(self.clone())
    }
}

#[test]
fn who_travels_has_the_hours_of_the_place_without_a_new_start() {
    let mut case = Case::new();
    let place = Arc::new(Mutex::new(Zone::UTC));
    let clock = Carried(case.clock.clone(), Arc::clone(&place));
    let around = Around {
        place: Whereabouts::new(Zone::UTC, &clock),
        clock: clock.share(),
        real_time: false,
        // Quiet hours that begin at noon.
        loaded: Loaded::read(Path::new("c"), "[nudges]\nquiet = \"12:00-13:00\"\n", &[]).unwrap(),
        paths: Paths::find(Some(case.folder.path()), None).unwrap(),
    };
    let outside = (case.outside.clone(), case.outside.clone());
    case.engine = Engine::new(around, Some(case.floor.clone()), outside);
    case.take_floor();
    case.run("09:00", "10:05");
    // Two hours to the east it is a quarter past twelve when the nudge is due, and one when it may be said.
    *place.lock().unwrap() = Zone::Fixed(120);
    case.run("10:06", "11:00");
    assert_eq!(case.told(), [said("13:00", "firm")]);
}

#[test]
fn what_was_heard_long_ago_is_removed_by_who_listens_and_not_by_who_reads() {
    let mut case = Case::new();
    let old = |n: u128, day: &str| {
        let start = Moment::parse_rfc3339(&format!("{day}T10:00:00Z")).unwrap();
        let id = HeardId(uuid::Uuid::from_u128(n));
        let end = Some(start.plus_seconds(600));
        Heard { id, start, end, noticed: start, what: Sound::Idle, explained: None }
    };
    // 400 days before 25 November 2026 are over on 21 October 2025.
    let rows = [old(1, "2025-10-20"), old(2, "2025-10-22"), old(3, "2026-11-24")];
    let mut store = opened(case.folder.path());
    for row in &rows {
        assert!(store.hear(row).unwrap());
    }
    let kept = || opened(case.folder.path()).heard_kept().unwrap().0;
    case.engine.turn();
    assert_eq!(kept(), 3, "others have the floor");
    case.take_floor();
    case.turn("09:01");
    assert_eq!(opened(case.folder.path()).heard_kept().unwrap().0, 2);
}
