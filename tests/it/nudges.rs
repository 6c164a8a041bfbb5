//! `heyday nudge` and `heyday balance`, through the real program.

use crate::home::Home;
use serde_json::Value;

const MEETING: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Weekly\r\n\
    DTSTART:20261124T090000Z\r\nDTEND:20261124T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A home in which Tuesday was worked through from half past eight to one, with a meeting at ten.
fn long_morning() -> Home {
    let home = Home::new();
    std::fs::write(home.path().join("past.ics"), MEETING).unwrap();
    home.ok("add Write the methods");
    home.ok("log add methods 'yesterday 8:30-9:20'");
    home.ok("log add methods 'yesterday 9:20-13:00'");
    home
}

fn shown(home: &Home, line: &str) -> Vec<(String, String)> {
    let nudges = home.json(line)["nudges"].as_array().unwrap().clone();
    let shown = nudges.iter().filter(|nudge| nudge["shown"] == Value::Bool(true));
    let word = |nudge: &Value, key: &str| nudge[key].as_str().unwrap().to_owned();
    shown.map(|nudge| (word(nudge, "at"), word(nudge, "rule"))).collect()
}

fn at(time: &str, rule: &str) -> (String, String) {
    (format!("2026-11-24T{time}:00+01:00"), rule.to_owned())
}

#[test]
fn a_replay_says_what_would_have_been_said_and_why() {
    let home = long_morning();
    let before = home.ok("export jsonl");
    insta::assert_snapshot!(home.ok("nudge replay yesterday"), @r"
    09:30  held        A break is due: it waits for a pause or the next task, until 09:45 at most
    09:45  rest break  Time for a break: 1h15 of work since the last. 9m will do.
                       - you have worked 1h15 since your last break
                       - a break is due after 1h of work
                       - the chance that you stop by yourself in the next ten minutes is 18 %
                       - 0 of at most 4 break nudges were shown before this one today
    10:17  held        A break is due: it waits for a pause or the next task, until 10:32 at most
    10:20  rest break  1h50 without a break. Take 13m now; what comes next goes better after it.
                       - you have worked 1h50 since your last break
                       - a break is due after 1h of work
                       - the chance that you stop by yourself in the next ten minutes is 18 %
                       - 1 of at most 4 break nudges was shown before this one today
    2 nudges shown, 2 held back
    ");
    let all = home.json("nudge replay 2026-11-24");
    let first = &all["nudges"][0];
    assert_eq!(first["kind"], "rest_break");
    assert_eq!((&first["shown"], &first["held_by"]), (&Value::Bool(false), &"moment".into()));
    let shown = &all["nudges"][1];
    assert_eq!((&shown["shown"], &shown["held_by"]), (&Value::Bool(true), &Value::Null));
    assert_eq!(shown["reasons"][0]["term"], "worked");
    assert_eq!(home.ok("export jsonl"), before, "a replay changes nothing");
    assert_eq!(home.ok("nudge replay today"), "Nothing would have been said.\n");
}

#[test]
fn a_meeting_of_the_log_is_never_disturbed() {
    let home = long_morning();
    let told = shown(&home, "nudge replay yesterday");
    assert_eq!(told[..2], [at("09:45", "rest"), at("10:20", "firm")]);
    home.ok(&format!("import ics {}", home.path().join("past.ics").display()));
    // It counts half, so that the firm limit is further away; its end is the moment for what fell due in it.
    let told = shown(&home, "nudge replay yesterday");
    assert_eq!(told[..2], [at("09:45", "rest"), at("10:30", "rest")]);
}

#[test]
fn days_may_be_a_first_and_a_last_one_or_a_span_and_none_depends_on_the_others() {
    let home = long_morning();
    home.ok("log add methods '2026-11-23 9:00-11:00'");
    let [monday, tuesday] = ["2026-11-23", "2026-11-24"]
        .map(|day| home.json(&format!("nudge replay {day}"))["nudges"].as_array().unwrap().clone());
    let both: Vec<Value> = monday.into_iter().chain(tuesday).collect();
    for line in ["2026-11-23 2026-11-24", "2026-11-23..2026-11-24", "week"] {
        assert_eq!(
            home.json(&format!("nudge replay {line}"))["nudges"],
            Value::Array(both.clone())
        );
    }
    assert_eq!(home.code("nudge replay"), 2);
    assert_eq!(home.code("nudge replay someday"), 2);
}

#[test]
fn settings_decide_and_the_shortest_answer_leaves_out_what_was_held() {
    let home = long_morning().with("HEYDAY_NUDGES_QUIET", "09:00-12:00");
    let told = home.json("nudge replay yesterday").to_string();
    assert!(told.contains("\"held_by\":\"quiet_hours\""), "{told}");
    assert!(!home.json("nudge replay yesterday --shown").to_string().contains("\"shown\":false"));
    let home = long_morning().with("HEYDAY_BREAKS_REST_AFTER", "never");
    let home = home.with("HEYDAY_BREAKS_FIRM_AFTER", "never");
    assert_eq!(shown(&home, "nudge replay yesterday"), []);
}

#[test]
fn balance_says_how_the_days_were_and_admits_what_it_does_not_know() {
    let home = long_morning();
    home.ok("log add methods 'today 4:30-5:00'");
    home.ok("log add methods 'today 5:20-8:50'");
    insta::assert_snapshot!(home.ok("balance"), @r"
    Today 4h of 8h
    This week 8h30
    Drift: not enough days yet to say what is usual for you
    Breaks of the last 14 days: 0 taken, 1 by yourself, 2 overdue
    DAY        WORK  LONGEST  BY YOURSELF  OVERDUE
    yesterday  4h30     4h30                     1
    today        4h     3h30            1        1

    HOUR   BY YOURSELF  OVERDUE
    05:00            1
    07:00                     1
    10:00                     1
    ");
    let answer = home.json("balance");
    assert_eq!(answer["today"]["worked_s"], 4 * 3600);
    assert_eq!(answer["week"]["worked_s"], (8 * 60 + 30) * 60);
    assert_eq!(answer["drift"], Value::Null, "two days say nothing of what is usual");
    let days = answer["breaks"]["days"].as_array().unwrap();
    assert_eq!(days.len(), 14);
    assert_eq!((&days[13]["natural"], &days[13]["overdue"]), (&1.into(), &1.into()));
    assert_eq!(answer["breaks"]["hours"][5]["natural"], 1);
}

/// From 24 August: ten weeks of eight hours, then three of twelve, by night and without a day off.
fn overload() -> Home {
    let home = Home::new();
    let mut lines = Vec::new();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 8, 24).unwrap();
    for (at, day) in first.iter_days().take(93).enumerate() {
        let weekday = at % 7 < 5;
        let (from, to) = if at >= 72 { ("11:00", "23:30") } else { ("09:00", "17:00") };
        if weekday || at >= 72 {
            let uuid = uuid::Uuid::from_u128(at as u128 + 1);
            lines.push(format!(
                "{{\"kind\":\"session\",\"uuid\":\"{uuid}\",\"start\":\"{day}T{from}:00+01:00\",\"end\":\"{day}T{to}:00+01:00\"}}\n"
            ));
        }
    }
    home.feed("import jsonl -", lines.concat().as_bytes());
    home
}

#[test]
fn weeks_of_too_much_are_warned_of_with_what_has_changed() {
    let home = overload();
    let answer = home.json("balance");
    let drift = &answer["drift"];
    assert!(drift["index"].as_f64().unwrap() > 60.0, "{drift}");
    assert!(drift["alert_since"].as_str().is_some_and(|day| day > "2026-11-04"), "{drift}");
    assert_eq!(drift["terms"][0]["z"], 2, "{drift}");
    let said = home.ok("balance");
    assert!(said.contains("Drift: much has changed, since"), "{said}");
    assert!(said.contains("in the last seven days; 44h is the line"), "{said}");
    home.ok("undo");
    assert!(home.ok("balance").contains("not enough days yet"));
}

#[test]
fn a_sign_shows_its_days_and_can_be_disputed_for_a_while() {
    let home = overload();
    let answer = home.json("balance why hours");
    assert_eq!((&answer["sign"], &answer["domain"]), (&"hours".into(), &"load".into()));
    let rows = answer["recent_rows"].as_array().unwrap();
    let worked: f64 = rows.iter().map(|row| row["worked_s"].as_f64().unwrap()).sum();
    assert_eq!((rows.len(), worked / 3600.0), (7, answer["recent"].as_f64().unwrap()));
    insta::assert_snapshot!(home.ok("balance why hours"), @r"
    75h in the last seven days; 44h is the line
    DAY         WORK
    Thu 19     12h30
    Fri 20     12h30
    Sat 21     12h30
    Sun 22     12h30
    Mon 23     12h30
    yesterday  12h30
    today         0m
    ");
    let weeks = home.json("balance why after-hours")["usual_rows"].as_array().unwrap().len();
    assert_eq!(weeks, 8, "what is usual is weeks");
    let before = home.json("balance")["drift"]["index"].as_f64().unwrap();
    let said = home.ok("balance dispute after-hours --note 'I like the evening'");
    assert!(said.contains("`after_hours`") && said.contains("until Wed 23 Dec"), "{said}");
    let drift = home.json("balance")["drift"].clone();
    assert!(drift["index"].as_f64().unwrap() < before, "{drift}");
    let terms = drift["terms"].as_array().unwrap();
    let evenings = terms.iter().find(|term| term["sign"] == "after_hours").unwrap();
    assert_eq!((&evenings["disputed"], &evenings["adds"]), (&Value::Bool(true), &0.into()));
    let said = home.ok("balance");
    assert!(
        said.contains("`after_hours` is disputed and weighs nothing until Wed 23 Dec"),
        "{said}"
    );
    home.ok("balance undispute after_hours");
    assert_eq!(home.json("balance")["drift"]["index"].as_f64(), Some(before));
    home.ok("undo");
    assert!(home.json("balance")["drift"]["index"].as_f64().unwrap() < before);
    home.ok("undo");
    assert_eq!(home.json("balance")["drift"]["index"].as_f64(), Some(before));
    assert_eq!(home.code("balance undispute hours"), 3);
    assert_eq!(home.code("balance why happiness"), 3);
}

#[test]
fn silence_has_an_end_says_so_and_can_be_taken_back() {
    let home = Home::new();
    let said = home.ok("nudge snooze 30m");
    assert!(said.starts_with("Nudges are silent until 09:30, for 30m\n"), "{said}");
    assert_eq!(home.json("status")["nudges_off_until"], "2026-11-25T09:30:00+01:00");
    let said = home.ok("nudge off --until 14:00");
    assert!(said.contains("until 14:00, for 5h"), "{said}");
    let status = home.json("nudge status");
    assert_eq!(status["silent"]["why"], "off");
    assert_eq!(status["silent"]["until"], "2026-11-25T14:00:00+01:00");
    assert!(home.ok("nudge status").contains("Nudges are silent until 14:00; `heyday nudge on`"));
    assert!(home.ok("nudge on").starts_with("Nudges come again"));
    assert_eq!(home.json("status")["nudges_off_until"], Value::Null);
    home.ok("undo");
    assert_eq!(
        home.json("nudge status")["silent"]["why"],
        "off",
        "what was taken back holds again"
    );
    home.ok("nudge on");
    assert!(
        home.ok("nudge off --today").contains("until tomorrow 04:00")
            || home.ok("nudge status").contains("04:00")
    );
    assert_eq!(home.code("nudge off"), 2, "never without an end");
    assert_eq!(home.code("nudge off --until 14:00 --today"), 2);
    assert_eq!(home.code("nudge snooze 400h"), 1);
    assert_eq!(home.code("nudge snooze soon"), 2);
}

#[test]
fn the_next_break_comes_after_what_the_log_has_taught_and_all_say_the_same() {
    let home = Home::new();
    home.ok("add Write");
    // Stretches of 80 minutes every day of three weeks before.
    for day in 2..=24 {
        home.ok(&format!("log add write '2026-11-{day:02} 9:00-10:20'"));
        home.ok(&format!("log add write '2026-11-{day:02} 13:00-14:20'"));
    }
    home.ok("start write --ago 30m");
    let status = home.json("nudge status");
    // (46 * 80 + 30 * 60) / 76 = 72 minutes.
    assert_eq!((&status["interval_s"], &status["stretches"]), (&(72 * 60).into(), &46.into()));
    assert_eq!(
        (&status["since_break_s"], &status["next_break_s"]),
        (&1800.into(), &(42 * 60).into())
    );
    assert_eq!(status["next_break_at"], "2026-11-25T09:42:00+01:00");
    for _ in 0..2 {
        assert_eq!(home.json("status")["today"]["next_break_s"], 42 * 60);
    }
    assert!(home.ok("status").ends_with("break in 42m\n"));
    insta::assert_snapshot!(home.ok("nudge status"), @r"
    Next break in 42m, at 09:42
      - a break is due after 1h12 of work: four in five of your last 46 stretches ended within 1h20
      - 30m of work since the last break
    0 break nudges today, of at most 4
    ");
    // More log and other settings are known of at once.
    let quick = home.with("HEYDAY_BREAKS_REST_MOST", "50m");
    let quick = quick.with("HEYDAY_BREAKS_REST_AFTER", "45m");
    assert_eq!(quick.json("status")["today"]["next_break_s"], 20 * 60);
    let never = quick.with("HEYDAY_BREAKS_REST_AFTER", "never");
    assert_eq!(never.json("status")["today"]["next_break_s"], Value::Null);
}

#[test]
fn a_nudge_is_answered_from_a_shell_where_there_is_neither_a_screen_nor_a_button() {
    let home = Home::new();
    home.ok("add Sort the inbox");
    home.ok("start inbox");
    assert_eq!(home.code("nudge skip"), 1, "nothing waits");
    let later = home.at("10:16");
    insta::assert_snapshot!(later.ok("nudge status"), @r"
    A break is due: 1h16 of work
      - a break is due after 1h of work
    Said at 10:15: Time for a break: 1h15 of work since the last. 9m will do.
      - `heyday break 9m` takes it, `heyday nudge postpone` puts it off for 10m, `heyday nudge skip` goes on without
    1 break nudge today, of at most 4
    ");
    assert_eq!(later.json("nudge status")["waits_for_answer"], "rest");
    assert_eq!(later.ok("nudge postpone"), "Put off until 10:26; the break is 10m then\n");
    assert_eq!(later.code("nudge postpone"), 1, "it is answered");
    let status = later.ok("nudge status");
    assert!(status.contains("Put off until 10:26; the break is 10m then"), "{status}");
    let again = home.at("10:27");
    assert_eq!(again.json("nudge status")["waits_for_answer"], "postponed");
    let answer = again.json("nudge skip");
    assert_eq!((&answer["answer"], &answer["break_s"]), (&"skip".into(), &Value::Null));
    assert_eq!(answer["until"], "2026-11-25T10:57:00+01:00");
    assert_eq!(again.json("nudge status")["waits_for_answer"], Value::Null);
}
