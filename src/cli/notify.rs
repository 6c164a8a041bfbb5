//! `nudge test`: one harmless notification, and which way it went. `doctor` asks here which way that would be.
//!
//! Next: [`crate::notify`].

use super::env::Env;
use super::failure::Failure;
use super::printer::Look;
use super::view;
use crate::notify::{
    Answers, Around, Delivery, Message, Outlet, Rung, Urgency, Via, deliver, look,
};
use clap::Args;
use std::io::{self, IsTerminal, Write};

/// Arguments of `nudge test`.
#[derive(Debug, Args)]
#[command(after_help = "\
Settings are in [notify]; `heyday doctor` says which way it would go without showing anything.

Example:
  heyday nudge test")]
pub(super) struct Test {}

impl Test {
    #[allow(clippy::unused_self)]
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let around = around()?;
        let message = Message {
            at: env.now.at,
            key: 0,
            summary: "This is a test".into(),
            body: "What heyday has to say arrives like this.".into(),
            urgency: Urgency::Normal,
            answers: Answers::default(),
            expires_s: Some(10),
            quiet: false,
        };
        let settings = &env.loaded.config.notify;
        let delivery = deliver(settings, &around, outlet(), &message);
        if env.printer.json {
            json(env, &delivery);
            return Ok(());
        }
        let Some(rung) = delivery.rung else {
            if settings.via == Via::None {
                env.printer.line("Nothing is shown anywhere: `notify.via` is `none`.");
                return Ok(());
            }
            let hint = "`heyday config notify.via` says what can be set";
            let why = format!("nothing could show it: {}", reasons(&delivery));
            return Err(Failure::new("not_shown", why, hint));
        };
        env.printer.line(&said(rung, &delivery.through));
        for (rung, why) in &delivery.passed {
            let line = env.printer.paint(Look::Faint, &format!("- not {}: {why}", rung.word()));
            env.printer.line(&line);
        }
        Ok(())
    }
}

/// Which way a nudge would go, in one line, and whether there is one.
pub(super) fn outlook(env: &Env) -> (String, bool) {
    let around = match Around::read() {
        Ok(around) => around,
        Err(error) => return (error.to_string(), false),
    };
    let settings = &env.loaded.config.notify;
    if settings.via == Via::None {
        return ("nowhere: `notify.via` is `none`".into(), true);
    }
    let found = look(settings, &around, has_terminal());
    let way = match found.rung {
        None => return (format!("no way ({})", reasons(&found)), true),
        Some(rung) if found.through.is_empty() => rung.word().to_owned(),
        Some(rung) => format!("{} ({})", rung.word(), found.through),
    };
    let but = if found.passed.is_empty() { "" } else { "; not " };
    (format!("{way}{but}{}", reasons(&found)), true)
}

fn around() -> Result<Around, Failure> {
    Around::read().map_err(|error| {
        Failure::usage(error.to_string(), "unset HEYDAY_NOTIFY to show notifications")
    })
}

fn has_terminal() -> bool {
    io::stderr().is_terminal() || io::stdout().is_terminal()
}

/// A way to the terminal, if there is one. Standard output may be read by a program.
fn outlet() -> Option<Outlet> {
    let to_stderr = io::stderr().is_terminal();
    // A terminal that takes nothing more can't be helped.
    let write = move |bytes: Vec<u8>| {
        let _ = if to_stderr {
            io::stderr().lock().write_all(&bytes)
        } else {
            let mut out = io::stdout().lock();
            out.write_all(&bytes).and_then(|()| out.flush())
        };
    };
    has_terminal().then(|| Box::new(write) as Outlet)
}

fn reasons(delivery: &Delivery) -> String {
    let reason = |(rung, why): &(Rung, String)| format!("{}: {why}", rung.word());
    delivery.passed.iter().map(reason).collect::<Vec<_>>().join("; ")
}

fn said(rung: Rung, through: &str) -> String {
    match rung {
        Rung::Record => format!("It was written to `{through}`."),
        Rung::Command => format!("`{through}` was given it."),
        Rung::Desktop if through.is_empty() => "The desktop has it.".into(),
        Rung::Desktop => format!("The desktop has it ({through})."),
        Rung::Terminal => format!("The terminal was asked to show it ({through})."),
        Rung::Tmux => "tmux shows it in its message line.".into(),
        Rung::Bell => "The bell rang.".into(),
    }
}

fn json(env: &mut Env, delivery: &Delivery) {
    let answer = view::answer(|json| {
        json.field("via", delivery.rung.map(Rung::word)).field("through", &delivery.through);
        json.array_field("passed", |json| {
            for (rung, why) in &delivery.passed {
                json.object_item(|json| {
                    json.field("via", rung.word()).field("why", why);
                });
            }
        });
    });
    env.printer.json(&answer);
}
