//! Sessions from commits, by the rule that [`super`] states.

use super::super::identity::Fingerprint;
use super::{Commit, SOURCE};
use crate::domain::{Moment, Order, Session, SessionId, Source, Span};

/// Commits less than this many seconds apart are one session: two hours.
pub const APART_S: i64 = 2 * 3600;
/// What a session's first commit took at most, in seconds: half an hour.
pub const LEAD_S: i64 = 30 * 60;
/// Nobody works longer than this without a pause, in seconds; what does is a script: sixteen hours.
pub const LONGEST_S: i64 = 16 * 3600;

/// What some commits say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inference {
    /// By start. They overlap neither each other nor what was known.
    pub sessions: Vec<Session>,
    /// How many different commits there are.
    pub commits: usize,
    /// How many of them are in sessions that were known.
    pub covered: usize,
    /// How many commits were copies of others.
    pub copies: usize,
    /// Stretches longer than [`LONGEST_S`], which are left out.
    pub endless: usize,
}

/// The sessions that `commits` (in any order) speak of, beside the sessions that are `known` (in any order).
/// `names` are the repositories' names, in the order that the commits refer to.
pub fn infer(mut commits: Vec<Commit>, mut known: Vec<Span>, names: &[String]) -> Inference {
    let total = commits.len();
    commits.order_by_key(|c| (c.at.utc_ms(), c.print, c.repository));
    commits.dedup_by_key(|c| (c.at.utc_ms(), c.print));
    known.order_by_key(|span| span.start);
    let mut found =
        Inference { commits: commits.len(), copies: total - commits.len(), ..Inference::default() };
    let mut known = Known { spans: known.into_iter().peekable(), until: None };
    let mut stretch: Vec<Commit> = Vec::new();
    let mut free_from = None;
    for commit in commits {
        let before = known.until;
        let covered = known.covers(commit.at);
        let apart = stretch.last().is_some_and(|last| commit.at.seconds_since(last.at) >= APART_S);
        if apart || known.until != before {
            found.close(&mut stretch, free_from, names);
        }
        if covered {
            found.covered += 1;
            continue;
        }
        if stretch.is_empty() {
            free_from = known.until.max(found.sessions.last().and_then(|last| last.end));
        }
        stretch.push(commit);
    }
    found.close(&mut stretch, free_from, names);
    found
}

impl Inference {
    /// Makes a session of the commits gathered, which begins no earlier than `free_from`.
    fn close(&mut self, stretch: &mut Vec<Commit>, free_from: Option<Moment>, names: &[String]) {
        let commits = std::mem::take(stretch);
        let (Some(first), Some(last)) = (commits.first(), commits.last()) else { return };
        if last.at.seconds_since(first.at) > LONGEST_S {
            self.endless += 1;
            return;
        }
        let lead = first.at.plus_seconds(-LEAD_S);
        let start = free_from.map_or(lead, |free| if free > lead { free } else { lead });
        // Seen from where the commit was made, whatever the session before it says.
        let start = Moment::new(start.utc_ms(), first.at.offset_min());
        let id = Fingerprint::new("git.session").moment(Some(first.at)).uuid();
        let mut session = Session::running(SessionId(id), None, Some(kind(&commits)), start);
        session.end = Some(last.at);
        session.source = Source::from(SOURCE);
        session.note = note(&commits, names);
        self.sessions.push(session);
    }
}

/// The sessions that are known, passed by in order.
struct Known<I: Iterator<Item = Span>> {
    spans: std::iter::Peekable<I>,
    /// When the last one ended that began before the commits looked at.
    until: Option<Moment>,
}

impl<I: Iterator<Item = Span>> Known<I> {
    /// Whether `at`, which is no earlier than at the call before, lies in one; their ends belong to them.
    fn covers(&mut self, at: Moment) -> bool {
        while let Some(span) = self.spans.next_if(|span| span.start.utc_ms() <= at.utc_ms()) {
            self.until = self.until.max(Some(span.end));
        }
        self.until.is_some_and(|until| at.utc_ms() <= until.utc_ms())
    }
}

/// The type that most commits are of; of equals the one that came first.
fn kind(commits: &[Commit]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for commit in commits {
        match counts.iter_mut().find(|(kind, _)| *kind == commit.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((commit.kind, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let found = counts.iter().find(|(_, count)| Some(*count) == most);
    found.map_or("coding", |(kind, _)| kind).to_owned()
}

/// `heyday, web: Read repositories and 3 more commits`.
fn note(commits: &[Commit], names: &[String]) -> String {
    let mut places: Vec<u32> = Vec::new();
    for commit in commits {
        if !places.contains(&commit.repository) {
            places.push(commit.repository);
        }
    }
    let places = places.iter().filter_map(|place| names.get(*place as usize));
    let places: Vec<&str> = places.map(String::as_str).collect();
    let subject = commits.first().map(|first| first.subject.as_ref()).unwrap_or_default();
    let more = match commits.len().saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 more commit".to_owned(),
        more => format!(" and {more} more commits"),
    };
    format!("{}: {subject}{more}", places.join(", "))
}
