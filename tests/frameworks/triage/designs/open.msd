/// A Monday morning: much is not known yet, nothing is wrong.
design monday "Monday morning" uses triage 1.2 {
  release { channel: stable  time_left: ?  traffic: 700 /s }

  module Cart  middle_layer { steward: squad "checkout" }
  module Vault storage      { steward: squad "keepers"  holds: ? }

  report empty_cart "The cart is empty after a login" {
    found_in: Cart  symptom: hang  people_hit: 20 %
    has_detour: ? because "support is asking around"
    attempt reproduced on staging by ana
  }
  report lost_order "An order is missing" {
    found_in: Vault  symptom: wrong_data
    attempt ? on lab by ben
  }
  report strange {}
}
