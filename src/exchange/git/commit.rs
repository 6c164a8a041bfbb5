//! Commits out of what `git log` prints, in the [`FORMAT`] asked for. Nothing that a commit says can break
//! out of its field: git forbids NUL in all of them.

use super::super::identity::Fingerprint;
use super::kind::kind_of;
use super::noreply::is_own;
use crate::domain::Moment;

/// The format to ask `git log -z --date=raw` for: author date, address as written and as the mailmap has
/// it, name, subject. Each field ends with a NUL, the last one by `-z`.
pub const FORMAT: &str = "tformat:%ad%x00%ae%x00%aE%x00%an%x00%s";

/// Fields of a record.
const FIELDS: usize = 5;
/// Bytes of a field that are kept; subjects of a megabyte exist.
const LONGEST: usize = 512;
/// Characters of a subject that a session's note quotes.
const QUOTED: usize = 80;
/// Seconds: no clock of a machine with this format was before 1990.
const EARLIEST_S: i64 = 631_152_000;
/// Minutes: no place is farther from UTC.
const FARTHEST_MIN: i64 = 14 * 60;

/// One commit's line, as git printed it. Hostile text.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    fields: &'a [Vec<u8>; FIELDS],
}

impl Record<'_> {
    /// The author's address as written, and as the repository's mailmap corrects it; both in lower case.
    pub fn addresses(self) -> [String; 2] {
        [self.text(1).to_lowercase(), self.text(2).to_lowercase()]
    }

    /// Whether its author has one of these addresses (in lower case), as written or by the mailmap.
    pub fn is_by(self, addresses: &[String]) -> bool {
        let is =
            |field, address: &String| self.bytes(field).eq_ignore_ascii_case(address.as_bytes());
        addresses.iter().any(|address| is(1, address) || is(2, address))
    }

    /// Whether its author is called so.
    pub fn is_named(self, name: &str) -> bool {
        self.bytes(3) == name.as_bytes()
    }

    /// Whether the address is one that a forge puts there for someone of these names and addresses.
    pub fn is_on_behalf_of(self, names: &[String], addresses: &[String]) -> bool {
        let author = self.text(3);
        self.addresses().iter().any(|address| is_own(&author, address, names, addresses))
    }

    /// The commit, when it has a date that can be: not before 1990 and not after `now`, in a zone that exists.
    pub fn commit(self, repository: u32, now: Moment) -> Option<Commit> {
        let date = self.text(0);
        let (seconds, zone) = date.split_once(' ')?;
        let seconds: i64 = seconds.parse().ok()?;
        let offset = offset_min(zone)?;
        let at = Moment::new(seconds.checked_mul(1000)?, offset);
        if seconds < EARLIEST_S || at > now {
            return None;
        }
        let subject: String = self.text(4).trim().chars().take(QUOTED).collect();
        let (print, _) = Fingerprint::new("git.subject").text(&self.text(4)).uuid().as_u64_pair();
        let kind = kind_of(&subject);
        Some(Commit { at, kind, repository, print, subject: subject.into() })
    }

    fn text(self, field: usize) -> String {
        String::from_utf8_lossy(self.bytes(field)).into_owned()
    }

    fn bytes(&self, field: usize) -> &[u8] {
        self.fields.get(field).map(Vec::as_slice).unwrap_or_default()
    }
}

/// `+0130` as 90.
fn offset_min(zone: &str) -> Option<i16> {
    let number: i64 = zone.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    (minutes.abs() <= FARTHEST_MIN).then(|| i16::try_from(minutes).ok())?
}

/// A commit of the person whose work it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// When its author wrote it, by the clock on the author's wall.
    pub at: Moment,
    /// The type of work it was.
    pub kind: &'static str,
    /// The place of its repository in the caller's list.
    pub repository: u32,
    /// Of the whole subject: with the date it tells copies in other branches and repositories.
    pub print: u64,
    /// The beginning of its subject. Hostile text.
    pub subject: Box<str>,
}

/// Cuts git's output into records, whatever the chunks it comes in. Keeps the beginning of one record.
#[derive(Debug, Default)]
pub struct Fields {
    fields: [Vec<u8>; FIELDS],
    at: usize,
}

impl Fields {
    /// Takes the next bytes and gives each record that they complete to `take`.
    pub fn feed(&mut self, mut chunk: &[u8], take: &mut impl FnMut(Record<'_>)) {
        while let Some(end) = memchr(chunk) {
            let (field, rest) = chunk.split_at(end);
            self.keep(field);
            self.at += 1;
            if self.at == FIELDS {
                take(Record { fields: &self.fields });
                self.at = 0;
                self.fields.iter_mut().for_each(Vec::clear);
            }
            chunk = rest.get(1..).unwrap_or_default();
        }
        self.keep(chunk);
    }

    fn keep(&mut self, bytes: &[u8]) {
        if let Some(field) = self.fields.get_mut(self.at) {
            let room = LONGEST.saturating_sub(field.len());
            field.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        }
    }
}

fn memchr(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == 0)
}
