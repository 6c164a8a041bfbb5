//! What actions do: the top overlay is asked first, then the screen, then what works everywhere.

use super::flow::{self, Flow};
use super::overlay::{Away, Help, Line, Palette, Purpose};
use super::plan::Shown;
use super::{
    Effect, Model, Overlay, Screen, balance, insights, log, nudges, overlay, tasks, today, week,
};
use crate::domain::{Ending, Intent, TaskId, TaskRef};
use crate::input::{Action, Key};

/// Carries an action out.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return overlay::act(model, action);
    }
    let done = match model.screen {
        Screen::Today => today::act(model, action),
        Screen::Tasks => tasks::act(model, action),
        Screen::Week => week::act(model, action),
        Screen::Log => log::act(model, action),
        Screen::Insights => insights::act(model, action),
        Screen::Balance => balance::act(model, action),
    };
    done.unwrap_or_else(|| everywhere(model, action))
}

/// Takes a key that means no action in an overlay or a line: it types, or chooses an answer.
pub fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.overlays.is_empty() {
        return match model.screen {
            Screen::Tasks => tasks::typed(model, key),
            Screen::Today | Screen::Week | Screen::Log | Screen::Insights | Screen::Balance => {
                Vec::new()
            }
        };
    }
    overlay::typed(model, key)
}

/// The tasks that the screen's selection means.
pub fn targets(model: &Model) -> Vec<TaskId> {
    match model.screen {
        Screen::Today => today::targets(model),
        Screen::Tasks => tasks::targets(model),
        Screen::Week => week::targets(model),
        Screen::Log => log::targets(model),
        Screen::Insights | Screen::Balance => Vec::new(),
    }
}

/// The one task that a key means which is about one task, whatever else is marked.
pub fn focus(model: &Model) -> Option<TaskId> {
    match model.screen {
        Screen::Tasks => model.tasks.selected,
        _ => targets(model).first().copied(),
    }
}

/// The block of the plan that a key means which is about a block.
pub fn block(model: &Model) -> Option<&Shown> {
    match model.screen {
        Screen::Today => today::blocks::focused(model),
        Screen::Week => week::selected(model),
        _ => None,
    }
}

fn everywhere(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::ScreenToday => show(model, Screen::Today),
        Action::ScreenTasks => show(model, Screen::Tasks),
        Action::ScreenWeek => show(model, Screen::Week),
        Action::ScreenLog => show(model, Screen::Log),
        Action::ScreenInsights => show(model, Screen::Insights),
        Action::ScreenBalance => show(model, Screen::Balance),
        Action::NextScreen => show(model, neighbour(model.screen, 1)),
        Action::PreviousScreen => show(model, neighbour(model.screen, Screen::ALL.len() - 1)),
        Action::Undo => vec![Effect::Undo],
        Action::Redo => vec![Effect::Redo],
        Action::Redraw => vec![Effect::Redraw],
        Action::Quit => vec![Effect::Quit],
        Action::Palette => open(model, Overlay::Palette(Palette::default())),
        Action::Help => open(model, Overlay::Help(Help::default())),
        Action::Add => open(model, Overlay::Line(Box::new(Line::new(Purpose::Add)))),
        Action::PlanDay => flow::open(model, Flow::Morning),
        Action::CloseDay => flow::open(model, Flow::Shutdown),
        Action::Triage => flow::open(model, Flow::Triage),
        Action::Suggestions => overlay::suggested::open(model),
        Action::Skills => overlay::skills::open(model),
        Action::Zen => {
            model.zen = !model.zen;
            Vec::new()
        }
        Action::Cancel => {
            model.zen = false;
            model.toast = None;
            Vec::new()
        }
        _ => working(model, action),
    }
}

/// What concerns the timer and the selected tasks, wherever they are selected.
fn working(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::StartStop => start_stop(model),
        Action::Stop => stop(model),
        Action::Resume => vec![Effect::Do(Intent::Resume { at: None })],
        Action::Break => take_break(model),
        Action::Interrupt if model.state.running().is_some() => {
            open(model, Overlay::Line(Box::new(Line::new(Purpose::Interrupt))))
        }
        Action::Interrupt => nothing_runs(model),
        Action::Done => {
            with_targets(model, |tasks| Intent::Done { tasks, ending: Ending::default() })
        }
        Action::Drop => with_targets(model, |tasks| Intent::Drop { tasks }),
        Action::Reopen => with_targets(model, |tasks| Intent::Reopen { tasks }),
        Action::Delete => with_targets(model, |tasks| Intent::Delete { tasks }),
        Action::Edit | Action::OtherDay | Action::Why | Action::Open => about(model, action),
        _ => nudges::act(model, action).unwrap_or_default(),
    }
}

/// Overlays about the selected tasks.
fn about(model: &mut Model, action: Action) -> Vec<Effect> {
    let tasks = targets(model);
    let Some(first) = focus(model).filter(|_| !tasks.is_empty()) else {
        return nothing_selected(model);
    };
    if action == Action::Why {
        return overlay::why::open(model, overlay::why::About::Task(first));
    }
    let overlay = match action {
        Action::Edit => Overlay::Line(Box::new(Line::edit(model, tasks))),
        Action::OtherDay => Overlay::OtherDay(overlay::OtherDay::new(model, tasks)),
        _ => Overlay::Detail(overlay::Detail::new(first)),
    };
    open(model, overlay)
}

/// Puts an overlay on top.
pub fn open(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.zen = false;
    model.overlays.push(overlay);
    Vec::new()
}

/// Goes to a screen.
pub fn show(model: &mut Model, screen: Screen) -> Vec<Effect> {
    model.zen = false;
    if model.screen != screen {
        model.screen = screen;
        return match screen {
            Screen::Today | Screen::Week | Screen::Insights => Vec::new(),
            Screen::Tasks => tasks::shown(model),
            Screen::Log => log::shown(model),
            Screen::Balance => balance::shown(model),
        };
    }
    Vec::new()
}

fn neighbour(screen: Screen, steps: usize) -> Screen {
    let at = Screen::ALL.iter().position(|s| *s == screen).unwrap_or(0);
    Screen::ALL[(at + steps) % Screen::ALL.len()]
}

fn start_stop(model: &mut Model) -> Vec<Effect> {
    let selected = focus(model);
    let running = model.state.running().map(|session| session.task);
    match (running, selected) {
        (Some(_), None) => stop(model),
        (Some(task), Some(selected)) if task == Some(selected) => stop(model),
        (_, Some(selected)) => {
            vec![Effect::Do(Intent::Start { task: Some(TaskRef::Id(selected)), at: None })]
        }
        (None, None) => nothing_selected(model),
    }
}

fn stop(model: &mut Model) -> Vec<Effect> {
    if model.state.running().is_none() && model.state.on_break().is_none() {
        return nothing_runs(model);
    }
    vec![Effect::Do(Intent::Stop(Ending::default()))]
}

fn take_break(model: &mut Model) -> Vec<Effect> {
    if model.state.on_break().is_some() {
        let worked_before = model.state.sessions().next_back().is_some_and(|s| s.task.is_some());
        return vec![Effect::Do(if worked_before {
            Intent::Resume { at: None }
        } else {
            Intent::Stop(Ending::default())
        })];
    }
    nudges::begin_break(model)
}

fn with_targets(model: &mut Model, intent: impl FnOnce(Vec<TaskRef>) -> Intent) -> Vec<Effect> {
    let tasks: Vec<TaskRef> = targets(model).into_iter().map(TaskRef::Id).collect();
    if tasks.is_empty() {
        return nothing_selected(model);
    }
    vec![Effect::Do(intent(tasks))]
}

fn nothing_selected(model: &mut Model) -> Vec<Effect> {
    let hint = format!("`{}` writes one down", super::keys::shown(model, Action::Add));
    model.say(super::Tone::Note, "no task is selected", hint);
    Vec::new()
}

fn nothing_runs(model: &mut Model) -> Vec<Effect> {
    let hint =
        format!("`{}` starts the selected task", super::keys::shown(model, Action::StartStop));
    model.say(super::Tone::Note, "nothing is running", hint);
    Vec::new()
}

/// Asks what a timer that ran on without the person really was, unless that is being asked already.
pub fn ask_about_absence(model: &mut Model, away: Away) {
    if !model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Away(_))) {
        model.zen = false;
        model.overlays.push(Overlay::Away(away));
    }
}
