//! A session bus for the length of a test, and a notification server on it that does what the test says: the real
//! `dbus-daemon`, the real protocol. Where there is no `dbus-daemon`, the tests that need one say so and pass.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;
use zbus::OwnedVariant;
use zbus::export::futures_core::Stream;
use zbus::message::Type;
use zbus::{Connection, MessageStream};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Nothing may be started by this bus, and nothing of the machine's own bus is seen.
const CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=SOCKET</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// Says that a test is passed over, because `program` is not here.
pub(crate) fn skipped(program: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "skipped: there is no `{program}` here").unwrap();
}

/// A bus.
pub(crate) struct Bus {
    folder: TempDir,
    daemon: Option<Child>,
}

impl Bus {
    /// A new bus, or `None` with a line that says why not.
    pub(crate) fn start() -> Option<Bus> {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("bus");
        let config = CONFIG.replace("SOCKET", socket.to_str().unwrap());
        std::fs::write(folder.path().join("bus.conf"), config).unwrap();
        let mut bus = Bus { folder, daemon: None };
        if bus.again() {
            return Some(bus);
        }
        skipped("dbus-daemon");
        None
    }

    /// Starts the daemon at the address where one was before.
    pub(crate) fn again(&mut self) -> bool {
        let config = self.folder.path().join("bus.conf");
        let config = format!("--config-file={}", config.display());
        let mut command = Command::new("dbus-daemon");
        command.args([&config, "--nofork", "--nopidfile", "--print-address"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut daemon) = command.spawn() else { return false };
        let mut line = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("unix:"), "{line}");
        self.daemon = Some(daemon);
        true
    }

    /// Ends the daemon, and with it every connection.
    pub(crate) fn end(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
            let _ = std::fs::remove_file(self.socket());
        }
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("bus")
    }

    /// Where programs find it: the value of `DBUS_SESSION_BUS_ADDRESS`.
    pub(crate) fn address(&self) -> String {
        format!("unix:path={}", self.socket().display())
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.end();
    }
}

/// What a server does with what it is asked to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Shows it and says that it can do these.
    Shows(&'static [&'static str]),
    /// Never answers.
    Hangs,
}

/// What a server was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// The number that it got.
    pub(crate) id: u32,
    pub(crate) replaces: u32,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) buttons: Vec<String>,
    pub(crate) urgency: Option<u8>,
    pub(crate) expires_ms: i32,
    pub(crate) hints: Vec<String>,
    /// Whether this is about taking it away.
    pub(crate) closes: bool,
}

/// A notification server.
pub(crate) struct Server {
    connection: Connection,
    asked: Receiver<Asked>,
}

impl Server {
    /// Takes the name on `bus` and begins to answer, on a thread that ends with the connection.
    pub(crate) fn start(bus: &Bus, manner: Manner) -> Server {
        let address = bus.address();
        let connect = async move {
            let builder = zbus::connection::Builder::address(address.as_str());
            let connection = builder.build().await?;
            let stream = MessageStream::from(&connection);
            connection.request_name(NAME).await?;
            zbus::Result::Ok((connection, stream))
        };
        let (connection, stream) = zbus::block_on(connect).unwrap();
        let (sender, asked) = channel();
        let own = connection.clone();
        std::thread::spawn(move || {
            let tell = |one| drop(sender.send(one));
            zbus::block_on(serve(own, stream, manner, &tell));
        });
        Server { connection, asked }
    }

    /// The next thing that it is asked.
    pub(crate) fn asked(&self) -> Asked {
        self.asked.recv_timeout(Duration::from_secs(60)).expect("the server is asked something")
    }

    /// Everything else that it was asked until now.
    pub(crate) fn all_asked(&self) -> Vec<Asked> {
        self.asked.try_iter().collect()
    }

    /// Says that a button of `id` was pressed, once.
    pub(crate) fn press(&self, id: u32, button: &str) {
        self.signal("ActionInvoked", &(id, button));
    }

    /// Says that `id` was closed by the person.
    pub(crate) fn close(&self, id: u32) {
        self.signal("NotificationClosed", &(id, 2_u32));
    }

    fn signal<B>(&self, member: &str, body: &B)
    where
        B: serde::Serialize + zbus::zvariant::DynamicType + Sync,
    {
        let none: Option<&str> = None;
        zbus::block_on(self.connection.emit_signal(none, PATH, NAME, member, body)).unwrap();
    }

    /// Goes away, as a server that crashed.
    pub(crate) fn end(self) {
        zbus::block_on(self.connection.close()).unwrap();
    }
}

async fn next(stream: &mut MessageStream) -> Option<zbus::Message> {
    let next = std::future::poll_fn(|context| std::pin::Pin::new(&mut *stream).poll_next(context));
    next.await.and_then(Result::ok)
}

async fn serve(
    connection: Connection,
    mut stream: MessageStream,
    manner: Manner,
    tell: &dyn Fn(Asked),
) {
    let mut last = 0;
    while let Some(message) = next(&mut stream).await {
        let header = message.header();
        if header.message_type() != Type::MethodCall {
            continue;
        }
        let member = header.member().map(ToString::to_string).unwrap_or_default();
        let can: &[&str] = match manner {
            Manner::Shows(can) => can,
            Manner::Hangs => &["actions"],
        };
        let done = match member.as_str() {
            "GetCapabilities" => connection.reply(&header, &can).await,
            "GetServerInformation" => {
                connection.reply(&header, &("tester", "heyday", "1.0", "1.2")).await
            }
            "Notify" => {
                let mut asked = read(&message);
                if manner == Manner::Hangs {
                    tell(asked);
                    continue;
                }
                last += u32::from(asked.replaces == 0);
                asked.id = if asked.replaces == 0 { last } else { asked.replaces };
                let id = asked.id;
                tell(asked);
                connection.reply(&header, &id).await
            }
            "CloseNotification" => {
                let id: u32 = message.body().deserialize().unwrap();
                tell(Asked { id, closes: true, ..Asked::default() });
                connection.reply(&header, &()).await
            }
            _ => continue,
        };
        if done.is_err() {
            return;
        }
    }
}

fn read(message: &zbus::Message) -> Asked {
    use std::collections::BTreeMap;
    type Call =
        (String, u32, String, String, String, Vec<String>, BTreeMap<String, OwnedVariant>, i32);
    let (_, replaces, _, summary, body, buttons, hints, expires_ms): Call =
        message.body().deserialize().unwrap();
    let urgency = hints.get("urgency").and_then(|value| u8::try_from(value).ok());
    let hints = hints.into_keys().collect();
    Asked { id: 0, replaces, summary, body, buttons, urgency, expires_ms, hints, closes: false }
}
