//! `keys`: the action table as text or JSON, with the person's own keys.
//!
//! Next: [`crate::input::action`], the table itself.

use super::env::Env;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::input::{Action, Binding, Context, Group, Keymap};

/// What `keys --help` ends with.
pub(crate) const HELP: &str = "\
Own keys go into the `[keys]` tables of the file that `heyday config path` names.

Example:
  heyday keys";

/// Prints the table.
pub(crate) fn run(env: &mut Env) {
    let keymap = env.loaded.keymap();
    if env.printer.json {
        json(env, &keymap);
    } else {
        words(env, &keymap);
    }
}

/// Where an action works and the keys that do it there.
fn places(keymap: &Keymap, action: Action) -> Vec<(Context, Vec<String>)> {
    let keys = |context: Context| -> Vec<String> {
        let own = |binding: &&Binding| binding.action == action;
        keymap.bindings(context).iter().filter(own).map(|b| b.chord.shown()).collect()
    };
    let all = Context::ALL.into_iter().map(|context| (context, keys(context)));
    all.filter(|(_, keys)| !keys.is_empty()).collect()
}

fn json(env: &mut Env, keymap: &Keymap) {
    let answer = view::answer(|json| {
        json.array_field("actions", |json| {
            for action in Action::ALL {
                let spec = action.spec();
                json.object_item(|json| {
                    json.field("name", spec.name)
                        .field("label", spec.label)
                        .field("help", spec.help)
                        .field("group", spec.group.title());
                    json.array_field("keys", |json| {
                        for (context, keys) in places(keymap, *action) {
                            json.object_item(|json| {
                                json.field("context", context.name()).field("keys", keys);
                            });
                        }
                    });
                });
            }
        });
    });
    env.printer.json(&answer);
}

fn words(env: &mut Env, keymap: &Keymap) {
    for (index, group) in Group::ALL.into_iter().enumerate() {
        if index > 0 {
            env.printer.line("");
        }
        let heading = env.printer.paint(Look::Strong, group.title());
        env.printer.line(&heading);
        let mut table = Table::new(&[
            (Column::Left, ""),
            (Column::Left, ""),
            (Column::Left, ""),
            (Column::Flexible, ""),
        ]);
        for action in Action::ALL.iter().filter(|action| action.spec().group == group) {
            let places = places(keymap, *action);
            let mut keys: Vec<String> = Vec::new();
            for key in places.iter().flat_map(|(_, keys)| keys) {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
            let contexts: Vec<&str> = places.iter().map(|(context, _)| context.name()).collect();
            table.row(vec![
                (Look::Accent, format!("  {}", keys.join(" "))),
                (Look::Plain, action.spec().name.to_owned()),
                (Look::Faint, contexts.join(" ")),
                (Look::Plain, action.spec().help.to_owned()),
            ]);
        }
        table.print(&mut env.printer);
    }
}
