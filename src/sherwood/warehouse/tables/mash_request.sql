-- Requests to partners of the MASH: what partners were asked about a contact, and when they replied.
-- grain: one row per contact, child and partner
-- key: contact_number, person_key, partner
-- rules: red within the day, amber within 1 and green within 3 working days (mash_check, local); a blue contact is not
--   shared, and asks nobody for anything by a day.
WITH timed AS (
    SELECT
        l.*,
        TRY_CAST(SUBSTR(l.asked_time, 1, 2) AS INTEGER) * 60
            + TRY_CAST(SUBSTR(l.asked_time, 4, 2) AS INTEGER) AS asked_minute,
        TRY_CAST(SUBSTR(l.replied_time, 1, 2) AS INTEGER) * 60
            + TRY_CAST(SUBSTR(l.replied_time, 4, 2) AS INTEGER) AS replied_minute
    FROM landing_mash_log_requests AS l
)
SELECT
    t.authority,
    t.feed,
    c.person_key,
    t.source_row,
    t.contact_number,
    c.received_by,
    t.partner,
    t.contact_number || ':' || t.partner AS request_key,
    t.asked_date,
    c.latest_rating AS rating,
    d.due_date AS reply_due_date,
    COALESCE(t.replied_date, DATE '9999-12-31') AS replied_date,
    CAST(
        (DATE_DIFF('day', t.asked_date, t.replied_date) * 1440 + t.replied_minute - t.asked_minute) / 60.0 AS DOUBLE
    ) AS reply_hours
FROM timed AS t
JOIN mash_contact AS c ON c.contact_number = t.contact_number
LEFT JOIN due_day AS d
    ON d.timescale = 'mash_check'
    AND d.step = c.latest_rating
    AND d.clock_date = t.asked_date
