"""Synthetic: the tables of the Standard Safeguarding Dataset that the county fills, handed to its writers as headings in order.

Names: Standard Safeguarding Dataset, release 1.4. Every column of each table is written, also where the county has nothing to say.
"""

from __future__ import annotations

_COLUMNS = {
    "person": "person_id forename surname sex gender ethnicity dob common_child_id legacy_id upn_unknown send_flag expected_dob "
    "death_date is_mother nationality",
    "address": "table_id address_json person_id address_type address_start_date address_end_date address_postcode",
    "disability": "person_id table_id disability_code",
    "family": "table_id family_id person_id",
    "linked_identifiers": "table_id person_id identifier_type identifier_value valid_from_date valid_to_date",
    "contacts": "contact_id person_id contact_date contact_source_code contact_source_desc contact_outcome_json",
    "early_help_episodes": "episode_id person_id episode_start_date episode_end_date episode_reason episode_end_reason "
    "episode_organisation episode_worker_id",
    "cin_episodes": "referral_id person_id referral_date cin_primary_need_code referral_source_code referral_source_desc "
    "referral_outcome_json referral_nfa close_reason close_date referral_team referral_worker_id",
    "cin_assessments": "assessment_id person_id referral_id assessment_start_date assessment_child_seen assessment_auth_date "
    "assessment_outcome_json assessment_outcome_nfa assessment_team assessment_worker_id",
    "assessment_factors": "table_id assessment_id assessment_factors_json",
    "cin_plans": "cin_plan_id referral_id person_id cin_plan_start_date cin_plan_end_date cin_plan_team cin_plan_worker_id",
    "cin_visits": "cin_visit_id person_id cin_visit_date cin_visit_seen cin_visit_seen_alone cin_visit_bedroom",
    "s47_enquiry": "s47_enquiry_id referral_id person_id s47_start_date s47_end_date s47_nfa s47_outcome_json "
    "s47_completed_by_worker_id s47_completed_by_team",
    "initial_cp_conference": "icpc_id icpc_meeting_id s47_enquiry_id person_id cp_plan_id referral_id icpc_transfer_in "
    "icpc_target_date icpc_date icpc_outcome_cp_flag icpc_outcome_json icpc_team icpc_worker_id",
    "cp_plans": "cp_plan_id referral_id icpc_id person_id cp_plan_start_date cp_plan_end_date cp_plan_initial_category "
    "cp_plan_ola cp_plan_latest_category",
    "cp_reviews": "cp_review_id person_id cp_plan_id cp_review_due cp_review_date cp_review_meeting_id "
    "cp_review_outcome_continue_cp cp_review_quorate cp_review_participation",
    "cp_visits": "cp_visit_id person_id cp_plan_id cp_visit_date cp_visit_seen cp_visit_seen_alone cp_visit_bedroom",
    "cla_episodes": "cla_episode_id person_id cla_episode_start_date cla_episode_start_reason cla_primary_need_code "
    "cla_episode_ceased_date cla_episode_ceased_reason cla_id referral_id cla_placement_id entered_care_date "
    "cla_last_iro_contact_date",
    "cla_placement": "cla_placement_id cla_placement_start_date cla_placement_type cla_placement_urn cla_placement_distance "
    "cla_id cla_placement_provider cla_placement_postcode cla_placement_end_date cla_placement_change_reason person_id",
    "cla_reviews": "cla_review_id cla_id cla_review_due_date cla_review_date cla_review_cancelled cla_review_participation",
    "cla_visits": "cla_visit_id cla_id person_id cla_visit_date cla_visit_seen cla_visit_seen_alone",
    "legal_status": "legal_status_id person_id legal_status legal_status_start_date legal_status_end_date",
    "missing": "table_id person_id missing_episode_start_date missing_episode_type missing_episode_end_date "
    "missing_rhi_offered missing_rhi_accepted",
    "care_leavers": "table_id person_id care_leaver_eligibility care_leaver_in_touch care_leaver_latest_contact "
    "care_leaver_accommodation care_leaver_accom_suitable care_leaver_activity pathway_plan_review_date "
    "care_leaver_personal_advisor care_leaver_allocated_team care_leaver_worker_id",
    "permanence": "table_id person_id cla_id adm_decision_date ffa_cp_decision_date placement_order_date "
    "placed_for_adoption_date matched_date adopted_by_carer_flag placed_ffa_cp_date decision_reversed_date "
    "placed_foster_carer_date part_of_sibling_group siblings_placed_together siblings_placed_apart placement_provider_urn "
    "decision_reversed_reason permanence_order_date permanence_order_type adoption_worker_id adopter_sex "
    "adopter_legal_status number_of_adopters",
    "involvements": "involvements_id professional_id professional_role_id professional_team involvement_start_date "
    "involvement_end_date worker_change_reason person_id referral_id",
    "department": "team_id team_name team_parent_id team_parent_name",
    "professionals": "professional_id staff_id professional_name social_worker_registration_no professional_job_title "
    "professional_caseload professional_department full_time_equivalency agency_worker_flag",
}
_PREFIXES = {
    "person": "pers", "address": "addr", "disability": "disa", "family": "fami", "linked_identifiers": "link", "contacts": "cont",
    "early_help_episodes": "earl", "cin_episodes": "cine", "cin_assessments": "cina", "assessment_factors": "cinf",
    "cin_plans": "cinp", "cin_visits": "cinv", "s47_enquiry": "s47e", "initial_cp_conference": "icpc", "cp_plans": "cppl",
    "cp_reviews": "cppr", "cp_visits": "cppv", "cla_episodes": "clae", "cla_placement": "clap", "cla_reviews": "clar",
    "cla_visits": "clav", "legal_status": "lega", "missing": "miss", "care_leavers": "clea", "permanence": "perm",
    "involvements": "invo", "department": "dept", "professionals": "prof",
}  # fmt: skip

HEADINGS: dict[str, tuple[str, ...]] = {
    table: tuple(f"{_PREFIXES[table]}_{column}" for column in columns.split()) for table, columns in _COLUMNS.items()
}
