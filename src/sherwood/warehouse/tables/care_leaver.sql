-- Care leavers: what the OC3 return says of a young person around the birthday that fell in the year.
-- grain: one row per young person and collection year
-- key: person_key, period
-- rules: those who died or returned home for six months or more are left out of the cohort, for accommodation also those
--   gone abroad or whose residence is not known; those not in touch stay in (LAIT, care leavers). No fixed abode and
--   custody are never suitable (SSDA903 guide: ACCOM).
SELECT
    o.authority,
    o.feed,
    r.person_key,
    o.source_row,
    o.period,
    o.period_end AS year_end_date,
    CAST(
        EXTRACT(YEAR FROM o.period_end) - EXTRACT(YEAR FROM p.birth_date)
        - CASE
            WHEN EXTRACT(MONTH FROM p.birth_date) * 100 + EXTRACT(DAY FROM p.birth_date)
                > EXTRACT(MONTH FROM o.period_end) * 100 + EXTRACT(DAY FROM o.period_end) THEN 1
            ELSE 0
        END AS INTEGER
    ) AS age_years,
    o.in_touch,
    o.activ AS activity,
    o.accom AS accommodation,
    COALESCE(o.in_touch = 'YES', FALSE) AS is_in_touch,
    COALESCE(o.accom LIKE '_1' AND o.accom NOT IN ('S1', 'X1'), FALSE) AS is_suitable,
    COALESCE(o.activ IN ('F1', 'F2', 'F3', 'F4', 'F5', 'P1', 'P2', 'P3', 'P4', 'P5'), FALSE)
        AS is_in_education_employment_training,
    COALESCE(o.activ IN ('F1', 'P1'), FALSE) AS is_in_higher_education,
    COALESCE(o.activ IN ('G4', 'G5', 'G6'), FALSE) AS is_not_in_education_employment_training,
    COALESCE(o.in_touch NOT IN ('DIED', 'RHOM'), TRUE) AS is_in_cohort,
    COALESCE(o.in_touch NOT IN ('DIED', 'RHOM'), TRUE) AND COALESCE(o.accom NOT IN ('G1', 'G2', 'R1', 'R2'), TRUE)
        AS is_in_accommodation_cohort
FROM landing_ssda903_oc3 AS o
JOIN person_record AS r ON r.feed = o.feed AND r.source_id = o.source_id
JOIN person AS p ON p.person_key = r.person_key
