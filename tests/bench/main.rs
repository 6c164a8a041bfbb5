//! What must stay fast, in one program: `cargo bench`, or `cargo bench -- decide` for one room. The sizes are those of
//! people with a long history; a figure means something only beside another of the same run.

mod domain;
mod exchange;
mod history;
mod instances;
mod learn;
mod nudge;
mod plan;
mod screen;
mod store;
mod text;

fn main() {
    divan::main();
}
