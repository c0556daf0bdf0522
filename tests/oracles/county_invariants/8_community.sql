-- Police, youth justice, exploitation, treatment, housing and benefits.

-- name: an_incident_is_recorded_after_it_happened
-- says: The police record an incident no earlier than it happened and deal with it no earlier than they recorded it.
-- break: police_incidents_incidents SET recorded_date = '01/01/1999'
SELECT incident_no FROM police_incidents_incidents WHERE day(recorded_date) < day(incident_date) OR day(outcome_date) < day(recorded_date);

-- name: who_is_under_18_was_born_less_than_18_years_before
-- says: Somebody marked as under 18 was so on the day of the incident, and nobody else was.
-- clean: birth dates are mistyped on purpose elsewhere
-- break: police_incidents_incidents SET under_18 = 'Y' WHERE under_18 = 'N' AND dob <> ''
SELECT incident_no, dob FROM police_incidents_incidents WHERE dob <> '' AND (under_18 = 'Y') <> (day(dob) + INTERVAL 18 YEAR > day(incident_date));

-- name: a_measure_against_nuisance_ends_after_it_was_given
-- says: A measure ends, and is breached, no earlier than it was given.
-- break: police_incidents_measures SET asb_until = '01/01/1999'
SELECT asb_ref FROM police_incidents_measures WHERE day(asb_until) < day(asb_given) OR day(asb_breached) < day(asb_given);

-- name: a_missing_person_is_found_after_being_missed
-- says: Somebody missing is reported and found, to the minute, no earlier than missed.
-- break: police_missing_episodes SET found = '01/01/1999' WHERE found <> ''
SELECT misper_no FROM police_missing_episodes WHERE day(reported) < day(missing_since) OR day(found) < day(missing_since)
   OR (day(found) = day(missing_since) AND found_at < missing_at);

-- name: a_concern_is_closed_after_it_was_opened
-- says: A concern about exploitation is reviewed and closed no earlier than it was opened, and says why it closed.
-- break: exploitation_concerns SET closed = '01/01/1999'
SELECT mace_ref FROM exploitation_concerns WHERE day(closed) < day(opened) OR day(last_review) < day(opened) OR day(last_review) > day(closed)
   OR (closed <> '') <> (why_closed <> '');

-- name: a_review_of_exploitation_is_of_a_concern
-- says: A review is of a concern on the list, while it was open.
-- break: exploitation_reviews SET mace_review = '01/01/1999'
SELECT r.mace_ref, r.mace_review FROM exploitation_reviews r LEFT JOIN exploitation_concerns c ON r.mace_ref = c.mace_ref
   WHERE c.mace_ref IS NULL OR day(r.mace_review) < day(c.opened) OR day(r.mace_review) > day(c.closed);

-- name: treatment_lies_in_its_episode
-- says: An episode of treatment is referred, begins, is reviewed and ends in this order.
-- break: substance_misuse_episodes SET discharged = '01/01/1999' WHERE discharged <> ''
SELECT treatment_episode FROM substance_misuse_episodes WHERE day(treatment_start) < day(referred) OR day(discharged) < day(referred)
   OR day(last_care_plan_review) < day(treatment_start) OR day(last_care_plan_review) > day(discharged) OR day(discharged) < day(treatment_start);

-- name: who_is_discharged_from_treatment_has_a_reason
-- says: An episode of treatment that ended says why, and one that goes on does not.
-- break: substance_misuse_episodes SET discharge_reason = '' WHERE discharged <> ''
SELECT treatment_episode FROM substance_misuse_episodes WHERE (discharged <> '') <> (discharge_reason <> '');

-- name: one_treatment_at_a_time
-- says: A client's episodes of treatment do not overlap.
-- break: substance_misuse_episodes REPEAT
SELECT a.treatment_episode, b.treatment_episode FROM substance_misuse_episodes a JOIN substance_misuse_episodes b
   ON a.client_no = b.client_no AND (a.treatment_episode < b.treatment_episode OR (a.treatment_episode = b.treatment_episode AND a._row::INT < b._row::INT))
   AND day(a.referred) < coalesce(day(b.discharged), DATE '9999-01-01')
   AND day(b.referred) < coalesce(day(a.discharged), DATE '9999-01-01');

-- name: an_offence_has_its_outcome_after_it
-- says: No offence is dealt with before it was committed, and one without a date is pending.
-- break: youth_justice_offences SET yj_outcome_date = '1999-01-01'
SELECT yj_offence_id FROM youth_justice_offences WHERE day(yj_outcome_date) < day(offence_date) OR (yj_outcome = 'pending') <> (yj_outcome_date = '');

-- name: no_offence_before_ten
-- says: Nobody offends before the age of criminal responsibility.
-- clean: birth dates are mistyped on purpose elsewhere
-- break: youth_justice_offences SET birth_date = '2025-01-01'
SELECT yj_offence_id FROM youth_justice_offences WHERE day(birth_date) + INTERVAL 10 YEAR > day(offence_date);

-- name: an_intervention_ends_after_it_began
-- says: An intervention of the youth justice service ends no earlier than it began; its plan is agreed and reviewed in between.
-- break: youth_justice_interventions SET yj_end = '1999-01-01'
SELECT yj_intervention_id FROM youth_justice_interventions WHERE day(yj_end) < day(yj_start) OR day(plan_agreed) < day(yj_start)
   OR day(plan_reviewed) < day(plan_agreed) OR day(plan_agreed) > day(yj_end) OR day(plan_reviewed) > day(yj_end);

-- name: an_order_follows_an_offence
-- says: Whoever is under an order or a disposal out of court had committed an offence before.
-- break: youth_justice_interventions SET yj_person_id = 'nobody' WHERE yj_stage <> 'prevention'
SELECT yj_intervention_id, yj_stage FROM youth_justice_interventions i WHERE yj_stage <> 'prevention' AND NOT EXISTS (
   SELECT 1 FROM youth_justice_offences o WHERE o.yj_person_id = i.yj_person_id AND day(o.offence_date) <= day(i.yj_start));

-- name: a_tenancy_ends_after_it_began
-- says: No tenancy ends before it began, and an ended one says why.
-- break: housing_tenancies SET tenancy_end = '01-Jan-1999'
SELECT tenancy_ref FROM housing_tenancies WHERE day(tenancy_end) < day(tenancy_start) OR (tenancy_end <> '') <> (end_reason <> '');

-- name: a_household_lives_in_its_tenancy
-- says: A member of a household joins a tenancy of the list once it began and leaves by its end.
-- break: housing_members SET joined = '01-Jan-1901'
SELECT m.tenancy_ref, m.household_person FROM housing_members m LEFT JOIN housing_tenancies t ON m.tenancy_ref = t.tenancy_ref
   WHERE t.tenancy_ref IS NULL OR day(m.joined) < day(t.tenancy_start) OR day(m.left) < day(m.joined) OR day(m.left) > day(t.tenancy_end);

-- name: rent_is_owed_in_a_tenancy
-- says: Arrears are of a month in which a tenancy of the list ran.
-- break: housing_arrears SET month_end = '31-Jan-1999'
SELECT a.tenancy_ref, a.month_end FROM housing_arrears a LEFT JOIN housing_tenancies t ON a.tenancy_ref = t.tenancy_ref
   WHERE t.tenancy_ref IS NULL OR day(a.month_end) < day(t.tenancy_start) OR date_trunc('month', day(a.month_end)) > day(t.tenancy_end);

-- name: a_landlord_acts_in_a_tenancy
-- says: A landlord's step is taken while a tenancy of the list runs, and possession follows it.
-- break: housing_steps SET action_date = '01-Jan-1999'
SELECT s.tenancy_ref, s.action FROM housing_steps s LEFT JOIN housing_tenancies t ON s.tenancy_ref = t.tenancy_ref
   WHERE t.tenancy_ref IS NULL OR day(s.action_date) < day(t.tenancy_start) OR day(s.action_date) > day(t.tenancy_end)
   OR day(s.possession_date) < day(s.action_date);

-- name: an_application_of_the_homeless_goes_step_by_step
-- says: An application is decided after it was made, and the duty ends after the decision.
-- break: housing_applications SET decision_date = '01-Jan-1999' WHERE decision_date <> ''
SELECT hl_case FROM housing_applications WHERE day(decision_date) < day(applied) OR day(duty_ended) < day(decision_date);

-- name: a_temporary_home_is_of_an_application
-- says: Temporary accommodation is of an application, begins after it and ends after it began.
-- break: housing_temporary SET ta_start = '01-Jan-1999'
SELECT t.hl_case FROM housing_temporary t LEFT JOIN housing_applications a ON t.hl_case = a.hl_case
   WHERE a.hl_case IS NULL OR day(t.ta_start) < day(a.applied) OR day(t.ta_end) < day(t.ta_start);

-- name: a_benefit_has_a_group
-- says: An adult who was matched has a group of benefits for those out of work if on one, and only then.
-- break: dwp_answers SET benefit_group = 'none' WHERE out_of_work_benefit = 'Y'
SELECT list_no, match_date FROM dwp_answers WHERE match = 'matched' AND (out_of_work_benefit = 'Y') <> (benefit_group NOT IN ('none', 'uc_working'));
