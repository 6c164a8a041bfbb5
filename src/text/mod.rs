//! What a person types: quick-add, durations, dates, filters; errors carry the span and a hint. Pure.
