//! The commands that are run most, understood without the tree of all of them, which takes more time and memory than
//! what they do. Must never understand anything differently from the tree: what it does not understand, it leaves.
//!
//! Next: [`super::args`] for the tree.

use super::args::{Bare, Cli};
use super::{capture, list, log, next, nudge, past, plan, show, status, tasks, timer, words};
use clap::{Args, CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;

/// Gives a command its arguments.
type Augment = fn(clap::Command) -> clap::Command;

/// What scripts, status lines, hooks and hands call many times a day.
const OFTEN: [(&str, Augment); 17] = [
    ("add", <capture::Add as Args>::augment_args),
    ("break", <timer::Break as Args>::augment_args),
    ("done", <tasks::Done as Args>::augment_args),
    ("edit", <capture::Edit as Args>::augment_args),
    ("history", <past::History as Args>::augment_args),
    ("interrupt", <timer::Interrupt as Args>::augment_args),
    ("list", <list::List as Args>::augment_args),
    ("log", <log::Log as Args>::augment_args),
    ("next", <next::Next as Args>::augment_args),
    ("nudge", <nudge::NudgeCommand as Args>::augment_args),
    ("plan", <plan::Plan as Args>::augment_args),
    ("resume", <timer::Resume as Args>::augment_args),
    ("show", <show::Show as Args>::augment_args),
    ("start", <timer::Start as Args>::augment_args),
    ("status", <status::Status as Args>::augment_args),
    ("stop", <timer::Stop as Args>::augment_args),
    ("switch", <timer::Switch as Args>::augment_args),
];

/// What the arguments say, where they name no command or one that is run often and nothing is wrong with them. `args`
/// holds the program's name first.
pub(super) fn parse(args: &[OsString]) -> Option<Cli> {
    let Some(name) = words::first_word(args) else {
        return Bare::try_parse_from(args).ok().map(Cli::from);
    };
    let (name, augment) = OFTEN.iter().find(|(often, _)| name == *often)?;
    let mut tree = tree(name, *augment);
    let mut matches = tree.try_get_matches_from_mut(args).ok()?;
    let cli = Cli::from_arg_matches_mut(&mut matches).ok();
    // The process ends soon, and taking these apart takes time.
    std::mem::forget((tree, matches));
    cli
}

fn tree(name: &'static str, augment: Augment) -> clap::Command {
    Bare::command().subcommand(augment(clap::Command::new(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(args: &[OsString]) -> Result<Cli, clap::Error> {
        let mut matches = Cli::command().try_get_matches_from(args)?;
        Cli::from_arg_matches_mut(&mut matches)
    }

    #[test]
    fn a_command_that_is_run_often_takes_what_it_takes_in_the_tree_of_all() {
        let mut all = Cli::command();
        all.build();
        for (name, augment) in OFTEN {
            let mut alone = tree(name, augment);
            alone.build();
            let taken = |tree: &clap::Command| {
                let command = tree.find_subcommand(name).unwrap();
                let args = command.get_arguments().map(|arg| format!("{arg:?}"));
                let inner = command.get_subcommands().map(|inner| inner.get_name().to_owned());
                args.chain(inner).collect::<Vec<_>>()
            };
            assert_eq!(taken(&alone), taken(&all), "{name}");
            assert!(alone.find_subcommand(name).unwrap().get_arguments().count() > 3, "{name}");
        }
    }

    #[test]
    fn it_understands_the_same_or_nothing() {
        let lines = [
            "",
            "--json",
            "-q --color never",
            "--accessible",
            "--help",
            "--version",
            "status",
            "status --json",
            "--json status",
            "status --format {title}",
            "status --formt x",
            "status more",
            "status --help",
            "--data-dir status add x",
            "--data-dir x status -q",
            "--config status",
            "--accessible status",
            "add a b",
            "add",
            "add --json x",
            "list --json due:today",
            "start 7 --at 9:00",
            "stop --focus 4",
            "stop --focus 9",
            "log add 1 --from 9:00 --to 10:00",
            "log yesterday",
            "log edit",
            "plan",
            "plan move 1 9:00",
            "plan --nothing",
            "nudge",
            "nudge off --for 2h",
            "done 1 2 --focus 3",
            "break 10m --x",
            "unknown",
            "doctor",
            "switch",
            "show 1 --rehearse",
            "stat",
        ];
        let mut understood = 0;
        for line in lines {
            let words = std::iter::once("heyday").chain(line.split_whitespace());
            let args = words::protect(words.map(OsString::from).collect());
            let Some(often) = parse(&args) else { continue };
            understood += 1;
            assert_eq!(format!("{often:?}"), format!("{:?}", whole(&args).unwrap()), "{line}");
        }
        assert!(understood > 15, "{understood}");
    }
}
