//! The centre's tests with the demonstration county's people and items: every one runs on SQLite and on PostgreSQL.

mod accountability;
mod accounts;
mod after;
mod appeals;
mod assessment;
mod calendar_notices;
mod calendars;
mod commands;
mod complaints;
mod complaints_above;
mod counted;
mod courses;
mod desk;
mod disclosures;
mod draws;
mod duties;
mod electronic;
mod evidence;
mod exceptions;
mod figures;
mod flow;
mod habits;
mod handling;
mod holder;
mod inspections;
mod known;
mod languages;
mod later;
mod leaving;
mod letters;
mod live;
mod live_beside;
mod losses;
mod matrix;
mod naughty;
mod officers_told;
mod older;
mod order_evidence;
mod originals;
mod outage;
mod outcomes;
mod oversight;
mod paper_notices;
mod papers;
mod people;
mod photographs;
mod promises;
mod public_decisions;
mod quota;
mod ratings;
mod reads;
mod real_item;
mod reconcile;
mod register;
mod reports;
mod rest;
mod rig;
mod scope;
mod second_factor;
mod second_factor_beside;
mod secrets;
mod spots;
mod walk;
mod window_day;

/// One list of tests for both engines.
macro_rules! on_both_engines {
    ($($file:ident: $($name:ident),* $(,)?;)*) => {
        mod sqlite { $( mod $file { $(
            #[test]
            fn $name() {
                crate::rig::run(store::Engine::Sqlite, |rig| Box::pin(crate::$file::$name(rig)));
            }
        )* } )* }
        mod postgres { $( mod $file { $(
            #[test]
            fn $name() {
                crate::rig::run(store::Engine::Postgres, |rig| Box::pin(crate::$file::$name(rig)));
            }
        )* } )* }
    };
}

on_both_engines! {
    oversight:
        a_broken_promise_is_found_urged_and_has_to_be_answered,
        a_finding_is_explained_judged_and_appealed,
        an_order_nobody_answers_rises_through_every_rung_to_the_supervisor,
        a_stop_without_its_document_is_found_after_its_last_day,
        a_bound_counts_from_now_on,
        an_order_is_issued_by_whom_may_and_stands_on_the_desk,
        the_head_of_the_government_reads_supervision_and_does_nothing,
        an_answer_names_an_entry_of_the_case_or_is_refused,
        a_circular_is_published_by_another_and_its_paper_can_be_checked,
        a_visitor_passed_on_is_counted_as_of_the_entry,
        no_hand_over_that_waits_is_left_out,
        the_board_says_how_the_lights_stand_and_who_turns_red_next;
    officers_told:
        each_light_of_a_case_is_told_once_and_not_in_the_night,
        cases_that_turn_yellow_on_a_day_go_together,
        turns_at_the_same_moment_tell_once,
        who_left_no_address_is_sent_nothing_and_nothing_fails,
        who_takes_it_back_before_the_morning_is_sent_nothing,
        twenty_messages_a_day_and_the_rest_is_counted,
        whom_an_order_rises_to_is_told_and_its_page_says_so,
        an_address_is_checked_kept_sealed_and_forgotten_with_the_choice;
    counted:
        dimensions_and_rounds_of_ratings_are_counted,
        a_complaint_that_was_right_becomes_a_finding,
        a_complaint_that_became_a_finding_is_counted_once,
        money_paid_elsewhere_is_found_by_itself,
        attendance_is_held_against_what_was_done,
        complaints_are_counted_by_window_and_year,
        appeals_are_counted_by_their_reason,
        appeals_that_are_right_too_often_are_found,
        the_board_has_windows_and_the_forecast_has_people;
    reconcile:
        what_has_no_case_is_a_finding_once,
        a_comparison_is_recorded_also_where_nothing_was_found,
        the_days_of_a_list_are_over,
        a_fee_above_what_its_item_sets_is_a_finding,
        a_certificate_that_no_case_has_made_is_a_finding,
        a_certificate_that_the_list_does_not_have_is_a_finding,
        a_fee_that_no_list_has_is_a_finding,
        a_fee_may_be_paid_for_a_month,
        lists_that_nobody_compares_are_a_duty_and_then_a_finding,
        a_duty_that_is_younger_than_the_cases_counts_from_then;
    disclosures:
        an_applicant_reads_who_saw_the_dossier_once_nothing_forbids_it,
        a_request_that_lacks_something_is_not_written_down,
        the_register_is_read_by_whom_it_concerns,
        originals_that_are_out_are_not_given_and_show_when_overdue,
        a_case_is_read_whole_by_who_takes_part_or_says_what_for,
        the_papers_of_a_certificate_are_read_as_its_case_is,
        who_read_a_case_is_told_to_its_applicant_and_to_who_supervises,
        readings_are_removed_after_three_years_once_the_case_is_over,
        no_turn_removes_more_than_five_hundred_readings;
    desk:
        a_queue_is_whole_behind_the_desk,
        what_others_decide_takes_no_place_in_a_queue,
        a_letter_alone_puts_a_decision_on_the_desk,
        the_fast_track_waits_on_the_desk_of_whoever_may_grant_it,
        what_waits_is_found_by_what_waits;
    draws:
        a_draw_is_played_from_the_announcement_to_the_last_signature,
        visits_of_two_draws_are_made_together,
        a_draw_that_nobody_makes_lapses_and_is_drawn_anew,
        a_draw_says_what_waits_and_what_is_late,
        a_leader_asks_and_a_supervisor_decides_who_is_spared,
        a_draw_is_kept_to_the_items_that_were_chosen,
        a_draw_is_kept_to_the_towns_that_were_chosen;
    later:
        later_cases_of_who_rated_badly_are_compared_and_nobody_is_named,
        a_call_that_was_drawn_is_made_by_a_supervisor_who_had_no_part,
        a_round_that_an_appeal_opened_again_is_drawn_by_its_later_end;
    habits:
        two_people_at_one_device_are_a_finding_where_their_parts_must_be_apart,
        one_reason_for_every_extension_is_a_finding_once_a_quarter,
        entries_outside_the_hours_are_counted_and_become_a_habit,
        acceptances_on_the_last_day_are_counted_and_become_a_habit,
        the_times_of_steps_are_kept_when_a_case_is_decided,
        stops_are_counted_by_unit_and_by_who_approved_them,
        codes_on_paper_and_results_by_one_person_are_counted;
    evidence:
        a_finding_keeps_its_counts_when_the_samples_are_gone,
        shares_of_extensions_name_the_extensions,
        ratings_of_a_unit_that_cannot_be_are_found_with_their_signs,
        a_hand_over_nobody_takes_is_yellow_in_every_list,
        past_the_laws_limit_is_said_in_lists,
        a_window_is_charged_with_what_it_answers_for;
    appeals:
        what_another_judged_waits_on_the_desk_of_whoever_did_not;
    duties:
        who_answers_for_a_finding_is_told_and_has_his_days,
        who_runs_the_centre_explains_its_own_findings,
        findings_beyond_a_page_are_counted_too,
        a_promise_that_turns_yellow_is_urged_until_its_day,
        what_was_answered_at_yellow_is_urged_anew_when_it_is_broken,
        rounds_and_what_they_saw_have_a_last_day_on_the_desk,
        bad_ratings_stand_on_the_desk_of_whoever_owes_the_step,
        terms_and_summaries_ask_the_leaders_in_time,
        a_hearing_called_late_is_found_by_the_watcher,
        a_certificate_for_another_document_is_found_by_the_watcher,
        a_unit_that_decides_nothing_in_the_hall_is_found_by_the_watcher;
    figures:
        a_guide_says_how_long_it_took_and_figures_say_where_it_was_decided,
        papers_that_came_again_are_a_second_submission,
        what_was_open_at_the_end_stays_as_it_stood,
        items_are_counted_by_the_level_that_exercises_them,
        when_a_light_turns_yellow_is_set_for_clocks_to_come;
    accountability:
        only_supervisors_and_whom_it_concerns_see_it,
        of_one_finding_head_and_direct_person_both_answer,
        the_centre_itself_is_heard_by_who_runs_it,
        a_matter_of_before_goes_on_under_its_name;
    assessment:
        a_month_is_planned_scored_published_objected_to_and_put_right,
        attendance_is_entered_by_the_head_and_a_person_is_scored_in_two_halves,
        a_person_objects_in_time_and_another_supervisor_answers,
        a_year_assesses_the_centres_of_towns_by_their_windows,
        a_town_in_a_division_of_its_own_is_counted_there,
        a_late_order_counts_against_who_left_it_unanswered;
    reports:
        a_month_is_frozen_by_itself_and_a_later_figure_makes_another_edition;
    inspections:
        a_round_is_planned_made_and_what_it_saw_is_put_right,
        the_usual_rounds_of_a_month_are_planned_once,
        the_rhythm_is_set_with_a_reason_and_changes_nothing_planned,
        a_questionnaire_is_corrected_in_the_open_and_offered_to_the_term,
        a_summary_is_handed_in_with_the_counts_of_its_year,
        the_centre_hands_in_its_own_year,
        a_unit_whose_late_cases_are_never_concluded_explains_them,
        a_bulletin_is_explained_published_and_published_anew;
    spots:
        the_lot_falls_over_the_last_cases_and_shows_no_name,
        a_pass_opens_one_check_for_one_day,
        guesses_are_slowed_and_a_check_can_be_ended;
    flow:
        the_flow_of_an_item_shows_where_its_cases_wait,
        courses_are_read_whole_and_without_names;
    ratings:
        a_visit_and_a_result_are_asked_about_once_each,
        a_bad_rating_makes_its_round_and_the_window_never_sees_who,
        who_looked_up_a_rater_is_read_by_supervision_and_kept_three_years,
        leaving_a_rating_out_takes_two_and_is_appealed,
        a_rating_left_out_waits_for_a_third_and_may_stay_out,
        a_tablet_is_bound_to_its_window_and_counted_apart,
        who_left_no_telephone_on_a_tablet_appeals_with_the_code,
        ratings_that_cannot_be_are_labelled_and_found,
        a_label_of_a_time_that_is_over_rests_on_nothing_later,
        follow_ups_stand_beside_the_ratings;
    complaints:
        a_complaint_is_investigated_by_the_unit_and_closed_by_another,
        who_had_a_part_in_the_case_does_not_look_into_the_complaint,
        a_complainant_is_told_what_becomes_of_it,
        a_report_is_read_by_the_discipline_inspection_alone,
        who_is_complained_of_sees_neither_the_complaint_nor_who_made_it,
        a_complaint_runs_late_by_itself_and_its_result_is_public_without_a_name;
    complaints_above:
        a_complaint_whose_leaders_took_part_afterwards_goes_to_who_runs_the_centre;
    languages:
        messages_come_in_the_language_the_applicant_chose;
    promises:
        who_has_no_telephone_is_told_on_paper_and_counted_only_then,
        a_lost_pickup_code_is_made_anew_after_a_look_at_the_document,
        a_code_made_anew_without_a_telephone_is_on_paper,
        an_instant_matter_that_goes_the_ordinary_way_gets_its_code,
        a_result_goes_by_post_to_the_address_the_applicant_signed_for,
        a_result_is_left_at_the_address_or_published_in_the_end,
        papers_of_parties_are_known_where_papers_are_checked,
        an_earlier_notice_is_read_as_it_was_issued;
    electronic:
        a_result_is_fetched_with_the_code_of_the_message,
        a_code_is_not_guessed,
        consent_that_is_taken_back_ends_the_code,
        what_nobody_fetches_is_told_on_paper,
        a_confirmed_receipt_is_told_to_the_applicant,
        nothing_is_sent_electronically_where_no_messages_go_out;
    paper_notices:
        every_notice_with_a_code_stays_with_who_hands_out,
        a_succession_without_a_result_is_printed_at_any_window,
        told_is_registered_at_a_window,
        the_count_of_what_waits_is_bounded,
        a_notice_to_the_former_goes_to_the_former,
        a_one_time_code_is_never_on_paper;
    courses:
        a_case_is_carried_from_receipt_to_delivery,
        an_instant_case_is_done_in_one_visit,
        an_instant_case_waits_for_the_leader_and_then_for_the_window,
        what_is_missing_is_told_once_and_brought,
        silence_is_acceptance,
        a_correction_never_answered_closes_the_case,
        a_stop_is_asked_approved_and_ends_by_itself,
        the_document_of_a_stop_may_follow_its_notice,
        a_decision_is_refused_with_reasons_and_collected_by_another;
    exceptions:
        a_second_list_adds_only_what_the_window_head_released,
        papers_that_follow_hold_up_the_grant_and_not_the_acceptance,
        whoever_never_brings_them_is_reminded_and_refused_after_the_day,
        a_commitment_is_granted_the_same_day_and_checked_afterwards,
        who_made_a_false_commitment_is_heard_listed_and_told,
        a_bar_is_of_its_item_alone,
        two_entries_out_of_one_case_stand_side_by_side;
    outcomes:
        a_limit_is_lengthened_once_by_the_head,
        an_applicant_withdraws_at_a_window,
        a_matter_that_comes_again_counts_on,
        a_matter_that_was_refused_counts_on,
        another_matter_beside_an_open_one_is_seen_on_both_files;
    after:
        a_certificate_is_born_of_its_case_and_corrected,
        what_follows_by_itself_is_asked_by_no_person,
        silence_renews_a_certificate,
        a_lost_certificate_is_replaced_by_two_and_fetched,
        what_a_holder_waits_for_past_its_day_is_found,
        a_certificate_is_revoked_after_its_holder_was_heard,
        paper_moves_apart_and_originals_go_back_before_the_result,
        a_dossier_is_archived_and_what_is_changed_afterwards_is_named;
    originals:
        originals_travel_with_the_result_and_its_receipt_closes_their_return,
        a_letter_that_came_back_is_collected_with_its_originals,
        a_letter_that_the_carrier_lost_leaves_the_result_owed_and_its_originals_lost,
        a_loss_in_the_post_is_entered_once_more_and_what_is_found_goes_back,
        papers_that_came_after_the_folder_was_opened_join_its_list;
    holder:
        a_holder_is_reached_as_was_said_last,
        a_renewal_is_asked_for_by_whom_the_holder_sent;
    losses:
        a_paper_that_is_lost_is_signed_told_and_found_and_the_case_goes_on,
        a_loss_that_was_found_again_changes_nothing,
        a_dossier_with_a_loss_is_archived_with_its_gap_named,
        a_folder_given_apart_waits_on_the_desk_of_its_taker_and_is_found_after_a_working_day;
    register:
        a_receipt_printed_again_makes_the_old_code_void,
        an_applicant_withdraws_with_a_code_of_the_own_telephone,
        a_wrong_registration_is_corrected_and_both_are_told,
        a_person_is_found_under_former_names_and_numbers,
        a_firm_is_succeeded_and_its_former_representative_collects_nothing,
        a_changed_telephone_is_told_to_both,
        a_receipt_printed_for_somebody_sent_is_told,
        priority_is_counted_in_public_by_class,
        a_case_ends_with_its_applicant;
    rest:
        papers_of_a_case_that_ended_are_fetched_against_a_signature,
        a_dossier_not_brought_back_stands_on_two_desks,
        a_dossier_is_destroyed_by_a_list_and_every_proof_stands,
        a_decision_of_the_bar_list_is_a_paper_that_can_be_checked,
        two_officers_are_named_beside_the_case;
    older:
        a_legal_reviewer_lets_open_cases_go_over;
    quota:
        a_limited_number_goes_by_the_order_of_acceptance;
    people:
        a_deputy_takes_over_and_gives_back,
        a_case_of_an_ill_handler_is_reassigned,
        who_stands_in_is_told_and_where_nobody_does_the_heads_are,
        acts_beside_a_case_during_leave_are_found,
        acts_on_leave_are_shown_with_every_case,
        an_urging_goes_to_the_agent_of_the_day,
        what_waits_for_an_agent_who_is_not_here_waits_for_another,
        a_replaced_agent_answers_for_the_own_days,
        a_visitor_of_somebody_away_is_gone_on_with;
    outage:
        what_was_taken_in_offline_counts_from_its_pad;
    leaving:
        whoever_goes_hands_over_and_the_account_ends;
    window_day:
        a_day_that_nobody_settled_is_seen_and_settled_late,
        a_window_s_day_is_opened_counted_settled_and_signed,
        an_unsettled_day_stands_on_the_list_however_old;
    public_decisions:
        a_grant_is_public_once_it_stands_and_a_refusal_is_not,
        the_register_follows_a_certificate_and_forgets_who_is_erased,
        a_firm_is_found_by_a_part_of_its_name_and_a_person_is_not;
    commands:
        a_double_click_makes_one_case_and_one_entry,
        the_same_form_with_other_words_is_refused,
        a_page_that_another_person_made_old_is_refused,
        a_wrong_pickup_code_is_refused_and_guessing_is_slowed,
        a_wrong_query_code_is_refused_and_guessing_is_slowed,
        the_same_matter_of_the_same_person_is_pointed_out;
    accounts:
        an_account_in_two_places_at_once_is_a_finding,
        wrong_passwords_are_slowed_for_the_account,
        a_session_ends_when_left_and_after_a_day_whatever_happens,
        signing_out_ends_the_session_everywhere,
        another_password_ends_the_old_one_and_its_sessions;
    second_factor:
        a_second_factor_is_set_up_confirmed_and_replaced,
        the_first_set_up_asks_for_the_password_again,
        a_new_secret_waits_for_half_an_hour,
        a_code_serves_once_and_only_around_now,
        a_double_click_is_one_use_of_a_code,
        wrong_codes_make_a_leader_wait,
        a_code_is_asked_of_leaders_for_what_they_sign,
        the_demonstration_shows_an_unused_code;
    second_factor_beside:
        a_code_is_asked_for_entering_and_lifting_a_bar,
        a_code_is_asked_for_deciding_on_a_certificate,
        a_code_is_asked_of_the_head_of_the_centre,
        a_code_beside_a_case_serves_once_and_wrong_ones_wait;
    order_evidence:
        photographs_of_an_answer_are_seen_by_whoever_sees_the_order,
        an_answer_with_photographs_is_kept_once_or_not_at_all,
        a_list_says_where_an_order_has_risen_to;
    photographs:
        photographs_are_kept_sealed_and_shown_to_whoever_sees_the_case,
        a_form_of_photographs_is_kept_once_or_not_at_all,
        photographs_are_sealed_with_the_dossier_and_gone_with_its_key;
    handling:
        a_refused_acceptance_goes_to_the_unit_it_names,
        a_visitor_is_given_on_declined_and_answered,
        a_hand_over_nobody_takes_rises,
        an_agent_sees_what_to_ask_about,
        an_agent_who_does_nothing_is_seen,
        a_decision_waits_for_parties_and_hearing,
        a_hearing_that_is_given_up_takes_its_call_along,
        who_held_the_hearing_takes_no_other_part,
        who_held_the_hearing_checks_nothing;
    secrets:
        nothing_typed_stands_open_in_any_table,
        a_draft_is_sealed_and_its_owner_s_alone,
        a_program_keeps_a_draft_once_for_each_command,
        who_is_erased_is_gone_and_every_proof_stands;
    naughty:
        every_string_comes_back_as_it_was_typed,
        what_no_database_keeps_is_named_at_its_field,
        a_name_of_three_hundred_characters_is_kept_and_one_more_is_not;
    calendars:
        a_new_calendar_moves_open_days_by_entries;
    calendar_notices:
        what_the_preview_says_is_what_the_adoption_does,
        a_question_what_if_writes_nothing_and_counts_every_open_deadline,
        who_runs_the_centre_adopts_and_nobody_else,
        what_does_not_follow_the_calendar_in_force_is_refused,
        a_notice_sent_twice_is_adopted_once,
        the_preview_lists_the_days_of_parties_hearings_and_commitments;
    letters:
        a_letter_posted_in_time_lifts_the_closing_and_is_told,
        a_closing_stands_once_the_matter_was_taken_up_again,
        of_a_letter_and_a_new_case_at_once_one_is_refused,
        papers_taken_over_twice_are_missed_by_the_second,
        who_acts_for_the_applicant_brings_what_was_missing,
        a_party_is_told_of_the_right_day_of_service,
        the_list_for_the_archive_says_until_when_a_letter_may_come;
    known:
        papers_of_the_case_that_is_taken_up_go_over,
        a_certificate_that_is_held_is_shown_at_intake,
        who_is_looked_up_by_a_document_is_counted_and_written_down,
        looks_are_removed_after_three_years,
        a_lost_receipt_is_found_by_the_document_alone;
    live:
        a_hand_over_stirs_the_desk_of_whoever_is_to_take_it_and_of_nobody_else,
        an_order_calls_who_has_to_answer_it,
        a_light_that_turns_stirs_the_desk_of_whoever_holds_the_case,
        only_sessions_that_stand_are_told_anything;
    live_beside:
        the_fast_track_that_is_asked_for_stirs_who_may_grant_it,
        a_first_contact_calls_the_side_it_was_given_to_and_whoever_gets_it_back,
        whoever_stands_in_from_today_is_called,
        the_list_of_somebody_who_goes_calls_the_next_to_sign,
        the_bar_list_calls_handlers_and_then_the_head,
        a_certificate_calls_who_decides,
        a_hearing_calls_its_chair,
        a_settlement_calls_the_head_of_the_window;
    real_item:
        a_real_licence_goes_its_whole_course;
    papers:
        a_paper_is_known_by_its_code_and_a_made_up_one_is_not,
        a_decision_that_was_returned_is_revoked_and_then_superseded;
    reads:
        no_call_asks_the_database_more_than_it_needs;
    scope:
        a_list_shows_what_can_be_opened_and_nothing_else,
        outside_the_scope_not_a_word_is_said,
        the_numbers_of_the_board_are_those_of_the_lists_behind_them,
        a_letter_opens_the_cases_of_its_unit;
    matrix:
        the_matrix_of_posts_and_acts_is_the_one_in_the_source;
}
