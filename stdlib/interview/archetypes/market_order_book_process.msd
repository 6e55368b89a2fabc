/// Orders meet in a market, and what they did there is on record.
archetype market_order_book_process "Market / Order Book Process" in infrastructure {
  shape "participants hand in orders, bids, offers or quotes"
  shape "matching, ranking or choosing among them changes what is true of the market"
  shape "the trail of events matters, and so do the positions and books that are made from it"

  /// an order, or the book of them
  role order "Order/book subject" : object {
    must class == process
    must primary
    usually evolution == state_machine because "an order is open, partly done, done or withdrawn, and must not go back"
  }

  /// what happened in the market: a submission, a fill, an execution
  role fill "Submission/fill/execution" : object {
    must class == event
    must evolution == append_only
    must primary
    must some touched_by where (state_interaction_kind in {create_target, update_target, hidden_write_target}
        and (some path.touches where object == order))
  }

  /// what a participant handed in, where it is kept beside the book
  optional role submission "Submission" : object {
    must class == event
    must evolution == append_only
    must no touched_by where path == matching
  }

  /// what participants look at: a book, a price, a position
  role book "Position/portfolio/book view" : object {
    must class == projection
    usually candidate_source == derived_read_model because "what participants look at is made from what they handed in"
  }

  /// the write that hands in an order
  role submit "Submit" : path {
    must priority_class == C1
    must some touches where (object == order and state_interaction_kind in {create_target, update_target})
    must not exclusive_claim_required
    usually actor in {user, client, partner} because "those who take part hand in what they want"
    usually write_shape == guarded_state_transition because "an order is taken only while its market is open to it"
    expects valid_order (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says when the market takes an {order.name}"
      insert "invariant HARD eligibility \"Action {name} is valid only if market.status = OPEN AND {order.name}.price within band holds on {order.scope_value} at decision time.\""
  }

  /// the write that lets orders meet
  role matching "Match" : path {
    must priority_class == C1
    must some touches where object == order
    must not exclusive_claim_required
    must not (actor in {user, client, admin, partner})
    usually some touches where (object == fill and state_interaction_kind in {create_target, update_target, hidden_write_target})
      because "what was matched is on record"
    usually write_shape in {guarded_state_transition, append_only_event}
      because "a match is legal only for what is still open, and leaves a record that stays"
    expects market_order (some invariants where (type == ordering and tier == HARD))
      otherwise "nothing says which {order.name} comes first"
      insert "invariant HARD ordering \"Instances {fill.name} are ordered by price, then time within {order.scope_value}.\""
    expects executed_once (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing keeps an {order.name} from being executed twice"
      insert "invariant HARD uniqueness \"Key ({order.name}_id, match number) maps to at most one logical outcome {fill.name} within {order.scope_value}.\""
    expects reconciled (some invariants where type == accounting)
      otherwise "nothing says what the {fill.name} records add up to"
      insert "invariant HARD accounting \"Aggregate open quantity equals quantity minus the sum over {fill.name} within {order.scope_value}.\""
  }

  /// the read that participants act by
  role watch "Watch" : path {
    must priority_class in {R1, R2}
    must some touches where (object == book and state_interaction_kind == read_projection_target)
  }

  example "stock trading"
  example "brokerage order systems"
  example "EC2 spot bidding / allocation"
}
