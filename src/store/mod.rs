//! The SQLite store: journal, projections, migrations, backups. The only room that knows rusqlite.
