//! A message bus, asked one question after the other.
//!
//! Must never start a program by asking for it, and has a deadline for every answer. It may wait all the same where a bus
//! accepts callers and says nothing: [`super::aside`] is where that holds nobody up.

use std::time::Duration;
use zbus::connection::{Builder, Connection};
use zbus::{DynamicType, Message, OwnedVariant};

/// The longest that an answer may take.
const DEADLINE: Duration = Duration::from_millis(200);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Silence {
    /// Nobody on the bus has that name, or knows what is asked.
    Nobody,
    /// There is no bus, or it broke off.
    NoBus(String),
}

/// Someone on a bus.
#[derive(Clone, Copy, Debug)]
pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    pub(super) interface: &'static str,
}

const BUS: Service = Service {
    name: "org.freedesktop.DBus",
    path: "/org/freedesktop/DBus",
    interface: "org.freedesktop.DBus",
};

/// Which bus.
#[derive(Clone, Copy, Debug)]
pub(super) enum Which {
    /// That of the person's session.
    Session,
    /// That of the machine.
    System,
}

/// A line to a bus: opened when it is first needed, and again after it broke off.
#[derive(Debug)]
pub(super) struct Line {
    which: Which,
    connection: Option<Connection>,
}

impl Line {
    pub(super) fn new(which: Which) -> Line {
        Line { which, connection: None }
    }

    /// Whether somebody has that name; asking starts nobody.
    pub(super) fn has(&mut self, service: Service) -> Result<bool, Silence> {
        let answer = self.call(BUS, "NameHasOwner", &service.name)?;
        answer.body().deserialize().map_err(|_| Silence::Nobody)
    }

    /// The number that a method answers, which takes nothing.
    pub(super) fn number(&mut self, service: Service, method: &str) -> Result<u64, Silence> {
        let answer = self.call(service, method, &())?;
        let body = answer.body();
        let long = body.deserialize::<u64>();
        long.or_else(|_| body.deserialize::<u32>().map(u64::from)).map_err(|_| Silence::Nobody)
    }

    /// The yes or no that a method answers, which takes nothing.
    pub(super) fn truth(&mut self, service: Service, method: &str) -> Result<bool, Silence> {
        let answer = self.call(service, method, &())?;
        answer.body().deserialize().map_err(|_| Silence::Nobody)
    }

    /// A property.
    pub(super) fn property(
        &mut self,
        service: Service,
        name: &str,
    ) -> Result<OwnedVariant, Silence> {
        let properties = Service { interface: "org.freedesktop.DBus.Properties", ..service };
        let answer = self.call(properties, "Get", &(service.interface, name))?;
        answer.body().deserialize().map_err(|_| Silence::Nobody)
    }

    fn call<B>(&mut self, service: Service, method: &str, body: &B) -> Result<Message, Silence>
    where
        B: serde::Serialize + DynamicType,
    {
        let Service { name, path, interface } = service;
        let connection = self.connection()?.clone();
        let asked = connection.call_method(Some(name), path, Some(interface), method, body);
        zbus::block_on(asked).map_err(|error| match error {
            zbus::Error::InputOutput(_) | zbus::Error::Handshake(_) => {
                self.connection = None;
                Silence::NoBus(error.to_string())
            }
            _ => Silence::Nobody,
        })
    }

    fn connection(&mut self) -> Result<&Connection, Silence> {
        let open = if let Some(open) = self.connection.take() {
            open
        } else {
            let builder = match self.which {
                Which::Session => Builder::session(),
                Which::System => Builder::system(),
            };
            let opened = zbus::block_on(builder.method_timeout(DEADLINE).build());
            opened.map_err(|error| Silence::NoBus(error.to_string()))?
        };
        Ok(self.connection.insert(open))
    }
}
