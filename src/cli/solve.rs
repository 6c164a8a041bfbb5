//! `solve`: a scheduling problem from a file, and a plan for it. For bug reports, for comparing, and for programs
//! that have a problem of their own; the person's work is not looked at.
//!
//! Next: [`crate::plan`], which solves; [`crate::plan::instance`] for the file.

use super::env::Env;
use super::failure::Failure;
use super::phrase::count;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::exchange::json::Exact;
use crate::plan::{self, FREE, Fault, Instance, Problem, Score};
use clap::Args;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Instant;

/// Bytes of an instance beyond which it is not read.
const MOST_BYTES: u64 = 64 << 20;

/// Arguments of `solve`.
#[derive(Debug, Args)]
#[command(after_help = "\
An instance is JSON, with minutes throughout and tasks by index:

  {\"slot_min\":15,\"types\":[\"writing\"],\"q\":[[96 numbers: what each quarter of an hour of the day is worth]],
   \"days\":[{\"start\":540,\"end\":1020,\"busy\":[[735,780]]}],
   \"tasks\":[{\"type\":0,\"rem\":120,\"w\":1.5,\"release\":null,\"due\":[0,1020],\"hard\":false,\"min_chunk\":30,
            \"max_chunk\":120,\"deps\":[],\"deep\":true}],
   \"prev\":[{\"task\":0,\"day\":0,\"start\":540,\"end\":600}],\"weights\":{\"late\":2.0}}

A task can have `windows` ([[day, from, to]]), in which alone it may be placed. A day can have `meetings` ([[from, to]]) \
and `pinned` work ([[from, to, deep]]) that count as work without a break, `worked_min`, `worked_deep_min` and `run` (minutes without a break) \
from before its start, and `capacity_min`. `budgets` limit tasks together: \
[{\"tasks\":[0],\"day\":120,\"week\":[[first_day,last_day,600]]}].

With `--json` the plan is `own`: the index of a task, or -1, for each slot of each day. The same instance, iterations \
and seed always give the same plan.

Examples:
  heyday solve instance.json
  heyday solve --json --iterations 60000 < instance.json")]
pub(crate) struct Solve {
    /// The problem, as `heyday plan --dump` writes it; standard input without it, or with `-`
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How long to search; more is better and takes longer [default: by size]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=100_000_000))]
    iterations: Option<u32>,
    /// The seed of the random numbers
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
}

impl Solve {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let instance = Instance::read(&self.read()?).map_err(unfit)?;
        let problem = Problem::new(&instance).map_err(unfit)?;
        let usual = || plan::usual_iterations(&problem);
        let iterations = self.iterations.map_or_else(usual, |said| said as usize);
        let began = Instant::now();
        let solution = plan::solve(&problem, iterations, self.seed);
        let solve_ms = began.elapsed().as_secs_f64() * 1e3;
        // The judge shares no sums with the search: a plan that breaks anything is never shown.
        let score = plan::score(&problem, &solution.own).map_err(|violation| {
            let hint = "report this with the instance, please: it is a mistake in heyday";
            Failure::new("internal", format!("the plan breaks a constraint: {violation}"), hint)
        })?;
        if env.printer.json {
            let own =
                solution.own.iter().map(|task| if *task == FREE { -1 } else { i32::from(*task) });
            let own: Vec<i32> = own.collect();
            let answer = view::answer(|json| {
                json.field("own", own);
                json.field("objective", Exact(score.total())).field("iterations", iterations);
                json.field("solve_ms", solve_ms).field("seed", self.seed);
                json.object_field("terms", |json| {
                    for (name, term) in score.terms() {
                        json.field(name, Exact(term));
                    }
                });
            });
            env.printer.json(&answer);
            return Ok(());
        }
        tell(env, &instance, &problem, &solution.own);
        sums(env, &score, iterations, solve_ms);
        Ok(())
    }

    fn read(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let named = self.file.as_ref().filter(|file| file.as_os_str() != "-");
        let (what, read) = if let Some(file) = named {
            let opened = File::open(file);
            let read = opened.and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
            (format!("can't read `{}`", file.display()), read)
        } else {
            let read = io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes);
            ("can't read standard input".to_owned(), read)
        };
        read.map_err(|error| {
            Failure::io(&what, &error, "`heyday solve FILE` takes an instance as JSON")
        })?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(Failure::new(
                "too_large",
                "the instance has more than 64 MiB",
                "solve a part of it",
            ));
        }
        Ok(bytes)
    }
}

fn unfit(fault: Fault) -> Failure {
    Failure::new("bad_instance", format!("not an instance: {}", fault.message), fault.hint)
}

/// The blocks of the plan, and what has no place.
fn tell(env: &mut Env, instance: &Instance, problem: &Problem, own: &[u16]) {
    let mut table = Table::new(&[
        (Column::Right, "DAY"),
        (Column::Left, "TIME"),
        (Column::Right, "TASK"),
        (Column::Left, "TYPE"),
    ]);
    let mut slot = 0;
    while slot < own.len() {
        let (task, day) = (own[slot], problem.day_of[slot]);
        let same = |at: &usize| own[*at] == task && problem.day_of[*at] == day;
        let end = (slot..own.len()).take_while(same).count() + slot;
        if task != FREE {
            let kind = instance.types.get(problem.jobs[usize::from(task)].kind);
            let time = format!(
                "{}-{}",
                clock(problem.minutes[slot]),
                clock(problem.minutes[end - 1] + problem.slot_min)
            );
            table.row(vec![
                (Look::Faint, (day + 1).to_string()),
                (Look::Plain, time),
                (Look::Strong, task.to_string()),
                (Look::Faint, kind.cloned().unwrap_or_default()),
            ]);
        }
        slot = end;
    }
    table.print(&mut env.printer);
    for line in left_over(problem, own) {
        env.printer.line(&line);
    }
}

/// What has no place, or not for all of it.
fn left_over(problem: &Problem, own: &[u16]) -> Vec<String> {
    let mut left: Vec<u16> = problem.jobs.iter().map(|job| job.slots).collect();
    for task in own.iter().filter(|task| **task != FREE) {
        left[usize::from(*task)] -= 1;
    }
    let listed = |wanted: fn(u16, u16) -> bool| {
        let tasks = left.iter().zip(&problem.jobs).enumerate();
        let tasks = tasks.filter(|(_, (left, job))| wanted(**left, job.slots));
        tasks.map(|(task, _)| task.to_string()).collect::<Vec<_>>().join(", ")
    };
    let (whole, part) =
        (listed(|left, all| left == all), listed(|left, all| 0 < left && left < all));
    let lines = [("No place for", whole), ("Not all of", part)];
    let told = lines.into_iter().filter(|(_, tasks)| !tasks.is_empty());
    told.map(|(what, tasks)| format!("{what}: {tasks}")).collect()
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// What the plan is worth, and why.
fn sums(env: &mut Env, score: &Score, iterations: usize, solve_ms: f64) {
    let terms = score.terms().into_iter().filter(|(_, term)| *term != 0.0);
    let terms: Vec<String> = terms.map(|(name, term)| format!("{name} {term:+.2}")).collect();
    env.printer.line(&format!("Objective {:.2}", score.total() + 0.0));
    let why = format!(
        "{}{}{} in {solve_ms:.0} ms",
        terms.join(", "),
        if terms.is_empty() { "" } else { "; " },
        count(iterations as u64, "iteration"),
    );
    let why = env.printer.paint(Look::Faint, &why);
    env.printer.line(&why);
}
