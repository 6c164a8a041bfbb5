//! Importers and exporters, one file a format, between bytes and domain values. Pure: no files, no clock.
