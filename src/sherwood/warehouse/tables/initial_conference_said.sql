-- Initial child protection conferences as each feed says them.
-- grain: one row per feed, child and day; of several in one feed the one with the latest enquiry on or before it stands,
--   then the lowest identifier
-- key: person_key, conference_date, feed
-- rules: the census dates a conference under the enquiry that led to it, and under the referral where none did, as for a
--   child who moved in with a plan. Only SSD says that a child moved in.
WITH landed AS (
    SELECT
        i.authority,
        i.feed,
        i.source_id,
        i.source_row,
        LEAST(i.received, i.period_end) AS said_date,
        i.icpc_icpc_id AS record_id,
        i.icpc_icpc_date AS conference_date,
        s.s47e_s47_start_date AS section_47_start_date,
        i.icpc_icpc_transfer_in AS is_transfer_in,
        i.icpc_icpc_outcome_cp_flag AS led_to_plan
    FROM landing_ssd_initial_cp_conference AS i
    LEFT JOIN landing_ssd_s47_enquiry AS s ON s.s47e_s47_enquiry_id = i.icpc_s47_enquiry_id
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.conference_date,
        a.strategy_date AS section_47_start_date,
        NULL AS is_transfer_in,
        a.led_to_plan
    FROM landing_annex_a_section_47 AS a
    UNION ALL
    SELECT
        c.authority,
        c.feed,
        c.source_id,
        c.source_row,
        LEAST(c.received, c.period_end) AS said_date,
        NULL AS record_id,
        c.conference_date,
        c.start_date AS section_47_start_date,
        NULL AS is_transfer_in,
        NULL AS led_to_plan
    FROM landing_cin_census_section_47 AS c
    UNION ALL
    SELECT
        d.authority,
        d.feed,
        d.source_id,
        d.source_row,
        LEAST(d.received, d.period_end) AS said_date,
        NULL AS record_id,
        d.conference_date,
        NULL AS section_47_start_date,
        NULL AS is_transfer_in,
        NULL AS led_to_plan
    FROM landing_cin_census_cin_details AS d
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.conference_date
            ORDER BY
                CASE
                    WHEN l.section_47_start_date <= l.conference_date THEN 1
                    WHEN l.section_47_start_date IS NOT NULL THEN 2
                    ELSE 3
                END,
                l.section_47_start_date DESC,
                l.said_date DESC,
                l.record_id,
                l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.conference_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.conference_date,
    n.section_47_start_date,
    n.is_transfer_in,
    n.led_to_plan
FROM numbered AS n
WHERE n.number = 1
