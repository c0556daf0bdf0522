-- Contacts, early help, referrals, assessments and child in need plans of the Standard Safeguarding Dataset.

-- name: a_contact_is_about_somebody
-- says: Every contact is about a person in the person table.
-- break: ssd_contacts SET cont_person_id = 'nobody'
SELECT cont_contact_id FROM ssd_contacts LEFT JOIN ssd_person ON cont_person_id = pers_person_id WHERE pers_person_id IS NULL;

-- name: no_contact_before_pregnancy
-- says: No contact is made more than ten months before the birth, known or expected.
-- break: ssd_contacts SET cont_contact_date = '1901-01-01'
SELECT cont_contact_id FROM ssd_contacts JOIN ssd_person ON cont_person_id = pers_person_id
   WHERE day(cont_contact_date) < coalesce(day(pers_dob), day(pers_expected_dob)) - INTERVAL 304 DAY;

-- name: no_contact_after_death
-- says: No contact is made about a child who had died.
-- break: ssd_person SET pers_death_date = '2000-01-01' WHERE pers_person_id IN (SELECT cont_person_id FROM ssd_contacts)
SELECT cont_contact_id FROM ssd_contacts JOIN ssd_person ON cont_person_id = pers_person_id
   WHERE day(cont_contact_date) > day(pers_death_date);

-- name: early_help_ends_after_it_began
-- says: Early help does not end before it begins.
-- break: ssd_early_help_episodes SET earl_episode_end_date = '1900-01-01'
SELECT earl_episode_id FROM ssd_early_help_episodes WHERE day(earl_episode_end_date) < day(earl_episode_start_date);

-- name: a_referral_is_of_somebody
-- says: Every referral is of a person in the person table.
-- break: ssd_cin_episodes SET cine_person_id = 'nobody'
SELECT cine_referral_id FROM ssd_cin_episodes LEFT JOIN ssd_person ON cine_person_id = pers_person_id WHERE pers_person_id IS NULL;

-- name: no_referral_before_pregnancy
-- says: No referral is made more than ten months before the birth, known or expected.
-- break: ssd_cin_episodes SET cine_referral_date = '1901-01-01'
SELECT cine_referral_id FROM ssd_cin_episodes JOIN ssd_person ON cine_person_id = pers_person_id
   WHERE day(cine_referral_date) < coalesce(day(pers_dob), day(pers_expected_dob)) - INTERVAL 304 DAY;

-- name: no_referral_of_an_adult
-- says: Nobody is referred at 18 or over.
-- break: ssd_person SET pers_dob = '1980-01-01' WHERE pers_person_id IN (SELECT cine_person_id FROM ssd_cin_episodes)
SELECT cine_referral_id FROM ssd_cin_episodes JOIN ssd_person ON cine_person_id = pers_person_id
   WHERE day(cine_referral_date) >= day(pers_dob) + INTERVAL 18 YEAR;

-- name: a_case_closes_after_it_opened
-- says: No case is closed before its referral.
-- break: ssd_cin_episodes SET cine_close_date = '1900-01-01'
SELECT cine_referral_id FROM ssd_cin_episodes WHERE day(cine_close_date) < day(cine_referral_date);

-- name: a_reason_with_every_closure
-- says: A closed case says why, and an open one does not.
-- break: ssd_cin_episodes SET cine_close_reason = '' WHERE cine_close_date <> ''
SELECT cine_referral_id FROM ssd_cin_episodes WHERE (cine_close_date <> '') <> (cine_close_reason <> '');

-- name: one_case_at_a_time
-- says: A child's cases do not overlap.
-- break: ssd_cin_episodes SET cine_close_date = '' WHERE cine_person_id IN (SELECT cine_person_id FROM ssd_cin_episodes GROUP BY 1 HAVING count(*) > 1)
SELECT a.cine_referral_id, b.cine_referral_id FROM ssd_cin_episodes a JOIN ssd_cin_episodes b
   ON a.cine_person_id = b.cine_person_id AND a.cine_referral_id < b.cine_referral_id
   AND day(a.cine_referral_date) < coalesce(day(b.cine_close_date), DATE '9999-01-01')
   AND day(b.cine_referral_date) < coalesce(day(a.cine_close_date), DATE '9999-01-01');

-- name: an_assessment_is_of_the_referrals_child
-- says: Every assessment belongs to a referral of the same child.
-- break: ssd_cin_assessments SET cina_person_id = 'another'
SELECT cina_assessment_id FROM ssd_cin_assessments LEFT JOIN ssd_cin_episodes
   ON cina_referral_id = cine_referral_id AND cina_person_id = cine_person_id WHERE cine_referral_id IS NULL;

-- name: no_assessment_before_its_referral
-- says: No assessment begins before the referral.
-- break: ssd_cin_assessments SET cina_assessment_start_date = '1900-01-01'
SELECT cina_assessment_id FROM ssd_cin_assessments JOIN ssd_cin_episodes ON cina_referral_id = cine_referral_id
   WHERE day(cina_assessment_start_date) < day(cine_referral_date);

-- name: an_assessment_is_authorised_after_it_began
-- says: No assessment is authorised before it began.
-- break: ssd_cin_assessments SET cina_assessment_auth_date = '1900-01-01'
SELECT cina_assessment_id FROM ssd_cin_assessments WHERE day(cina_assessment_auth_date) < day(cina_assessment_start_date);

-- name: no_assessment_after_the_case_closed
-- says: No assessment begins once the case is closed.
-- break: ssd_cin_assessments SET cina_assessment_start_date = '2098-01-01' WHERE cina_referral_id IN (SELECT cine_referral_id FROM ssd_cin_episodes WHERE cine_close_date <> '')
SELECT cina_assessment_id FROM ssd_cin_assessments JOIN ssd_cin_episodes ON cina_referral_id = cine_referral_id
   WHERE day(cina_assessment_start_date) > day(cine_close_date);

-- name: factors_belong_to_an_assessment
-- says: Factors are found in an assessment that is there.
-- break: ssd_assessment_factors SET cinf_assessment_id = 'none'
SELECT cinf_table_id FROM ssd_assessment_factors LEFT JOIN ssd_cin_assessments ON cinf_assessment_id = cina_assessment_id
   WHERE cina_assessment_id IS NULL;

-- name: a_need_plan_lies_in_its_case
-- says: A child in need plan begins and ends inside its case.
-- break: ssd_cin_plans SET cinp_cin_plan_start_date = '1900-01-01'
SELECT cinp_cin_plan_id FROM ssd_cin_plans LEFT JOIN ssd_cin_episodes ON cinp_referral_id = cine_referral_id
   WHERE cine_referral_id IS NULL OR day(cinp_cin_plan_start_date) < day(cine_referral_date)
   OR day(cinp_cin_plan_end_date) < day(cinp_cin_plan_start_date) OR day(cinp_cin_plan_end_date) > day(cine_close_date);

-- name: a_visit_in_need_lies_in_a_plan
-- says: A child in need is visited while a plan of the child runs.
-- break: ssd_cin_visits SET cinv_cin_visit_date = '1900-01-01'
SELECT cinv_cin_visit_id FROM ssd_cin_visits WHERE cinv_cin_visit_id <> '' AND NOT EXISTS (SELECT 1 FROM ssd_cin_plans
   WHERE cinp_person_id = cinv_person_id AND day(cinv_cin_visit_date) BETWEEN day(cinp_cin_plan_start_date)
   AND coalesce(day(cinp_cin_plan_end_date), DATE '9999-01-01'));
