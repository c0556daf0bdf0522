-- Ratings of MASH contacts: every rating given to a contact, so that changes of mind can be seen.
-- grain: one row per contact, child and rating
-- key: contact_number, person_key, rated_date, rated_time
-- rules: a rating is of the whole contact, and stands in a row for each of its children.
SELECT
    l.authority,
    l.feed,
    c.person_key,
    l.source_row,
    l.contact_number,
    l.rated_date,
    l.rated_time,
    l.rating,
    LAG(l.rating) OVER (
        PARTITION BY l.contact_number, c.person_key ORDER BY l.rated_date, l.rated_time, l.source_row
    ) AS rating_before,
    c.received_by
FROM landing_mash_log_ratings AS l
JOIN mash_contact AS c ON c.contact_number = l.contact_number
