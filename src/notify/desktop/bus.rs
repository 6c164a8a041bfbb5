//! The notification server behind the session bus: the notification library sends and waits, each message on a connection
//! of its own; one more connection asks who is there and hears when they go. Everything runs on the thread that asks.

use super::timer::within;
use super::{Pause, Server, too_late, worded};
use crate::notify::{Message, Pressed, Reply};
use crate::text::visible;
use notify_rust::{NotificationHandle, NotificationResponse};
use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use zbus::export::futures_core::Stream;
use zbus::{Connection, MatchRule, MessageStream, message};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
const BUS: (&str, &str) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");

/// The longest that an answer is waited for. Then the message is taken away: its buttons would do nothing.
const WAITED: Duration = Duration::from_secs(15 * 60);
/// How long taking a message away may take.
const TAKEN_WITHIN: Duration = Duration::from_millis(500);
/// The most messages that stand at a time.
const MOST: usize = 8;

/// The way to the desktop.
#[derive(Debug)]
pub(in crate::notify) struct Desktop {
    patience: Duration,
    bus: Option<Bus>,
    pause: Pause,
    shown: Vec<Shown>,
    replies: VecDeque<Reply>,
}

/// A connection of our own.
#[derive(Debug)]
struct Bus {
    connection: Connection,
    /// Tells when the name of the notification server goes from one to another.
    owners: MessageStream,
}

/// A message on the desktop.
struct Shown {
    key: u32,
    id: u32,
    answer: Pin<Box<dyn Future<Output = Pressed> + Send>>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown")
            .field("key", &self.key)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Desktop {
    /// A desktop that nobody has asked for anything yet, and how long it may take when somebody does.
    pub(in crate::notify) fn new(patience: Duration) -> Desktop {
        Desktop {
            patience,
            bus: None,
            pause: Pause::default(),
            shown: Vec::new(),
            replies: VecDeque::new(),
        }
    }

    /// Shows `message` in the place of what has its key, and returns which server did.
    ///
    /// # Errors
    /// Why it does not stand there. One that does not answer is not asked again for a while.
    pub(in crate::notify) async fn show(
        &mut self,
        message: &Message,
        sound: bool,
    ) -> Result<Server, String> {
        let show = async |desktop: &mut Desktop| {
            let server = desktop.server().await?;
            let mut sent = worded(message, &server, sound);
            let old = desktop.shown.iter().position(|shown| shown.key == message.key);
            if let Some(old) = old {
                sent.id(desktop.shown[old].id);
            }
            let handle = sent.show_async().await.map_err(|error| plain(&error))?;
            if let Some(old) = old {
                desktop.shown.remove(old);
            }
            desktop.park(message.key, handle);
            Ok(server)
        };
        self.in_time(show).await
    }

    /// Which server would show something.
    ///
    /// # Errors
    /// Why none would.
    pub(in crate::notify) async fn look(&mut self) -> Result<Server, String> {
        self.in_time(async |desktop: &mut Desktop| desktop.server().await).await
    }

    /// Takes away what has this key; no reply comes for it.
    pub(in crate::notify) async fn take_away(&mut self, key: u32) {
        let Some(at) = self.shown.iter().position(|shown| shown.key == key) else { return };
        let shown = self.shown.remove(at);
        if let Some(bus) = &self.bus {
            let close = bus.connection.call_method(
                Some(NAME),
                PATH,
                Some(NAME),
                "CloseNotification",
                &shown.id,
            );
            let _ = within(TAKEN_WITHIN, close).await;
        }
    }

    /// Takes everything away.
    pub(in crate::notify) async fn clear(&mut self) {
        while let Some(key) = self.shown.first().map(|shown| shown.key) {
            self.take_away(key).await;
        }
    }

    /// The next reply, or a promise to wake the task of `context`.
    pub(in crate::notify) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Reply> {
        self.notice_departures(context);
        let mut at = 0;
        while let Some(shown) = self.shown.get_mut(at) {
            // The library panics when the bus dies in the wrong moment. That is no reason to end.
            let polled = catch_unwind(AssertUnwindSafe(|| shown.answer.as_mut().poll(context)));
            match polled.unwrap_or(Poll::Ready(Pressed::Closed)) {
                Poll::Pending => at += 1,
                Poll::Ready(pressed) => {
                    let key = self.shown.remove(at).key;
                    self.replies.push_back(Reply { key, pressed });
                }
            }
        }
        self.replies.pop_front().map_or(Poll::Pending, Poll::Ready)
    }

    /// Does `ask` within the deadline, with a connection that is alive.
    async fn in_time<T>(
        &mut self,
        ask: impl AsyncFnOnce(&mut Desktop) -> Result<T, String>,
    ) -> Result<T, String> {
        if !self.pause.is_over(Instant::now()) {
            return Err("it did not answer lately and is left alone for a while".to_owned());
        }
        let patience = self.patience;
        match within(patience, ask(self)).await {
            Some(Ok(done)) => {
                self.pause = Pause::default();
                Ok(done)
            }
            Some(Err(why)) => Err(why),
            None => {
                self.bus = None;
                self.pause.lengthen(Instant::now());
                Err(too_late(patience))
            }
        }
    }

    /// Who shows notifications. Starts a server that the desktop has for it, but only where there is a display.
    async fn server(&mut self) -> Result<Server, String> {
        // What was heard of an older server must not be held against the messages of this one.
        poll_fn(|context| {
            self.notice_departures(context);
            Poll::Ready(())
        })
        .await;
        let bus = match self.bus.take() {
            Some(bus) => bus,
            None => Bus::connect().await.map_err(|error| plain(&error))?,
        };
        let server = bus.server().await;
        self.bus = Some(bus);
        server
    }

    /// Waits for the answer to what was shown, and keeps the handle meanwhile: some servers take away what a connection
    /// sent when it is closed.
    fn park(&mut self, key: u32, handle: NotificationHandle) {
        if self.shown.len() >= MOST {
            let eldest = self.shown.remove(0);
            self.replies.push_back(Reply { key: eldest.key, pressed: Pressed::Closed });
        }
        let id = handle.id();
        self.shown.push(Shown { key, id, answer: Box::pin(answer(handle)) });
    }

    /// Ends what a server showed that is not there any more, or that can't be heard because the bus is gone.
    fn notice_departures(&mut self, context: &mut Context<'_>) {
        let Some(bus) = &mut self.bus else { return };
        let gone = loop {
            match Pin::new(&mut bus.owners).poll_next(context) {
                Poll::Pending => return,
                Poll::Ready(None | Some(Err(_))) => break true,
                Poll::Ready(Some(Ok(told))) if was_someone(&told) => break false,
                Poll::Ready(Some(Ok(_))) => {}
            }
        };
        if gone {
            self.bus = None;
        }
        let closed = |shown: Shown| Reply { key: shown.key, pressed: Pressed::Closed };
        self.replies.extend(self.shown.drain(..).map(closed));
        if !gone {
            // The stream has to be asked until it is empty, or it does not wake anybody again.
            self.notice_departures(context);
        }
    }
}

impl Bus {
    async fn connect() -> zbus::Result<Bus> {
        let connection = zbus::connection::Builder::session().build().await?;
        let rule = MatchRule::builder()
            .msg_type(message::Type::Signal)
            .sender(BUS.0)
            .interface(BUS.0)
            .member("NameOwnerChanged")
            .arg(0, NAME)
            .build()?;
        let owners = MessageStream::for_match_rule(rule, &connection, None).await?;
        Ok(Bus { connection, owners })
    }

    async fn server(&self) -> Result<Server, String> {
        let has_owner = self.ask_bus::<bool, _>("NameHasOwner", &NAME).await?;
        if !has_owner && !self.may_start().await? {
            return Err("nobody shows notifications on the session bus".to_owned());
        }
        let can: Vec<String> = self.ask_server("GetCapabilities").await?;
        let (name, _, version, _): (String, String, String, String) =
            self.ask_server("GetServerInformation").await?;
        let name = visible(format!("{name} {version}").trim()).into_owned();
        let can = |what: &str| can.iter().any(|can| can == what);
        Ok(Server {
            name,
            has_buttons: can("actions"),
            reads_markup: can("body-markup"),
            persists: can("persistence"),
        })
    }

    /// Whether the bus knows how to start a server, on a display where it can show something.
    async fn may_start(&self) -> Result<bool, String> {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
            return Ok(false);
        }
        let known: Vec<String> = self.ask_bus("ListActivatableNames", &()).await?;
        Ok(known.iter().any(|name| name == NAME))
    }

    async fn ask_bus<T, B>(&self, what: &str, body: &B) -> Result<T, String>
    where
        T: for<'d> serde::Deserialize<'d> + zbus::zvariant::Type,
        B: serde::Serialize + zbus::zvariant::DynamicType + Sync,
    {
        let reply = self.connection.call_method(Some(BUS.0), BUS.1, Some(BUS.0), what, body).await;
        let reply = reply.map_err(|error| plain(&error))?;
        reply.body().deserialize().map_err(|error| plain(&error))
    }

    async fn ask_server<T>(&self, what: &str) -> Result<T, String>
    where
        T: for<'d> serde::Deserialize<'d> + zbus::zvariant::Type,
    {
        let reply = self.connection.call_method(Some(NAME), PATH, Some(NAME), what, &()).await;
        let reply = reply.map_err(|error| plain(&error))?;
        reply.body().deserialize().map_err(|error| plain(&error))
    }
}

/// Whether a message about the owner of a name tells that there was one before: a server that has just been started takes
/// nothing with it.
fn was_someone(told: &zbus::Message) -> bool {
    let body = told.body();
    body.deserialize::<(&str, &str, &str)>().is_ok_and(|(_, before, _)| !before.is_empty())
}

/// What becomes of the notification behind `handle`.
async fn answer(handle: NotificationHandle) -> Pressed {
    let mut pressed = Pressed::Closed;
    let heard = handle.wait_for_action_async(|response| {
        pressed = match response {
            NotificationResponse::Default => Pressed::Default,
            NotificationResponse::Action(button) => Pressed::Button(button.clone()),
            NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => Pressed::Closed,
        }
    });
    let is_in_time = within(WAITED, heard).await.is_some();
    // Some servers leave standing what was answered (dunst, when its menu was used).
    if !is_in_time || pressed != Pressed::Closed {
        let _ = within(TAKEN_WITHIN, handle.close_async()).await;
    }
    pressed
}

/// An error of the bus as a reason: one line, and nothing in it that a terminal would act on.
fn plain(error: &dyn fmt::Display) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    format!("the session bus says: {}", visible(line))
}
