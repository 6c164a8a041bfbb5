//! What no profile can say, but a linker can, for the program that people get.
//!
//! The tables for unwinding are left out: 0.65 MB which nothing reads, because a panic ends the process (`panic = "abort"`).
//! And what an open screen runs stands together: the kernel maps code by the 64 kB, so that a screen would hold nearly all
//! of the program in memory if what it never runs stood in between. `screen.order` says what it runs, by the beginnings
//! of names: the functions that were called from its start to its first plan (a debugger stopped at each once), below an
//! empty line those that were called when somebody went through the screens, and below another those of the commands that
//! are run most. One that is missing there works as well, elsewhere; `.ci/order.py` makes the list anew.
//!
//! Must never break a build: a linker of somebody's own choice, one that does not take this, and any other system are left
//! alone, and the program is larger there.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the sections with those tables are called.
const TABLES: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table .gcc_except_table.*) } } INSERT BEFORE .rodata;\n";
/// What a screen runs: a pattern of the linker a line, what is needed first before the rest.
const SCREEN: &str = include_str!("screen.order");

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for file in ["build.rs", "screen.order"] {
        writeln!(out, "cargo::rerun-if-changed=.cargo/{file}")?;
    }
    let Some(folder) = env::var_os("OUT_DIR").map(PathBuf::from).filter(|_| is_wanted()) else {
        return Ok(());
    };
    let script = folder.join("program.ld");
    let group = |names: &str| {
        // What the compiler holds to be called seldom stands in sections of another name.
        let named = names.lines().map(|name| format!(" .text.{name} .text.unlikely.{name}"));
        format!(" *({} )", named.collect::<String>())
    };
    let screen: String = SCREEN.split("\n\n").map(group).collect();
    let together = format!("SECTIONS {{ .text.screen : {{{screen} }} }} INSERT BEFORE .text;\n");
    std::fs::write(&script, format!("{together}{TABLES}"))?;
    let told = [String::from("-Wl,--no-eh-frame-hdr"), format!("-Wl,-T,{}", script.display())];
    if is_taken(&folder, &told) {
        for told in told {
            writeln!(out, "cargo::rustc-link-arg-bins={told}")?;
        }
    }
    Ok(())
}

/// Whether this is the program for people, for this machine, with the linker that comes of itself.
fn is_wanted() -> bool {
    let says = |name: &str| env::var(name).unwrap_or_default();
    let flags = says("CARGO_ENCODED_RUSTFLAGS");
    says("PROFILE") == "release"
        && says("TARGET") == says("HOST")
        && ["x86_64", "aarch64"].contains(&says("CARGO_CFG_TARGET_ARCH").as_str())
        && says("CARGO_CFG_TARGET_OS") == "linux"
        && says("CARGO_CFG_TARGET_ENV") == "gnu"
        && says("RUSTC_LINKER").is_empty()
        && !["linker=", "link-arg"].into_iter().any(|own| flags.contains(own))
}

/// Whether the system's linker takes that. The one that comes with Rust does.
fn is_taken(folder: &Path, told: &[String]) -> bool {
    let mut link = Command::new("cc");
    link.args(["-nostdlib", "-shared", "-x", "c", "/dev/null", "-o"]).arg(folder.join("tried"));
    link.args(told).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    link.status().is_ok_and(|status| status.success())
}
