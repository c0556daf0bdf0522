-- Addresses of the programme: where a person lived and when, as far as feeds tell, for putting families together.
-- grain: one row per person, place and first day
-- key: person_key, place, start_date
-- rules: a place is a postcode with its house. A tenancy and an address of the case system last until their own end. Any
--   other word is believed for 13 months where it is a census, told every term, and for five years where it is an
--   incident, a match or a treatment, told by chance; each ends where a later word puts the person elsewhere, save that a word
--   told by chance ends no other. Nor does it stand against the case system, or, but for a match, against a tenancy, that has
--   the person elsewhere on that day. An address told again is no news: a school that repeats one ends nothing that another
--   feed has told since. What was told before care that ended with another home (an adoption, a guardian, a life on one's
--   own) ends as care began, for a case system goes on showing the home a child was taken from.
--   Two places told on one day are two homes. A word with a postcode alone stands for the one place of that postcode where
--   somebody of the surname is known to live. Refuges, confidential and placement addresses are never used.
WITH everybody AS (
    SELECT r.authority, r.feed, r.source_id, r.person_key FROM person_record AS r
    UNION ALL
    SELECT m.authority, m.feed, m.source_id, m.person_key FROM matching_store AS m
),
pupils_at AS (
    SELECT l.feed, l.source_id, l.source_row, l.period_start, l.postcode, COALESCE(l.paon, l.saon) AS house
    FROM landing_school_census_addresses AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row, l.period_start, l.postcode, COALESCE(l.paon, l.saon) AS house
    FROM landing_school_census_addressesonroll AS l
),
told AS (
    SELECT p.feed, p.source_id, p.source_row, p.postcode, p.house, p.period_start AS start_date, CAST(NULL AS DATE) AS end_date
    FROM pupils_at AS p
    UNION ALL
    SELECT
        m.feed,
        m.source_id,
        m.source_row,
        t.postcode,
        t.house,
        COALESCE(m.joined_date, t.start_date) AS start_date,
        LEAST(COALESCE(m.left_date, DATE '9999-12-31'), COALESCE(t.end_date, DATE '9999-12-31')) AS end_date
    FROM landing_housing_members AS m
    JOIN landing_housing_tenancies AS t ON t.tenancy_number = m.tenancy_number
    UNION ALL
    SELECT
        a.feed,
        a.source_id,
        a.source_row,
        a.addr_address_postcode AS postcode,
        REGEXP_EXTRACT(a.addr_address_json, '"HOUSE": *"([^"]*)"', 1) AS house,
        COALESCE(a.addr_address_start_date, DATE '1900-01-01') AS start_date,
        COALESCE(a.addr_address_end_date, DATE '9999-12-31') AS end_date
    FROM landing_ssd_address AS a
    WHERE COALESCE(LOWER(a.addr_address_type), '') NOT IN ('refuge', 'confidential', 'restricted', 'placement')
    UNION ALL
    SELECT
        i.feed,
        i.source_id,
        i.source_row,
        CASE WHEN i.is_domestic_abuse AND i.role <> 'suspect' THEN i.incident_postcode ELSE i.postcode END AS postcode,
        CASE WHEN i.is_domestic_abuse AND i.role <> 'suspect' THEN i.incident_house ELSE i.house END AS house,
        i.incident_date AS start_date,
        CAST(NULL AS DATE) AS end_date
    FROM landing_police_incidents_incidents AS i
    UNION ALL
    SELECT d.feed, d.source_id, d.source_row, d.postcode, d.house, d.match_date AS start_date, CAST(NULL AS DATE) AS end_date
    FROM landing_dwp_answers AS d
    UNION ALL
    SELECT s.feed, s.source_id, s.source_row, s.postcode, NULL AS house, s.referral_date AS start_date, CAST(NULL AS DATE) AS end_date
    FROM landing_substance_misuse_episodes AS s
),
heard AS (
    SELECT t.*
    FROM told AS t
    WHERE t.postcode IS NOT NULL AND t.start_date IS NOT NULL
),
by_term AS (
    SELECT
        h.*,
        DENSE_RANK() OVER (PARTITION BY h.feed, h.source_id ORDER BY h.start_date)
        - DENSE_RANK() OVER (PARTITION BY h.feed, h.source_id, h.postcode, h.house ORDER BY h.start_date) AS run
    FROM heard AS h
    WHERE h.feed = 'school_census'
),
told_by_chance AS (
    SELECT
        h.*,
        ROW_NUMBER() OVER (
            PARTITION BY h.feed, h.source_id, h.postcode, h.house ORDER BY h.start_date, h.source_row
        ) AS from_first
    FROM heard AS h
    WHERE h.feed <> 'school_census' AND h.end_date IS NULL
),
news AS (
    SELECT h.feed, h.source_id, h.source_row, h.postcode, h.house, h.start_date, h.end_date
    FROM heard AS h
    WHERE h.feed <> 'school_census' AND h.end_date IS NOT NULL
    UNION ALL
    SELECT c.feed, c.source_id, c.source_row, c.postcode, c.house, c.start_date, c.end_date
    FROM told_by_chance AS c
    WHERE c.from_first = 1
    UNION ALL
    SELECT
        w.feed,
        w.source_id,
        MAX(w.source_row) AS source_row,
        w.postcode,
        w.house,
        MIN(w.start_date) AS start_date,
        CAST(MAX(w.start_date) + INTERVAL '13' MONTH AS DATE) AS end_date
    FROM by_term AS w
    GROUP BY w.feed, w.source_id, w.postcode, w.house, w.run
),
of_person AS (
    SELECT
        e.authority,
        t.feed,
        e.person_key,
        t.source_row,
        UPPER(t.postcode) AS postcode,
        CASE WHEN t.house <> '' THEN UPPER(t.postcode) || ' ' || LOWER(TRIM(t.house)) END AS place,
        t.start_date,
        COALESCE(t.end_date, CAST(t.start_date + INTERVAL '60' MONTH AS DATE)) AS end_date,
        CASE WHEN t.feed IN ('dwp', 'police_incidents', 'substance_misuse') THEN 1 ELSE 0 END AS by_chance
    FROM news AS t
    JOIN everybody AS e ON e.feed = t.feed AND e.source_id = t.source_id
),
without_house AS (
    SELECT o.*
    FROM of_person AS o
    WHERE o.place IS NULL
),
one_place AS (
    SELECT o.postcode, n.surname, MIN(o.place) AS place
    FROM of_person AS o
    JOIN programme_person AS n ON n.person_key = o.person_key
    WHERE o.place IS NOT NULL AND o.postcode IN (SELECT h.postcode FROM without_house AS h)
    GROUP BY o.postcode, n.surname
    HAVING COUNT(DISTINCT o.place) = 1
),
own_place AS (
    SELECT o.postcode, o.person_key, MIN(o.place) AS place
    FROM of_person AS o
    WHERE o.place IS NOT NULL AND o.postcode IN (SELECT h.postcode FROM without_house AS h)
    GROUP BY o.postcode, o.person_key
    HAVING COUNT(DISTINCT o.place) = 1
),
placed AS (
    SELECT o.authority, o.feed, o.person_key, o.source_row, o.place, o.start_date, o.end_date, o.by_chance
    FROM of_person AS o
    WHERE o.place IS NOT NULL
    UNION ALL
    SELECT
        h.authority,
        h.feed,
        h.person_key,
        h.source_row,
        COALESCE(w.place, p.place) AS place,
        h.start_date,
        h.end_date,
        h.by_chance
    FROM without_house AS h
    LEFT JOIN programme_person AS n ON n.person_key = h.person_key
    LEFT JOIN own_place AS w ON w.postcode = h.postcode AND w.person_key = h.person_key
    LEFT JOIN one_place AS p ON p.postcode = h.postcode AND p.surname = n.surname
),
standing AS (
    SELECT p.*
    FROM placed AS p
    LEFT JOIN placed AS l
        ON l.person_key = p.person_key AND l.place <> p.place AND l.start_date <= p.start_date AND p.start_date < l.end_date
        AND p.by_chance = 1 AND (l.feed = 'ssd' OR (l.feed = 'housing' AND p.feed <> 'dwp'))
    WHERE p.place IS NOT NULL AND l.person_key IS NULL
),
once AS (
    SELECT
        p.authority,
        MIN(p.feed) AS feed,
        p.person_key,
        MIN(p.source_row) AS source_row,
        p.place,
        p.start_date,
        MAX(p.end_date) AS end_date,
        MIN(p.by_chance) AS by_chance
    FROM standing AS p
    GROUP BY p.authority, p.person_key, p.place, p.start_date
),
elsewhere AS (
    SELECT o.person_key, o.place, o.start_date, MIN(x.start_date) AS next_date
    FROM once AS o
    JOIN once AS x ON x.person_key = o.person_key AND x.start_date > o.start_date AND x.place <> o.place
    WHERE x.by_chance = 0 OR o.by_chance = 1
    GROUP BY o.person_key, o.place, o.start_date
),
another_home AS (
    SELECT o.person_key, o.place, o.start_date, MIN(c.start_date) AS care_date
    FROM once AS o
    JOIN period_of_care AS c ON c.person_key = o.person_key AND c.start_date >= o.start_date
    JOIN code AS r ON r.codelist = 'reason_ceased' AND r.code = c.reason_ceased
    WHERE
        NOT c.is_short_break
        AND r.grouping IN (
            'Adopted', 'Special guardianship', 'Child arrangements order', 'Someone without parental responsibility',
            'Care taken over by another authority', 'Independent living', 'Adult social care', 'Staying put'
        )
    GROUP BY o.person_key, o.place, o.start_date
)
SELECT
    o.authority,
    o.feed,
    o.person_key,
    o.source_row,
    o.place,
    o.start_date,
    LEAST(
        o.end_date, COALESCE(e.next_date, DATE '9999-12-31'), COALESCE(a.care_date, DATE '9999-12-31')
    ) AS until_date
FROM once AS o
LEFT JOIN elsewhere AS e ON e.person_key = o.person_key AND e.place = o.place AND e.start_date = o.start_date
LEFT JOIN another_home AS a ON a.person_key = o.person_key AND a.place = o.place AND a.start_date = o.start_date
