-- Contacts as each feed says them.
-- grain: one row per feed, child, day and source group; of several in one feed the lowest identifier stands
-- key: person_key, contact_date, source_group, feed
-- rules: the source group is that of the Children in need census, because Annex A list 1 may name the group alone. SSD
--   gives an outcome by flags, of which the weightiest counts; a contact without flags is not decided yet. List 1 holds
--   no outcome at all.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cont_contact_id AS record_id,
        s.cont_contact_date AS contact_date,
        s.cont_contact_source_code AS contact_source,
        s.cont_contact_outcome_json AS flags
    FROM landing_ssd_contacts AS s
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.contact_date,
        a.contact_source,
        NULL AS flags
    FROM landing_annex_a_contacts AS a
),
named AS (
    SELECT
        l.*,
        r.person_key,
        COALESCE(c.grouping, 'Unknown') AS source_group
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    LEFT JOIN code AS c ON c.codelist = 'contact_source' AND c.code = l.contact_source
    WHERE l.contact_date IS NOT NULL
),
numbered AS (
    SELECT
        n.*,
        ROW_NUMBER() OVER (
            PARTITION BY n.feed, n.person_key, n.contact_date, n.source_group
            ORDER BY n.said_date DESC, n.record_id, n.source_row
        ) AS number
    FROM named AS n
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.contact_date,
    n.source_group,
    n.contact_source,
    CASE
        WHEN n.flags LIKE '%|CP_ENQUIRY_FLAG|%' THEN 'section_47'
        WHEN n.flags LIKE '%|NEW_REFERRAL_FLAG|%' THEN 'referral'
        WHEN n.flags LIKE '%|EXISTING_REFERRAL_FLAG|%' THEN 'existing_case'
        WHEN
            n.flags LIKE '%|NON_AGENCY_ADOPTION_FLAG|%'
            OR n.flags LIKE '%|PRIVATE_FOSTERING_FLAG|%'
            OR n.flags LIKE '%|MISSING_FLAG|%'
            OR n.flags LIKE '%|OLA_CP_FLAG|%'
            OR n.flags LIKE '%|OTHER_OUTCOMES_EXIST_FLAG|%' THEN 'other'
        WHEN n.flags LIKE '%|ADVICE_FLAG|%' THEN 'advice'
        WHEN n.flags LIKE '%|NFA_FLAG|%' THEN 'no_further_action'
    END AS outcome,
    CASE WHEN n.flags LIKE '%|%|%' THEN n.flags LIKE '%|NEW_REFERRAL_FLAG|%' END AS is_referral
FROM numbered AS n
WHERE n.number = 1
