-- Attendance by term, as each feed says it: what the school census and the registers say of sessions missed, before one
--   row is made of both: see the table school_attendance.
-- grain: one row per feed, child, term and school
-- key: person_key, school_year, term, urn, feed
-- rules: a census tells of the term before it: the autumn census of the summer, both halves, the spring census of the
--   autumn, the summer census of the spring. Registers are added up by the authority's term dates; a week outside them
--   belongs to the term of its month. A pupil of whom no absence is counted missed none.
WITH pupils AS (
    SELECT
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.authority,
        l.native_id,
        l.schoolcensustableid,
        l.termlysessionspossible + COALESCE(l.summerhalfterm2sessionspossible, 0) AS sessions_possible,
        TRUE AS is_on_roll
    FROM landing_school_census_autumn_pupilonroll AS l
    UNION ALL
    SELECT
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.authority,
        l.native_id,
        l.schoolcensustableid,
        l.termlysessionspossible + COALESCE(l.summerhalfterm2sessionspossible, 0) AS sessions_possible,
        FALSE AS is_on_roll
    FROM landing_school_census_autumn_pupilnolongeronroll AS l
    UNION ALL
    SELECT
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.authority,
        l.native_id,
        l.schoolcensustableid,
        l.termlysessionspossible AS sessions_possible,
        TRUE AS is_on_roll
    FROM landing_school_census_spring_pupilonroll AS l
    UNION ALL
    SELECT
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.authority,
        l.native_id,
        l.schoolcensustableid,
        l.termlysessionspossible AS sessions_possible,
        FALSE AS is_on_roll
    FROM landing_school_census_spring_pupilnolongeronroll AS l
    UNION ALL
    SELECT
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.authority,
        l.native_id,
        l.schoolcensustableid,
        l.termlysessionspossible AS sessions_possible,
        TRUE AS is_on_roll
    FROM landing_school_census_summer_pupilonroll AS l
    UNION ALL
    SELECT
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.authority,
        l.native_id,
        l.schoolcensustableid,
        l.termlysessionspossible AS sessions_possible,
        FALSE AS is_on_roll
    FROM landing_school_census_summer_pupilnolongeronroll AS l
),
known AS (
    SELECT
        p.*,
        r.person_key,
        c.urn,
        CASE c.term WHEN 'AUT' THEN 'summer' WHEN 'SPR' THEN 'autumn' WHEN 'SUM' THEN 'spring' END AS term,
        CAST(c.year - 1 AS VARCHAR) || '-' || SUBSTR(CAST(c.year AS VARCHAR), 3, 2) AS school_year
    FROM pupils AS p
    JOIN person_record AS r ON r.feed = p.feed AND r.source_id = p.source_id
    JOIN landing_school_census_schoolcensus AS c
        ON c.native_id = p.native_id AND c.schoolcensustableid = p.schoolcensustableid
    WHERE p.sessions_possible > 0 AND c.urn IS NOT NULL AND c.year IS NOT NULL AND c.term IN ('AUT', 'SPR', 'SUM')
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
        SUM(CASE WHEN c.grouping = 'Authorised absence' THEN d.sessions ELSE 0 END) AS authorised,
        SUM(CASE WHEN c.grouping = 'Unauthorised absence' THEN d.sessions ELSE 0 END) AS unauthorised
    FROM details AS d
    JOIN code AS c ON c.codelist = 'attendance_reason' AND c.code = d.attendancereason
    GROUP BY d.native_id, d.source_id, d.is_on_roll
),
counted AS (
    SELECT
        k.authority,
        k.feed,
        k.person_key,
        k.source_row,
        k.said_date,
        k.school_year,
        k.term,
        k.urn,
        k.sessions_possible,
        COALESCE(m.authorised, 0) AS authorised,
        COALESCE(m.unauthorised, 0) AS unauthorised,
        ROW_NUMBER() OVER (
            PARTITION BY k.person_key, k.school_year, k.term, k.urn
            ORDER BY CASE WHEN k.is_on_roll THEN 1 ELSE 2 END, k.source_row DESC
        ) AS from_first
    FROM known AS k
    LEFT JOIN missed AS m
        ON m.native_id = k.native_id AND m.source_id = k.source_id AND m.is_on_roll = k.is_on_roll
),
placed AS (
    SELECT
        w.*,
        t.school_year AS dated_year,
        t.term AS dated_term,
        CASE
            WHEN EXTRACT(MONTH FROM w.week_date) >= 9 THEN EXTRACT(YEAR FROM w.week_date)
            ELSE EXTRACT(YEAR FROM w.week_date) - 1
        END AS first_year,
        CASE
            WHEN EXTRACT(MONTH FROM w.week_date) >= 9 THEN 'autumn'
            WHEN EXTRACT(MONTH FROM w.week_date) <= 3 THEN 'spring'
            ELSE 'summer'
        END AS month_term
    FROM attendance_week AS w
    LEFT JOIN school_term AS t
        ON t.first_date <= CAST(w.week_date + INTERVAL '4' DAY AS DATE) AND w.week_date <= t.last_date
),
registers AS (
    SELECT
        p.authority,
        p.feed,
        p.person_key,
        MIN(p.source_row) AS source_row,
        MAX(p.week_date) AS said_date,
        COALESCE(
            p.dated_year,
            CAST(p.first_year AS VARCHAR) || '-' || SUBSTR(CAST(p.first_year + 1 AS VARCHAR), 3, 2)
        ) AS school_year,
        COALESCE(p.dated_term, p.month_term) AS term,
        p.urn,
        SUM(p.sessions_possible) AS sessions_possible,
        SUM(p.sessions_authorised) AS authorised,
        SUM(p.sessions_unauthorised) AS unauthorised
    FROM placed AS p
    GROUP BY
        p.authority,
        p.feed,
        p.person_key,
        COALESCE(
            p.dated_year,
            CAST(p.first_year AS VARCHAR) || '-' || SUBSTR(CAST(p.first_year + 1 AS VARCHAR), 3, 2)
        ),
        COALESCE(p.dated_term, p.month_term),
        p.urn
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.said_date,
    c.school_year,
    c.term,
    c.urn,
    CAST(c.sessions_possible AS INTEGER) AS sessions_possible,
    CAST(c.authorised AS INTEGER) AS sessions_authorised,
    CAST(c.unauthorised AS INTEGER) AS sessions_unauthorised
FROM counted AS c
WHERE c.from_first = 1
UNION ALL
SELECT
    g.authority,
    g.feed,
    g.person_key,
    g.source_row,
    g.said_date,
    g.school_year,
    g.term,
    g.urn,
    CAST(g.sessions_possible AS INTEGER) AS sessions_possible,
    CAST(g.authorised AS INTEGER) AS sessions_authorised,
    CAST(g.unauthorised AS INTEGER) AS sessions_unauthorised
FROM registers AS g
WHERE g.sessions_possible > 0
