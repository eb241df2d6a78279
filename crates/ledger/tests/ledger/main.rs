//! The ledger's tests: every one runs on SQLite and on PostgreSQL.

mod fault;
mod lane;
mod property;
mod proxy;
mod rig;
mod time;
mod toy;
mod view;

/// One list of tests for both engines.
macro_rules! on_both_engines {
    ($($file:ident: $($name:ident),* $(,)?;)*) => {
        mod sqlite { $( mod $file { $(
            #[test]
            fn $name() {
                crate::rig::run(store::Engine::Sqlite, |it| Box::pin(crate::$file::$name(it)));
            }
        )* } )* }
        mod postgres { $( mod $file { $(
            #[test]
            fn $name() {
                crate::rig::run(store::Engine::Postgres, |it| Box::pin(crate::$file::$name(it)));
            }
        )* } )* }
    };
}

on_both_engines! {
    lane:
        a_command_becomes_entries_stream_and_rows,
        the_same_id_gives_the_first_answer_and_no_second_event,
        the_same_id_twice_in_one_batch_is_carried_out_once,
        an_id_with_another_content_actor_or_stream_is_refused,
        a_refusal_leaves_nothing_and_is_not_remembered,
        a_panic_is_a_fault_of_that_command_alone,
        numbers_have_no_gaps_whatever_is_refused,
        a_number_that_no_event_carries_is_a_fault,
        a_decision_reads_other_streams_that_are_not_in_memory,
        a_chain_of_look_ups_is_bounded,
        waiting_commands_share_a_batch,
        a_full_queue_says_so,
        a_page_is_stale_when_another_person_has_changed_the_stream,
        particulars_are_written_only_with_an_accepted_command,
        a_published_body_is_known_to_later_commands,
        a_body_that_is_not_what_it_claims_is_a_fault,
        a_state_above_64_kib_is_a_fault_of_that_command_alone,
        a_row_goes_when_it_must_not_be_there,
        recorded_at_never_falls,
        divisions_have_their_own_order_and_numbers,
        an_idle_lane_ends_and_another_begins,
        closing_answers_what_was_taken,
        two_instances_write_one_order,
        another_instance_is_noticed_with_the_writing,
        known_command_ids_are_found_by_their_index,
        effects_that_wait_are_found_by_their_index;
    time:
        facts_fall_due_at_their_legal_instant_however_late_the_timekeeper,
        a_command_first_catches_up_with_time,
        a_refused_command_has_still_caught_up,
        what_never_moves_on_is_an_alarm_on_that_stream_alone,
        a_new_calendar_is_swept_over_open_streams,
        a_stream_is_redated_before_its_next_command,
        the_timekeeper_runs_beside_the_program;
    fault:
        a_passing_failure_is_not_seen,
        a_failure_that_lasts_is_answered_as_unavailable,
        a_lost_answer_to_the_commit_is_found_by_the_id,
        a_rejected_statement_is_a_fault_of_its_command_alone,
        a_full_disk_is_unavailable_until_a_probe_succeeds,
        a_really_full_disk_loses_no_answered_command,
        a_connection_killed_by_the_server_is_replaced,
        a_database_that_goes_and_comes_back_serves_without_a_restart,
        a_commit_whose_answer_is_cut_off_stands_once;
    view:
        effects_are_delivered_in_order_and_once_by_key,
        a_failed_delivery_holds_its_recipient_back_and_no_other,
        a_follower_reads_every_entry_once_and_can_be_rebuilt,
        what_a_watcher_keeps_stands_once_with_its_cursor,
        a_state_of_an_old_shape_is_replayed,
        a_changed_entry_is_found,
        a_changed_row_state_or_counter_is_found,
        entries_are_read_by_stream_and_by_division,
        courses_of_many_streams_are_read_whole,
        whoever_follows_finds_states_as_new_as_the_entries;
    property:
        any_sequence_with_any_faults_keeps_the_invariants;
}
