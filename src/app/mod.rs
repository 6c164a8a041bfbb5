//! The interactive program as a state machine: model, messages, effects, update. Pure.
