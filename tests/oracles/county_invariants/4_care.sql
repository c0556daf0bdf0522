-- Children looked after: periods, episodes, placements, orders, reviews, visits, missing, permanence, care leavers.

-- name: an_episode_ends_after_it_began
-- says: No episode of care ends before it began.
-- break: ssd_cla_episodes SET clae_cla_episode_ceased_date = '1900-01-01'
SELECT clae_cla_episode_id FROM ssd_cla_episodes WHERE day(clae_cla_episode_ceased_date) < day(clae_cla_episode_start_date);

-- name: one_episode_at_a_time
-- says: A child's episodes of care do not overlap.
-- break: ssd_cla_episodes SET clae_cla_episode_ceased_date = '' WHERE clae_cla_episode_ceased_reason = 'X1'
SELECT a.clae_cla_episode_id, b.clae_cla_episode_id FROM ssd_cla_episodes a JOIN ssd_cla_episodes b
   ON a.clae_person_id = b.clae_person_id AND a.clae_cla_episode_id < b.clae_cla_episode_id
   AND day(a.clae_cla_episode_start_date) < coalesce(day(b.clae_cla_episode_ceased_date), DATE '9999-01-01')
   AND day(b.clae_cla_episode_start_date) < coalesce(day(a.clae_cla_episode_ceased_date), DATE '9999-01-01');

-- name: care_begins_with_its_first_episode
-- says: The first episode of a period of care begins on the day the child entered care.
-- break: ssd_cla_episodes SET clae_cla_episode_start_date = '1900-01-01' WHERE clae_cla_episode_start_reason = 'S'
SELECT clae_cla_id FROM ssd_cla_episodes GROUP BY clae_cla_id
   HAVING min(day(clae_cla_episode_start_date)) <> min(day(clae_entered_care_date))
   OR count(DISTINCT clae_entered_care_date) > 1;

-- name: an_episode_that_goes_on_is_followed_the_same_day
-- says: An episode that ended because another began (X1) is followed by one of the same child that day.
-- break: ssd_cla_episodes SET clae_cla_episode_ceased_reason = 'X1' WHERE clae_cla_episode_ceased_reason = 'E4A'
SELECT a.clae_cla_episode_id FROM ssd_cla_episodes a LEFT JOIN ssd_cla_episodes b ON a.clae_person_id = b.clae_person_id
   AND a.clae_cla_episode_ceased_date = b.clae_cla_episode_start_date
   WHERE a.clae_cla_episode_ceased_reason = 'X1' AND b.clae_cla_episode_id IS NULL;

-- name: an_episode_ends_with_a_reason
-- says: An episode that ended says why, and one that goes on does not.
-- break: ssd_cla_episodes SET clae_cla_episode_ceased_reason = '' WHERE clae_cla_episode_ceased_date <> ''
SELECT clae_cla_episode_id FROM ssd_cla_episodes WHERE (clae_cla_episode_ceased_date <> '') <> (clae_cla_episode_ceased_reason <> '');

-- name: nobody_in_care_before_birth
-- says: No child enters care before birth.
-- break: ssd_person SET pers_dob = '2097-01-01' WHERE pers_person_id IN (SELECT clae_person_id FROM ssd_cla_episodes)
SELECT clae_cla_episode_id FROM ssd_cla_episodes LEFT JOIN ssd_person ON clae_person_id = pers_person_id
   WHERE pers_person_id IS NULL OR day(clae_cla_episode_start_date) < day(pers_dob);

-- name: nobody_looked_after_past_18
-- says: No episode of care goes on after the eighteenth birthday.
-- break: ssd_person SET pers_dob = '1980-01-01' WHERE pers_person_id IN (SELECT clae_person_id FROM ssd_cla_episodes)
SELECT clae_cla_episode_id FROM ssd_cla_episodes JOIN ssd_person ON clae_person_id = pers_person_id
   WHERE coalesce(day(clae_cla_episode_ceased_date), day(ssd_cla_episodes._drop))
   > day(pers_dob) + INTERVAL 18 YEAR;

-- name: every_episode_has_its_placement
-- says: Every episode names a placement of the same period of care.
-- break: ssd_cla_episodes SET clae_cla_placement_id = 'none'
SELECT clae_cla_episode_id FROM ssd_cla_episodes LEFT JOIN ssd_cla_placement ON clae_cla_placement_id = clap_cla_placement_id
   AND clae_cla_id = clap_cla_id WHERE clap_cla_placement_id IS NULL;

-- name: a_placement_ends_after_it_began
-- says: No placement ends before it began.
-- break: ssd_cla_placement SET clap_cla_placement_end_date = '1900-01-01'
SELECT clap_cla_placement_id FROM ssd_cla_placement WHERE day(clap_cla_placement_end_date) < day(clap_cla_placement_start_date);

-- name: no_placement_outside_its_period
-- says: A placement lies inside the period of care it belongs to.
-- break: ssd_cla_placement SET clap_cla_placement_start_date = '1900-01-01'
SELECT clap_cla_placement_id FROM ssd_cla_placement LEFT JOIN (SELECT clae_cla_id, min(day(clae_cla_episode_start_date)) AS entered,
   max(coalesce(day(clae_cla_episode_ceased_date), DATE '9999-01-01')) AS ended FROM ssd_cla_episodes GROUP BY 1) ON clap_cla_id = clae_cla_id
   WHERE clae_cla_id IS NULL OR day(clap_cla_placement_start_date) < entered
   OR coalesce(day(clap_cla_placement_end_date), DATE '9999-01-01') > ended;

-- name: one_placement_at_a_time
-- says: The placements of one period of care do not overlap.
-- break: ssd_cla_placement SET clap_cla_placement_end_date = '' WHERE clap_cla_placement_id LIKE '%-P1' AND clap_cla_id IN (SELECT clap_cla_id FROM ssd_cla_placement GROUP BY 1 HAVING count(*) > 1)
SELECT a.clap_cla_placement_id, b.clap_cla_placement_id FROM ssd_cla_placement a JOIN ssd_cla_placement b
   ON a.clap_cla_id = b.clap_cla_id AND a.clap_cla_placement_id < b.clap_cla_placement_id
   AND day(a.clap_cla_placement_start_date) < coalesce(day(b.clap_cla_placement_end_date), DATE '9999-01-01')
   AND day(b.clap_cla_placement_start_date) < coalesce(day(a.clap_cla_placement_end_date), DATE '9999-01-01');

-- name: one_legal_status_at_a_time
-- says: A child's legal statuses do not overlap.
-- break: ssd_legal_status SET lega_legal_status_end_date = '' WHERE lega_legal_status_id LIKE '%-S1' AND lega_person_id IN (SELECT lega_person_id FROM ssd_legal_status GROUP BY 1 HAVING count(*) > 1)
SELECT a.lega_legal_status_id, b.lega_legal_status_id FROM ssd_legal_status a JOIN ssd_legal_status b
   ON a.lega_person_id = b.lega_person_id AND a.lega_legal_status_id < b.lega_legal_status_id
   AND day(a.lega_legal_status_start_date) < coalesce(day(b.lega_legal_status_end_date), DATE '9999-01-01')
   AND day(b.lega_legal_status_start_date) < coalesce(day(a.lega_legal_status_end_date), DATE '9999-01-01');

-- name: a_review_of_care_lies_in_its_period
-- says: A child's care is reviewed after the child entered care and not after the child left.
-- break: ssd_cla_reviews SET clar_cla_review_date = '1900-01-01'
SELECT clar_cla_review_id FROM ssd_cla_reviews LEFT JOIN (SELECT clae_cla_id, min(day(clae_cla_episode_start_date)) AS entered,
   max(coalesce(day(clae_cla_episode_ceased_date), DATE '9999-01-01')) AS ended FROM ssd_cla_episodes GROUP BY 1) ON clar_cla_id = clae_cla_id
   WHERE clae_cla_id IS NULL OR day(clar_cla_review_date) <= entered OR day(clar_cla_review_date) > ended;

-- name: a_visit_in_care_lies_in_its_period
-- says: A looked-after child is visited while looked after.
-- break: ssd_cla_visits SET clav_cla_visit_date = '1900-01-01'
SELECT clav_cla_visit_id FROM ssd_cla_visits LEFT JOIN (SELECT clae_cla_id, min(day(clae_cla_episode_start_date)) AS entered,
   max(coalesce(day(clae_cla_episode_ceased_date), DATE '9999-01-01')) AS ended FROM ssd_cla_episodes GROUP BY 1) ON clav_cla_id = clae_cla_id
   WHERE clae_cla_id IS NULL OR day(clav_cla_visit_date) NOT BETWEEN entered AND ended;

-- name: going_missing_ends_after_it_began
-- says: Nobody comes back before going missing.
-- break: ssd_missing SET miss_missing_episode_end_date = '1900-01-01'
SELECT miss_table_id FROM ssd_missing WHERE day(miss_missing_episode_end_date) < day(miss_missing_episode_start_date);

-- name: a_child_goes_missing_from_care
-- says: A spell of going missing begins in an episode of care of the child.
-- break: ssd_missing SET miss_missing_episode_start_date = '1900-01-01'
SELECT miss_table_id FROM ssd_missing WHERE NOT EXISTS (SELECT 1 FROM ssd_cla_episodes WHERE clae_person_id = miss_person_id
   AND day(miss_missing_episode_start_date) BETWEEN day(clae_cla_episode_start_date)
   AND coalesce(day(clae_cla_episode_ceased_date), DATE '9999-01-01'));

-- name: adoption_goes_step_by_step
-- says: Decision, match, placement and order of an adoption follow each other.
-- break: ssd_permanence SET perm_matched_date = '1900-01-01' WHERE perm_adm_decision_date <> ''
SELECT perm_table_id FROM ssd_permanence WHERE day(perm_matched_date) < day(perm_adm_decision_date)
   OR day(perm_placed_for_adoption_date) < day(perm_matched_date)
   OR (perm_permanence_order_type = 'Adoption' AND day(perm_permanence_order_date) < day(perm_placed_for_adoption_date));

-- name: a_care_leaver_is_sixteen
-- says: Nobody is a care leaver before the sixteenth birthday.
-- break: ssd_person SET pers_dob = '2090-01-01' WHERE pers_person_id IN (SELECT clea_person_id FROM ssd_care_leavers)
SELECT clea_table_id FROM ssd_care_leavers LEFT JOIN ssd_person ON clea_person_id = pers_person_id
   WHERE pers_person_id IS NULL OR day(pers_dob) + INTERVAL 16 YEAR > day(ssd_care_leavers._drop);
