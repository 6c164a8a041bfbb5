//! `daemon status`: what the background process says of itself, and what the system says about it.

use super::install;
use crate::cli::env::Env;
use crate::cli::phrase;
use crate::cli::printer::Look;
use crate::cli::view;
use crate::domain::Moment;
use crate::runtime::{Report, report};
use crate::text::{print_duration, visible};
use std::path::Path;

/// Says how it does.
pub(super) fn run(env: &mut Env) {
    let report = report(&env.paths.data);
    let installed = install::installed();
    if env.printer.json {
        json(env, report.as_ref(), installed.as_deref());
        return;
    }
    for line in lines(env, report.as_ref()) {
        env.printer.line(&line);
    }
    let line = match installed {
        Some(file) => format!("begins at login: {}", visible(&file.to_string_lossy())),
        None => "does not begin at login; `heyday daemon install` changes that".into(),
    };
    let line = env.printer.paint(Look::Faint, &line);
    env.printer.line(&line);
}

/// What it comes to in a few words, for `doctor`.
pub(crate) fn row(data: &Path) -> String {
    let installed = if install::installed().is_some() { ", begins at login" } else { "" };
    match report(data) {
        None => format!("not running{installed}"),
        Some(Report { trouble: Some(trouble), pid, .. }) => {
            format!("running (pid {pid}){installed}, but waits: {}", visible(&trouble))
        }
        Some(report) => format!("running (pid {}){installed}", report.pid),
    }
}

fn lines(env: &Env, report: Option<&Report>) -> Vec<String> {
    let Some(report) = report else { return vec!["not running".into()] };
    let when = |text: &str| Moment::parse_rfc3339(text).map(|at| phrase::day_clock(at, &env.now));
    let since = when(&report.since).map(|since| format!(" since {since}")).unwrap_or_default();
    let mut lines = vec![format!("running{since} (pid {})", report.pid)];
    if let Some(trouble) = &report.trouble {
        let line = format!("waits: {}", visible(trouble));
        lines.push(env.printer.paint(Look::Warning, &line));
    }
    lines.push(if report.speaks { "speaks" } else { "is silent: a screen is open" }.into());
    if !report.sources.is_empty() {
        lines.push(format!("hears you by {}", report.sources.join(", ")));
    }
    if !report.notifier.is_empty() {
        lines.push(format!("shows nudges by {}", visible(&report.notifier)));
    }
    if let Some((at, _, text)) = &report.last {
        let at = when(at).unwrap_or_default();
        lines.push(format!("last nudge {at}: {}", visible(text)));
    }
    lines.extend(wakes(report));
    if let Some((cpu_s, since_s)) = cpu(report.pid) {
        let share = 100.0 * cpu_s / since_s.max(1.0);
        let long = print_duration(whole(since_s));
        lines.push(format!("{cpu_s:.2} s of processor time in {long}: {share:.3} %"));
    }
    lines
}

fn wakes(report: &Report) -> Option<String> {
    per_minute(report).map(|rate| format!("wakes {rate:.1} times a minute"))
}

/// How often it wakes a minute; `None` before it has run for one.
fn per_minute(report: &Report) -> Option<f64> {
    (report.awake_s >= 60).then(|| report.wakeups as f64 * 60.0 / report.awake_s as f64)
}

fn json(env: &mut Env, report: Option<&Report>, installed: Option<&Path>) {
    let answer = view::answer(|json| {
        json.field("running", report.is_some());
        json.field("installed", installed.map(Path::to_string_lossy).as_deref());
        let Some(report) = report else { return };
        json.field("pid", report.pid)
            .field("since", report.since.as_str())
            .field("speaks", report.speaks)
            .field("notifier", report.notifier.as_str())
            .field("trouble", report.trouble.as_deref())
            .field("wakeups", report.wakeups)
            .field("wakeups_per_minute", per_minute(report))
            .field("cpu_s", cpu(report.pid).map(|(cpu_s, _)| cpu_s));
        json.array_field("sources", |json| {
            report.sources.iter().for_each(|source| _ = json.item(source.as_str()));
        });
        match &report.last {
            None => json.field("last", None::<bool>),
            Some((at, rule, text)) => json.object_field("last", |json| {
                json.field("at", at.as_str()).field("rule", rule.as_str()).field("text", text);
            }),
        };
    });
    env.printer.json(&answer);
}

/// Seconds of processor time that a process has used, and seconds since it began; `None` where the system does not tell.
fn cpu(pid: u32) -> Option<(f64, f64)> {
    // Linux counts in hundredths of a second here, whatever the machine (`proc(5)`, `USER_HZ`).
    const HZ: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let uptime: f64 = uptime.split(' ').next()?.parse().ok()?;
    // The name may hold anything but ends with the last bracket.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |place: usize| fields.get(place)?.parse::<f64>().ok();
    // Fields 14, 15 and 22 of the file; the first here is the third.
    let (in_program, in_kernel, begun) = (number(11)?, number(12)?, number(19)?);
    Some(((in_program + in_kernel) / HZ, (uptime - begun / HZ).max(0.0)))
}

#[expect(clippy::cast_possible_truncation, reason = "seconds of a process's life")]
fn whole(seconds: f64) -> i64 {
    seconds as i64
}
