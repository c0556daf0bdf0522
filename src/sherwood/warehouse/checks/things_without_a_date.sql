-- Rows were landed without the date that would say when it happened, and so stand in no table.
-- on failure: warn
-- remedy: fill in the date at source and load the file again
SELECT s.source_row FROM landing_ssd_contacts AS s WHERE s.cont_contact_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_early_help_episodes AS s WHERE s.earl_episode_start_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_cin_episodes AS s WHERE s.cine_referral_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_cin_assessments AS s WHERE s.cina_assessment_start_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_s47_enquiry AS s WHERE s.s47e_s47_start_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_cp_plans AS s WHERE s.cppl_cp_plan_start_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_cp_visits AS s WHERE s.cppv_cp_visit_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_cin_plans AS s WHERE s.cinp_cin_plan_start_date IS NULL
UNION ALL
SELECT s.source_row FROM landing_ssd_cin_visits AS s WHERE s.cinv_cin_visit_date IS NULL
UNION ALL
SELECT a.source_row FROM landing_annex_a_referrals AS a WHERE a.referral_date IS NULL
UNION ALL
SELECT a.source_row FROM landing_annex_a_children_in_need AS a WHERE a.start_date IS NULL
