//! What the curves and the pace mean, in sentences: with the number of sessions, how sure it is, and never a grade or
//! a bare best hour.

use super::super::env::Env;
use super::super::phrase::{self, count};
use super::super::printer::{Look, Printer};
use super::Topic;
use super::chart::{self, Chart};
use super::json::HOUR_S;
use crate::app::insights::words::{self as insights, clock, percent};
use crate::config::Glyphs;
use crate::domain::Objection;
use crate::learn::backtest::NEEDED;
use crate::learn::hours::{Curve, HALF_HOURS};
use crate::learn::{DayClass, Peak, Profile, Strength};
use crate::text::print_duration;
use crate::text::said::folded;

/// Sessions on days off, as far as they still count, below which those have no curve of their own.
const DRAWN_OFF: f64 = 2.0;

pub(super) fn print(env: &mut Env, profile: &Profile, topics: &[Topic<'_>], one: bool) {
    let drawn = !env.loaded.config.screen.accessible;
    let ascii = env.loaded.config.screen.glyphs == Glyphs::Ascii;
    let printer = &mut env.printer;
    if profile.tally.taught == 0 {
        return nothing(printer, profile);
    }
    let all = Topic::all(profile);
    let shown: Vec<Topic<'_>> = match topics {
        [topic] => vec![*topic],
        topics if one => topics.to_vec(),
        topics => topics.iter().copied().chain([all]).collect(),
    };
    let window = profile.hours.window();
    let scale = chart::scale(shown.iter().map(|topic| topic.curve), window);
    for (at, topic) in shown.iter().enumerate() {
        if at > 0 {
            printer.line("");
        }
        head(printer, *topic);
        let curve = topic.curve;
        let both = one && on_days_off(curve) >= DRAWN_OFF;
        let classes = if both { &DayClass::ALL[..] } else { &DayClass::ALL[..1] };
        for class in classes.iter().filter(|_| drawn && curve.missing() == 0) {
            if both {
                printer.line(if *class == DayClass::Weekday { "Working days" } else { "Days off" });
            }
            Chart { curve, window, class: *class, ascii, scale }.print(printer);
        }
        for sentence in sentences(profile, *topic) {
            say(printer, Look::Plain, &sentence);
        }
    }
    if one && shown.is_empty() {
        printer.line("Nothing learned about it yet: no session of that kind of work has ended.");
    }
    foot(env, profile);
}

/// The effective number of sessions at the best-known hour of days off.
fn on_days_off(curve: &Curve) -> f64 {
    let known = |at| curve.point(DayClass::Weekend, at).n;
    (0..HALF_HOURS).map(known).fold(0.0, f64::max)
}

fn head(printer: &mut Printer, topic: Topic<'_>) {
    let curve = topic.curve;
    let name = topic.name.map_or_else(|| topic.called.to_owned(), |name| format!("@{name}"));
    let name = printer.paint(Look::Strong, &name);
    let counts = format!("{}, {} rated", count(u64::from(curve.sessions), "session"), curve.rated);
    let counts = printer.paint(Look::Faint, &counts);
    printer.line(&format!("{name}  {counts}"));
}

fn sentences(profile: &Profile, topic: Topic<'_>) -> Vec<String> {
    let mut said = vec![best(profile, topic), pace(profile, topic.kind)];
    match topic.name.zip(topic.objection(profile)) {
        Some((name, Objection::Muted)) => said.push(format!(
            "Muted: the plan treats all hours alike (`heyday insights unmute {name}` changes that)."
        )),
        Some((name, Objection::Disputed)) => said.push(format!(
            "You dispute these hours: the plan ignores them (`heyday insights unmute {name}` changes that)."
        )),
        None => {}
    }
    said
}

fn best(profile: &Profile, topic: Topic<'_>) -> String {
    let curve = topic.curve;
    let rated = format!("{} rated {}", curve.rated, plural(curve.rated, "session"));
    let peaks = profile.recommended(curve);
    let strength = curve.claim.strength();
    if strength == Strength::Weak {
        return format!("When it goes best: not enough evidence yet (n = {}).", curve.rated);
    }
    if peaks.is_empty() {
        return format!(
            "Some hours are better than others, but none stands out ({rated}, {} evidence).",
            strength.word()
        );
    }
    let peaks: Vec<String> = peaks.iter().map(stretch).collect();
    format!("Best {}; {rated}, {} evidence.", peaks.join("; and "), strength.word())
}

/// `09:00-11:30: about 5 % better than its average (1 to 9)`.
pub(super) fn stretch(peak: &Peak) -> String {
    let day = if peak.class == DayClass::Weekend { "on days off " } else { "" };
    format!(
        "{day}{}-{}: about {} % better than on average ({} to {})",
        clock(peak.start_min),
        clock(peak.end_min),
        percent(peak.gain),
        percent(peak.low),
        percent(peak.high)
    )
}

fn pace(profile: &Profile, kind: u16) -> String {
    let n = profile.pace.count(kind);
    if n == 0 {
        return "What an estimate really takes: no finished task with an estimate yet.".into();
    }
    let said = profile.pace.predict(kind, HOUR_S);
    #[expect(clippy::cast_possible_truncation, reason = "hours, in seconds")]
    let takes = |level| print_duration((said.at(level) / 60.0).round() as i64 * 60);
    format!(
        "An estimate of 1h really takes P50 {}, P80 {}, P90 {} (n = {n}).",
        takes(0.5),
        takes(0.8),
        takes(0.9)
    )
}

fn nothing(printer: &mut Printer, profile: &Profile) {
    printer.line("Nothing learned yet: no session has ended that says how an hour went.");
    if let Some(untaught) = untaught(profile) {
        printer.line(&untaught);
    }
    printer.line("Next: `heyday start ID`, then `heyday stop --focus 4`; `heyday import --help` brings history in");
}

fn foot(env: &mut Env, profile: &Profile) {
    let mut said = Vec::new();
    said.extend(untaught(profile));
    match profile.verdict {
        Some(verdict) if verdict.hours_hold == Some(false) => said.push(format!(
            "On {} the curves did not predict your ratings better than the plain average did: the plan treats all \
             hours alike.",
            phrase::day(verdict.as_of, &env.now)
        )),
        None if profile.hours.overall().rated >= NEEDED => said.push(
            "Whether the curves predict your ratings was not looked at yet: `heyday insights backtest` does.".into(),
        ),
        _ => {}
    }
    if !said.is_empty() {
        env.printer.line("");
    }
    for line in said {
        say(&mut env.printer, Look::Faint, &line);
    }
}

/// A sentence, over several lines where the terminal is too narrow for it.
fn say(printer: &mut Printer, look: Look, sentence: &str) {
    for line in folded(sentence, printer.width.unwrap_or(usize::MAX)) {
        let line = printer.paint(look, &line);
        printer.line(&line);
    }
}

/// Which sessions taught nothing, and why.
fn untaught(profile: &Profile) -> Option<String> {
    let (all, why) = insights::untaught(profile)?;
    let sessions = plural(all, "session");
    Some(format!("{all} {sessions} taught nothing about hours: {why}."))
}

fn plural(n: u32, word: &str) -> String {
    if n == 1 { word.to_owned() } else { format!("{word}s") }
}
