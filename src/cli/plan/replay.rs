//! `plan replay`: a past day as it was planned, as it was worked, and as today's model would plan it. Reads only.
//!
//! Next: [`crate::plan::replay`], which finds it.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase;
use super::super::printer::Look;
use super::super::review::one_day;
use super::super::table::{Column, Table};
use super::super::view;
use super::super::words::word;
use super::shown;
use crate::domain::{Span, State};
use crate::exchange::json::Json;
use crate::plan::World;
use crate::plan::replay::{Part, morning, replay, worth};
use crate::store::Scope;
use crate::text::print_duration;
use chrono::Days;
use clap::Args;

/// Arguments of `plan replay`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is known is what the log knew when work began that day. Worth is counted in quarters of an hour, each by the \
weight of its task and what the hour is worth for that kind of work, as it was learned until today.

Example:
  heyday plan replay yesterday")]
pub(super) struct Replay {
    /// The day: yesterday, mon, 2026-11-24
    #[arg(required = true, value_name = "DAY", value_parser = word)]
    day: Vec<String>,
}

impl Replay {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let now = env.now;
        let day = one_day(&self.day.join(" "), env)?;
        let planning = env.loaded.config.planning();
        let log = env.load(&Scope::Day(now.day_span(day)))?;
        let morning = morning(&log, &planning, day, &now);
        let then = env.loaded.config.now(morning.utc_ms(), now.zone);
        let habits = env.loaded.config.habits();
        let ahead = Days::new(planning.horizon_days.into());
        let [first, last] = [day.checked_sub_days(Days::new(6)), day.checked_add_days(ahead)];
        let around = Span::new(
            now.day_span(first.unwrap_or(day)).start,
            now.day_span(last.unwrap_or(day)).end,
        );
        let store = env.store()?;
        let seq = store.seq_at(morning)?;
        let state = store.state_as_of(seq, around, &then)?;
        let profile = store.learned(&now, &habits)?;
        let world = World { state: &state, profile: &profile, planning: &planning, now: &then };
        let found = replay(world, &log, now.at);
        let ways = [
            ("planned", "As planned", &found.planned),
            ("worked", "As worked", &found.worked),
            ("proposed", "As it would be planned today", &found.proposed),
        ];
        if env.printer.json {
            let answer = view::answer(|json| {
                json.field("day", day).field("as_of", morning);
                for (name, _, parts) in ways {
                    json.object_field(name, |json| way(json, parts, (&state, &log)));
                }
            });
            env.printer.json(&answer);
            return Ok(());
        }
        let known = format!("{}, known at {}", phrase::day(day, &now), phrase::clock(morning));
        env.printer.line(&known);
        for (_, heading, parts) in ways {
            let heading = env.printer.paint(Look::Strong, heading);
            env.printer.line(&format!("{heading}  worth {:.1}", worth(parts)));
            table(env, parts, (&state, &log));
        }
        Ok(())
    }
}

fn title(part: &Part, (then, log): (&State, &State)) -> String {
    match part.task {
        Some(id) => shown::title(id, &[], if log.task(id).is_some() { log } else { then }),
        None => "without a task".to_owned(),
    }
}

fn way(json: &mut Json, parts: &[Part], (then, log): (&State, &State)) {
    json.field("worth", worth(parts));
    json.array_field("parts", |json| {
        for part in parts {
            let task = part.task.and_then(|id| log.task(id).or_else(|| then.task(id)));
            json.object_item(|json| {
                view::named(json, part.task, task);
                json.field("start", part.span.start)
                    .field("end", part.span.end)
                    .field("worth", part.worth);
            });
        }
    });
}

fn table(env: &mut Env, parts: &[Part], states: (&State, &State)) {
    if parts.is_empty() {
        let line = env.printer.paint(Look::Faint, "  nothing");
        env.printer.line(&line);
        return;
    }
    let columns = [Column::Left, Column::Right, Column::Flexible, Column::Right];
    let mut table = Table::new(&columns.map(|column| (column, "")));
    for part in parts {
        table.row(vec![
            (Look::Plain, format!("  {}", shown::from_to(part.span))),
            (Look::Faint, print_duration(part.span.seconds())),
            (Look::Plain, title(part, states)),
            (Look::Faint, format!("{:.1}", part.worth)),
        ]);
    }
    table.print(&mut env.printer);
}
