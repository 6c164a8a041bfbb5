//! Typed configuration, layers with provenance, theme roles, paths. The only room that knows toml and directories.
