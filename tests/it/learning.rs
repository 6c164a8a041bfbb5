//! Learning from outside: a log is imported, insights are read, muted, merged, held against the past, and forgotten.

use crate::home::Home;
use insta::assert_snapshot;
use std::fmt::Write as _;

/// So many half-hour sessions, three a day up to yesterday: writing goes well from 09:00 to 11:00 and badly after, calls
/// the same at any hour.
fn log(sessions: u32) -> String {
    let mut lines = String::new();
    for at in 0..sessions {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
            - chrono::Days::new(u64::from((sessions - 1 - at) / 3));
        let (kind, hour) = match at % 3 {
            0 => ("writing", 9 + at / 3 % 2),
            1 => ("calls", 11 + at / 3 % 4),
            _ => ("writing", 14 + at / 3 % 3),
        };
        let focus = match (kind, hour) {
            ("writing", ..11) => 4 + at / 3 % 2,
            ("writing", _) => 2 + at / 3 % 2,
            _ => 3,
        };
        let (start, end) =
            (format!("{day}T{hour:02}:00:00+01:00"), format!("{day}T{hour:02}:45:00+01:00"));
        let id = |what: u32| format!("00000000-0000-4000-8000-{what:04}{at:08}");
        writeln!(
            lines,
            r#"{{"kind":"task","uuid":"{}","title":"Zebra {at}","type":"{kind}","estimate_s":2400,"status":"done","created":"{start}","closed":"{end}"}}"#,
            id(1)
        )
        .unwrap();
        writeln!(
            lines,
            r#"{{"kind":"session","uuid":"{}","task":"{}","type":"{kind}","start":"{start}","end":"{end}","focus":{focus},"outcome":"finished","source":"timer"}}"#,
            id(2),
            id(1)
        )
        .unwrap();
    }
    lines
}

fn learned(sessions: u32) -> Home {
    let home = Home::new();
    let output = home.feed("import jsonl -", log(sessions).as_bytes());
    assert!(output.status.success(), "{}", crate::home::said(&output));
    home
}

#[test]
fn without_a_log_insights_say_what_to_do() {
    let home = Home::new();
    assert_snapshot!(home.says("insights"), @"
    Nothing learned yet: no session has ended that says how an hour went.
    Next: `heyday start ID`, then `heyday stop --focus 4`; `heyday import --help` brings history in
    ");
    let json = home.json("insights");
    assert_eq!((json["types"].as_array().unwrap().len(), &json["all"]["sessions"]), (0, &0.into()));
    assert_snapshot!(home.says("insights --type piano"), @"
    error: no kind of work `piano`
    hint: `heyday types` lists them
    exit 3
    ");
    assert_eq!(home.code("insights backtest"), 0);
}

#[test]
fn insights_have_the_promised_fields_and_find_a_planted_peak() {
    let home = learned(360);
    let json = home.json("insights");
    assert_eq!(json["as_of"], "2026-11-25");
    let types = json["types"].as_array().unwrap();
    let names: Vec<&str> = types.iter().map(|one| one["type"].as_str().unwrap()).collect();
    assert_eq!(names, ["writing", "calls"], "in the person's order");
    let writing = &types[0];
    assert_eq!((&writing["sessions"], &writing["rated"]), (&240.into(), &240.into()));
    assert_eq!(writing["claim"], "strong");
    let curve = writing["curve"].as_array().unwrap();
    assert_eq!(curve.len(), 96);
    let at = |day: &str, minute: u64| {
        let found = curve.iter().find(|one| one["day"] == day && one["minute"] == minute).unwrap();
        ["mean", "low", "high", "weight", "n"].map(|field| found[field].as_f64().unwrap())
    };
    let [morning, low, high, weight, n] = at("weekday", 570);
    assert!(morning > at("weekday", 900)[0] + 0.3, "{morning}");
    assert!(low < morning && morning < high && weight > 1.0 && n > 1.0);
    let peak = &writing["peaks"][0];
    assert!(peak["start"].as_str().unwrap() < "11:00", "{peak}");
    assert!(peak["low"].as_f64().unwrap() < peak["gain"].as_f64().unwrap());
    let pace = &writing["pace"];
    assert_eq!(pace["n"], 240);
    assert!(pace["p50"].as_f64().unwrap() <= pace["p90"].as_f64().unwrap());
    assert_eq!(json["all"]["sessions"], 360);
}

#[test]
fn a_muted_insight_weighs_nothing_until_it_is_taken_back() {
    let home = learned(240);
    assert_snapshot!(home.says("insights mute writing"), @"
    The learned hours of @writing are muted: the plan ignores them
    Next: `heyday undo` takes it back
    ");
    let weights = |home: &Home| {
        let json = home.json("insights --type writing");
        let curve = json["types"][0]["curve"].as_array().unwrap().clone();
        curve.iter().all(|one| one["weight"] == 1.0)
    };
    assert!(weights(&home));
    assert!(home.ok("insights").contains("Muted: the plan treats all hours alike"));
    home.ok("undo");
    assert!(!weights(&home));
    assert_eq!(home.code("insights unmute writing"), 1, "there is nothing to change");
    assert_eq!(home.code("insights dispute nothing"), 3);
}

#[test]
fn no_hours_are_named_as_best_that_may_as_well_be_ordinary() {
    for sessions in [15, 60, 240] {
        let json = learned(sessions).json("insights");
        for kind in json["types"].as_array().unwrap().iter().chain([&json["all"]]) {
            let peaks = kind["peaks"].as_array().unwrap();
            assert!(kind["claim"] != "weak" || peaks.is_empty(), "{sessions}: {kind}");
            assert!(peaks.iter().all(|peak| peak["low"].as_f64().unwrap() > 0.0), "{peaks:?}");
        }
        assert_eq!(json["verdict"], serde_json::Value::Null, "nobody has looked back");
    }
    let plain = learned(240).json("insights");
    assert!(!plain["types"][0]["peaks"].as_array().unwrap().is_empty(), "writing has its hours");
}

#[test]
fn what_was_learned_follows_renamed_and_merged_kinds_and_comes_back_with_undo() {
    let home = learned(60);
    assert_snapshot!(home.says("types rename writing prose"), @"
    @writing is called @prose now; the log keeps the old name
    Next: `heyday undo` takes it back
    ");
    let sessions = |kind: &str| home.json(&format!("insights --type {kind}"))["types"][0].clone();
    assert_eq!(
        (&sessions("prose")["type"], &sessions("writing")["sessions"]),
        (&"prose".into(), &40.into())
    );
    assert_snapshot!(home.says("types rename prose calls"), @"
    error: there is a kind of work `calls` already
    hint: `heyday types merge OTHER calls` makes another part of it
    exit 1
    ");
    assert_snapshot!(home.says("types merge prose calls"), @"
    No type @prose any more; @prose and @writing count as @calls now
    Next: `heyday undo` takes it back
    ");
    assert_eq!(sessions("writing")["sessions"], 60);
    let order = |home: &Home| {
        let types = home.json("types")["types"].as_array().unwrap().clone();
        types.iter().map(|kind| kind["type"].to_string()).collect::<Vec<_>>()
    };
    home.ok("undo");
    home.ok("undo");
    assert_eq!(sessions("writing")["sessions"], 40);
    let before = order(&home);
    home.ok("types merge writing calls");
    home.ok("undo");
    assert_eq!(order(&home), before, "it stands where it stood");
}

#[test]
fn a_backtest_holds_the_curves_against_plain_averages() {
    let home = learned(240);
    let json = home.json("insights backtest");
    let focus = &json["focus"];
    assert_eq!(focus["predicted"], 225);
    assert_eq!(focus["hours_hold"], true, "{focus}");
    assert!(focus["r2"].as_f64().unwrap() > focus["r2_type_average"].as_f64().unwrap());
    for way in ["model", "raw", "bootstrap", "average"] {
        assert_eq!(json["pace"][way]["n"], 240, "{way}");
    }
    assert!(home.ok("insights backtest").contains("the plan uses them"));
    assert_eq!(home.json("insights")["verdict"]["hours_hold"], true);
}

#[test]
fn forgetting_asks_first_says_what_changed_and_can_not_be_undone() {
    let home = learned(60);
    assert_snapshot!(home.says("forget --type calls"), @"
    error: to forget the kind of work @calls can't be undone, and there is no terminal to ask on
    hint: add `--yes`; `--dry-run` shows what it comes to
    exit 2
    ");
    assert_snapshot!(home.says("forget"), @"
    error: what is to be forgotten?
    hint: a task, `heyday forget 142`, or `--project`, `--type`, `--before`, `--everything`
    exit 2
    ");
    let dry = home.json("forget --type calls --dry-run");
    assert_eq!((&dry["dry_run"], &dry["forgotten"]["sessions"]), (&true.into(), &20.into()));
    assert_eq!(home.json("insights")["all"]["sessions"], 60);
    let done = home.json("forget --type calls --yes");
    assert_eq!(done["forgotten"], dry["forgotten"]);
    assert_eq!(done["learned_after"].as_array().unwrap().len(), 1);
    assert_eq!(home.json("insights")["all"]["sessions"], 40);
    assert_snapshot!(home.says("forget 2 --yes"), @"
    error: no task `2`
    hint: `heyday list --all` shows every task and its number
    exit 3
    ");
    assert_snapshot!(home.says("forget --project nope --yes"), @"
    error: nothing belongs to the project `nope`
    hint: `heyday list --all` shows every task with its project
    exit 3
    ");
    home.ok("forget 1 --yes");
    assert_snapshot!(home.says("undo"), @"
    error: the last thing you did was to forget something, and that can't be undone
    hint: another undo takes back what you did before that: `import (partly forgotten)`
    exit 1
    ");
    assert_eq!(home.json("insights")["all"]["sessions"], 39, "undo took nothing back");
    assert!(home.ok("history").contains("forget"));
    let less = home.ok("forget 4 --dry-run");
    assert!(less.contains("  @writing: 39 sessions, 39 rated -> 38 sessions, 38 rated"), "{less}");
    assert_snapshot!(home.says("forget --everything --dry-run"), @"
    Would forget everything: 39 tasks, 39 sessions (29h15), 78 facts of the journal
      @writing: nothing is known of it any more; 39 sessions, 39 rated before
    Nothing was changed. The backups would forget it too
    ");
    assert_eq!(home.code("doctor"), 0);
    home.ok("forget --everything --yes");
    assert_eq!(home.code("undo"), 1);
    assert_eq!(home.code("forget --sweep"), 0);
    assert!(!home.ok("list --all").contains("Zebra"));
}

#[test]
fn json_may_be_asked_for_before_a_command_inside_a_command() {
    let home = learned(30);
    assert_eq!(home.json("insights --json backtest")["focus"]["predicted"].as_u64(), Some(15));
    assert_eq!(home.json("insights --json mute writing")["verb"], "insights mute");
    assert_eq!(home.json("log --json gaps")["v"], 1);
    assert_eq!(home.json("config --json get work_day.end")["key"], "work_day.end");
    assert_snapshot!(home.says("insights --type writing backtest"), @"
    error: `--type` goes with `heyday insights` alone, not with a command inside it
    hint: `heyday insights --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("config work_day get work_day.end"), @"
    error: `KEY` goes with `heyday config` alone, not with a command inside it
    hint: `heyday config --help` shows an example
    exit 2
    ");
}

#[test]
fn what_was_never_predicted_has_no_score() {
    let json = Home::new().json("insights backtest");
    for score in ["correlation", "r2", "r2_type_average", "coverage_80", "uplift"] {
        assert!(json["focus"][score].is_null(), "{score}");
    }
    for score in ["crps", "pinball_p80", "covered_p80"] {
        assert!(json["pace"]["model"][score].is_null(), "{score}");
    }
}

#[test]
fn a_process_beside_the_screen_learns_what_it_is_asked() {
    let home = learned(60);
    let habits = heyday::learn::Habits::default();
    let asked = serde_json::json!({
        "version": heyday::learn::profile::VERSION, "looks_back": true, "utc_ms": 1_795_597_200_000_i64,
        "offset_min": 60, "place": "Europe/Berlin", "rollover_min": 240, "forgotten_after_s": 14_400,
        "habits": habits,
    });
    let output = home.feed("insights --automatic", asked.to_string().as_bytes());
    assert!(output.status.success(), "{}", crate::home::said(&output));
    // How far it is, a line each, and then what was learned.
    let said = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    let (last, steps) = lines.split_last().unwrap();
    for step in steps {
        let (done, all) = step.split_once('/').unwrap();
        assert!(done.parse::<u32>().unwrap() <= all.parse::<u32>().unwrap(), "{step}");
    }
    assert!(!steps.is_empty());
    let learned: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!(learned["profile"]["tally"]["taught"], 60);
    assert_eq!(learned["past"]["hours"]["predicted"], 45);
    assert_snapshot!(home.says("insights --automatic"), @"
    error: can't learn what standard input asks for: EOF while parsing a value at line 1 column 0
    hint: only heyday's screen asks so; `heyday insights` shows what was learned
    exit 1
    ");
}
