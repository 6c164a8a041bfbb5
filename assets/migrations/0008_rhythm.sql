-- 0008: after how much work a break is due, as it was found last. One row that may be deleted at any time.

CREATE TABLE rhythm (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    basis    TEXT    NOT NULL,       -- the day, the settings, and how much log it was found from
    soft_ms  INTEGER                 -- nothing when breaks are never due
) STRICT;
