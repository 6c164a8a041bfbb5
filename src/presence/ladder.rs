//! The sources in a row: asks each that is well, leaves one that failed alone for a while, and says what all of them
//! say together.
//!
//! Must never fail: with nobody to ask nothing is known. Next: [`super::listener`], which makes absences of it.

use super::reading::{Fault, Hearing, Reading, Source};

/// The first pause after a failure, in milliseconds; every further one is twice as long.
const FIRST_PAUSE_MS: i64 = 30_000;
/// The longest pause.
const LONGEST_PAUSE_MS: i64 = 15 * 60_000;
/// Input that was heard less than so long ago is recent enough to leave dear sources alone, in milliseconds.
const RECENT_MS: i64 = 60_000;

/// How a source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It was not asked yet.
    Unasked,
    /// It answered.
    Well {
        /// What.
        reading: Reading,
        /// When, in UTC milliseconds.
        at_ms: i64,
    },
    /// It failed.
    Sick {
        /// Why.
        fault: Fault,
        /// When, in UTC milliseconds.
        at_ms: i64,
        /// How long it is left alone from then, in milliseconds.
        pause_ms: i64,
    },
}

/// A source and how it is.
#[derive(Debug)]
pub struct Rung {
    source: Box<dyn Source>,
    health: Health,
}

impl Rung {
    /// What the source is called.
    pub fn name(&self) -> &'static str {
        self.source.name()
    }

    /// How it is.
    pub fn health(&self) -> &Health {
        &self.health
    }

    fn ask(&mut self, now_ms: i64) {
        let pause_ms = match self.health {
            // A clock that was set back makes no pause longer.
            Health::Sick { at_ms, pause_ms, .. }
                if (at_ms..at_ms.saturating_add(pause_ms)).contains(&now_ms) =>
            {
                return;
            }
            Health::Sick { pause_ms, .. } => pause_ms.saturating_mul(2).min(LONGEST_PAUSE_MS),
            Health::Unasked | Health::Well { .. } => FIRST_PAUSE_MS,
        };
        self.health = match self.source.read(now_ms) {
            Ok(reading) => Health::Well { reading, at_ms: now_ms },
            Err(fault) => Health::Sick { fault, at_ms: now_ms, pause_ms },
        };
    }

    /// What it said last, as old as that is now.
    fn reading(&self, now_ms: i64) -> Option<Reading> {
        let Health::Well { reading, at_ms } = &self.health else { return None };
        let since = now_ms.saturating_sub(*at_ms).max(0);
        Some(Reading {
            idle_ms: reading.idle_ms.map(|idle| idle.saturating_add(since)),
            ..*reading
        })
    }
}

/// All sources of this run.
#[derive(Debug)]
pub struct Ladder {
    rungs: Vec<Rung>,
    has_desktop: bool,
}

impl Ladder {
    /// Sources to be asked in that order. `has_desktop` says whether the person may be at work where no terminal hears
    /// it: nobody is called idle then by what terminals alone say.
    pub fn new(sources: Vec<Box<dyn Source>>, has_desktop: bool) -> Ladder {
        let rung = |source| Rung { source, health: Health::Unasked };
        Ladder { rungs: sources.into_iter().map(rung).collect(), has_desktop }
    }

    /// The sources.
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }

    /// Whether there is nobody to ask.
    pub fn is_empty(&self) -> bool {
        self.rungs.is_empty()
    }

    /// Asks whoever is to be asked at `now_ms`.
    pub fn read(&mut self, now_ms: i64) -> Reading {
        self.ask(now_ms, false);
        if self.together(now_ms).idle_ms.is_none_or(|idle| idle >= RECENT_MS) {
            self.ask(now_ms, true);
        }
        self.together(now_ms)
    }

    /// Asks every source, also one that is left alone at other times, so that somebody can be told how each is.
    pub fn survey(&mut self, now_ms: i64) -> Reading {
        for rung in &mut self.rungs {
            rung.health = Health::Unasked;
            rung.ask(now_ms);
        }
        self.together(now_ms)
    }

    /// Whether nobody hears the person when they work outside of terminals, though they may.
    pub fn is_deaf(&self) -> bool {
        self.has_desktop && !self.hears(Hearing::Desktop) && !self.hears(Hearing::Late)
    }

    /// Whether somebody who hears so much has said when there was input. A desktop may know other things alone.
    fn hears(&self, hearing: Hearing) -> bool {
        let says = |rung: &Rung| matches!(rung.health, Health::Well { reading, .. } if reading.idle_ms.is_some());
        self.rungs.iter().any(|rung| rung.source.hearing() == hearing && says(rung))
    }

    fn ask(&mut self, now_ms: i64, dear: bool) {
        let rungs = self.rungs.iter_mut().filter(|rung| rung.source.is_dear() == dear);
        rungs.for_each(|rung| rung.ask(now_ms));
    }

    fn together(&self, now_ms: i64) -> Reading {
        let well = || {
            let said = |rung: &Rung| Some((rung.source.hearing(), rung.reading(now_ms)?));
            self.rungs.iter().filter_map(said)
        };
        let better = !self.has_desktop || self.hears(Hearing::Desktop);
        let deaf = self.is_deaf();
        let heard = well().map(|(hearing, reading)| match hearing {
            Hearing::Late if better => Reading { idle_ms: None, ..reading },
            // Input that a terminal heard was input; that it heard none says nothing here.
            Hearing::Terminals if deaf => {
                Reading { idle_ms: reading.idle_ms.filter(|idle| *idle < RECENT_MS), ..reading }
            }
            _ => reading,
        });
        heard.fold(Reading::default(), Reading::and)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    const UNHEARD: i64 = i64::MAX;

    /// A source that answers what it is told to: idle for so long, a fault when that is negative, nothing of input when it
    /// is [`UNHEARD`].
    #[derive(Debug)]
    struct Told {
        hearing: Hearing,
        dear: bool,
        idle_ms: Arc<AtomicI64>,
        asked: Arc<AtomicI64>,
    }

    impl Source for Told {
        fn name(&self) -> &'static str {
            "told"
        }

        fn read(&mut self, _: i64) -> Result<Reading, Fault> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            match self.idle_ms.load(Ordering::Relaxed) {
                idle if idle < 0 => Err(Fault::new("gone", "")),
                UNHEARD => Ok(Reading { dnd: Some(false), ..Reading::default() }),
                idle => Ok(Reading::idle(idle)),
            }
        }

        fn hearing(&self) -> Hearing {
            self.hearing
        }

        fn is_dear(&self) -> bool {
            self.dear
        }
    }

    struct Case {
        idle_ms: Arc<AtomicI64>,
        asked: Arc<AtomicI64>,
    }

    fn told(hearing: Hearing, dear: bool, idle_ms: i64) -> (Box<dyn Source>, Case) {
        let (idle_ms, asked) = (Arc::new(AtomicI64::new(idle_ms)), Arc::new(AtomicI64::new(0)));
        let case = Case { idle_ms: Arc::clone(&idle_ms), asked: Arc::clone(&asked) };
        (Box::new(Told { hearing, dear, idle_ms, asked }), case)
    }

    #[test]
    fn a_source_that_fails_is_left_alone_longer_each_time_and_comes_back() {
        let (source, case) = told(Hearing::Terminals, false, -1);
        let mut ladder = Ladder::new(vec![source], false);
        for second in 0..3600 {
            assert_eq!(ladder.read(second * 1000).idle_ms, None);
        }
        // At 0, 30, 90, 210, 450, 930, 1830 and 2730 s.
        assert_eq!(case.asked.load(Ordering::Relaxed), 8);
        case.idle_ms.store(7, Ordering::Relaxed);
        assert_eq!(ladder.read(3_630_000).idle_ms, Some(7));
        case.idle_ms.store(-1, Ordering::Relaxed);
        ladder.read(3_631_000);
        case.idle_ms.store(9, Ordering::Relaxed);
        assert_eq!(ladder.read(3_662_000).idle_ms, Some(9), "it was well between");
    }

    #[test]
    fn a_clock_that_is_set_back_makes_no_pause_longer() {
        let (source, case) = told(Hearing::Terminals, false, -1);
        let mut ladder = Ladder::new(vec![source], false);
        ladder.read(10_000_000);
        case.idle_ms.store(5, Ordering::Relaxed);
        assert_eq!(ladder.read(1_000_000).idle_ms, Some(5));
    }

    #[test]
    fn a_dear_source_is_left_alone_while_others_have_just_heard_input() {
        let (cheap, heard) = told(Hearing::Terminals, false, 2_000);
        let (dear, case) = told(Hearing::Terminals, true, 500);
        let mut ladder = Ladder::new(vec![dear, cheap], false);
        assert_eq!(ladder.read(0).idle_ms, Some(2_000));
        assert_eq!(case.asked.load(Ordering::Relaxed), 0);
        heard.idle_ms.store(90_000, Ordering::Relaxed);
        assert_eq!(ladder.read(1_000).idle_ms, Some(500));
        heard.idle_ms.store(2_000, Ordering::Relaxed);
        assert_eq!(ladder.read(2_000).idle_ms, Some(1_500), "what it said a second ago, older");
    }

    #[test]
    fn at_a_desktop_that_nobody_hears_terminals_call_nobody_idle() {
        let (terminal, heard) = told(Hearing::Terminals, false, 600_000);
        let (desktop, case) = told(Hearing::Desktop, false, -1);
        let mut ladder = Ladder::new(vec![terminal, desktop], true);
        assert_eq!(ladder.read(0).idle_ms, None);
        assert!(ladder.is_deaf());
        heard.idle_ms.store(3_000, Ordering::Relaxed);
        assert_eq!(ladder.read(1_000).idle_ms, Some(3_000), "input is input");
        heard.idle_ms.store(600_000, Ordering::Relaxed);
        case.idle_ms.store(300_000, Ordering::Relaxed);
        assert_eq!(ladder.read(60_000).idle_ms, Some(300_000));
        assert!(!ladder.is_deaf());
    }

    #[test]
    fn a_desktop_that_says_other_things_alone_is_one_that_nobody_hears() {
        let (terminal, _) = told(Hearing::Terminals, false, 600_000);
        let (desktop, _) = told(Hearing::Desktop, false, UNHEARD);
        let mut ladder = Ladder::new(vec![terminal, desktop], true);
        let together = ladder.read(0);
        assert_eq!((together.idle_ms, together.dnd), (None, Some(false)));
        assert!(ladder.is_deaf());
    }

    #[test]
    fn who_hears_late_is_believed_where_nobody_hears_better() {
        let (late, _) = told(Hearing::Late, false, 20_000);
        let (desktop, case) = told(Hearing::Desktop, false, 320_000);
        let mut ladder = Ladder::new(vec![late, desktop], true);
        assert_eq!(ladder.read(0).idle_ms, Some(320_000));
        case.idle_ms.store(-1, Ordering::Relaxed);
        assert_eq!(ladder.read(1_000).idle_ms, Some(20_000));
    }
}
