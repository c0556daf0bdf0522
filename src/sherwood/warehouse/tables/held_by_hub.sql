-- Children held by the hub: whose contacts the hub received, from the day of a contact to the day it was decided.
-- grain: one row per child, feed and day of contact; of several contacts of a day the one undecided longest stands
-- key: person_key, feed, start_date
-- rules: the hub's log tells when a contact was decided; other feeds do not, and there the day of the contact is all. A
--   referral closed with no further action at once is of its day.
WITH received AS (
    SELECT c.authority, c.feed, c.person_key, c.source_row, c.received_by, c.contact_date, c.contact_date AS decided_date
    FROM contact AS c
    WHERE c.received_by IS NOT NULL
    UNION ALL
    SELECT m.authority, m.feed, m.person_key, m.source_row, m.received_by, m.contact_date, m.decision_date AS decided_date
    FROM mash_contact AS m
    WHERE m.received_by IS NOT NULL
    UNION ALL
    SELECT f.authority, f.feed, f.person_key, f.source_row, f.received_by, f.referral_date, f.referral_date AS decided_date
    FROM referral AS f
    WHERE f.received_by IS NOT NULL
),
numbered AS (
    SELECT
        r.*,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, r.feed, r.contact_date ORDER BY r.decided_date DESC, r.source_row
        ) AS from_longest
    FROM received AS r
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.received_by AS team_id,
    n.contact_date AS start_date,
    GREATEST(n.contact_date, n.decided_date) AS through_date
FROM numbered AS n
WHERE n.from_longest = 1
