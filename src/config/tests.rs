//! The configuration as a person meets it: files in, values and complaints out.

use super::*;
use std::fs;
use std::path::Path;

const FILE: &str = "/home/ana/.config/heyday/config.toml";

fn read(text: &str) -> Result<Loaded, ConfigError> {
    Loaded::read(Path::new(FILE), text, &[])
}

fn complaint(text: &str) -> String {
    let error = read(text).unwrap_err();
    format!("{error}\nhint: {}", error.hint.as_deref().unwrap_or("none"))
}

#[test]
fn the_documented_defaults_are_the_defaults() {
    assert_eq!(read(DEFAULTS).unwrap().config, Config::default());
    assert_eq!(read("").unwrap().config, Config::default());
}

#[test]
fn every_setting_is_documented() {
    let settings = Loaded::default().settings();
    let listed: Vec<&String> = settings.iter().map(|setting| &setting.key).collect();
    for key in spans::values(&Config::default()).keys() {
        assert!(listed.contains(&key), "{key} is missing from assets/config.toml");
    }
    for Setting { key, about, .. } in &settings {
        assert!(about.len() > 10, "{key} has no comment");
    }
}

#[test]
fn the_file_goes_before_the_defaults_and_the_environment_before_the_file() {
    let text = "[work_day]\nstart = \"8:15\"\n\n[screen]\ntheme = \"day\"\n";
    let env = |name: &str| (name == "HEYDAY_SCREEN_THEME").then(|| "night".to_owned());
    let loaded = Loaded::read(Path::new(FILE), text, &overrides_from_env(&env)).unwrap();
    let shown = |key| {
        let Setting { value, origin, .. } = loaded.get(key).unwrap();
        format!("{value} from {origin}")
    };
    assert_eq!(shown("work_day.start"), format!("\"08:15\" from {FILE}:2"));
    assert_eq!(shown("screen.theme"), "\"night\" from HEYDAY_SCREEN_THEME");
    assert_eq!(shown("breaks.length"), "\"10m\" from default");
    assert_eq!(loaded.config.screen.theme, "night");
}

#[test]
fn a_mistake_is_shown_where_it_is_with_what_was_meant() {
    insta::assert_snapshot!(complaint("[work_day]\nstrat = \"08:00\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:1: no setting `work_day.strat`
    2 | strat = "08:00"
      | ^^^^^
    hint: did you mean `work_day.start`?
    "#);
    insta::assert_snapshot!(complaint("theme = \"day\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:1:1: no setting `theme`
    1 | theme = "day"
      | ^^^^^
    hint: did you mean `screen.theme`?
    "#);
    insta::assert_snapshot!(complaint("[work_dya]\nstart = \"08:00\"\n"), @r"
    /home/ana/.config/heyday/config.toml:1:2: no setting `work_dya`
    1 | [work_dya]
      |  ^^^^^^^^
    hint: did you mean `work_day`?
    ");
    insta::assert_snapshot!(complaint("[work_day]\nend = \"17:00\"\nstart = \"25:00\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:3:9: `25:00` is not a time of day
    3 | start = "25:00"
      |         ^^^^^^^
    hint: the default is `"09:00"`; `heyday config work_day.start` says what it is for
    "#);
    insta::assert_snapshot!(complaint("[timer]\nrate = \"alwas\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:8: `alwas` is not one of `always`, `sometimes`, `never`
    2 | rate = "alwas"
      |        ^^^^^^^
    hint: did you mean `always`?
    "#);
    insta::assert_snapshot!(complaint("[screen]\nmouse = \"yes\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:9: `true` or `false` is needed here, not string "yes"
    2 | mouse = "yes"
      |         ^^^^^
    hint: the default is `true`; `heyday config screen.mouse` says what it is for
    "#);
    insta::assert_snapshot!(complaint("[screen\nmouse = true\n"), @r#"
    /home/ana/.config/heyday/config.toml:1:8: unclosed table, expected `]`
    1 | [screen
      |        ^
    hint: it must be TOML: `name = "value"` below `[table]`
    "#);
    insta::assert_snapshot!(complaint("[work_day]\nstart = \"18:00\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:9: the work day ends before it starts
    2 | start = "18:00"
      |         ^^^^^^^
    hint: give a `start` before the `end`
    "#);
}

#[test]
fn mistakes_in_keys_are_shown_where_they_are() {
    insta::assert_snapshot!(complaint("[keys.today]\nstart_stop = [\"ctlr-s\"]\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:14: `ctlr-s` is not a key
    2 | start_stop = ["ctlr-s"]
      |              ^^^^^^^^^^
    hint: did you mean `ctrl-s`?
    "#);
    insta::assert_snapshot!(complaint("[keys.today]\ndoen = [\"x\"]\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:8: no action `doen`
    2 | doen = ["x"]
      |        ^^^^^
    hint: did you mean `done`?
    "#);
    insta::assert_snapshot!(complaint("[keys.today]\ndone = \"x\"\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:8: a list is needed here, not string "x"
    2 | done = "x"
      |        ^^^
    hint: keys are lists: `start_stop = ["s"]`
    "#);
    insta::assert_snapshot!(complaint("[keys.today]\ndone = [\"s\"]\n"), @r#"
    /home/ana/.config/heyday/config.toml:2:8: `s` is `start_stop` in `today` already
    2 | done = ["s"]
      |        ^^^^^
    hint: give `start_stop` another key in `[keys.today]`, or `start_stop = []`
    "#);
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_raw() {
    for text in
        ["[\"\u{1b}]0;x\u{7}\"]\n", "[work_day]\nstart = \"\\u001b[2J\"\n", "\u{9b}2J = 1\n"]
    {
        let shown = complaint(text);
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}

#[test]
fn an_override_that_does_not_fit_names_what_sets_it() {
    let env = |name: &str| (name == "HEYDAY_WORK_DAY_TARGET").then(|| "soon".to_owned());
    let error = Loaded::read(Path::new(FILE), "", &overrides_from_env(&env)).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"HEYDAY_WORK_DAY_TARGET: `soon` is not a length of time");
}

#[test]
fn setting_a_value_keeps_comments_and_everything_else() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("new/config.toml");
    set(&file, "screen.theme", "day").unwrap();
    let text = fs::read_to_string(&file).unwrap();
    insta::assert_snapshot!(text, @r#"
    # heyday's settings. `heyday config` shows every one, its value and what it is for.

    [screen]
    theme = "day"
    "#);
    let own = "# mine\n[screen]\n# bright room\ntheme = \"day\" # for now\nmouse = false\n";
    fs::write(&file, own).unwrap();
    set(&file, "screen.theme", "night").unwrap();
    set(&file, "work_day.days", "mon-thu").unwrap();
    set(&file, "keys.today.done", "d, ctrl-d").unwrap();
    set(&file, "urgency.due", "10").unwrap();
    unset(&file, "screen.mouse").unwrap();
    insta::assert_snapshot!(fs::read_to_string(&file).unwrap(), @r#"
    # mine
    [screen]
    # bright room
    theme = "night" # for now

    [work_day]
    days = "mon-thu"

    [keys.today]
    done = ["d", "ctrl-d"]

    [urgency]
    due = 10.0
    "#);
    let left: Vec<_> = fs::read_dir(home.path().join("new")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing lies about");
}

#[test]
fn a_value_that_does_not_fit_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    set(&file, "work_day.end", "16:00").unwrap();
    let before = fs::read_to_string(&file).unwrap();
    for (key, value) in [
        ("work_day.start", "17:00"),
        ("work_day.start", "early"),
        ("screen.mouse", "perhaps"),
        ("screen.colour", "red"),
        ("urgency.due", "NaN"),
        ("keys.today.done", "s"),
        ("keys.today", "s"),
    ] {
        assert!(set(&file, key, value).is_err(), "{key} {value}");
        assert_eq!(fs::read_to_string(&file).unwrap(), before, "{key} {value}");
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_private_and_a_link_to_it_stays_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let (real, link) = (home.path().join("dotfiles.toml"), home.path().join("config.toml"));
    fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    set(&link, "screen.zen", "on").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().ends_with("[screen]\nzen = true\n"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_theme_of_ones_own_is_a_file_in_the_themes_folder() {
    let home = tempfile::tempdir().unwrap();
    let paths = Paths::find(Some(home.path()), Some(&home.path().join("config.toml"))).unwrap();
    fs::create_dir(&paths.themes).unwrap();
    fs::write(paths.themes.join("sea.toml"), "inherits = \"day\"\n[roles]\naccent = \"cyna\"\n")
        .unwrap();
    let theme = |name: &str| {
        let choice = theme::Choice { name: name.into(), depth: theme::Depth::True };
        Loaded::theme(&choice, &paths)
    };
    let error = theme("sea").unwrap_err();
    assert!(error.to_string().contains("sea.toml:3:10: `cyna` is neither"), "{error}");
    assert_eq!(error.hint.as_deref(), Some("did you mean `cyan`?"));
    assert_eq!(theme("nigth").unwrap_err().hint.as_deref(), Some("did you mean `night`?"));
    assert!(theme("../secret").is_err());
    fs::write(paths.themes.join("sea.toml"), "inherits = \"day\"\n").unwrap();
    assert_eq!(theme("sea").unwrap().name, "sea");
}
