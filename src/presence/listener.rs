//! From what is known at one moment after the other to what was heard: absences, whiles in which nothing may be shown,
//! marks between pieces of work. A state machine without a clock: whoever asks says what time it is.
//!
//! Must never say more than is known: an absence begins with the last input and is noticed later, both are told. Next:
//! [`super::Presence`], which feeds it.

use super::reading::Reading;
use crate::domain::{Heard, HeardId, Mint, Moment, Now, Sound};

/// Without input for so long, somebody is away, in milliseconds. Shorter pauses are part of work. `[J]`
const AWAY_MS: i64 = 120_000;
/// Who presents or is in a call on the whole screen may be without input for so long: that is work too. `[J]`
const CALL_MS: i64 = 45 * 60_000;
/// How often it is looked whether somebody who is away has come back.
const AWAY_LOOK_MS: i64 = 15_000;
/// No input for so long is a pause within work (PRODUCT, after Sane Break and Time Out).
const PAUSE_MS: i64 = 3_000;
/// How often it is looked for a pause while somebody waits for one.
const PAUSE_LOOK_MS: i64 = 5_000;
/// How often at most it is looked for a micro-break: one that is missed is only said once more.
const MICRO_LOOK_MS: i64 = 30_000;
/// How often a person is looked for of whom nothing was ever heard.
const UNKNOWN_LOOK_MS: i64 = 120_000;
/// Sources tell the same input a little differently each time: seconds, delays. What differs by less is the same.
const BLUR_MS: i64 = 3_000;

/// What whoever asks wants to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Whether somebody works, which is when absence matters.
    pub work: bool,
    /// How many seconds of this work may pass without input; 120 where nothing is said. Who reads needs no keys.
    pub quiet_s: Option<u32>,
    /// Whether somebody waits for a good moment, so that a pause of seconds matters.
    pub pause: bool,
    /// How many seconds without input are a micro-break, where somebody wants to know.
    pub micro_s: Option<u32>,
}

/// What became known at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the sources say.
    pub reading: Reading,
    /// How many milliseconds of those since the last time the machine slept, or the clock jumped over.
    pub slept_ms: Option<i64>,
    /// What shells told: what and when, in UTC milliseconds.
    pub marks: Vec<(Sound, i64)>,
}

/// What is new.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Something was heard. Where its end is known too, that is all there is of it.
    Began(Heard),
    /// It is over. Never before it began.
    Ended(HeardId, Moment),
}

/// Something that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    id: HeardId,
    what: Sound,
    start_ms: i64,
    /// Input after this is input since. The start, unless the clock was set back behind it.
    floor_ms: i64,
    /// When it was last known to go on.
    sure_ms: i64,
}

/// What was heard so far.
#[derive(Debug, Default)]
pub struct Listener {
    /// When it was last told something.
    told_ms: Option<i64>,
    /// The last input.
    input_ms: Option<i64>,
    away: Option<Open>,
    dnd: Option<Open>,
    full_screen: Option<Open>,
    /// The end of the last absence: no other begins before it.
    settled_ms: i64,
    /// The input before the last pause that was told.
    paused_ms: Option<i64>,
    /// The input before the last micro-break that was told.
    rested_ms: Option<i64>,
}

/// One turn: the present, ids for what is new, and what is new so far.
struct Turn<'a> {
    now: &'a Now,
    mint: &'a mut Mint,
    changes: Vec<Change>,
}

impl Turn<'_> {
    fn now_ms(&self) -> i64 {
        self.now.at.utc_ms()
    }

    /// Something has begun at `start_ms`, or now if that lies ahead.
    fn begin(&mut self, what: Sound, start_ms: i64) -> Open {
        let now_ms = self.now_ms();
        let start_ms = start_ms.min(now_ms);
        let id = HeardId(self.mint.uuid());
        let (start, noticed) = (self.now.zone.moment(start_ms), self.now.at);
        let heard = Heard { id, start, end: None, noticed, what, explained: None };
        self.changes.push(Change::Began(heard));
        Open { id, what, start_ms, floor_ms: start_ms, sure_ms: now_ms }
    }

    /// Something is over. Returns when.
    fn end(&mut self, open: Open, end_ms: i64) -> i64 {
        let end_ms = end_ms.max(open.start_ms);
        self.changes.push(Change::Ended(open.id, self.now.zone.moment(end_ms)));
        end_ms
    }

    /// Something that was over when it was noticed.
    fn whole(&mut self, what: Sound, start_ms: i64, end_ms: i64) {
        let id = HeardId(self.mint.uuid());
        let (start, end) = (self.now.zone.moment(start_ms), self.now.zone.moment(end_ms));
        let heard =
            Heard { id, start, end: Some(end), noticed: self.now.at, what, explained: None };
        self.changes.push(Change::Began(heard));
    }
}

impl Listener {
    /// Takes in what is known at `now`, and answers what is new. Being told oftener than need be changes nothing.
    pub fn hear(&mut self, facts: &Facts, need: Need, now: &Now, mint: &mut Mint) -> Vec<Change> {
        let mut turn = Turn { now, mint, changes: Vec::new() };
        let now_ms = turn.now_ms();
        self.turn_back(now_ms);
        let came_back = self.take_input(facts.reading.idle_ms, now_ms);
        self.wake(facts, &mut turn);
        self.come_back(facts.reading.locked, came_back, &mut turn);
        self.end_call(&facts.reading, now_ms);
        self.go_away(&facts.reading, need, &mut turn);
        let shown = [
            (&mut self.dnd, Sound::DoNotDisturb, facts.reading.dnd),
            (&mut self.full_screen, Sound::FullScreen, facts.reading.full_screen),
        ];
        for (open, what, is_so) in shown {
            match (open.take(), is_so.unwrap_or_default()) {
                (Some(was), false) => _ = turn.end(was, now_ms),
                (was, so) => *open = was.or_else(|| so.then(|| turn.begin(what, now_ms))),
            }
        }
        for (what, at_ms) in &facts.marks {
            let at_ms = (*at_ms).min(now_ms);
            turn.whole(*what, at_ms, at_ms);
        }
        if !self.micro_break(&facts.reading, need, &mut turn) {
            self.pause(need, &mut turn);
        }
        self.told_ms = Some(now_ms);
        turn.changes
    }

    /// When it should be told again, in UTC milliseconds; `None` when nobody needs to know. Before that nothing that
    /// matters can become known, but by a signal from outside.
    pub fn next(&self, need: Need) -> Option<i64> {
        let told_ms = self.told_ms?;
        if !need.work && !need.pause {
            return None;
        }
        let silent = || self.since().map(|since| since.saturating_add(quiet_ms(need)));
        let look = match self.away {
            Some(_) => told_ms + AWAY_LOOK_MS,
            None => silent().filter(|at| *at > told_ms).unwrap_or(told_ms + UNKNOWN_LOOK_MS),
        };
        let pause = (need.pause && self.away.is_none()).then_some(told_ms + PAUSE_LOOK_MS);
        let micro = need.micro_s.filter(|_| self.away.is_none());
        let micro = micro.map(|length_s| told_ms + MICRO_LOOK_MS.max(i64::from(length_s) * 1000));
        [Some(look), pause, micro].into_iter().flatten().min()
    }

    /// Whether somebody is away, and since when: UTC milliseconds.
    pub fn away(&self) -> Option<(Sound, i64)> {
        self.away.map(|open| (open.what, open.start_ms))
    }

    /// Ends what goes on, because nobody listens any more.
    pub fn stop(&mut self, now: &Now, mint: &mut Mint) -> Vec<Change> {
        let mut turn = Turn { now, mint, changes: Vec::new() };
        let now_ms = turn.now_ms();
        for open in
            [self.away.take(), self.dnd.take(), self.full_screen.take()].into_iter().flatten()
        {
            turn.end(open, now_ms);
        }
        turn.changes
    }

    /// The last input, or the end of the last absence when that was later.
    fn since(&self) -> Option<i64> {
        self.input_ms.map(|input| input.max(self.settled_ms))
    }

    /// A clock that was set back takes along what it was set by: nothing lies ahead.
    fn turn_back(&mut self, now_ms: i64) {
        self.settled_ms = self.settled_ms.min(now_ms);
        self.input_ms = self.input_ms.map(|input| input.min(now_ms));
        self.paused_ms = self.paused_ms.map(|paused| paused.min(now_ms));
        self.rested_ms = self.rested_ms.map(|rested| rested.min(now_ms));
        if let Some(open) = &mut self.away {
            open.floor_ms = open.floor_ms.min(now_ms);
            open.sure_ms = open.sure_ms.min(now_ms);
        }
    }

    /// Takes in when the last input was. Returns it when somebody who was away was heard again.
    fn take_input(&mut self, idle_ms: Option<i64>, now_ms: i64) -> Option<i64> {
        let input = now_ms.saturating_sub(idle_ms?.max(0));
        let known = self.input_ms.get_or_insert(input);
        match self.away {
            None => {
                *known = input.max(*known);
                None
            }
            // While the screen is locked, what counts is input after the last look.
            Some(open) => {
                let floor = if open.what == Sound::Idle { open.floor_ms } else { open.sure_ms };
                let is_new =
                    input > floor.saturating_add(BLUR_MS).min(now_ms - 1) && input > *known;
                is_new.then(|| *known = input)?;
                Some(input)
            }
        }
    }

    /// The machine slept. When in the time since the last turn is not known: before the last input when it does not fit
    /// behind, else up to now.
    fn wake(&mut self, facts: &Facts, turn: &mut Turn<'_>) {
        let Some(slept_ms) = facts.slept_ms.filter(|slept| *slept > 0) else { return };
        let now_ms = turn.now_ms();
        let woken_ms = match self.input_ms {
            Some(input) if input > now_ms.saturating_sub(slept_ms) => input,
            _ => now_ms,
        };
        let mut from_ms = woken_ms.saturating_sub(slept_ms).max(self.settled_ms);
        if let Some(open) = self.away.take() {
            from_ms = turn.end(open, from_ms.max(open.sure_ms.min(woken_ms)));
        }
        if from_ms < woken_ms {
            turn.whole(Sound::Suspended, from_ms, woken_ms);
        }
        self.settled_ms = from_ms.max(woken_ms).min(now_ms);
    }

    fn come_back(&mut self, locked: Option<bool>, came_back: Option<i64>, turn: &mut Turn<'_>) {
        let Some(open) = &mut self.away else { return };
        let now_ms = turn.now_ms();
        let over = match (open.what, locked) {
            (Sound::Locked, Some(true)) => None,
            (Sound::Locked, Some(false)) | (_, Some(true)) => Some(came_back.unwrap_or(now_ms)),
            _ => came_back,
        };
        match over {
            None => open.sure_ms = now_ms,
            Some(end_ms) => {
                let open = *open;
                self.away = None;
                self.settled_ms = turn.end(open, end_ms).min(now_ms);
            }
        }
    }

    /// What was a call up to now was work, whoever ended it.
    fn end_call(&mut self, reading: &Reading, now_ms: i64) {
        let is_over = self.full_screen.is_some() && reading.full_screen != Some(true);
        if is_over && self.away.is_none() {
            self.settled_ms = now_ms.max(self.settled_ms);
        }
    }

    fn go_away(&mut self, reading: &Reading, need: Need, turn: &mut Turn<'_>) {
        if self.away.is_some() {
            return;
        }
        let now_ms = turn.now_ms();
        // That nobody can be asked is no silence.
        let since = self.since().filter(|_| reading.idle_ms.is_some());
        let quiet_ms = match reading.full_screen {
            Some(true) => quiet_ms(need).max(CALL_MS),
            _ => quiet_ms(need),
        };
        if reading.locked == Some(true) {
            self.away = Some(turn.begin(Sound::Locked, since.unwrap_or(now_ms)));
        } else if let Some(since) = since.filter(|since| now_ms - since >= quiet_ms) {
            self.away = Some(turn.begin(Sound::Idle, since));
        }
    }

    /// Tells a pause of the length of a micro-break once, when it has lasted so long; says whether it did.
    fn micro_break(&mut self, reading: &Reading, need: Need, turn: &mut Turn<'_>) -> bool {
        let now_ms = turn.now_ms();
        let asked = need.micro_s.filter(|_| self.away.is_none() && reading.idle_ms.is_some());
        let Some((length_s, since)) = asked.zip(self.since()) else { return false };
        let is_told = self.rested_ms.is_some_and(|rested| since <= rested + BLUR_MS);
        let is_one = now_ms - since >= i64::from(length_s) * 1000 && !is_told;
        if is_one {
            (self.rested_ms, self.paused_ms) = (Some(since), Some(since));
            turn.whole(Sound::Pause, since, now_ms);
        }
        is_one
    }

    fn pause(&mut self, need: Need, turn: &mut Turn<'_>) {
        let now_ms = turn.now_ms();
        let Some(input) = self.input_ms.filter(|_| need.pause && self.away.is_none()) else {
            return;
        };
        let is_told = self.paused_ms.is_some_and(|paused| input <= paused + BLUR_MS);
        if now_ms - input >= PAUSE_MS && !is_told {
            self.paused_ms = Some(input);
            turn.whole(Sound::Pause, now_ms, now_ms);
        }
    }
}

fn quiet_ms(need: Need) -> i64 {
    need.quiet_s.map_or(AWAY_MS, |seconds| i64::from(seconds) * 1000).max(AWAY_MS)
}

#[cfg(test)]
mod tests;
