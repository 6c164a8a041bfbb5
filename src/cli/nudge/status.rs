//! `nudge status`: when the next break is due and why, what was said today, and what is held back.
//!
//! Next: [`mod@crate::nudge::live`], which knows.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::printer::Look;
use super::super::rhythm::ground;
use super::super::view;
use crate::domain::{Moment, Now, Sound, State};
use crate::exchange::json::Json;
use crate::nudge::history::Settings;
use crate::nudge::words::interval;
use crate::nudge::{Ground, Hold, Live, Mute, Nudge, live, standing};
use crate::store::Scope;
use crate::text::print_duration;
use clap::Args;

/// Arguments of `nudge status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  heyday nudge status\n  heyday nudge status --json")]
pub(super) struct Status {}

/// What is known.
pub(super) struct Found {
    now: Now,
    ground: Ground,
    pub(super) live: Live,
    /// Seconds until the next break; negative when it is overdue, `None` when nothing runs.
    next_s: Option<i64>,
    /// Work since the last break, in seconds.
    owed_s: i64,
    /// What was heard today, with how often.
    heard: Vec<(Sound, usize)>,
}

impl Status {
    #[allow(clippy::unused_self, reason = "it has no arguments yet")]
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let found = found(env)?;
        if env.printer.json {
            let answer = json(&found);
            env.printer.json(&answer);
        } else {
            print(env, &found);
        }
        Ok(())
    }
}

/// Finds it.
pub(super) fn found(env: &mut Env) -> Result<Found, Failure> {
    let now = env.now;
    env.read_calendars()?;
    let ground = ground(env)?;
    let (planning, nudging) = (env.loaded.config.planning(), env.loaded.config.nudging());
    let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
    let state = env.load(&Scope::Day(Ground::needed(settings)))?;
    let live = live(&state, &ground, settings);
    let owed = live.pulse.counter.at(now.at.utc_ms()).owed;
    let runs = standing(&state, &now).is_some();
    let left = live.pulse.soft_ms.filter(|_| runs).map(|soft| (soft - owed).div_euclid(1000));
    Ok(Found { now, ground, live, next_s: left, owed_s: owed / 1000, heard: heard(&state, &now) })
}

fn heard(state: &State, now: &Now) -> Vec<(Sound, usize)> {
    let today = now.day_span(now.day());
    let times = |what: Sound| {
        state.heard().filter(|one| one.what == what && one.span(now.at).end > today.start).count()
    };
    let all = Sound::ALL.into_iter().map(|what| (what, times(what)));
    all.filter(|(_, times)| *times > 0).collect()
}

impl Found {
    /// What is held back now: the last word on each thing that is due and was not said.
    fn held(&self) -> Vec<&Nudge> {
        let same = |a: &Nudge, b: &Nudge| a.rule == b.rule && a.due == b.due;
        let said = &self.live.said;
        let last = said
            .iter()
            .enumerate()
            .filter(|(at, nudge)| !said[at + 1..].iter().any(|later| same(later, nudge)));
        let held = last.filter(|(_, one)| one.held.is_some_and(|hold| hold != Hold::Taken));
        let shown = |one: &Nudge| said.iter().any(|other| other.is_shown() && same(other, one));
        held.map(|(_, one)| one).filter(|one| !shown(one)).collect()
    }

    /// When the next break is due, when nothing changes.
    fn next_at(&self) -> Option<Moment> {
        let seconds = self.next_s.filter(|seconds| *seconds > 0)?;
        Some(self.now.zone.moment(self.now.at.plus_seconds(seconds).utc_ms()))
    }

    fn why(&self) -> Option<String> {
        Some(interval(self.ground.today()?, self.live.pulse.soft_ms?))
    }
}

fn json(found: &Found) -> Json {
    let pulse = &found.live.pulse;
    let today = found.ground.today();
    view::answer(|json| {
        json.field("as_of", found.now.at)
            .field("interval_s", pulse.soft_ms.map(|ms| ms / 1000))
            .field("why", found.why())
            .field("stretches", today.map(|today| today.habit.n))
            .field("since_break_s", found.owed_s)
            .field("next_break_s", found.next_s)
            .field("next_break_at", found.next_at())
            .field("due", pulse.is_due)
            .field("shown", pulse.shown)
            .field("budget", pulse.budget)
            .field("postponed", pulse.postponed)
            .field("put_off_until", pulse.put_off)
            .field("waits_for_answer", pulse.open.as_ref().map(|open| open.rule.word()))
            .field("acceptance", today.map(|today| today.accepted.rate));
        match pulse.mute {
            None => json.field("silent", None::<bool>),
            Some((why, until)) => json.object_field("silent", |json| {
                json.field("why", Hold::Mute(why).word())
                    .field("until", Some(until).filter(|_| why.is_own()));
            }),
        };
        json.array_field("held", |json| {
            for nudge in found.held() {
                json.object_item(|json| {
                    json.field("at", nudge.at)
                        .field("kind", nudge.rule.kind())
                        .field("rule", nudge.rule.word())
                        .field("held_by", nudge.held.map(Hold::word))
                        .field("text", &nudge.text);
                });
            }
        });
        json.array_field("heard", |json| {
            for (what, times) in &found.heard {
                json.object_item(|json| {
                    json.field("what", what.word()).field("times", *times);
                });
            }
        });
    })
}

fn print(env: &mut Env, found: &Found) {
    let pulse = &found.live.pulse;
    let first = match found.next_s {
        Some(seconds @ 1..) => {
            let at = found.next_at().map(phrase::clock).unwrap_or_default();
            format!("Next break in {}, at {at}", print_duration((seconds + 59) / 60 * 60))
        }
        Some(_) => format!("A break is due: {} of work", print_duration(found.owed_s)),
        None => "Nothing runs, so nothing is due".into(),
    };
    env.printer.line(&first);
    if let Some(why) = found.why() {
        faint(env, &format!("  - {why}"));
    }
    if pulse.soft_ms.is_none() {
        faint(env, "  - breaks are never due: `breaks.rest_after` is `never`");
    }
    if found.next_s.is_some_and(|left| left > 0) {
        faint(env, &format!("  - {} of work since the last break", print_duration(found.owed_s)));
    }
    if let Some(until) = pulse.put_off.filter(|until| *until > found.now.at) {
        let length = print_duration(pulse.break_s(until).into());
        env.printer
            .line(&format!("Put off until {}; the break is {length} then", phrase::clock(until)));
    }
    if let Some(open) = &pulse.open {
        env.printer.line(&format!("Said at {}: {}", phrase::clock(open.at), open.text));
        let take = print_duration(pulse.break_s(open.at).into());
        let ways = if open.rule.is_break() {
            let later = print_duration(pulse.postpone_s(&env.loaded.config.nudging()).into());
            format!(
                "`heyday break {take}` takes it, `heyday nudge postpone` puts it off for {later}, \
                 `heyday nudge skip` goes on without"
            )
        } else {
            "`heyday nudge skip` puts it away".into()
        };
        faint(env, &format!("  - {ways}"));
    }
    let shown = phrase::count(pulse.shown, "break nudge");
    env.printer.line(&format!("{shown} today, of at most {}", pulse.budget));
    if let Some((why, until)) = pulse.mute {
        let line = silent(why, until, &found.now);
        let line = env.printer.paint(Look::Warning, &line);
        env.printer.line(&line);
    }
    for nudge in found.held() {
        env.printer.line(&format!("Held since {}: {}", phrase::clock(nudge.at), nudge.text));
    }
    if let Some(today) = found.ground.today().filter(|today| today.accepted != <_>::default()) {
        let share = 100.0 * today.accepted.rate;
        env.printer.line(&format!("Of the last nudges, {share:.0} % led to a break"));
    }
    if !found.heard.is_empty() {
        let heard = found
            .heard
            .iter()
            .map(|(what, times)| format!("{} {times}x", what.word().replace('_', " ")));
        faint(env, &format!("Heard today: {}", heard.collect::<Vec<String>>().join(", ")));
    }
}

fn silent(why: Mute, until: Moment, now: &Now) -> String {
    let same = now.day_of(until) == now.day();
    let until = if same { phrase::clock(until) } else { phrase::day_clock(until, now) };
    match why {
        Mute::Snoozed | Mute::Off => format!("Nudges are silent until {until}; `heyday nudge on`"),
        Mute::DoNotDisturb => "Nudges are silent: the desktop is not to be disturbed".into(),
        Mute::FullScreen => "Nudges are silent: something takes the whole screen".into(),
    }
}

fn faint(env: &mut Env, line: &str) {
    let line = env.printer.paint(Look::Faint, line);
    env.printer.line(&line);
}
