//! An X server's screen saver extension: how long nobody touched anything. It hears the whole desktop, with no desktop
//! environment needed.
//!
//! Must never ask an X server that only serves older programs of a Wayland desktop: it hears those alone. Next:
//! [`super::aside`], which asks it.

use super::reading::{Fault, Hearing, Reading, Source};
use std::fmt;
use x11rb::connection::Connection;
use x11rb::protocol::screensaver::ConnectionExt;
use x11rb::rust_connection::RustConnection;

/// The X server that `DISPLAY` names.
#[derive(Default)]
pub(super) struct X11 {
    /// Opened when it is first needed, and again after it broke off; with the window that is asked about.
    line: Option<(RustConnection, u32)>,
}

impl fmt::Debug for X11 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("X11").field("open", &self.line.is_some()).finish()
    }
}

impl X11 {
    fn idle_ms(&mut self) -> Result<i64, String> {
        let (connection, root) = if let Some(line) = self.line.take() {
            line
        } else {
            let (connection, screen) =
                RustConnection::connect(None).map_err(|error| error.to_string())?;
            let screen = connection.setup().roots.get(screen).ok_or("it has no screen")?;
            let root = screen.root;
            (connection, root)
        };
        let asked = connection.screensaver_query_info(root).map_err(|error| error.to_string())?;
        let answer = asked.reply().map_err(|error| error.to_string())?;
        self.line = Some((connection, root));
        Ok(i64::from(answer.ms_since_user_input))
    }
}

impl Source for X11 {
    fn name(&self) -> &'static str {
        "x11"
    }

    fn read(&mut self, _: i64) -> Result<Reading, Fault> {
        let idle_ms = self.idle_ms();
        idle_ms.map(Reading::idle).map_err(|what| {
            Fault::new(format!("the X server can't be asked: {what}"), "DISPLAY says where it is")
        })
    }

    fn hearing(&self) -> Hearing {
        Hearing::Desktop
    }
}
