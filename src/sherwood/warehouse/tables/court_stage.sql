-- Stages of proceedings: stages of pre-proceedings and care proceedings and the days they were reached: nothing of what
--   was said in court.
-- grain: one row per case, child and stage
-- key: case_number, person_key, stage
-- rules: stages and dates alone, as the tracker holds them; the same stage of the same case told twice is the later row.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.case_number, r.person_key, l.stage
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_court_stages AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.case_number,
    n.stage,
    n.stage_date,
    n.listed_date,
    n."order" AS order_made
FROM numbered AS n
WHERE n.from_last = 1
