-- Facts of the programme: what feeds tell of a person that an indicator may ask for: one row for each, worked with or not.
-- grain: one row per fact and row it was read from
-- key: fact, person_key, source_row, start_date
-- rules: what happened on a day lasts that day; what goes on lasts until its end, and an enquiry until its end or conference or,
--   where neither is told, its first day. `amount` is what is added up (days of a suspension, sessions missed, weeks of rent
--   owed, 1 for a yes), `possible` what it is a share of. An exclusion told by the headteacher's notice and again by a census is
--   one, which never was where the pupil was reinstated, and so is what two records of one person in a home are told. A child on
--   short breaks lives at home and is not looked after here. An adult's offence is a part as suspect for which the police charged,
--   cautioned or fined: no feed tells what courts made of it. A row of a register of pupils or of the benefit match tells of one
--   person on one day. For the programme's assessment alone.
WITH everybody AS (
    SELECT r.authority, r.feed, r.source_id, r.person_key FROM person_record AS r
    UNION ALL
    SELECT m.authority, m.feed, m.source_id, m.person_key FROM matching_store AS m
),
pupils AS (
    SELECT l.feed, l.source_id, l.source_row, l.native_id, l.schoolcensustableid, l.received, TRUE AS is_on_roll,
        l.termlysessionspossible + COALESCE(l.summerhalfterm2sessionspossible, 0) AS possible
    FROM landing_school_census_autumn_pupilonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.native_id, l.schoolcensustableid, l.received, FALSE AS is_on_roll,
        l.termlysessionspossible + COALESCE(l.summerhalfterm2sessionspossible, 0) AS possible
    FROM landing_school_census_autumn_pupilnolongeronroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.native_id, l.schoolcensustableid, l.received, TRUE AS is_on_roll,
        l.termlysessionspossible AS possible
    FROM landing_school_census_spring_pupilonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.native_id, l.schoolcensustableid, l.received, FALSE AS is_on_roll,
        l.termlysessionspossible AS possible
    FROM landing_school_census_spring_pupilnolongeronroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.native_id, l.schoolcensustableid, l.received, TRUE AS is_on_roll,
        l.termlysessionspossible AS possible
    FROM landing_school_census_summer_pupilonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.native_id, l.schoolcensustableid, l.received, FALSE AS is_on_roll,
        l.termlysessionspossible AS possible
    FROM landing_school_census_summer_pupilnolongeronroll AS l
),
details AS (
    SELECT d.native_id, d.source_id, d.attendancereason, d.sessions, TRUE AS is_on_roll
    FROM landing_school_census_termlysessiondetailsonroll AS d
    UNION ALL
    SELECT d.native_id, d.source_id, d.attendancereason, d.sessions, FALSE AS is_on_roll
    FROM landing_school_census_termlysessiondetailsoffroll AS d
    UNION ALL
    SELECT d.native_id, d.source_id, d.attendancereason, d.sessions, TRUE AS is_on_roll
    FROM landing_school_census_summerhalfterm2sessiondetailsonroll AS d
    UNION ALL
    SELECT d.native_id, d.source_id, d.attendancereason, d.sessions, FALSE AS is_on_roll
    FROM landing_school_census_summerhalfterm2sessiondetailsoffroll AS d
),
missed AS (
    SELECT
        d.native_id,
        d.source_id,
        d.is_on_roll,
        SUM(d.sessions) AS sessions,
        SUM(CASE WHEN c.grouping = 'Unauthorised absence' THEN d.sessions ELSE 0 END) AS unauthorised
    FROM details AS d
    JOIN code AS c ON c.codelist = 'attendance_reason' AND c.code = d.attendancereason
    WHERE c.grouping IN ('Authorised absence', 'Unauthorised absence')
    GROUP BY d.native_id, d.source_id, d.is_on_roll
),
censuses AS (
    SELECT
        l.native_id,
        l.schoolcensustableid,
        l.urn,
        l.year,
        l.term,
        ROW_NUMBER() OVER (PARTITION BY l.native_id, l.schoolcensustableid ORDER BY l.source_row DESC) AS from_first
    FROM landing_school_census_schoolcensus AS l
    WHERE l.year IS NOT NULL AND l.term IN ('AUT', 'SPR', 'SUM')
),
terms AS (
    SELECT
        p.feed,
        p.source_id,
        p.source_row,
        p.possible,
        COALESCE(m.sessions, 0) AS sessions,
        COALESCE(m.unauthorised, 0) AS unauthorised,
        CAST(
            CASE c.term
                WHEN 'AUT' THEN CAST(c.year AS VARCHAR) || '-07-31'
                WHEN 'SPR' THEN CAST(c.year - 1 AS VARCHAR) || '-12-31'
                ELSE CAST(c.year AS VARCHAR) || '-04-15'
            END AS DATE
        ) AS term_end_date,
        ROW_NUMBER() OVER (
            PARTITION BY p.feed, p.source_id, c.urn, c.year, c.term
            ORDER BY CASE WHEN p.is_on_roll THEN 1 ELSE 2 END, p.received DESC, p.source_row DESC
        ) AS from_first
    FROM pupils AS p
    JOIN censuses AS c
        ON c.native_id = p.native_id AND c.schoolcensustableid = p.schoolcensustableid AND c.from_first = 1
    LEFT JOIN missed AS m
        ON m.native_id = p.native_id AND m.source_id = p.source_id AND m.is_on_roll = p.is_on_roll
    WHERE p.possible > 0
),
attended AS (
    SELECT
        e.authority,
        t.feed,
        e.person_key,
        t.source_row,
        t.term_end_date,
        t.sessions,
        t.unauthorised,
        t.possible
    FROM terms AS t
    JOIN everybody AS e ON e.feed = t.feed AND e.source_id = t.source_id
    WHERE t.from_first = 1
),
excluded AS (
    SELECT l.feed, l.source_id, l.source_row, l.start_date, l.category, l.sessions, l.is_reinstated, 1 AS turn
    FROM landing_exclusions_notices AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.start_date, l.category, l.sessions, NULL AS is_reinstated, 2 AS turn
    FROM landing_school_census_termlyexclusionsonroll AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.start_date, l.category, l.sessions, NULL AS is_reinstated, 2 AS turn
    FROM landing_school_census_termlyexclusionsoffroll AS l
),
exclusions AS (
    SELECT
        x.*,
        e.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY e.person_key, x.start_date, x.category ORDER BY x.turn, x.source_row DESC
        ) AS from_first
    FROM excluded AS x
    JOIN everybody AS e ON e.feed = x.feed AND e.source_id = x.source_id
    WHERE x.start_date IS NOT NULL
),
lived AS (
    SELECT
        m.feed,
        m.source_id,
        m.tenancy_number,
        COALESCE(m.joined_date, t.start_date) AS start_date,
        LEAST(COALESCE(m.left_date, DATE '9999-12-31'), COALESCE(t.end_date, DATE '9999-12-31')) AS end_date
    FROM landing_housing_members AS m
    JOIN landing_housing_tenancies AS t ON t.tenancy_number = m.tenancy_number
),
told AS (
    SELECT
        l.feed, l.source_id, l.source_row, 'proven_offence' AS fact, l.outcome_date AS start_date,
        l.outcome_date AS end_date, 1.0 AS amount, NULL AS possible, l.outcome AS detail
    FROM landing_youth_justice_offences AS l
    JOIN code AS c ON c.codelist = 'youth_outcome' AND c.code = l.outcome AND c.grouping IN ('Out of court', 'In court')
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, 'antisocial_measure' AS fact, l.given_date, l.given_date, 1.0, NULL, l.measure
    FROM landing_police_incidents_measures AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, 'antisocial_breach' AS fact, l.breached_date, l.breached_date, 1.0, NULL, l.measure
    FROM landing_police_incidents_measures AS l
    UNION ALL
    SELECT
        l.feed, l.source_id, l.source_row, 'adult_offence' AS fact, COALESCE(l.outcome_date, l.incident_date),
        COALESCE(l.outcome_date, l.incident_date), 1.0, NULL, l.outcome
    FROM landing_police_incidents_incidents AS l
    JOIN code AS c ON c.codelist = 'police_outcome' AND c.code = l.outcome AND c.grouping IN ('Out of court', 'In court')
    WHERE l.role = 'suspect' AND NOT COALESCE(l.is_child, FALSE) AND COALESCE(l.record, 'recorded') <> 'cancelled'
    UNION ALL
    SELECT
        v.feed, v.source_id, l.source_row,
        CASE WHEN l.ground = 'antisocial' THEN 'housing_antisocial_step' ELSE 'possession_step' END AS fact,
        l.step_date, l.step_date, 1.0, NULL, l.step
    FROM landing_housing_steps AS l
    JOIN lived AS v
        ON v.tenancy_number = l.tenancy_number AND v.start_date <= l.step_date AND l.step_date < v.end_date
    WHERE l.step <> 'arrears_letter'
    UNION ALL
    SELECT v.feed, v.source_id, l.source_row, 'rent_owed' AS fact, l.month_end_date, l.month_end_date, l.balance / l.weekly_rent, NULL, NULL
    FROM landing_housing_arrears AS l
    JOIN lived AS v
        ON v.tenancy_number = l.tenancy_number AND v.start_date <= l.month_end_date AND l.month_end_date < v.end_date
    WHERE l.weekly_rent > 0
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, 'homeless' AS fact, l.applied_date, COALESCE(l.ended_date, DATE '9999-12-31'), 1.0, NULL, l.reason
    FROM landing_housing_applications AS l
    UNION ALL
    SELECT a.feed, a.source_id, l.source_row, 'temporary_accommodation' AS fact, l.start_date, COALESCE(l.end_date, DATE '9999-12-31'), 1.0, NULL, l.kind
    FROM landing_housing_temporary AS l
    JOIN landing_housing_applications AS a ON a.application_number = l.application_number
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, 'treatment' AS fact, l.start_date, COALESCE(l.end_date, DATE '9999-12-31'), 1.0, NULL, l.substance
    FROM landing_substance_misuse_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, 'treatment_completed' AS fact, l.end_date, l.end_date, 1.0, NULL, l.ending
    FROM landing_substance_misuse_episodes AS l
    WHERE l.start_date IS NOT NULL AND l.ending IN ('completed', 'completed_occasional')
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, 'domestic_abuse_call' AS fact, l.incident_date, l.incident_date, 1.0, NULL, l.role
    FROM landing_police_incidents_incidents AS l
    WHERE l.is_domestic_abuse AND COALESCE(l.record, 'recorded') <> 'cancelled'
    UNION ALL
    SELECT
        l.feed, l.source_id, l.source_row,
        CASE WHEN l.role = 'victim' THEN 'domestic_abuse_victim' ELSE 'domestic_abuse_suspect' END AS fact,
        l.incident_date, l.incident_date, 1.0, NULL, l.role
    FROM landing_police_incidents_incidents AS l
    WHERE l.is_domestic_abuse AND l.role IN ('victim', 'suspect') AND COALESCE(l.record, 'recorded') <> 'cancelled'
    UNION ALL
    SELECT
        l.feed, l.source_id, l.source_row,
        CASE
            WHEN c.grouping = 'Not in education, employment or training' THEN 'not_in_education'
            ELSE 'in_education_or_work'
        END AS fact,
        COALESCE(l.start_date, l.period_end), DATE '9999-12-31', 1.0, NULL, l.activity
    FROM landing_neet_clients AS l
    JOIN code AS c
        ON c.codelist = 'participation_activity' AND c.code = l.activity
        AND c.grouping IN (
            'Not in education, employment or training', 'Education or training', 'Employment without training'
        )
),
of_person AS (
    SELECT
        e.authority, t.feed, e.person_key, t.source_row, t.fact, t.start_date, t.end_date AS until_date, t.amount, t.possible,
        t.detail
    FROM told AS t
    JOIN everybody AS e ON e.feed = t.feed AND e.source_id = t.source_id
    WHERE t.start_date IS NOT NULL
    UNION ALL
    SELECT
        e.authority, x.feed, x.person_key, x.source_row,
        CASE WHEN x.category = 'PERM' THEN 'permanent_exclusion' ELSE 'suspension' END AS fact,
        x.start_date, x.start_date, COALESCE(x.sessions, 0) / 2.0, NULL, x.category
    FROM exclusions AS x
    JOIN everybody AS e ON e.person_key = x.person_key AND e.feed = x.feed AND e.source_id = x.source_id
    -- The notice stands over the census, which repeats what the governors have undone.
    WHERE x.from_first = 1 AND NOT COALESCE(x.is_reinstated, FALSE)
    UNION ALL
    SELECT c.authority, c.feed, c.person_key, c.source_row, 'child_in_need' AS fact, c.start_date, c.end_date, 1.0, NULL, c.primary_need
    FROM child_in_need AS c
    UNION ALL
    SELECT c.authority, c.feed, c.person_key, c.source_row, 'protection_plan' AS fact, c.start_date, c.end_date, 1.0, NULL, c.latest_category
    FROM child_protection_plan AS c
    UNION ALL
    SELECT
        s.authority, s.feed, s.person_key, s.source_row, 'section_47' AS fact, s.start_date,
        GREATEST(
            s.start_date,
            CASE
                WHEN s.end_date < DATE '9999-12-31' THEN s.end_date
                WHEN s.conference_date < DATE '9999-12-31' THEN s.conference_date
                ELSE s.start_date
            END
        ),
        1.0, NULL, NULL
    FROM section_47 AS s
    UNION ALL
    SELECT h.authority, h.feed, h.person_key, h.source_row, 'early_help' AS fact, h.start_date, h.end_date, 1.0, NULL, h.reason
    FROM early_help AS h
    UNION ALL
    SELECT m.authority, m.feed, m.person_key, m.source_row, 'missing' AS fact, m.start_date, m.start_date, 1.0, NULL, NULL
    FROM missing AS m
    UNION ALL
    SELECT x.authority, x.feed, x.person_key, x.source_row, 'exploitation' AS fact, x.opened_date, x.closed_date, 1.0, NULL, x.concern
    FROM exploitation_concern AS x
    UNION ALL
    SELECT p.authority, p.feed, p.person_key, p.source_row, 'looked_after' AS fact, p.start_date, p.until_date, 1.0, NULL, NULL
    FROM period_of_care AS p
    WHERE NOT p.is_short_break
),
numbered AS (
    SELECT
        o.*,
        ROW_NUMBER() OVER (
            PARTITION BY o.fact, o.person_key, o.source_row, o.start_date ORDER BY o.until_date DESC, o.detail
        ) AS from_first
    FROM of_person AS o
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.fact,
    n.start_date,
    n.until_date,
    CAST(n.amount AS DOUBLE) AS amount,
    CAST(n.possible AS DOUBLE) AS possible,
    n.detail
FROM numbered AS n
WHERE n.from_first = 1
UNION ALL
SELECT
    a.authority, a.feed, a.person_key, a.source_row, 'sessions' AS fact, a.term_end_date, a.term_end_date,
    CAST(a.sessions AS DOUBLE), CAST(a.possible AS DOUBLE), NULL
FROM attended AS a
UNION ALL
SELECT
    a.authority, a.feed, a.person_key, a.source_row, 'sessions_unauthorised' AS fact, a.term_end_date, a.term_end_date,
    CAST(a.unauthorised AS DOUBLE), CAST(a.possible AS DOUBLE), NULL
FROM attended AS a
UNION ALL
SELECT
    e.authority, l.feed, e.person_key, l.source_row, 'benefit' AS fact, l.match_date, l.match_date,
    CASE WHEN l.is_out_of_work THEN 1.0 ELSE 0.0 END, NULL, l.benefit
FROM landing_dwp_answers AS l
JOIN everybody AS e ON e.feed = l.feed AND e.source_id = l.source_id
WHERE l.match = 'matched' AND l.is_out_of_work IS NOT NULL AND l.match_date IS NOT NULL
