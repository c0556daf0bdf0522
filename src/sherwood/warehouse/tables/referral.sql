-- Referrals, each with the one before it and the first assessment it led to.
-- grain: one row per child and day
-- key: referral_key
-- rules: a record on a case already open is no referral in the published counts (Department for Education,
--   Characteristics of children in need: methodology); it stays here, marked, and counts for no other row's days since
--   the previous referral. A case is already open if it began on an earlier day and closes after the day of the record:
--   on the day it closes another may begin (Children in need census, rule 8820). Those days count from an earlier day, because referrals of one day are one. A referral closed with
--   no further action at once closes on its day where no feed says when. A case whose end no feed tells stands open, but
--   does not make the referrals after it repeats on an open case. That no assessment was started is said only of a day
--   for which a loaded file tells of assessments: a year's census knows nothing of those of the years before. A referral
--   closed with no further action at once, with nobody allocated that day, was decided by the hub (local: the settings
--   name the hub).
WITH closed AS (
    SELECT
        c.*,
        CASE
            WHEN c.is_no_further_action AND COALESCE(c.close_date, DATE '9999-12-31') = DATE '9999-12-31'
            THEN c.referral_date
            ELSE c.close_date
        END AS known_close_date
    FROM referral_chosen AS c
),
marked AS (
    SELECT
        c.*,
        COALESCE(
            MAX(c.known_close_date) OVER (
                PARTITION BY c.person_key ORDER BY c.referral_date
                RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1' DAY PRECEDING
            ) > c.referral_date,
            FALSE
        ) AS is_on_open_case
    FROM closed AS c
),
followed AS (
    SELECT
        m.*,
        MAX(CASE WHEN NOT m.is_on_open_case THEN m.referral_date END) OVER (
            PARTITION BY m.person_key ORDER BY m.referral_date
            RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1' DAY PRECEDING
        ) AS previous_date
    FROM marked AS m
),
assessments_told AS (
    SELECT DISTINCT d.cover_from, d.cover_to
    FROM landing_delivery AS d
    WHERE d.table_name IN ('assessments', 'cin_assessments')
),
first_assessments AS (
    SELECT
        a.person_key,
        COALESCE(a.referral_date, o.referral_date) AS referral_date,
        MIN(a.start_date) AS start_date,
        MAX(CASE WHEN a.is_no_further_action AND a.authorised_date < DATE '9999-12-31' THEN 1 ELSE 0 END) AS ended_so
    FROM assessment_chosen AS a
    LEFT JOIN referral_on_day AS o ON o.person_key = a.person_key AND o.day = a.start_date
    GROUP BY a.person_key, COALESCE(a.referral_date, o.referral_date)
)
SELECT
    f.authority,
    f.feed,
    f.person_key,
    f.source_row,
    f.person_key || ':' || CAST(f.referral_date AS VARCHAR) AS referral_key,
    f.referral_date,
    COALESCE(f.known_close_date, DATE '9999-12-31') AS close_date,
    CASE WHEN f.known_close_date < DATE '9999-12-31' THEN f.close_reason END AS close_reason,
    f.referral_source,
    f.primary_need,
    f.is_no_further_action,
    f.is_on_open_case,
    CAST(DATE_DIFF('day', f.previous_date, f.referral_date) AS INTEGER) AS days_since_previous,
    CASE
        WHEN p.person_key IS NULL THEN NULL
        WHEN p.is_no_further_action THEN 'no_further_action'
        WHEN COALESCE(p.known_close_date, DATE '9999-12-31') > f.referral_date THEN 'open'
        WHEN p.close_reason IN ('RC8', 'RC9') OR b.ended_so = 1 THEN 'after_assessment'
        ELSE 'later'
    END AS previous_outcome,
    CASE
        WHEN a.start_date IS NULL AND EXISTS (
            SELECT 1
            FROM assessments_told AS t
            WHERE t.cover_from <= f.referral_date AND f.referral_date <= t.cover_to
        ) THEN DATE '9999-12-31'
        ELSE a.start_date
    END AS first_assessment_start_date,
    f.team_id,
    o.team_id AS received_by,
    f.sources
FROM followed AS f
LEFT JOIN marked AS p ON p.person_key = f.person_key AND p.referral_date = f.previous_date
LEFT JOIN first_assessments AS b ON b.person_key = p.person_key AND b.referral_date = p.referral_date
LEFT JOIN first_assessments AS a ON a.person_key = f.person_key AND a.referral_date = f.referral_date
LEFT JOIN organisation AS o
    ON o.is_hub
    AND o.start_date <= f.referral_date
    AND f.referral_date <= o.end_date
    AND f.is_no_further_action
    AND NOT EXISTS (
        SELECT 1
        FROM allocation AS l
        WHERE l.person_key = f.person_key AND l.start_date <= f.referral_date AND f.referral_date <= l.through_date
    )
