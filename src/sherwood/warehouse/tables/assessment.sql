-- Assessments under section 17 of the Children Act 1989, with both clocks of the 45 working days.
-- grain: one row per child and first day
-- key: assessment_key
-- rules: timescale assessment (Working Together, chapter 1). The law's clock starts with the referral for its first
--   assessment and with the assessment itself for later ones; the return's starts with the assessment. An assessment
--   belongs to the referral its feed names, else to the child's latest one on or before its first day. Of factors
--   nothing is said unless a feed that holds the assessment was loaded with its factors. Domestic abuse, mental health
--   and substance misuse together are counted where each is a parent's or carer's (factors 3B, 4B, and 1B or 2B). An
--   assessment is made again when one of another referral was authorised on or before its first day.
WITH matched AS (
    SELECT
        a.*,
        COALESCE(a.referral_date, o.referral_date) AS known_referral_date
    FROM assessment_chosen AS a
    LEFT JOIN referral_on_day AS o ON o.person_key = a.person_key AND o.day = a.start_date
),
ordered AS (
    SELECT
        m.*,
        ROW_NUMBER() OVER (
            PARTITION BY m.person_key, m.known_referral_date ORDER BY m.start_date, m.source_row
        ) AS number_in_referral
    FROM matched AS m
),
before AS (
    SELECT m.person_key, m.start_date, MAX(p.authorised_date) AS previous_date
    FROM matched AS m
    JOIN matched AS p
        ON p.person_key = m.person_key
        AND p.authorised_date <= m.start_date
        AND COALESCE(p.known_referral_date, p.start_date) <> COALESCE(m.known_referral_date, m.start_date)
    GROUP BY m.person_key, m.start_date
),
clocked AS (
    SELECT
        o.*,
        CASE
            WHEN o.known_referral_date IS NOT NULL AND o.number_in_referral = 1 THEN o.known_referral_date
            ELSE o.start_date
        END AS law_clock_date
    FROM ordered AS o
),
factors AS (
    SELECT
        f.assessment_key,
        MAX(CASE WHEN f.factor IN ('3A', '3B', '3C') THEN 1 ELSE 0 END) AS domestic_abuse,
        MAX(CASE WHEN f.factor IN ('4A', '4B', '4C') THEN 1 ELSE 0 END) AS mental_health,
        MAX(CASE WHEN f.factor IN ('1A', '1B', '1C', '2A', '2B', '2C') THEN 1 ELSE 0 END) AS substance_misuse,
        MAX(CASE WHEN f.factor = '16A' THEN 1 ELSE 0 END) AS neglect,
        MAX(CASE WHEN f.factor = '3B' THEN 1 ELSE 0 END) AS parents_domestic_abuse,
        MAX(CASE WHEN f.factor = '4B' THEN 1 ELSE 0 END) AS parents_mental_health,
        MAX(CASE WHEN f.factor IN ('1B', '2B') THEN 1 ELSE 0 END) AS parents_substance_misuse
    FROM assessment_factor AS f
    GROUP BY f.assessment_key
),
feeds_with_factors AS (
    SELECT DISTINCT d.feed
    FROM feed_reach AS d
    WHERE d.table_name = 'assessment_factors'
),
could_hold_factors AS (
    SELECT DISTINCT s.person_key, s.start_date
    FROM assessment_said AS s
    JOIN feeds_with_factors AS w ON w.feed = s.feed
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.start_date AS VARCHAR) AS assessment_key,
    c.known_referral_date AS referral_date,
    c.start_date,
    c.authorised_date,
    c.law_clock_date,
    l.due_date AS law_due_date,
    t.due_date AS return_due_date,
    CASE
        WHEN c.start_date <= c.authorised_date AND c.authorised_date < DATE '9999-12-31'
        THEN CAST(e.wd_index - b.wd_index AS INTEGER)
    END AS working_days,
    CASE
        WHEN r.close_date >= c.start_date AND r.close_date < c.authorised_date THEN r.close_date
        ELSE c.authorised_date
    END AS until_date,
    c.child_seen,
    CASE WHEN c.authorised_date < DATE '9999-12-31' THEN c.is_no_further_action END AS is_no_further_action,
    CASE WHEN h.person_key IS NOT NULL THEN f.assessment_key IS NOT NULL END AS has_factors,
    CASE WHEN h.person_key IS NOT NULL THEN COALESCE(f.domestic_abuse = 1, FALSE) END AS has_domestic_abuse,
    CASE WHEN h.person_key IS NOT NULL THEN COALESCE(f.mental_health = 1, FALSE) END AS has_mental_health,
    CASE WHEN h.person_key IS NOT NULL THEN COALESCE(f.substance_misuse = 1, FALSE) END AS has_substance_misuse,
    CASE WHEN h.person_key IS NOT NULL THEN COALESCE(f.neglect = 1, FALSE) END AS has_neglect,
    CASE
        WHEN h.person_key IS NOT NULL
        THEN
            COALESCE(
                f.parents_domestic_abuse = 1 AND f.parents_mental_health = 1 AND f.parents_substance_misuse = 1, FALSE
            )
    END AS is_trio,
    CAST(DATE_DIFF('day', p.previous_date, c.start_date) AS INTEGER) AS days_since_previous,
    c.team_id,
    c.worker_id,
    c.sources
FROM clocked AS c
LEFT JOIN before AS p ON p.person_key = c.person_key AND p.start_date = c.start_date
LEFT JOIN referral AS r ON r.person_key = c.person_key AND r.referral_date = c.known_referral_date
LEFT JOIN due_day AS l ON l.timescale = 'assessment' AND l.step = 'law' AND l.clock_date = c.law_clock_date
LEFT JOIN due_day AS t ON t.timescale = 'assessment' AND t.step = 'return' AND t.clock_date = c.start_date
LEFT JOIN calendar_day AS b ON b.day = c.start_date
LEFT JOIN calendar_day AS e ON e.day = c.authorised_date
LEFT JOIN factors AS f ON f.assessment_key = c.person_key || ':' || CAST(c.start_date AS VARCHAR)
LEFT JOIN could_hold_factors AS h ON h.person_key = c.person_key AND h.start_date = c.start_date
