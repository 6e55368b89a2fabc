design donations "Donations by card" uses interview {
  context {
    stated_nfrs_constraints:  "nobody is charged twice; the books can be compared with the bank's; receipts may be late"
    topology:                 multi_service
    write_coordination_scope: cross_service
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  yes because "a charge can be given back"
  }
  object Donation {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "donations"
    evolution:        state_machine
    scope_kind:       instance "donation_id"
  }
  object BankNotice {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "bank gate"
    evolution:        append_only
    scope_kind:       instance "notice_id"
  }
  object BookLine {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "books"
    evolution:        append_only
    scope_kind:       collection "lines of account"
  }

  path charge "Charge the card" {
    requirement: "A donor's card is charged once the donor agreed"
    actor: user  operation: state_transition  priority_class: C1
    touches Donation as update_target
    guarded_by_current_state: yes
    declared_companions:      {outbox, compensation}
    invariant HARD eligibility "Action charge is valid only if donation.state = AGREED holds on donation_id at decision time."
    invariant HARD uniqueness  "Key donation_id maps to at most one logical outcome charge at the bank within donation_id."
    retry:              "donation_id" {idempotency_key}
    competing_writers:  "only one moves it out of AGREED"
    crash_after_commit: "the bank knows the key and answers as before" {idempotency_key}
    publish_failure:    "outbox" {outbox}
    stale_holder:       "not applicable"
  }
  path hear "Hear from the bank" {
    requirement: "The bank says how a charge ended"
    actor: partner  operation: append_event  priority_class: C1
    touches BankNotice as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness    "Key notice_id maps to at most one logical outcome stored notice within bank."
    invariant HARD authorization "Actor bank may perform hear on Donation only if the signature is right holds."
    retry:              "notice_id" {dedup_by_event_id}
    competing_writers:  "each is stored"
    crash_after_commit: "known by notice_id" {dedup_by_event_id}
    publish_failure:    "the bank repeats"
    stale_holder:       "not applicable"
  }
  path enter "Enter into the books" {
    requirement: "A settled donation is entered into the books, twice, debit and credit"
    actor: service  operation: append_event  priority_class: C1
    touches BookLine as create_target
    touches Donation as update_target
    records_immutable_fact: yes
    declared_companions:    {dedup_by_event_id}
    invariant HARD accounting "Aggregate sum of all lines equals zero over lines within donation_id."
    invariant HARD uniqueness "Key (donation_id, side) maps to at most one logical outcome line within books."
    retry:              "(donation_id, side)" {dedup_by_event_id}
    competing_writers:  "lines are only added"
    crash_after_commit: "the line is there" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path reconcile "Compare" {
    requirement: "Each night the books are compared with the bank's list"
    actor: scheduler  operation: async_process  priority_class: N1
    touches BookLine   as read_source_target
    touches BankNotice as read_source_target
  }
  path status "State of a donation" {
    requirement: "A donor sees whether it worked"
    actor: client  operation: read_source  priority_class: R1
    touches Donation as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
}
