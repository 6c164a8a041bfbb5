-- 0002: the outline of an open task, so that ranking all of them reads little.
--
-- What ranks a task (domain/urgency.rs), in one cell, because with thousands of open tasks reading cells is
-- what costs: letters for status and priority, and whether it has a project; then, after commas, the number
-- of tags, when it was created, when it is due and whether that is hard, not before when, planned for which
-- day. A generated column: no writer has to keep it, and it can't differ from the rest of its row.
ALTER TABLE tasks ADD COLUMN outline TEXT GENERATED ALWAYS AS (
    substr(status, 1, 1) || substr(priority, 1, 1) || (project IS NOT NULL)
    -- Tags that are not JSON are the reader's to complain about, not a reason to refuse the row.
    || ',' || coalesce(json_array_length(iif(json_valid(tags), tags, NULL)), 0)
    || ',' || created_ms || ',' || coalesce(due_ms, '') || ',' || coalesce(due_hard, '')
    || ',' || coalesce(from_ms, '') || ',' || coalesce(on_day, '')
) VIRTUAL;

-- Instead of the seventeen columns it had, of which a session's end changed one.
DROP INDEX tasks_open;
CREATE INDEX tasks_open ON tasks (no, outline, after, id) WHERE status IN ('open', 'waiting');

-- What is planned for a day, and what is left of it.
CREATE INDEX tasks_planned ON tasks (on_day, estimate_s, tracked_s)
    WHERE on_day IS NOT NULL AND status IN ('open', 'waiting');
