//! `estimate` from outside: what it says with and without a past, about lengths of time and tasks; and the
//! evaluation of what it says on real logs. In bulk: [`super::estimates_bulk`].
//!
//! The evaluation takes some minutes (seconds with `--release`), and a folder with the public logs when there is one (the README of the data says
//! where they come from; they are no part of this project):
//!
//!     HEYDAY_EVALUATION_DATA=/path/to/data cargo test --test it estimates:: -- --ignored --nocapture

use crate::home::{Home, said};
use crate::pty::Program;
use heyday::learn::pace::{Finished, Pace, PaceBacktest, Score, Scores, backtest};
use heyday::learn::risk::{Job, work_until_done};
use insta::assert_snapshot;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// A past of `n` tasks of that type that took as long as `ratio` says, an hour or so each; with its letter to tell
/// the ids of different pasts apart.
pub(crate) fn past(kind: &str, n: u32, ratio: f64, letter: char) -> String {
    let mut lines = String::new();
    for at in 0..n {
        let day = 1 + at % 28;
        let hour = 8 + at / 28;
        let estimate = 1800 + 600 * (at % 5);
        let seconds = f64::from(estimate) * ratio * (0.8 + 0.1 * f64::from(at % 5));
        let end = format!("2026-10-{day:02}T{hour:02}:00:00Z");
        let minutes = (seconds / 60.0).round();
        let (h, m) = ((minutes / 60.0).floor(), minutes % 60.0);
        let start = format!("2026-10-{day:02}T{:02}:{:02}:00Z", hour - 1 - at / 28, 0);
        let end_of_work =
            format!("2026-10-{day:02}T{:02}:{m:02}:00Z", f64::from(hour - 1 - at / 28) + h);
        let id = format!("{letter}0000000-0000-4000-8000-{at:012}");
        let _ = writeln!(
            lines,
            r#"{{"kind":"task","uuid":"{id}","title":"Task {at}","type":"{kind}","estimate_s":{estimate},"status":"done","created":"{start}","closed":"{end}"}}"#,
        );
        let _ = writeln!(
            lines,
            r#"{{"kind":"session","task":"{id}","type":"{kind}","start":"{start}","end":"{end_of_work}"}}"#,
        );
    }
    lines
}

#[test]
fn without_a_past_an_estimate_says_that_it_is_what_people_take() {
    let home = Home::new();
    assert_snapshot!(home.says("estimate 2h"), @"
    2h -> P50 1h55, P80 3h25, P90 5h10 (n = 0)
    No finished task had an estimate and time on the timer yet: this is what people in general take.
    ");
    assert_snapshot!(home.says("estimate 2h --type writing"), @"
    2h -> P50 1h55, P80 3h25, P90 5h10 (n = 0)
    No finished task had an estimate and time on the timer yet: this is what people in general take.
    ");
    assert_snapshot!(home.says("estimate --type writing"), @"
    error: fewer than three tasks of type `writing` were done with the timer on
    hint: with a length of time, `heyday estimate 2h --type TYPE`, others are looked at too
    exit 1
    ");
    assert_snapshot!(home.says("estimate"), @"
    error: what is to be estimated?
    hint: a length of time, `heyday estimate 2h`, or a task, `heyday estimate 142`
    exit 2
    ");
    assert_snapshot!(home.says("estimate 2x"), @"
    error: `2x` is not a duration
      2x
      ^^
    hint: for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`
    exit 2
    ");
    assert_snapshot!(home.says("estimate slides"), @"
    error: no task `slides`
    hint: `heyday list --all` shows every task and its number
    exit 3
    ");
}

#[test]
fn with_a_past_it_is_the_own_pace_of_that_type() {
    let home = Home::new();
    let lines = past("writing", 40, 1.5, 'a') + &past("admin", 25, 0.5, 'b');
    let fed = home.feed("import jsonl -", lines.as_bytes());
    assert!(fed.status.success(), "{}", said(&fed));
    assert_snapshot!(home.says("estimate 1h --type writing"), @"1h -> P50 1h35, P80 1h40, P90 1h50 (n = 40 tasks of type writing)");
    assert_snapshot!(home.says("estimate 1h --type admin"), @"1h -> P50 35m, P80 50m, P90 1h30 (n = 25 tasks of type admin)");
    assert_snapshot!(home.says("estimate 1h"), @"1h -> P50 55m, P80 1h25, P90 1h40 (n = 65 tasks)");
    assert_snapshot!(home.says("estimate 1h --type review"), @"1h -> P50 55m, P80 1h25, P90 1h40 (n = 65 tasks, none of type review)");
    assert_snapshot!(home.says("estimate --type admin"), @"~25m: what the last 25 tasks of type admin took; P50 25m, P80 40m, P90 55m");
    let json = home.json("estimate 1h --type writing");
    assert_eq!((&json["estimate_s"], &json["type"]), (&3600.into(), &"writing".into()));
    assert_eq!((&json["n"], &json["n_all"]), (&40.into(), &65.into()));
    let of = |name: &str| json[name].as_u64().unwrap();
    assert!(of("p10_s") < of("p50_s") && of("p50_s") < of("p80_s") && of("p80_s") <= of("p90_s"));
    assert!(of("p50_s").abs_diff(5400) < 600, "{json}");
}

#[test]
fn of_a_started_task_it_is_what_is_left() {
    let home = Home::new();
    home.feed("import jsonl -", past("writing", 40, 1.5, 'a').as_bytes());
    home.ok("add Draft methods type:writing est:1h");
    home.ok("add Something else type:writing");
    home.ok("add Unheard of type:review");
    assert_snapshot!(home.says("estimate draft"), @"
    41 Draft methods
      1h -> P50 1h40, P80 1h45, P90 1h50 (n = 40 tasks of type writing)
    ");
    home.ok("start draft");
    home.at("09:40");
    assert_snapshot!(home.says("estimate draft"), @"
    41 Draft methods
      1h, 40m worked -> P50 1h, P80 1h05, P90 1h10 to go (n = 40 tasks of type writing)
    ");
    let json = home.json("estimate draft");
    assert_eq!(json["tracked_s"], 2400);
    let left = json["remaining"]["p50_s"].as_u64().unwrap();
    assert_eq!(json["p50_s"].as_u64().unwrap(), left + 2400);
    assert_snapshot!(home.says("estimate 'something else'"), @"
    42 Something else
      no estimate -> P50 1h15, P80 2h, P90 2h40 (what the last 40 tasks of type writing took)
    ");
    assert_snapshot!(home.says("estimate unheard"), @"
    error: task 43 has no estimate, and no such task was done before
    hint: `heyday edit 43 est:1h` says what you think it takes
    exit 1
    ");
    home.ok("done draft");
    assert_snapshot!(home.says("estimate draft"), @"
    error: task 41 is done: nothing is left of it
    hint: `heyday show 41` says what it took
    exit 1
    ");
}

#[test]
fn a_bare_number_is_a_task_when_there_is_one_and_otherwise_minutes_which_is_said() {
    let home = Home::new();
    home.ok("add Draft est:1h");
    assert!(home.says("estimate 1").starts_with("1 Draft\n"));
    assert!(home.says("estimate 1 --project paper").starts_with("1m -> "));
    assert_snapshot!(home.says("estimate 999"), @"
    There is no task 999, so this is about 999 minutes.
    16h39 -> P50 12h, P80 21h30, P90 33h30 (n = 0)
    No finished task had an estimate and time on the timer yet: this is what people in general take.
    ");
    let json = home.json("estimate 999");
    assert_eq!((&json["estimate_s"], &json["read_as"]), (&(999 * 60).into(), &"minutes".into()));
    let plain = home.ok("estimate 90 --type writing");
    assert!(!plain.contains("There is no task"), "{plain}");
    assert_eq!(home.json("estimate 90 --type writing")["read_as"], serde_json::Value::Null);
    assert_eq!(home.code("estimate #999"), 3);
}

#[test]
fn a_task_without_work_on_the_timer_teaches_nothing() {
    let home = Home::new();
    let lines: String = past("writing", 10, 3.0, 'a')
        .lines()
        .step_by(2)
        .fold(String::new(), |all, line| all + line + "\n");
    home.feed("import jsonl -", lines.as_bytes());
    assert_eq!(home.json("estimate 1h")["n_all"], 0);
}

#[test]
fn a_task_without_an_estimate_shows_what_is_usual_for_its_type_once_that_was_learned() {
    let home = Home::new();
    home.feed("import jsonl -", past("writing", 40, 1.5, 'a').as_bytes());
    home.ok("add Something type:writing");
    home.ok("add Draft type:writing est:1h");
    assert!(!home.ok("list").contains('~'), "nothing was learned yet");
    home.ok("estimate 1h");
    assert_snapshot!(home.says("list"), @"
    ID  TASK       TYPE      ESTIMATE
    41  Something  @writing     ~1h15
    42  Draft      @writing        1h
    ");
    assert_eq!(home.json("list --sort id")["tasks"][0]["estimate_guess_s"], 4500);
    assert!(home.json("list --sort id")["tasks"][1]["estimate_guess_s"].is_null());
    assert_snapshot!(home.says("show something"), @"
    41 Something
      status    open
      about     @writing
      worked    0m
      usual     ~1h15
      likely    P50 1h15, P80 2h to go (n = 40)
      urgency   0.0
      created   today 09:00
    ");
    let shown = home.json("show draft");
    let likely = &shown["tasks"][0]["likely"];
    assert_eq!(likely, &home.json("estimate draft")["remaining"]);
}

#[test]
fn a_person_who_writes_a_task_down_is_told_what_it_will_take_and_a_program_is_not() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("past.jsonl"), past("writing", 40, 1.5, 'a')).unwrap();
    let script = "$HEYDAY -q import jsonl past.jsonl; $HEYDAY add Early est:1h; $HEYDAY estimate 1h; \
        $HEYDAY add Draft type:writing est:1h; $HEYDAY add Note type:writing; $HEYDAY add Piped est:1h | cat; \
        echo over; read x";
    let settings = [("HEYDAY_NOW", "2026-11-25T09:00:00Z")];
    let mut program = Program::script(script, folder.path(), &settings);
    program.wait_for("over");
    let text = program.text();
    let likely: Vec<&str> =
        text.lines().filter(|l| l.starts_with("Likely") || l.starts_with("Such")).collect();
    assert_eq!(
        likely,
        ["Likely: P50 1h40, P80 1h45, P90 1h50 (n = 40)", "Such tasks usually take ~1h15 (n = 40)"],
        "{text}"
    );
}

/// A type's name, and the seconds that were thought and taken.
type LoggedTask = (String, f64, f64);
/// One person's finished tasks.
type Log = Vec<LoggedTask>;

fn rows(folder: &str, name: &str) -> Vec<Vec<String>> {
    let path = Path::new(folder).join(name);
    let output = Command::new("gzip").arg("-dc").arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn finished(log: &Log) -> Vec<Finished> {
    let mut kinds: HashMap<&str, u16> = HashMap::new();
    let whole = |seconds: f64| format!("{seconds:.0}").parse::<u32>().unwrap();
    log.iter()
        .map(|(kind, estimate, actual)| {
            let next = u16::try_from(kinds.len()).unwrap();
            let kind = *kinds.entry(kind).or_insert(next);
            Finished { kind, estimate_s: Some(whole(*estimate)), actual_s: whole(*actual) }
        })
        .filter(|task| task.estimate_s > Some(0) && task.actual_s > 0)
        .collect()
}

fn cesaw(folder: &str) -> Vec<Vec<Finished>> {
    let mut people: BTreeMap<String, Vec<(String, LoggedTask)>> = BTreeMap::new();
    for row in rows(folder, "cesaw_tasks.csv.gz") {
        let minutes = |at: usize| row[at].parse::<f64>().unwrap() * 60.0;
        let task = (row[2].clone(), minutes(3), minutes(4));
        people.entry(row[0].clone()).or_default().push((row[6].clone(), task));
    }
    let in_order = |mut log: Vec<(String, LoggedTask)>| {
        log.sort_by(|a, b| a.0.cmp(&b.0));
        finished(&log.into_iter().map(|(_, task)| task).collect())
    };
    people.into_values().map(in_order).collect()
}

fn renzo(folder: &str) -> Vec<Vec<Finished>> {
    let rows = rows(folder, "renzo_pomodoro_first_half.csv.gz");
    let seconds = |text: &str| text.parse::<f64>().unwrap_or(0.0) * 1500.0;
    let log = rows.iter().map(|row| (row[1].clone(), seconds(&row[2]), seconds(&row[3])));
    vec![finished(&log.collect())]
}

/// A made-up person: small tasks over-run, types differ, the pace drifts, one task in ten takes what was said, and the
/// tails are heavy.
fn made_up(seed: u64) -> Vec<Finished> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut normal = move || (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0;
    let (own, types) = (0.3 * normal(), [0.25 * normal(), 0.25 * normal(), 0.25 * normal()]);
    let mut drift = 0.0;
    let mut log = Log::new();
    for at in 0..900 {
        drift += 0.02 * normal();
        let kind = at * 7 % 3;
        let minutes = [5.0, 10.0, 15.0, 30.0, 45.0, 60.0, 90.0, 120.0, 240.0][at * 5 % 9];
        let heavy = normal() / (0.5 + normal().abs() / 2.0);
        let ratio = own + types[kind] - 0.15 * (minutes / 60.0_f64).ln() + drift + 0.5 * heavy;
        let ratio = if at % 10 == 0 { 0.0 } else { ratio };
        log.push((format!("t{kind}"), minutes * 60.0, minutes * 60.0 * ratio.exp()));
    }
    finished(&log)
}

fn line(name: &str, score: &Score) -> String {
    let ([p50, p80, p90], [c50, c80, c90]) = (score.pinball(), score.covered());
    format!(
        "    {name:<22} {:>6}  {:.3}   {p50:.3} {p80:.3} {p90:.3}   {c50:.2} {c80:.3} {c90:.3}\n",
        score.n,
        score.crps()
    )
}

fn table(title: &str, scores: &Scores) -> String {
    let mut text = format!("  {title}\n");
    text += &line("raw estimate", &scores.raw);
    text += &line("bootstrap of 100", &scores.bootstrap);
    text += &line("running lognormal", &scores.average);
    text += &line("heyday", &scores.model);
    text
}

/// Totals of the next 15 tasks: how often the plain sum, and P80 and P90 of the futures, were enough.
fn totals(people: &[Vec<Finished>]) -> (u32, [f64; 3]) {
    let (mut n, mut enough) = (0, [0.0; 3]);
    for log in people {
        let mut pace = Pace::new(0);
        for (number, block) in log.chunks_exact(15).enumerate() {
            if pace.total() >= 100 {
                let asked = |task: &Finished| task.estimate_s.unwrap();
                let left = |task: &Finished| pace.remaining(task.kind, asked(task), 0);
                let jobs: Vec<Job> = (0..)
                    .zip(block)
                    .map(|(key, task)| Job { key, left: left(task), due_ms: None })
                    .collect();
                let until = work_until_done(&pace, &jobs, number as u64).pop().unwrap();
                let took: f64 = block.iter().map(|task| f64::from(task.actual_s)).sum();
                let said: f64 = block.iter().map(|task| f64::from(asked(task))).sum();
                n += 1;
                for (at, limit) in [said, until[799], until[899]].into_iter().enumerate() {
                    enough[at] += f64::from(u8::from(took <= limit));
                }
            }
            for task in block {
                pace.absorb(task);
            }
        }
    }
    (n, enough.map(|sum| sum / f64::from(n.max(1))))
}

fn report(name: &str, people: &[Vec<Finished>]) -> (PaceBacktest, String) {
    let mut whole = PaceBacktest::default();
    for log in people {
        whole.merge(&backtest(log));
    }
    let mut text = format!("\n{name}: {} people\n", people.len());
    text +=
        "    predicted before seen       n  log-CRPS  pinball P50 P80 P90    enough P50 P80 P90\n";
    text += &table("the first 20 tasks of each", &whole.first);
    text += &table("after 100 tasks", &whole.later);
    let (n, [said, most, nearly]) = totals(people);
    let _ = writeln!(
        text,
        "  totals of the next 15 tasks ({n}): the sum of the estimates was enough for {said:.3}, P80 for {most:.3}, P90 for {nearly:.3}"
    );
    (whole, text)
}

fn holds(found: &PaceBacktest, crps: f64) {
    let [_, most, nearly] = found.later.model.covered();
    assert!(found.later.model.crps() <= crps, "log-CRPS {}", found.later.model.crps());
    assert!((0.78..=0.84).contains(&most), "P80 was enough for {most}");
    assert!((0.88..=0.93).contains(&nearly), "P90 was enough for {nearly}");
    for plain in [found.later.raw, found.later.bootstrap, found.later.average] {
        assert!(found.later.model.crps() < plain.crps());
    }
}

#[test]
#[ignore = "takes some minutes; prints a table"]
fn estimates_are_better_than_the_plain_ones() {
    let people: Vec<_> = (0..8).map(made_up).collect();
    let (found, text) = report("Made-up people", &people);
    println!("{text}");
    holds(&found, 0.6);
    let Ok(folder) = std::env::var("HEYDAY_EVALUATION_DATA") else {
        println!("HEYDAY_EVALUATION_DATA names no folder: the real logs were not looked at");
        return;
    };
    let (found, text) = report("CESAW", &cesaw(&folder));
    println!("{text}");
    holds(&found, 0.54);
    let (found, text) = report("Renzo Borgatti", &renzo(&folder));
    println!("{text}");
    holds(&found, 0.325);
}
