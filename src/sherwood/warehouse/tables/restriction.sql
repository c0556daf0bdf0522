-- Restricted records: children whose adoption, decided, under way or made, restricts who may open their record.
-- grain: one row per person, reason and day it begins
-- key: person_key, reason, from_date
-- rules: from the earliest of the decision, the placement order (E1), the placement for adoption (A3 to A6) and the
--   order (E11, E12), whichever feed says so; a decision reversed later restricts all the same. The lists of Annex A and
--   the case system know of an adoption before the year's return does, and the panel's list before either: a plan or a
--   match agreed is the decision.
WITH landed AS (
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(
            COALESCE(a.decision_date, DATE '9999-12-31'),
            COALESCE(a.placement_order_date, DATE '9999-12-31'),
            COALESCE(a.placed_date, DATE '9999-12-31'),
            COALESCE(a.order_date, DATE '9999-12-31')
        ) AS from_date
    FROM landing_annex_a_adoption AS a
    UNION ALL
    SELECT a.authority, a.feed, a.source_id, a.source_row, a.legal_status_date AS from_date
    FROM landing_annex_a_children_in_care AS a
    WHERE a.legal_status = 'E1'
    UNION ALL
    SELECT a.authority, a.feed, a.source_id, a.source_row, a.placement_start_date AS from_date
    FROM landing_annex_a_children_in_care AS a
    WHERE a.placement_type IN ('A3', 'A4', 'A5', 'A6', 'ADOPT')
    UNION ALL
    SELECT a.authority, a.feed, a.source_id, a.source_row, a.end_date AS from_date
    FROM landing_annex_a_children_in_care AS a
    WHERE a.reason_ceased IN ('E11', 'E12', 'ADOPTED')
    UNION ALL
    SELECT a.authority, a.feed, a.source_id, a.source_row, a.closure_date AS from_date
    FROM landing_annex_a_children_in_need AS a
    WHERE a.closure_reason = 'RC1'
    UNION ALL
    SELECT c.authority, c.feed, c.source_id, c.source_row, c.closure_date AS from_date
    FROM landing_cin_census_cin_details AS c
    WHERE c.closure_reason = 'RC1'
    UNION ALL
    SELECT s.authority, s.feed, s.source_id, s.source_row, s.cine_close_date AS from_date
    FROM landing_ssd_cin_episodes AS s
    WHERE s.cine_close_reason = 'RC1'
    UNION ALL
    SELECT
        p.authority,
        p.feed,
        p.source_id,
        p.source_row,
        LEAST(
            COALESCE(p.perm_adm_decision_date, DATE '9999-12-31'),
            COALESCE(p.perm_placement_order_date, DATE '9999-12-31'),
            COALESCE(p.perm_placed_for_adoption_date, DATE '9999-12-31'),
            CASE
                WHEN LOWER(p.perm_permanence_order_type) LIKE '%adopt%' OR p.perm_permanence_order_type IN ('E11', 'E12')
                    THEN COALESCE(p.perm_permanence_order_date, DATE '9999-12-31')
                ELSE DATE '9999-12-31'
            END
        ) AS from_date
    FROM landing_ssd_permanence AS p
    UNION ALL
    SELECT s.authority, s.feed, s.source_id, s.source_row, s.lega_legal_status_start_date AS from_date
    FROM landing_ssd_legal_status AS s
    WHERE s.lega_legal_status = 'E1'
    UNION ALL
    SELECT s.authority, s.feed, s.source_id, s.source_row, s.clap_cla_placement_start_date AS from_date
    FROM landing_ssd_cla_placement AS s
    WHERE s.clap_cla_placement_type IN ('A3', 'A4', 'A5', 'A6')
    UNION ALL
    SELECT s.authority, s.feed, s.source_id, s.source_row, s.clae_cla_episode_ceased_date AS from_date
    FROM landing_ssd_cla_episodes AS s
    WHERE s.clae_cla_episode_ceased_reason IN ('E11', 'E12')
    UNION ALL
    SELECT i.authority, i.feed, i.source_id, i.source_row, i.decision_date AS from_date
    FROM landing_adoption_panel_items AS i
    WHERE i.item IN ('plan', 'match') AND i.decision = 'agreed'
),
triggers AS (
    SELECT l.authority, l.feed, r.person_key, l.source_row, l.from_date
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    UNION ALL
    SELECT d.authority, d.feed, d.person_key, d.source_row, d.decision_date AS from_date
    FROM adoption_decision AS d
    UNION ALL
    SELECT a.authority, a.feed, a.person_key, a.source_row, a.decision_date AS from_date
    FROM adoption AS a
    UNION ALL
    SELECT e.authority, e.feed, e.person_key, e.source_row, e.start_date AS from_date
    FROM episode AS e
    WHERE e.legal_status = 'E1' OR e.placement_type IN ('A3', 'A4', 'A5', 'A6')
    UNION ALL
    SELECT e.authority, e.feed, e.person_key, e.source_row, LEAST(e.end_date, e.until_date) AS from_date
    FROM episode AS e
    WHERE e.reason_ceased IN ('E11', 'E12')
),
ordered AS (
    SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t.person_key ORDER BY t.from_date, t.source_row) AS from_first
    FROM triggers AS t
    WHERE t.from_date < DATE '9999-12-31'
)
SELECT o.authority, o.feed, o.person_key, o.source_row, 'adoption' AS reason, o.from_date
FROM ordered AS o
WHERE o.from_first = 1
