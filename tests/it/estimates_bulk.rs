//! `estimate --stdin` from outside: many questions, and what is said of those that can't be read.

use crate::estimates::past;
use crate::home::{Home, said};
use insta::assert_snapshot;

#[test]
fn questions_in_bulk_are_answered_line_by_line() {
    let home = Home::new();
    home.feed("import jsonl -", past("writing", 40, 1.5, 'a').as_bytes());
    let lines = "\
{\"key\":1,\"type\":\"writing\",\"project\":\"paper\",\"title\":\"t\",\"estimate_s\":3600}\n\
nonsense\n\n\
{\"key\":\"b\",\"estimate_s\":\"1h\"}\n\
{\"key\":\"\\u001b[31m\",\"type\":\"writing\",\"mood\":1}\n\
{\"key\":null,\"type\":\"unheard\",\"estimate_s\":3600.4}";
    assert_snapshot!(said(&home.feed("estimate --stdin", lines.as_bytes())), @r#"
    {"key":1,"p10_s":4367,"p50_s":5953,"p80_s":6312,"p90_s":6489,"n":40}
    {"key":"\u001b[31m","p10_s":2140,"p50_s":4500,"p80_s":7308,"p90_s":9461,"n":40}
    {"key":null,"p10_s":3378,"p50_s":4890,"p80_s":5941,"p90_s":6108,"n":40}
    line 2: not JSON at column 2: expected ident
    line 4: `estimate_s` is not a number of seconds
    warning: line 5: the field `mood` means nothing here
    error: 2 lines can't be read; the others were answered
    hint: `heyday estimate --help` shows a line
    exit 1
    "#);
    assert_snapshot!(said(&home.feed("estimate --stdin --json", lines.as_bytes())), @r#"
    {"key":1,"p10_s":4367,"p50_s":5953,"p80_s":6312,"p90_s":6489,"n":40}
    {"key":"\u001b[31m","p10_s":2140,"p50_s":4500,"p80_s":7308,"p90_s":9461,"n":40}
    {"key":null,"p10_s":3378,"p50_s":4890,"p80_s":5941,"p90_s":6108,"n":40}
    {"v":1,"error":{"code":"bad_lines","message":"2 lines can't be read; the others were answered\nline 2: not JSON at column 2: expected ident\nline 4: `estimate_s` is not a number of seconds\nline 5: the field `mood` means nothing here","hint":"`heyday estimate --help` shows a line"}}
    exit 1
    "#);
    let warned = "{\"key\":1,\"estimate_s\":60,\"mood\":1}";
    assert_snapshot!(said(&home.feed("estimate --stdin --json", warned.as_bytes())), @r#"
    {"key":1,"p10_s":80,"p50_s":121,"p80_s":152,"p90_s":153,"n":40}
    {"v":1,"warnings":["line 1: the field `mood` means nothing here"]}
    "#);
    let single = home.json("estimate 1h --type writing");
    let output = home.feed("estimate --stdin", lines.as_bytes());
    let first = String::from_utf8(output.stdout).unwrap().lines().next().unwrap().to_owned();
    let first: serde_json::Value = serde_json::from_str(&first).unwrap();
    for name in ["p10_s", "p50_s", "p80_s", "p90_s", "n"] {
        assert_eq!(first[name], single[name], "{name}");
    }
}
