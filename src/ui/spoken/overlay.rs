//! What lies on top of the screen: its title, its text, its choices, and what is typed into it.

use super::opening::keys_line;
use super::plan;
use crate::app::overlay::help::Row as HelpRow;
use crate::app::overlay::welcome::Step;
use crate::app::overlay::why::{self, Row};
use crate::app::overlay::{Away, Detail, Help, Line, OtherDay, Palette, PickTask, Welcome, Why};
use crate::app::tasks::Purpose;
use crate::app::{Model, Overlay, Screen, keys, words};
use crate::input::{Action, Context};
use crate::text::ParseError;
use crate::ui::overlay as drawn;

/// So many keys are said in answer to a search.
const FOUND: usize = 20;

/// What is said of an overlay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) title: String,
    /// Its text and its choices, said when it opens.
    pub(super) lines: Vec<String>,
    /// The selected choice.
    pub(super) place: Option<String>,
    /// What is typed, and the cursor in its bytes. It is echoed.
    pub(super) typed: Option<(String, usize)>,
    /// What is searched for among the choices.
    pub(super) query: Option<String>,
    /// What is said when the search has changed.
    pub(super) found: Vec<String>,
    /// What was understood of what is typed.
    pub(super) understood: String,
    /// Why it was not taken.
    pub(super) error: Option<String>,
    /// Whether an answer has come that was waited for: the text is said anew.
    pub(super) answered: bool,
    /// Whether it narrows the list of the screen.
    pub(super) over_list: bool,
}

/// What lies on top, if anything.
pub(super) fn shown(model: &Model) -> Option<Shown> {
    let Some(top) = model.overlays.last() else {
        let line = model.tasks.line.as_ref().filter(|_| model.screen == Screen::Tasks);
        return line.map(|line| over_list(model, line));
    };
    let mut shown = match top {
        Overlay::Line(line) => typed(line),
        Overlay::Help(help) => helped(model, help),
        Overlay::Palette(palette) => offered(model, palette),
        Overlay::Why(why) => reasons(model, why),
        Overlay::Detail(detail) => in_full(model, *detail),
        Overlay::OtherDay(other) => days(model, other),
        Overlay::PickTask(pick) => tasks(model, pick),
        Overlay::Worries(shown) => {
            let worries = model.today.worries.iter().map(crate::ui::today::risk::told);
            chosen(
                "What does not work out",
                Vec::new(),
                &worries.collect::<Vec<_>>(),
                shown.list.selected,
            )
        }
        Overlay::Skills(shown) => {
            let told: Vec<String> = drawn::skills::told(shown);
            let (lines, told) =
                if shown.count() == 0 { (told, Vec::new()) } else { (Vec::new(), told) };
            Shown {
                answered: shown.picture.is_some(),
                ..chosen("Skills", lines, &told, shown.list.selected)
            }
        }
        Overlay::Suggested(shown) => {
            let told =
                model.suggested.iter().map(|one| drawn::suggested::told(model, one).join(". "));
            chosen("Suggested", Vec::new(), &told.collect::<Vec<_>>(), shown.list.selected)
        }
        Overlay::PlanDiff(diff) => plan::diff(model, diff),
        Overlay::BlockDay(asked) => plan::days(model, asked),
        Overlay::Away(away) => absence(model, away),
        Overlay::Review(review) => super::flow::shown(model, review),
        Overlay::Welcome(welcome) => question(welcome),
    };
    let stack = keys::contexts(model);
    let on_top = stack.last().copied().unwrap_or(Context::Dialog);
    shown.lines.push(keys_line(model, &[on_top]));
    Some(shown)
}

fn typed(line: &Line) -> Shown {
    let offered = line.completions.len();
    let chosen = line.chosen.and_then(|at| Some((at, line.completions.get(at)?)));
    let understood: Vec<&str> = line.preview.iter().map(|(_, text)| text.as_str()).collect();
    Shown {
        title: line.title(),
        lines: match line.more.as_slice() {
            [] => vec![format!("For example: {}", line.purpose.example())],
            more => more.to_vec(),
        },
        place: chosen.map(|(at, way)| {
            format!("{} of {offered}: {}. `Enter` takes it.", at + 1, way.text.trim())
        }),
        typed: Some((line.edit.text().to_owned(), line.edit.cursor())),
        understood: understood.join(", "),
        error: line.error.as_ref().map(|error| wrong(line.edit.text(), error)),
        ..Shown::default()
    }
}

/// What is wrong, at which word, and what to write instead.
fn wrong(line: &str, error: &ParseError) -> String {
    let before = line.get(..error.span.start).unwrap_or(line);
    let begun = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
    let word = before.split_whitespace().count() + usize::from(!begun);
    let culprit = line.split_whitespace().nth(word.saturating_sub(1));
    let place = culprit.map_or("At the end".into(), |text| format!("Word {word}, `{text}`"));
    let hint = super::sentences(&[&error.hint]);
    format!("{place}: {}. {hint}", error.message).trim_end().to_owned()
}

fn over_list(model: &Model, line: &crate::app::tasks::Line) -> Shown {
    let count = words::count(model.tasks.count, "task");
    let text = line.edit.text().to_owned();
    let place = super::place::place(model).lines.into_iter().next();
    let keys = keys_line(model, &[Context::Filter]);
    let shown = Shown { over_list: true, place, lines: vec![keys], ..Shown::default() };
    match line.purpose {
        Purpose::Filter => Shown {
            title: "Filter the list".into(),
            error: line.error().map(|error| wrong(&text, error)),
            typed: Some((text, line.edit.cursor())),
            ..shown
        },
        Purpose::Find => Shown {
            title: "Find a task by a few of its letters".into(),
            found: vec![answer(&text, &count, shown.place.as_deref())],
            query: Some(text),
            ..shown
        },
    }
}

/// `fl: 3 found. 1 of 3: ..`
fn answer(query: &str, count: &str, place: Option<&str>) -> String {
    let query = if query.is_empty() { "Everything" } else { query };
    let place = place.unwrap_or_default();
    format!("{query}: {count}. {place}").trim_end().to_owned()
}

fn helped(model: &Model, help: &Help) -> Shown {
    let rows = help.rows(model);
    let of_overlay = |row: &HelpRow| {
        let titles = Context::ALL.into_iter().filter(|context| context.is_overlay());
        matches!(row, HelpRow::Heading(heading) if titles.map(Context::title).any(|t| t == *heading))
    };
    let line = |row: &HelpRow| match row {
        HelpRow::Heading(heading) => format!("{heading}:"),
        HelpRow::Key { keys, help } => {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            format!("{}: {help}.", keys.join(" or "))
        }
    };
    let query = help.query.text().to_owned();
    let mut lines: Vec<String> = rows.iter().take_while(|row| !of_overlay(row)).map(line).collect();
    lines.push("Type to search every key.".into());
    let mut found: Vec<String> = rows.iter().take(FOUND).map(line).collect();
    if rows.is_empty() {
        found.push(format!("{query}: no key does that."));
    }
    Shown { title: "Keys".into(), lines, query: Some(query), found, ..Shown::default() }
}

fn offered(model: &Model, palette: &Palette) -> Shown {
    let found = palette.found(model);
    let stack: Vec<Context> =
        keys::contexts(model).into_iter().filter(|c| !c.is_overlay()).collect();
    let key = |action| model.settings.keymap.chords(&stack, action).into_iter().next();
    let place = found.get(palette.list.selected).map(|action: &Action| {
        let key = key(*action).map(|key| format!(", `{}`", key.shown())).unwrap_or_default();
        let (at, of) = (palette.list.selected + 1, found.len());
        format!("{at} of {of}: {}{key}", action.spec().help)
    });
    let query = palette.query.text().to_owned();
    let count = words::count(found.len(), "action");
    Shown {
        title: "Do something".into(),
        lines: vec!["Type to search every action.".into()],
        found: vec![answer(&query, &count, place.as_deref())],
        query: Some(query),
        place,
        ..Shown::default()
    }
}

fn reasons(model: &Model, why: &Why) -> Shown {
    let (name, title, standing) = why::heading(model, why);
    let title = if title.is_empty() { name } else { format!("{name}: {title}") };
    let rows = why::rows(model, why).into_iter().map(|row| match row {
        Row::Heading(heading, Some(total)) => format!("{heading}, {total:+.1}:"),
        Row::Heading(heading, None) => format!("{heading}:"),
        Row::Term(value, text) => format!("{text} {value:+.1}"),
        Row::Said(text) | Row::Bad(text) => text,
    });
    let standing = Some(standing).filter(|text| !text.is_empty());
    let standing = standing.map(|text| super::sentences(&[&text]));
    let lines = standing.into_iter().chain(rows).collect();
    Shown { title, lines, answered: why.answer.is_some(), ..Shown::default() }
}

fn in_full(model: &Model, detail: Detail) -> Shown {
    let Some(task) = model.state.task(detail.task) else {
        return Shown { title: "The task is gone".into(), ..Shown::default() };
    };
    let facts = drawn::detail::facts(model, task);
    let mut lines: Vec<String> =
        facts.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    lines.extend(task.note.lines().map(str::to_owned));
    Shown { title: format!("Task {}: {}", task.no, task.title), lines, ..Shown::default() }
}

fn days(model: &Model, other: &OtherDay) -> Shown {
    let title = match other.tasks.as_slice() {
        [one] => model.state.task(*one).map_or("one task".into(), |task| task.title.clone()),
        many => format!("{} tasks", many.len()),
    };
    let (another, none) = other.words();
    let choices: Vec<String> = other.choices.iter().map(|c| day(model, c, none)).collect();
    let of = choices.len();
    let at = other.list.selected;
    let place = choices.get(at).map(|choice| format!("{} of {of}: {choice}", at + 1));
    let query = other.query.text().to_owned();
    let said = place.clone().unwrap_or_else(|| "that is no day.".into());
    let mut lines: Vec<String> =
        (1..).zip(&choices).map(|(n, choice)| format!("{n}: {choice}")).collect();
    lines.push("Or type a day: `fri`, `+3d`, `4 dec`.".into());
    Shown {
        title: format!("{another} for {title}"),
        lines,
        place,
        found: vec![format!("{query}: {said}")],
        query: Some(query),
        ..Shown::default()
    }
}

fn tasks(model: &Model, pick: &PickTask) -> Shown {
    let to = " to ";
    let (at, of) = (pick.list.selected, pick.found.len());
    let task = pick.found.get(at).and_then(|id| model.state.task(*id));
    let place = task.map(|task| {
        let project = task.project.as_ref().map(|name| format!(", project {name}"));
        let closed = task.status.is_closed().then(|| format!(", {}", task.status.word()));
        let (project, closed) = (project.unwrap_or_default(), closed.unwrap_or_default());
        format!("{} of {of}: {} {}{project}{closed}", at + 1, task.no, task.title)
    });
    let query = pick.query.text().to_owned();
    Shown {
        title: drawn::pick_task::title(to, model, &pick.about),
        lines: vec!["Type a few letters of the task.".into()],
        found: vec![answer(&query, &words::count(of, "task"), place.as_deref())],
        query: Some(query),
        place,
        ..Shown::default()
    }
}

fn day(model: &Model, choice: &crate::app::overlay::other_day::Choice, none: &str) -> String {
    let Some(day) = choice.day else { return none.into() };
    let mut said = words::day(day, &model.now);
    if said.starts_with("to") {
        said = format!("{said}, {}", words::short_day(day));
    }
    if choice.planned_s > 0 {
        said = format!("{said}, {} planned", words::duration(choice.planned_s / 60 * 60));
    }
    said
}

fn absence(model: &Model, away: &Away) -> Shown {
    let (title, text) = drawn::away::asked(model, away);
    let choices: Vec<String> =
        away.choices.iter().map(|choice| drawn::away::words_for(*choice, model, away)).collect();
    chosen("Welcome back", vec![format!("{title} {text}")], &choices, away.selected)
}

fn question(welcome: &Welcome) -> Shown {
    let (question, why) = drawn::welcome::question(welcome.step);
    let mut choices = drawn::welcome::answers(welcome);
    if welcome.step == Step::Kinds {
        for (choice, (_, taken)) in choices.iter_mut().zip(&welcome.kinds) {
            choice.push_str(if *taken { ", taken" } else { ", not taken" });
        }
    }
    let title = format!("Welcome, {} of 3", welcome.step.number());
    let mut lines = vec![question.to_owned(), why.to_owned()];
    if welcome.step == Step::Kinds {
        lines.push("`Space` or a digit takes one or leaves it.".into());
    }
    chosen(&title, lines, &choices, welcome.selected)
}

/// A question with numbered answers.
fn chosen(title: &str, mut lines: Vec<String>, choices: &[String], selected: usize) -> Shown {
    lines.extend((1..).zip(choices).map(|(n, choice)| format!("{n}: {choice}")));
    let of = choices.len();
    let place = choices.get(selected).map(|text| format!("{} of {of}: {text}", selected + 1));
    Shown { title: title.to_owned(), lines, place, ..Shown::default() }
}
