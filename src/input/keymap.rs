//! Which keys mean which action where: the defaults of the action table with the person's own keys over
//! them, checked once and then only read.
//!
//! [`Keymap::resolve`] answers and changes nothing; who pressed what so far is the caller's to keep.

use super::action::Action;
use super::context::Context;
use super::key::{Chord, Key};
use super::override_error::{BindingError, Problem};
use super::suggest::nearest;
use crate::domain::Order;
use std::collections::BTreeMap;

/// The person's own keys as written in the config file: context, action, keys. A listed action has these
/// keys in that context and no others; an empty list takes its keys away.
pub type Overrides = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// A chord that means an action in some context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// What is pressed.
    pub chord: Chord,
    /// What it does.
    pub action: Action,
    /// Whether it stands in the config file rather than in the action table.
    pub own: bool,
}

/// A key that would go on from what has been pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuation {
    /// The next key.
    pub key: Key,
    /// What it leads to: an action's footer label, or `...` when more keys follow.
    pub label: &'static str,
}

/// What the pressed keys mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This action.
    Matched(Action),
    /// Nothing yet; one of these keys may follow.
    Pending(Vec<Continuation>),
    /// Nothing. In a context that [takes text](Context::takes_text) a single key is typing.
    Unbound,
}

/// One entry of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterEntry {
    /// The first chord that does it here.
    pub chord: Chord,
    /// What it does.
    pub action: Action,
}

/// Every binding of every context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    contexts: BTreeMap<Context, Vec<Binding>>,
}

impl Keymap {
    /// The keys of the action table.
    pub fn defaults() -> Keymap {
        let mut contexts: BTreeMap<Context, Vec<Binding>> = BTreeMap::new();
        for action in Action::ALL {
            for (context, keys) in action.spec().keys {
                // A test holds every default to being a readable key.
                let chords = keys.iter().filter_map(|key| key.parse().ok());
                let bindings = chords.map(|chord| Binding { chord, action: *action, own: false });
                contexts.entry(*context).or_default().extend(bindings);
            }
        }
        Keymap { contexts }
    }

    /// The default keys with the person's own over them.
    ///
    /// # Errors
    /// Every mistake in `overrides`, in the order in which they stand there: unknown contexts and actions,
    /// keys that can't be read, keys that mean two things, and changes that would lock the person in.
    pub fn with_overrides(overrides: &Overrides) -> Result<Keymap, Vec<BindingError>> {
        let mut keymap = Keymap::defaults();
        let mut errors = Vec::new();
        for (context_name, actions) in overrides {
            let Some(context) = Context::parse(context_name) else {
                let known = Context::ALL.into_iter().map(Context::name);
                let near = nearest(context_name, known);
                errors.push(BindingError::new(
                    context_name,
                    None,
                    Problem::UnknownContext { near },
                ));
                continue;
            };
            for (action_name, keys) in actions {
                let outcome = keymap.bind(context, action_name, keys);
                errors.extend(
                    outcome
                        .err()
                        .map(|problem| BindingError::new(context_name, Some(action_name), problem)),
                );
            }
        }
        if errors.is_empty() {
            errors = keymap.conflicts(overrides);
        }
        if errors.is_empty() { Ok(keymap) } else { Err(errors) }
    }

    /// Gives `action` these keys in `context` and no others.
    fn bind(&mut self, context: Context, action: &str, keys: &[String]) -> Result<(), Problem> {
        let Some(action) = Action::parse(action) else {
            let known = Action::ALL.iter().map(|action| action.spec().name);
            return Err(Problem::UnknownAction { near: nearest(action, known) });
        };
        if !action.works_in(context) {
            return Err(Problem::NotHere { action });
        }
        let mut own = Vec::new();
        for key in keys {
            let chord: Chord = key.parse().map_err(Problem::BadKey)?;
            let first = chord.keys().first().copied();
            if context.takes_text() && first.is_some_and(|key| key.typed().is_some()) {
                return Err(Problem::Types { chord });
            }
            own.push(Binding { chord, action, own: true });
        }
        let locked_in = (action == Action::Quit && context == Context::Global)
            || (action == Action::Cancel && context.is_overlay());
        if own.is_empty() && locked_in {
            return Err(Problem::NoWayOut);
        }
        let bindings = self.contexts.entry(context).or_default();
        bindings.retain(|binding| binding.action != action);
        bindings.extend(own);
        Ok(())
    }

    /// The person's keys that mean something else in the same context, or begin what does.
    fn conflicts(&self, overrides: &Overrides) -> Vec<BindingError> {
        let mut errors = Vec::new();
        for (context, bindings) in &self.contexts {
            for (at, one) in bindings.iter().enumerate() {
                for other in bindings.iter().skip(at + 1) {
                    let same = one.chord == other.chord && one.action != other.action;
                    let begins = one.chord.starts_with(other.chord.keys())
                        || other.chord.starts_with(one.chord.keys());
                    if !same && !begins {
                        continue;
                    }
                    let (own, with) = if other.own { (other, one) } else { (one, other) };
                    let problem = Problem::Conflict {
                        chord: own.chord.clone(),
                        with: with.chord.clone(),
                        action: with.action,
                    };
                    let name = own.action.spec().name;
                    debug_assert!(overrides.contains_key(context.name()), "defaults conflict");
                    errors.push(BindingError::new(context.name(), Some(name), problem));
                }
            }
        }
        // A prefix such as `g` collides with many at once: one of them is enough to say so.
        errors.dedup_by(|one, other| one.path() == other.path());
        errors
    }

    /// What `keys`, pressed in order, mean in this stack of contexts, the last of them being on top.
    ///
    /// An overlay hides everything below it. A chord that `keys` begin in an upper context goes before one
    /// that they complete further down.
    pub fn resolve(&self, stack: &[Context], keys: &[Key]) -> Resolution {
        if keys.is_empty() {
            return Resolution::Unbound;
        }
        let mut next: Vec<Continuation> = Vec::new();
        for context in visible(stack) {
            for binding in self.bindings(context) {
                if next.is_empty() && binding.chord.keys() == keys {
                    return Resolution::Matched(binding.action);
                }
            }
            for binding in self.bindings(context).iter().filter(|b| b.chord.starts_with(keys)) {
                let Some(key) = binding.chord.keys().get(keys.len()).copied() else { continue };
                let last = binding.chord.keys().len() == keys.len() + 1;
                let label = if last { binding.action.spec().label } else { "..." };
                if next.iter().all(|known| known.key != key) {
                    next.push(Continuation { key, label });
                }
            }
        }
        if next.is_empty() { Resolution::Unbound } else { Resolution::Pending(next) }
    }

    /// The bindings of one context, in the order of the action table, own keys last.
    pub fn bindings(&self, context: Context) -> &[Binding] {
        self.contexts.get(&context).map_or(&[], Vec::as_slice)
    }

    /// The chords that really do `action` in this stack: not those which something above takes.
    pub fn chords(&self, stack: &[Context], action: Action) -> Vec<Chord> {
        let all = visible(stack).flat_map(|context| self.bindings(context));
        let mut chords: Vec<Chord> = Vec::new();
        for binding in all.filter(|binding| binding.action == action) {
            let keys = binding.chord.keys();
            // What its first keys do above, nobody gets past.
            let begun = |n| matches!(self.resolve(stack, &keys[..n]), Resolution::Pending(_));
            let works = (1..keys.len()).all(begun)
                && self.resolve(stack, keys) == Resolution::Matched(action);
            if works && !chords.contains(&binding.chord) {
                chords.push(binding.chord.clone());
            }
        }
        chords
    }

    /// The actions to name in the footer of this stack with their keys, the most important first.
    pub fn footer(&self, stack: &[Context]) -> Vec<FooterEntry> {
        let on_top = visible(stack).next();
        let mut actions: Vec<Action> = visible(stack)
            .flat_map(|context| self.bindings(context))
            .map(|binding| binding.action)
            .filter(|action| action.spec().rank > 0)
            // What closes overlays is worth a word only when there is one.
            .filter(|action| *action != Action::Cancel || on_top.is_some_and(Context::is_overlay))
            .collect();
        actions.order_by_key(|action| (action.spec().rank, *action));
        actions.dedup();
        let entry = |action| {
            let chord = self.chords(stack, action).into_iter().next()?;
            Some(FooterEntry { chord, action })
        };
        actions.into_iter().filter_map(entry).collect()
    }

    /// The actions that the palette offers over this stack: everything that works on the screen below.
    pub fn offered(stack: &[Context]) -> impl Iterator<Item = Action> {
        let screen = stack.iter().rev().copied().find(|context| !context.is_overlay());
        Action::ALL.iter().copied().filter(move |action| {
            screen.is_some_and(|screen| action.works_in(screen))
                && !matches!(action, Action::Palette | Action::Cancel)
        })
    }
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::defaults()
    }
}

/// The contexts that are asked, the top one first: down to and including the first overlay.
fn visible(stack: &[Context]) -> impl Iterator<Item = Context> {
    let overlay = stack.iter().rposition(|context| context.is_overlay());
    stack.iter().skip(overlay.unwrap_or(0)).rev().copied()
}
