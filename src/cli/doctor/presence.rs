//! Who notices the person here: every source, what it says now, and what would make it say more. Nothing that is missing is
//! a fault: heyday works with whatever there is.

use super::{Finding, good};
use crate::cli::env::Env;
use crate::clock::{Clock, SystemClock};
use crate::presence::settings::NAMES;
use crate::presence::{Health, Keys, Presence, Reading, Sources, Spool, Surroundings};
use crate::text::{print_duration, visible};

/// What `doctor` says about presence.
pub(super) fn findings(env: &Env) -> Vec<Finding> {
    let settings = env.loaded.config.presence();
    if settings.sources == Sources::Off {
        return vec![good("presence", "not looked for; `presence.sources` says so")];
    }
    // Sources tell by the machine's clock, whichever heyday goes by.
    let now_ms = SystemClock.utc_ms();
    let around = Surroundings::of(&|name| std::env::var_os(name));
    let spool = Spool::below(&env.paths.state);
    let mut presence = Presence::begin(&settings, &around, &Keys::default(), spool.clone(), now_ms);
    let together = presence.survey(now_ms);
    let said = if presence.is_unsure() {
        "a desktop that can't be asked: input in terminals is heard, but nobody is called idle; \
         `presence.sources` can name sources to trust"
            .to_owned()
    } else {
        words(together)
    };
    let mut findings = vec![good("presence", said)];
    for name in NAMES {
        let said = match presence.rungs().iter().find(|rung| rung.name() == name) {
            _ if !settings.sources.contains(name) => "not asked; `presence.sources` says so".into(),
            _ if name == "keys" => "in heyday's own screen, while it is open".into(),
            _ if name == "hook" => hook(&spool),
            Some(rung) => health(rung.health()),
            None => missing(name).into(),
        };
        findings.push(good(name, said));
    }
    let sleep = if cfg!(target_os = "linux") {
        "sleep is noticed by clocks"
    } else {
        "sleep shows as a jump of the clock"
    };
    findings.push(good("sleep", sleep));
    findings
}

fn hook(spool: &Spool) -> String {
    if spool.exists() {
        format!("shells leave marks in {}", visible(&spool.marks().to_string_lossy()))
    } else {
        "no shell tells; `eval \"$(heyday hook bash)\"` in ~/.bashrc, likewise for zsh and fish"
            .into()
    }
}

/// Why there is no source of that name.
fn missing(name: &str) -> &'static str {
    match name {
        "desktop" => "no desktop before you, or one of another kind",
        "x11" => "no X server before you, or one for older programs of a Wayland desktop",
        "wayland" => "no Wayland desktop before you",
        _ => "not on this system",
    }
}

fn health(health: &Health) -> String {
    match health {
        Health::Unasked => "not asked yet".into(),
        Health::Well { reading, .. } => words(*reading),
        Health::Sick { fault, .. } => {
            let what = visible(&fault.what).into_owned();
            if fault.hint.is_empty() { what } else { format!("{what}; {}", fault.hint) }
        }
    }
}

/// `the last input 12 s ago, locked`.
fn words(reading: Reading) -> String {
    let mut said = Vec::new();
    if let Some(idle_ms) = reading.idle_ms {
        let seconds = idle_ms / 1000;
        let ago = if seconds < 60 { format!("{seconds} s") } else { print_duration(seconds) };
        said.push(format!("the last input {ago} ago"));
    }
    let facts = [
        (reading.locked, "locked", "not locked"),
        (reading.dnd, "not to be disturbed", "may be disturbed"),
        (reading.full_screen, "full screen", ""),
    ];
    for (fact, yes, no) in facts {
        said.extend(fact.map(|so| if so { yes } else { no }.to_owned()));
    }
    said.retain(|part| !part.is_empty());
    if said.is_empty() { "hears nothing".into() } else { said.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::Fault;

    #[test]
    fn a_reading_is_said_in_words() {
        assert_eq!(words(Reading::default()), "hears nothing");
        assert_eq!(words(Reading::idle(12_900)), "the last input 12 s ago");
        let locked = Reading { locked: Some(true), dnd: Some(false), ..Reading::idle(3_900_000) };
        assert_eq!(words(locked), "the last input 1h05 ago, locked, may be disturbed");
    }

    #[test]
    fn a_fault_is_said_with_what_would_help_and_never_speaks_to_the_terminal() {
        let sick = |fault| Health::Sick { fault, at_ms: 0, pause_ms: 1 };
        assert_eq!(health(&sick(Fault::new("no bus", "log in"))), "no bus; log in");
        assert!(!health(&sick(Fault::new("\u{1b}[2J", ""))).contains('\u{1b}'));
    }
}
