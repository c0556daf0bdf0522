-- Youth offences: offences of children, each with what came of it.
-- grain: one row per offence
-- key: offence_number
-- rules: proven is an outcome out of court (a caution) or in court; an informal outcome, a dismissal and a pending case
--   are not. Of several formal outcomes on the first day the lowest number is the first. The next offence is the first that was committed after the outcome and proven.
WITH told AS (
    SELECT
        l.*,
        r.person_key,
        COALESCE(c.grouping, 'No outcome') AS outcome_group,
        COALESCE(c.grouping IN ('Out of court', 'In court'), FALSE) AND l.outcome_date IS NOT NULL AS is_proven
    FROM landing_youth_justice_offences AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    LEFT JOIN code AS c ON c.codelist = 'youth_outcome' AND c.code = l.outcome
),
numbered AS (
    SELECT
        t.*,
        ROW_NUMBER() OVER (
            PARTITION BY t.person_key, t.is_proven ORDER BY t.outcome_date, t.offence_number
        ) AS from_first
    FROM told AS t
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.offence_number,
    n.offence,
    n.seriousness,
    n.offence_date,
    n.outcome,
    n.outcome_group,
    COALESCE(n.outcome_date, DATE '9999-12-31') AS outcome_date,
    n.is_proven,
    n.is_proven AND n.from_first = 1 AS is_first,
    n.is_proven AND n.outcome = 'detention' AS is_custody,
    COALESCE(
        (
            SELECT MIN(o.offence_date)
            FROM told AS o
            WHERE o.person_key = n.person_key AND o.is_proven AND o.offence_date > n.outcome_date
        ),
        DATE '9999-12-31'
    ) AS next_offence_date
FROM numbered AS n
