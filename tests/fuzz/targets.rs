//! What is fed: one function for each reader of text, with what must hold whatever it is given.

use chrono::NaiveTime;
use heyday::calendar::{self, Source};
use heyday::config::theme::{Depth, Theme};
use heyday::config::{Loaded, Override};
use heyday::domain::recur::Rule;
use heyday::domain::{
    AllDay, Calendar, CalendarId, Mint, Moment, Now, Span, State, Task, TaskId, TaskNo, Zone,
};
use heyday::exchange::jsonl;
use heyday::input::{Chord, Context, Key, Keymap};
use heyday::plan::{self, Instance, Problem};
use heyday::text::{self, Filter, Grammar, ParseError, Reading, SessionGrammar, Token, Vocabulary};
use std::path::Path;

fn reading() -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    // In the night in which the clocks go back.
    let now = Now::new(1_792_890_900_000, zone, 240);
    Reading { now, day_start: time(9), day_end: time(17) }
}

/// As text; what is no text is lost to replacement characters, as at a terminal.
fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn within<T>(read: Result<T, ParseError>, line: &str) -> Option<T> {
    read.map_err(|error| {
        assert!(error.span.start <= error.span.end && error.span.end <= line.len(), "{error:?}");
        assert!(!error.message.is_empty());
        assert!(!error.render(line).contains('\u{1b}'), "shown raw: {error:?}");
    })
    .ok()
}

fn tiled(tokens: &[Token], line: &str) {
    let mut at = 0;
    for token in tokens {
        assert!(token.span.start >= at && line.get(token.span.clone()).is_some(), "{token:?}");
        at = token.span.end;
    }
}

pub(super) fn quick_add(bytes: &[u8]) {
    let (line, reading) = (line(bytes), reading());
    for grammar in [Grammar::Shell, Grammar::Screen] {
        within(text::quick_add(&line, &reading, grammar), &line);
        tiled(&text::highlight(&line, &reading, grammar), &line);
    }
    within(text::edit_fields(&line, &reading), &line);
    let vocabulary = Vocabulary { projects: vec!["paper".into()], ..Vocabulary::default() };
    for cursor in (0..=line.len()).step_by(7).filter(|at| line.is_char_boundary(*at)) {
        for completion in text::complete(&line, cursor, &vocabulary) {
            assert!(line.get(completion.span.clone()).is_some(), "{completion:?}");
        }
    }
    let shown = text::visible(&line);
    assert!(!shown.chars().any(char::is_control), "{shown:?}");
}

pub(super) fn filter(bytes: &[u8]) {
    let (line, reading) = (line(bytes), reading());
    let read = within(Filter::parse(&line, &reading), &line);
    let (typed, tokens) = Filter::typed(&line, &reading);
    tiled(&tokens, &line);
    assert!(
        read.is_none_or(|read| read == typed),
        "what can be read is read the same while it is typed"
    );
    let mut state = State::new(1);
    let id = TaskId(Mint::new(1, 1).uuid());
    state.load_task(Task::new(id, TaskNo(1), "Draft methods", reading.now.at), 0);
    for task in state.tasks() {
        typed.matches(task, &state, &reading.now);
    }
}

pub(super) fn times(bytes: &[u8]) {
    let (line, reading) = (line(bytes), reading());
    within(text::when(&line, &reading), &line);
    within(text::past_moment(&line, &reading), &line);
    within(text::past_end(&line, reading.now.at.plus_seconds(-7200), &reading), &line);
    within(text::day(&line, &reading), &line);
    within(text::duration(&line), &line);
    for span in [text::span(&line, &reading), text::coming_span(&line, &reading)] {
        assert!(within(span, &line).is_none_or(|span| span.seconds() > 0));
    }
    let range = within(text::day_range(&line, &reading), &line);
    assert!(range.is_none_or(|range| range.first <= range.last));
}

pub(super) fn session_lines(bytes: &[u8]) {
    let (line, reading) = (line(bytes), reading());
    for grammar in [SessionGrammar::Add, SessionGrammar::Edit] {
        within(text::session_line(&line, &reading, grammar), &line);
        tiled(&text::session_tokens(&line, &reading, grammar), &line);
    }
}

pub(super) fn json_lines(bytes: &[u8]) {
    let now = reading().now;
    let (changes, report) = jsonl::read_all(bytes, &now);
    // What was said and heard is no change.
    let counts = report.counts;
    assert!(changes.len() as u64 + counts.nudges + counts.presences >= counts.total());
    if let Ok(read) = jsonl::read_line(bytes, now.at) {
        let mut json = heyday::exchange::json::Json::default();
        jsonl::write::line(&mut json, &read.record);
        let again = jsonl::read_line(json.as_str().trim_end().as_bytes(), now.at);
        assert_eq!(again.map(|read| read.record), Ok(read.record), "what is written reads back");
    }
}

pub(super) fn recurrences(bytes: &[u8]) {
    let (line, now) = (line(bytes), reading().now);
    let Ok(rule) = Rule::parse(&line) else { return };
    let long_ago = Moment::parse_rfc3339("1970-01-02T09:00:00+01:00").unwrap();
    for anchor in [now.at, long_ago, now.at.plus_seconds(400 * 86_400)] {
        let next = rule.next(anchor, now.at, &now);
        assert_eq!(next, rule.next(anchor, now.at, &now));
    }
}

pub(super) fn config(bytes: &[u8]) {
    let text = line(bytes);
    let _ = Loaded::read(Path::new("config.toml"), &text, &[]);
    let (key, value) = text.split_once('=').unwrap_or(("screen.theme", &text));
    let over = Override { key: key.trim().into(), value: value.trim().into(), from: "--x".into() };
    let _ = Loaded::read(Path::new("config.toml"), "", &[over]);
}

pub(super) fn themes(bytes: &[u8]) {
    let text = line(bytes);
    for depth in [Depth::None, Depth::Ansi16, Depth::Ansi256, Depth::True] {
        let _ = Theme::parse("own", &text, depth);
    }
}

pub(super) fn keys(bytes: &[u8]) {
    let text = line(bytes);
    if let Ok(key) = text.parse::<Key>() {
        assert_eq!(key.to_string().parse::<Key>().as_ref(), Ok(&key), "a key's name reads back");
    }
    let Ok(chord) = text.parse::<Chord>() else { return };
    assert_eq!(
        chord.to_string().parse::<Chord>().as_ref(),
        Ok(&chord),
        "a chord's name reads back"
    );
    Keymap::defaults().resolve(&[Context::Today, Context::Global], chord.keys());
}

pub(super) fn instances(bytes: &[u8]) {
    // The table of hours is long and dull: it is put in here.
    let row = format!("[{}]", vec!["1"; 96].join(","));
    let Ok(instance) = Instance::read(line(bytes).replace("[96]", &row).as_bytes()) else { return };
    let Ok(problem) = Problem::new(&instance) else { return };
    let found = plan::solve(&problem, 5, 1);
    assert!(plan::score(&problem, &found.own).is_ok(), "a plan breaks no constraint");
}

pub(super) fn calendars(bytes: &[u8]) {
    let calendar = Calendar {
        id: CalendarId(Mint::new(1, 1).uuid()),
        name: "work".into(),
        path: "work.ics".into(),
        all_day: AllDay::Busy,
        mine: vec!["ana@example.org".into()],
        tentative_free: false,
        disabled: false,
    };
    let now = reading().now;
    let window = Span::new(now.at.plus_seconds(-60 * 86_400), now.at.plus_seconds(90 * 86_400));
    // A line of the corpus is an entry: its properties stand apart by `|`.
    let text: Vec<u8> = bytes.iter().map(|b| if *b == b'|' { b'\n' } else { *b }).collect();
    let whole = [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", &text[..]].concat();
    for bytes in [&text, &whole] {
        let found =
            calendar::events(&[Source { name: "fuzz", bytes }], &calendar, window, now.zone);
        for event in found.events {
            assert!(event.start.utc_ms() <= event.end.utc_ms(), "{event:?}");
            assert!(event.start.utc_ms() < window.end.utc_ms(), "{event:?}");
            assert!(event.end.utc_ms() >= window.start.utc_ms(), "{event:?}");
        }
    }
}
