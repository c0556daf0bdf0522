-- Legal statuses: consecutive episodes of a period of care under the same legal status, joined up.
-- grain: one row per unbroken spell of one legal status in a period of care
-- key: source_row (of its first episode)
-- rules: a spell ends when the next begins or the period of care ends (SSDA903 guide: LS).
WITH compared AS (
    SELECT
        e.*,
        ROW_NUMBER() OVER (PARTITION BY e.period_of_care_key ORDER BY e.sequence) AS place_in_period,
        LAG(e.legal_status) OVER (PARTITION BY e.period_of_care_key ORDER BY e.sequence) AS legal_status_before
    FROM episode AS e
),
numbered AS (
    SELECT
        c.*,
        SUM(
            CASE WHEN c.place_in_period = 1 OR c.legal_status IS DISTINCT FROM c.legal_status_before THEN 1 ELSE 0 END
        ) OVER (
            PARTITION BY c.period_of_care_key ORDER BY c.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS spell
    FROM compared AS c
),
ends AS (
    SELECT
        n.*,
        ROW_NUMBER() OVER (PARTITION BY n.period_of_care_key, n.spell ORDER BY n.sequence) AS from_first,
        ROW_NUMBER() OVER (PARTITION BY n.period_of_care_key, n.spell ORDER BY n.sequence DESC) AS from_last
    FROM numbered AS n
)
SELECT
    f.authority,
    f.feed,
    f.person_key,
    f.source_row,
    f.legal_status,
    f.start_date,
    l.until_date,
    f.period_of_care_key
FROM ends AS f
JOIN ends AS l ON l.period_of_care_key = f.period_of_care_key AND l.spell = f.spell AND l.from_last = 1
WHERE f.from_first = 1
