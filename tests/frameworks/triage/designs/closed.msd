/// A week in which everything was answered: no findings, and the handover is closed.
design checkout_week "Checkout week" uses triage 1.2 {
  desk { on_call: 3  known_layers: {front_end, middle_layer} because "two of three come from the checkout" }
  release {
    channel:      beta
    time_left:    12 d
    traffic:      1.5 k/s
    download:     180 MiB
    error_budget: 0.5 % because "people of the beta forgive more than others"
  }
  release summer { channel: stable  time_left: 36 h  download: 210 MB }

  module Till   front_end    { steward: squad "checkout"  rests_on: {Cart, Mailer}  failing: 0.4 % }
  module Cart   middle_layer { steward: squad "checkout"  rests_on: Vault  holds: telemetry  usual_delay: 80 ms }
  module Mailer middle_layer { steward: vendor "Pigeon Post"  stand_in: Cart }
  module Vault  storage      { steward: squad "keepers"  holds: {customer_data, credentials} }

  report lost_address "The delivery address is somebody else's" {
    found_in: Vault  filed_by: zoe  symptom: wrong_data  people_hit: 0.2 %  outside_grade: 9.1
    attempt aborted    on staging by zoe
    attempt reproduced on lab     by ana
    mended_part: "the vault"
    remedy:      rollback
    leftover:    "addresses of the last two days"
    notice:      "Some deliveries went astray; those concerned have been told." because "the law asks for it within three days"
  }
  report stuck_till "The till hangs after a coupon" {
    found_in: Till  symptom: hang  people_hit: 12 %  shipped_in: summer
    has_detour: yes because "leaving the coupon out works, and the message says so"
    attempt reproduced on field_device by ben
    attempt reproduced on lab          by ben
    answer: "Not mended yet, because the build is frozen; until then coupons count at the next purchase."
  }
  report coupon_again "Coupons do nothing" { found_in: Till  symptom: hang  people_hit: 12 %  duplicate_of: stuck_till }
  report crooked "The total is not aligned" {
    found_in: Cart  symptom: cosmetic  people_hit: 40 %
    attempt not_reproduced on lab
    excuse:   "nobody is harmed"
    leftover: "the total stays where it is"
  }
}
