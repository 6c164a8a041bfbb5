//! When nudges would have come on real logs: how many, how many needless, and whether long stretches were reached.

use chrono::{NaiveDate, NaiveDateTime};
use heyday::domain::{Now, Span, Zone};
use heyday::nudge::history::Settings;
use heyday::nudge::{Boundary, Course, Layers, Mark, Nudge, Nudging, Record, drive, world};
use heyday::plan::settings::Planning;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const MIN: i64 = 60_000;

/// What came of the nudges on some days.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    days: usize,
    nudges: usize,
    needless: usize,
    long: usize,
    reached: usize,
}

impl Count {
    fn share(part: usize, whole: usize) -> f64 {
        part as f64 / whole.max(1) as f64
    }

    fn add(&mut self, log: &[Span], said: &[Nudge], (from, to): (NaiveDate, NaiveDate), now: &Now) {
        let inside = |ms: i64| (from..=to).contains(&now.day_of(now.zone.moment(ms)));
        let days: BTreeSet<NaiveDate> = log.iter().map(|one| now.day_of(one.start)).collect();
        self.days += days.range(from..=to).count();
        let breaks = said.iter().filter(|one| one.is_shown() && one.rule.is_break());
        let nudges: Vec<i64> = breaks.map(|one| one.at.utc_ms()).filter(|at| inside(*at)).collect();
        // A stretch goes on over pauses of up to five minutes.
        let layers = Layers { work: log.to_vec(), ..Layers::default() };
        let spells = heyday::nudge::Timeline::new(&layers, Vec::new()).spells(5 * MIN);
        for at in &nudges {
            let ends = spells.iter().find(|(start, end)| start <= at && at < end).map(|one| one.1);
            self.nudges += 1;
            self.needless += usize::from(ends.is_none_or(|end| end - at <= 10 * MIN));
        }
        for (start, end) in spells.into_iter().filter(|(start, _)| inside(*start)) {
            if end - start > 120 * MIN {
                self.long += 1;
                let before = |at: &i64| (start..start + 120 * MIN).contains(at);
                self.reached += usize::from(nudges.iter().any(before));
            }
        }
    }
}

fn logs(folder: &Path) -> BTreeMap<String, Vec<Span>> {
    let path = folder.join("cesaw_sessions.csv");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let moment = |text: &str| {
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok()?;
        Some(Zone::UTC.at(local))
    };
    let mut logs: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if let (Some(start), Some(end)) = (moment(cells[3]), moment(cells[4])) {
            logs.entry(cells[0].to_owned()).or_default().push(Span::new(start, end));
        }
    }
    for log in logs.values_mut() {
        log.sort_by_key(|one| one.start.utc_ms());
    }
    logs
}

/// What would have been said to one person.
fn said(log: &[Span], days: (NaiveDate, NaiveDate), now: &Now) -> Vec<Nudge> {
    let (planning, nudging) = (Planning::default(), Nudging::default());
    let settings = Settings { planning: &planning, nudging: &nudging, now };
    let begins = |one: &Span| Mark { at: one.start, boundary: Boundary::Switched };
    let record = Record {
        layers: Layers { work: log.to_vec(), ..Layers::default() },
        marks: log.iter().map(begins).collect(),
        ..Record::default()
    };
    let world = world(record, days, settings);
    let span = Span::new(now.day_span(days.0).start, now.day_span(days.1).end);
    drive(&world, &mut Course::new(span.start), span, &nudging, &now.zone).said
}

#[test]
#[ignore = "needs HEYDAY_EVALUATION_DATA; see the top of the evaluation"]
fn nudges_are_few_and_needed_and_reach_long_stretches() {
    let Some(folder) = std::env::var_os("HEYDAY_EVALUATION_DATA") else {
        println!("HEYDAY_EVALUATION_DATA is not set: no real logs");
        return;
    };
    let logs = logs(Path::new(&folder));
    let [mut all, mut late] = [Count::default(); 2];
    for log in logs.values() {
        let now = Now::new(log[log.len() - 1].end.utc_ms(), Zone::UTC, 240);
        let (first, last) = (now.day_of(log[0].start), now.day());
        let said = said(log, (first, last), &now);
        all.add(log, &said, (first, last), &now);
        late.add(log, &said, (now.day_of(log[log.len() * 7 / 10].start), last), &now);
    }
    println!("\n{} people | days | nudges a day | needless | long stretches reached", logs.len());
    for (name, count) in [("all", all), ("the last 30 % of each", late)] {
        let Count { days, nudges, needless, long, reached } = count;
        let a_day = Count::share(nudges, days);
        let [needless, reached] = [Count::share(needless, nudges), Count::share(reached, long)];
        println!("{name} | {days} | {a_day:.2} | {needless:.3} | {reached:.3} of {long}");
        assert!(a_day <= 1.1, "{name}: {a_day} nudges a day");
        assert!(needless <= 0.14, "{name}: {needless} of them needless");
        assert!(reached >= 0.98, "{name}: {reached} of the long stretches reached");
    }
}
