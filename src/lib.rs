#![doc = include_str!("ARCHITECTURE.md")]

pub mod app;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod input;
pub mod learn;
pub mod nudge;
pub mod plan;
pub mod report;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
