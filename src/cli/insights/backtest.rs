//! `insights backtest`: what the model would have said about the person's own past, beside what plain averages and the
//! raw estimates would have. The verdict is kept: the plan treats all hours alike when the curves did not help.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::printer::Look;
use super::super::table::{Column, Table};
use super::super::view;
use crate::exchange::json::Json;
use crate::learn::backtest::{HoursBacktest, LookBack, look_back};
use crate::learn::pace::{PaceBacktest, Score};

pub(super) fn run(env: &mut Env) -> Result<(), Failure> {
    let (now, habits) = (env.now, env.loaded.config.habits());
    let evidence = env.store()?.evidence(&now, &habits)?;
    let LookBack { hours, pace } = look_back(&evidence, &habits);
    let verdict = hours.verdict(now.day());
    env.store()?.judged(verdict, &now, &habits)?;
    if env.printer.json {
        let answer = view::answer(|json| fields(json, &hours, &pace, verdict.hours_hold));
        env.printer.json(&answer);
        return Ok(());
    }
    tell_hours(env, &hours, verdict.hours_hold);
    env.printer.line("");
    tell_pace(env, &pace);
    Ok(())
}

fn tell_hours(env: &mut Env, found: &HoursBacktest, holds: Option<bool>) {
    let printer = &mut env.printer;
    let head = printer.paint(Look::Strong, "Focus");
    if found.predicted == 0 {
        printer.line(&format!("{head}  not enough rated sessions yet to predict any of them"));
        printer.line("Next: `heyday stop --focus 4` rates a session");
        return;
    }
    let about = format!("{} rated sessions, each predicted from those before it", found.predicted);
    let about = printer.paint(Look::Faint, &about);
    printer.line(&format!("{head}  {about}"));
    let mut table = Table::new(&[(Column::Left, ""), (Column::Right, "VARIANCE PREDICTED")]);
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    for (name, errors) in [
        ("the curves", found.curve),
        ("average of the type", found.kind),
        ("average of the type at that hour", found.kind_hour),
    ] {
        table.row(vec![(Look::Plain, name.into()), (Look::Plain, percent(errors.r2()))]);
    }
    table.print(printer);
    let covered = found.coverage().unwrap_or_default() * 100.0;
    printer.line(&format!(
        "Prediction and rating correlate with {:.2}; {covered:.0} % of the 80 % intervals held.",
        found.correlation
    ));
    printer.line(&format!(
        "The third of sessions that the curves thought best was rated {:+.2} SD against the worst third.",
        found.uplift
    ));
    printer.line(match holds {
        None => "Too few to say whether the curves are better than the plain average.",
        Some(true) => "The curves are better than the plain average: the plan uses them.",
        Some(false) => {
            "The curves are not better than the plain average: the plan treats all hours alike."
        }
    });
}

fn tell_pace(env: &mut Env, found: &PaceBacktest) {
    let printer = &mut env.printer;
    let head = printer.paint(Look::Strong, "Estimates");
    let n = found.all.model.n;
    if n == 0 {
        printer.line(&format!("{head}  no finished task with an estimate yet"));
        return;
    }
    let about =
        format!("{n} finished tasks, each predicted from those before it; lower loss is better");
    let about = printer.paint(Look::Faint, &about);
    printer.line(&format!("{head}  {about}"));
    let right = |name| (Column::Right, name);
    let mut table = Table::new(&[
        (Column::Left, ""),
        right("LOSS P50"),
        right("P80"),
        right("P90"),
        right("ENOUGH P50"),
        right("P80"),
        right("P90"),
    ]);
    for (name, score) in ways(found) {
        let losses = score.pinball().map(|loss| (Look::Plain, format!("{loss:.3}")));
        let enough = score.covered().map(|share| (Look::Plain, format!("{:.0} %", 100.0 * share)));
        let cells = [(Look::Plain, name.to_owned())].into_iter().chain(losses).chain(enough);
        table.row(cells.collect());
    }
    table.print(printer);
}

/// The ways to say what an estimate takes, and how each did.
fn ways(found: &PaceBacktest) -> [(&'static str, Score); 4] {
    let all = found.all;
    [
        ("the model", all.model),
        ("the raw estimate", all.raw),
        ("the last hundred ratios", all.bootstrap),
        ("the average ratio", all.average),
    ]
}

fn fields(json: &mut Json, hours: &HoursBacktest, pace: &PaceBacktest, holds: Option<bool>) {
    // What nothing was predicted for has no score: zero would be one.
    let seen = |score: f64| (hours.predicted > 0).then_some(score);
    json.object_field("focus", |json| {
        json.field("predicted", u64::from(hours.predicted))
            .field("correlation", seen(hours.correlation))
            .field("r2", seen(hours.curve.r2()))
            .field("r2_type_average", seen(hours.kind.r2()))
            .field("r2_type_hour_average", seen(hours.kind_hour.r2()))
            .field("coverage_80", hours.coverage())
            .field("uplift", seen(hours.uplift))
            .field("hours_hold", holds);
    });
    json.object_field("pace", |json| {
        for ((_, score), key) in
            ways(pace).into_iter().zip(["model", "raw", "bootstrap", "average"])
        {
            json.object_field(key, |json| {
                let ([p50, p80, p90], covered) = (score.pinball(), score.covered());
                let seen = |loss: f64| (score.n > 0).then_some(loss);
                json.field("n", u64::from(score.n)).field("crps", seen(score.crps()));
                json.field("pinball_p50", seen(p50))
                    .field("pinball_p80", seen(p80))
                    .field("pinball_p90", seen(p90))
                    .field("covered_p50", seen(covered[0]))
                    .field("covered_p80", seen(covered[1]))
                    .field("covered_p90", seen(covered[2]));
            });
        }
    });
}
