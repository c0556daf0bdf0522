-- Contacts with the front door, each with what followed it.
-- grain: one row per child, day and source group
-- key: contact_key
-- rules: contacts of one child from one source group on one day are one (contacts: Ofsted Annex A list 1). A previous
--   contact is one of an earlier day, and a referral that follows may be of the same day, because it is the contact's
--   outcome; what follows to protect the child is of a later day. The Standard Safeguarding Dataset has no flag for early
--   help: a contact with another outcome is taken to have led there if early help began on its day or within 28 days (local).
--   A contact is the work of the hub that received it, and of the team that already had the child the day before; a team
--   that took the child on that day did so because of it (local: the settings name the hub).
WITH followed_by AS (
    SELECT c.person_key, c.contact_date AS day, CAST(NULL AS DATE) AS referral_date, NULL AS safeguarding_date
    FROM contact_chosen AS c
    UNION ALL
    SELECT r.person_key, r.referral_date AS day, r.referral_date, CAST(NULL AS DATE) AS safeguarding_date
    FROM referral AS r
    WHERE NOT r.is_on_open_case
    UNION ALL
    SELECT s.person_key, s.start_date AS day, CAST(NULL AS DATE) AS referral_date, s.start_date AS safeguarding_date
    FROM section_47 AS s
    UNION ALL
    SELECT i.person_key, i.conference_date AS day, CAST(NULL AS DATE) AS referral_date, i.conference_date AS safeguarding_date
    FROM initial_conference AS i
    UNION ALL
    SELECT p.person_key, p.start_date AS day, CAST(NULL AS DATE) AS referral_date, p.start_date AS safeguarding_date
    FROM period_of_care AS p
    WHERE NOT p.is_short_break
),
ahead AS (
    SELECT
        f.person_key,
        f.day,
        MIN(f.referral_date) OVER (
            PARTITION BY f.person_key ORDER BY f.day RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS next_referral_date,
        MIN(f.safeguarding_date) OVER (
            PARTITION BY f.person_key ORDER BY f.day
            RANGE BETWEEN INTERVAL '1' DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_safeguarding_date
    FROM followed_by AS f
),
days AS (
    SELECT DISTINCT a.person_key, a.day, a.next_referral_date, a.next_safeguarding_date
    FROM ahead AS a
),
led_to_early_help AS (
    SELECT DISTINCT c.person_key, c.contact_date
    FROM contact_chosen AS c
    JOIN early_help AS e
        ON e.person_key = c.person_key
        AND e.start_date >= c.contact_date
        AND e.start_date <= CAST(c.contact_date + INTERVAL '28' DAY AS DATE)
    WHERE c.outcome = 'other'
),
counted AS (
    SELECT
        c.*,
        MAX(c.contact_date) OVER (
            PARTITION BY c.person_key ORDER BY c.contact_date
            RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1' DAY PRECEDING
        ) AS previous_date,
        COUNT(*) OVER (
            PARTITION BY c.person_key ORDER BY c.contact_date
            RANGE BETWEEN INTERVAL '364' DAY PRECEDING AND CURRENT ROW
        ) AS contacts_in_year
    FROM contact_chosen AS c
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.contact_date AS VARCHAR) || ':' || c.source_group AS contact_key,
    c.contact_date,
    c.contact_source,
    CASE WHEN c.outcome = 'other' AND h.person_key IS NOT NULL THEN 'early_help' ELSE c.outcome END AS outcome,
    CASE WHEN a.person_key IS NULL OR a.team_id = o.team_id OR a.held_since = c.contact_date THEN o.team_id END AS received_by,
    c.is_referral,
    CASE WHEN c.outcome IS NOT NULL THEN c.outcome IN ('no_further_action', 'advice') END AS is_no_further_action,
    CAST(DATE_DIFF('day', c.previous_date, c.contact_date) AS INTEGER) AS days_since_previous,
    CAST(c.contacts_in_year AS INTEGER) AS contacts_in_year,
    COALESCE(d.next_referral_date, DATE '9999-12-31') AS next_referral_date,
    COALESCE(d.next_safeguarding_date, DATE '9999-12-31') AS next_safeguarding_date,
    c.sources
FROM counted AS c
JOIN days AS d ON d.person_key = c.person_key AND d.day = c.contact_date
LEFT JOIN led_to_early_help AS h ON h.person_key = c.person_key AND h.contact_date = c.contact_date
LEFT JOIN organisation AS o ON o.is_hub AND o.start_date <= c.contact_date AND c.contact_date <= o.end_date
LEFT JOIN allocation AS a
    ON a.person_key = c.person_key AND a.start_date <= c.contact_date AND c.contact_date <= a.through_date
