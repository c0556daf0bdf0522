-- Pupils: pupils of the school census, on roll or lately gone, a row for each census and school.
-- grain: one row per child, census day and school
-- key: person_key, census_date, urn
-- rules: numbers of the census's tables are a school's own within its file of the term, so that rows are put together by
--   file and number. A child on one school's roll under two numbers is one row, and on roll stands before gone. Pupils
--   nobody here works with have no person and stay out (see unmatched).
WITH landed AS (
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        l.native_id,
        l.schoolcensustableid,
        l.entry_date,
        CAST(NULL AS DATE) AS leaving_date,
        l.enrolstatus AS enrolment_status,
        l.ncyearactual AS year_group,
        l.senprovision AS sen_provision,
        l.parttime AS is_part_time,
        NULL AS young_carer,
        TRUE AS is_on_roll
    FROM landing_school_census_autumn_pupilonroll AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        l.native_id,
        l.schoolcensustableid,
        l.entry_date,
        CAST(NULL AS DATE) AS leaving_date,
        l.enrolstatus AS enrolment_status,
        l.ncyearactual AS year_group,
        l.senprovision AS sen_provision,
        l.parttime AS is_part_time,
        l.youngcarer AS young_carer,
        TRUE AS is_on_roll
    FROM landing_school_census_spring_pupilonroll AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        l.native_id,
        l.schoolcensustableid,
        l.entry_date,
        CAST(NULL AS DATE) AS leaving_date,
        l.enrolstatus AS enrolment_status,
        l.ncyearactual AS year_group,
        l.senprovision AS sen_provision,
        l.parttime AS is_part_time,
        NULL AS young_carer,
        TRUE AS is_on_roll
    FROM landing_school_census_summer_pupilonroll AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        l.native_id,
        l.schoolcensustableid,
        l.entry_date,
        l.leaving_date,
        NULL AS enrolment_status,
        l.ncyearleaving AS year_group,
        NULL AS sen_provision,
        l.parttime AS is_part_time,
        NULL AS young_carer,
        FALSE AS is_on_roll
    FROM landing_school_census_autumn_pupilnolongeronroll AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        l.native_id,
        l.schoolcensustableid,
        l.entry_date,
        l.leaving_date,
        NULL AS enrolment_status,
        NULL AS year_group,
        NULL AS sen_provision,
        l.parttime AS is_part_time,
        NULL AS young_carer,
        FALSE AS is_on_roll
    FROM landing_school_census_spring_pupilnolongeronroll AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        l.native_id,
        l.schoolcensustableid,
        l.entry_date,
        l.leaving_date,
        NULL AS enrolment_status,
        NULL AS year_group,
        NULL AS sen_provision,
        l.parttime AS is_part_time,
        NULL AS young_carer,
        FALSE AS is_on_roll
    FROM landing_school_census_summer_pupilnolongeronroll AS l
),
known AS (
    SELECT l.*, r.person_key, c.reference_date AS census_date, c.term, c.year, c.urn
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    JOIN landing_school_census_schoolcensus AS c
        ON c.native_id = l.native_id AND c.schoolcensustableid = l.schoolcensustableid
    WHERE c.reference_date IS NOT NULL AND c.urn IS NOT NULL
),
numbered AS (
    SELECT
        k.*,
        ROW_NUMBER() OVER (
            PARTITION BY k.person_key, k.census_date, k.urn
            ORDER BY CASE WHEN k.is_on_roll THEN 1 ELSE 2 END, k.line DESC, k.source_row DESC
        ) AS from_first
    FROM known AS k
),
needs AS (
    SELECT s.native_id, s.pupilonrolltableid, MIN(s.sentype) AS sen_need
    FROM landing_school_census_senneeds AS s
    WHERE s.sentyperank = 1
    GROUP BY s.native_id, s.pupilonrolltableid
),
periods AS (
    SELECT m.native_id, m.pupilonrolltableid, m.fsm_start_date, m.fsm_end_date
    FROM landing_school_census_fsmperiodsonroll AS m
    UNION ALL
    SELECT m.native_id, m.pupilonrolltableid, m.fsm_start_date, m.fsm_end_date
    FROM landing_school_census_fsmperiod AS m
),
meals AS (
    SELECT DISTINCT n.source_row
    FROM numbered AS n
    JOIN periods AS p
        ON p.native_id = n.native_id
        AND p.pupilonrolltableid = n.source_id
        AND p.fsm_start_date <= n.census_date
        AND COALESCE(p.fsm_end_date, DATE '9999-12-31') >= n.census_date
    WHERE n.is_on_roll
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.census_date,
    CASE
        WHEN EXTRACT(MONTH FROM n.census_date) >= 9
            THEN CAST(n.year AS VARCHAR) || '-' || SUBSTR(CAST(n.year + 1 AS VARCHAR), 3, 2)
        ELSE CAST(n.year - 1 AS VARCHAR) || '-' || SUBSTR(CAST(n.year AS VARCHAR), 3, 2)
    END AS school_year,
    n.term AS census_term,
    n.urn,
    n.is_on_roll,
    n.enrolment_status,
    n.is_on_roll AND COALESCE(n.enrolment_status, 'C') <> 'S' AS is_counted,
    n.year_group,
    n.sen_provision,
    s.sen_need,
    m.source_row IS NOT NULL AS has_free_meals,
    n.is_part_time,
    n.young_carer,
    n.entry_date,
    CASE WHEN n.is_on_roll THEN DATE '9999-12-31' ELSE COALESCE(n.leaving_date, n.census_date) END AS leaving_date
FROM numbered AS n
LEFT JOIN needs AS s ON n.is_on_roll AND s.native_id = n.native_id AND s.pupilonrolltableid = n.source_id
LEFT JOIN meals AS m ON m.source_row = n.source_row
WHERE n.from_first = 1
