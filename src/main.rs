//! The `heyday` program: everything is in the library, see [`heyday::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    heyday::cli::main()
}
