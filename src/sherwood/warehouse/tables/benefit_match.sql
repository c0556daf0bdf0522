-- Benefits of adults: for each adult the authority named to the Department for Work and Pensions, the answer on the day
--   of the match.
-- grain: one row per adult and day of match
-- key: person_key, match_date
-- rules: answers of single days, of which no spell is made: nothing is known of the days between. For the programme's
--   purpose alone: the feed declares no other, and access keeps the rows from every viewer without it.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.match_date
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_dwp_answers AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.match_date,
    n.match,
    CASE WHEN n.match = 'matched' THEN n.is_out_of_work END AS is_out_of_work,
    CASE WHEN n.match = 'matched' THEN n.benefit END AS benefit
FROM numbered AS n
WHERE n.from_last = 1
