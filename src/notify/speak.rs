//! Goes up the ladder with a message: the first way that takes it is the one. Says which that was, and why not the others.

use super::around::Around;
use super::desktop::{Desktop, block_on};
use super::ladder::{Rung, ladder};
use super::terminal::{Speech, Wrap, sequence};
use super::{Message, Outlet, Settings, child, clean, record, tmux};
use std::fmt;
use std::process::Command;

/// What became of a message on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// The way it went, if one took it.
    pub rung: Option<Rung>,
    /// What took it: the name of a server, of a program.
    pub through: String,
    /// The ways before that, and why it did not go there.
    pub passed: Vec<(Rung, String)>,
}

/// Everything that is needed to say something.
pub(super) struct Speaker {
    settings: Settings,
    around: Around,
    outlet: Option<Outlet>,
    pub(super) desktop: Desktop,
}

impl fmt::Debug for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Speaker").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Shows `message` now and waits until it stands somewhere, seconds at most. Nothing hears what is pressed.
pub fn deliver(
    settings: &Settings,
    around: &Around,
    outlet: Option<Outlet>,
    message: &Message,
) -> Delivery {
    let mut speaker = Speaker::new(settings.clone(), around.clone(), outlet);
    block_on(speaker.say(Some(message)))
}

/// Which way a message would go. Shows nothing and changes nothing.
pub fn look(settings: &Settings, around: &Around, has_terminal: bool) -> Delivery {
    let nowhere: Outlet = Box::new(drop);
    let outlet = has_terminal.then_some(nowhere);
    block_on(Speaker::new(settings.clone(), around.clone(), outlet).say(None))
}

impl Speaker {
    pub(super) fn new(settings: Settings, around: Around, outlet: Option<Outlet>) -> Speaker {
        let desktop = Desktop::new(around.patience);
        Speaker { settings, around, outlet, desktop }
    }

    /// Sends `message` the first way that takes it; without one, only looks which that would be.
    pub(super) async fn say(&mut self, message: Option<&Message>) -> Delivery {
        let mut delivery = Delivery::default();
        for step in ladder(&self.settings, &self.around, self.outlet.is_some()) {
            let went = match step.closed {
                Some(why) => Err(why),
                None => self.go(step.rung, message).await,
            };
            match went {
                Ok(through) => {
                    return Delivery { rung: Some(step.rung), through, ..delivery };
                }
                Err(why) => delivery.passed.push((step.rung, why)),
            }
        }
        delivery
    }

    /// Tries one way, and returns what took the message.
    async fn go(&mut self, rung: Rung, message: Option<&Message>) -> Result<String, String> {
        match rung {
            Rung::Record => self.record(message),
            Rung::Command => self.command(message),
            Rung::Desktop => {
                let server = match message {
                    Some(message) => self.desktop.show(message, self.settings.sound).await?,
                    None => self.desktop.look().await?,
                };
                Ok(server.words())
            }
            Rung::Terminal => self.terminal(message),
            Rung::Tmux => {
                if let Some(message) = message {
                    tmux::show(message)?;
                    self.write(message, None);
                }
                Ok("its message line".to_owned())
            }
            Rung::Bell if message.is_some_and(|message| message.quiet) => {
                Err("it is to be seen and not heard".to_owned())
            }
            Rung::Bell => {
                if let Some(message) = message {
                    self.write(message, None);
                }
                Ok(String::new())
            }
        }
    }

    fn record(&self, message: Option<&Message>) -> Result<String, String> {
        let Some(file) = &self.around.record else { return Err("no file is named".to_owned()) };
        if let Some(message) = message {
            record::record(message, file).map_err(|error| format!("can't be written: {error}"))?;
        }
        Ok(crate::text::visible(&file.to_string_lossy()).into_owned())
    }

    /// Runs the person's own program: the text is in its environment and on its standard input, never in its arguments.
    fn command(&self, message: Option<&Message>) -> Result<String, String> {
        let Some((program, arguments)) = self.settings.command.split_first() else {
            return Err("no program is named".to_owned());
        };
        if let Some(message) = message {
            let summary = clean::summary(&message.summary);
            let body = clean::body(&message.body, &message.answers.typed, false);
            let mut command = Command::new(program);
            command
                .args(arguments)
                .env("HEYDAY_SUMMARY", &summary)
                .env("HEYDAY_BODY", &body)
                .env("HEYDAY_URGENCY", message.urgency.word())
                .env("HEYDAY_KEY", message.key.to_string());
            child::run(&mut command, &format!("{summary}\n{body}\n"))?;
        }
        Ok(crate::text::visible(program).into_owned())
    }

    fn terminal(&self, message: Option<&Message>) -> Result<String, String> {
        let speech = if self.around.wrap == Wrap::Tmux {
            tmux::speech_behind()?
        } else {
            let unknown = || "this terminal is not known to show notifications".to_owned();
            Speech::around(&self.around).ok_or_else(unknown)?
        };
        if let Some(message) = message {
            self.write(message, Some(speech));
        }
        Ok(speech.word().to_owned())
    }

    /// Hands the bytes for the terminal to whoever owns it.
    fn write(&self, message: &Message, speech: Option<Speech>) {
        let Some(outlet) = &self.outlet else { return };
        let bytes = sequence(message, speech, self.around.wrap, self.settings.sound);
        if !bytes.is_empty() {
            outlet(bytes);
        }
    }
}
