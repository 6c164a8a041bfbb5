//! `plan` without more: the proposal for the days to come. It changes nothing but what is remembered of having been
//! shown, so that accepting adopts what was seen.
//!
//! Next: [`text`] and [`json`] for how it looks, [`crate::plan::make`] for how it is made.

mod json;
mod text;

use super::env::Env;
use super::failure::Failure;
use super::words::word;
use crate::calendar::Health;
use crate::domain::{Now, Span, State};
use crate::learn::Profile;
use crate::plan::propose::USUAL;
use crate::plan::{Made, Planning, Proposal, World, draft, propose};
use crate::store::{Draft, Scope};
use crate::text::day as read_day;
use chrono::{Days, NaiveDate};
use clap::Args;
use std::time::Instant;

/// Arguments of `plan` without more.
#[derive(Debug, Args)]
pub(crate) struct Propose {
    /// The first day to show: today, tomorrow, fri, 2026-11-27
    #[arg(value_name = "DAY", value_parser = word)]
    day: Vec<String>,
    /// How many days to show
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=61))]
    days: Option<u16>,
    /// Print the solver's problem as JSON, with ids in place of titles
    #[arg(long)]
    dump: bool,
}

/// What a proposal is made of.
#[derive(Debug)]
pub(crate) struct Ground {
    /// The tasks, the week's sessions, the events and blocks to come.
    pub(crate) state: State,
    /// The journal's last number in it.
    pub(crate) seq: i64,
    /// What was learned.
    pub(crate) profile: Profile,
    /// What was said about planning.
    pub(crate) planning: Planning,
    /// What is wrong with calendars: the meetings in them may be missing. It has been said.
    pub(crate) troubles: Vec<String>,
}

impl Ground {
    /// Loads it.
    ///
    /// # Errors
    /// When the store can't be read.
    pub(crate) fn load(env: &mut Env) -> Result<Ground, Failure> {
        let troubles = env.read_calendars()?.iter().filter_map(Health::trouble).collect();
        let (now, config) = (env.now, &env.loaded.config);
        let (planning, habits) = (config.planning(), config.habits());
        let span = span(&planning, &now);
        let store = env.store()?;
        let profile = store.learned(&now, &habits)?;
        let (state, seq) = store.load_at(&Scope::Screen { span }, &now)?;
        Ok(Ground { state, seq, profile, planning, troubles })
    }

    /// The world to plan in.
    pub(crate) fn world<'a>(&'a self, now: &'a Now) -> World<'a> {
        let Ground { state, profile, planning, .. } = self;
        World { state, profile, planning, now }
    }

    /// The proposal, and the milliseconds that it took.
    pub(crate) fn propose(&self, env: &Env) -> (Made, f64) {
        let began = Instant::now();
        let world = self.world(&env.now);
        let mut made = propose(world, USUAL, propose::SEED);
        made.proposal.seq = self.seq;
        (made, began.elapsed().as_secs_f64() * 1e3)
    }
}

/// Prints the plan of today.
pub(super) fn today(env: &mut Env, ground: &Ground) -> Result<(), Failure> {
    let (made, _) = ground.propose(env);
    keep(env, &made.proposal)?;
    text::print(env, &made, ground, Shown { first: None, days: None, whole: false });
    Ok(())
}

/// Remembers a proposal that is shown; that it can't be remembered is no failure of showing it.
pub(super) fn keep(env: &mut Env, proposal: &Proposal) -> Result<(), Failure> {
    let kept = Draft {
        seq: proposal.seq,
        made_ms: proposal.made_at.utc_ms(),
        body: draft::write(proposal),
    };
    let _ = env.store()?.keep_draft(&kept);
    Ok(())
}

/// The days that matter: from the beginning of the week, when a budget counts it, to the last day that is planned.
fn span(planning: &Planning, now: &Now) -> Span {
    let back = if planning.budgets.is_empty() { 0 } else { 6 };
    let today = now.day();
    let first = today.checked_sub_days(Days::new(back)).unwrap_or(today);
    let ahead = u64::from(planning.horizon_days);
    let last = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    Span::new(now.day_span(first).start, now.day_span(last).end)
}

impl Propose {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let line = self.day.join(" ");
        let first = match line.trim() {
            "" => None,
            line => {
                let day = read_day(line, &env.reading()).map_err(|e| Failure::parse(&e, line))?;
                Some(day)
            }
        };
        let ground = Ground::load(env)?;
        if let Some(day) = first {
            within(env, &ground.planning, day)?;
        }
        let (made, solve_ms) = ground.propose(env);
        if self.dump {
            let dump = json::dump(&made, &ground.state);
            env.printer.line(&dump);
            return Ok(());
        }
        keep(env, &made.proposal)?;
        if env.printer.json {
            let shown = Shown { first, days: self.days.map(usize::from), whole: true };
            let answer = json::answer(&made, &ground, shown, solve_ms);
            env.printer.json(&answer);
        } else {
            let shown = Shown { first, days: self.days.map(usize::from), whole: false };
            text::print(env, &made, &ground, shown);
        }
        Ok(())
    }
}

/// What of a proposal is shown.
#[derive(Clone, Copy, Debug)]
struct Shown {
    /// From that day on; today when it was not said.
    first: Option<NaiveDate>,
    /// So many days, if it was said.
    days: Option<usize>,
    /// All days, when nothing was said.
    whole: bool,
}

impl Shown {
    /// The days, as a range of indices.
    fn range(self, made: &Made) -> std::ops::Range<usize> {
        let days = &made.proposal.days;
        let first = self.first.and_then(|day| days.iter().position(|known| known.day == day));
        let from = first.unwrap_or(0);
        let count = match (self.days, self.first) {
            (Some(days), _) => days,
            (None, None) if self.whole => days.len(),
            (None, _) => 1,
        };
        from..from.saturating_add(count).min(days.len())
    }
}

/// Whether a day is one of those that are planned.
fn within(env: &Env, planning: &Planning, day: NaiveDate) -> Result<(), Failure> {
    let ahead = (day - env.now.day()).num_days();
    if (0..=i64::from(planning.horizon_days)).contains(&ahead) {
        return Ok(());
    }
    let last = env.now.day() + Days::new(planning.horizon_days.into());
    let hint = if ahead < 0 {
        format!("`heyday log {day}` shows what was done")
    } else {
        format!("the plan goes to {last}; `heyday config plan.horizon_days` says how far")
    };
    Err(Failure::not_found(format!("no plan for {day}"), hint))
}
