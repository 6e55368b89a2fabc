/// What must not pass: an untried alarm, a chain of duplicates, nobody on call, and a severity that the tables deny.
design friday "Friday evening" uses triage 1.0 {
  desk { on_call: 0 }
  release { channel: stable  time_left: 2 d  traffic: 4 k/s  error_budget: 0.1 % because "the contract says so" }

  module Cart  middle_layer { steward: vendor  failing: 3 % }
  module Vault storage      { steward: squad "keepers"  holds: {customer_data, credentials}  rests_on: Disk }
  module Disk  storage      { rests_on: {} }

  report down "Garbage, the cart crashes again" {
    found_in: Cart  filed_by: zoe  symptom: crash  people_hit: 75 %
    severity: S4
    answer:   "We are sorry."
  }
  report down_too   "The cart crashes"    { found_in: Cart  symptom: crash  people_hit: 75 %  duplicate_of: down }
  report down_three "Crash in the cart"   { found_in: Cart  symptom: crash  people_hit: 75 %  duplicate_of: down_too }
  report dark       "A dark look, please" { found_in: Cart  symptom: wish   people_hit: 1 % }
}
