//! The one integration binary: everything that is tested from outside of the crate. A file here is a module,
//! named after what it tests; nothing in it reads the real home folder or the real clock, and nothing sleeps.

// A test that cannot go on says so by panicking, also in the functions that tests share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod backups;
mod bus;
mod calendars;
mod cli;
mod cli_rest;
mod cli_streams;
#[cfg(unix)]
mod daemon;
mod day;
mod desktops;
mod estimates;
mod estimates_bulk;
mod evaluation;
mod explain;
mod flows;
#[path = "../fuzz/mod.rs"]
mod fuzz;
mod home;
mod hooks;
mod import_files;
mod import_git;
mod layering;
mod learning;
mod mcp;
mod notify;
mod notify_terminal;
mod nudges;
mod plan;
mod plan_course;
mod plan_life;
mod pty;
mod pty_away;
mod pty_spoken;
mod pty_terminal;
mod reports;
mod rough_days;
mod said;
mod skills;
mod solve;
mod source;
mod two_months;
