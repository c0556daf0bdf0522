-- Treatment for drugs and alcohol: treatment episodes of adults and young people, from referral to end.
-- grain: one row per episode
-- key: episode_number
-- rules: a referral that never led to treatment has no start, and is open on no day.
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.episode_number,
    l.is_young_person,
    l.referral_date,
    l.source,
    COALESCE(l.start_date, DATE '9999-12-31') AS start_date,
    l.last_review_date,
    l.substance,
    l.second_substance,
    l.parental_status,
    l.children,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    l.ending
FROM landing_substance_misuse_episodes AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
