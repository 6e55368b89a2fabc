test "a stable build freezes three days before it goes out" {
  release { channel: stable  time_left: 72 h }
  release early  { time_left: 4 d }
  release canary { channel: nightly  time_left: 0.5 d }
  expect release.frozen == yes
  expect early.channel == stable
  expect early.frozen == no
  expect canary.frozen == no
}

test "both kinds of data make a module delicate" {
  module Vault storage      { holds: {customer_data, credentials, telemetry} }
  module Cart  middle_layer { holds: customer_data }
  expect Vault.delicate == yes
  expect Cart.delicate == no
  expect Cart.holds == {customer_data}
  expect Cart.holds != {customer_data, telemetry}
}

test "a module is shaky beyond twice the budget" {
  release { error_budget: 0.5 % }
  module Cart  middle_layer { failing: 1.01 % }
  module Vault storage      { failing: 1 %  stand_in: Cart }
  expect Cart.shaky == yes
  expect Cart.replaceable == no
  expect Cart.stand_in is absent
  expect Vault.shaky == no
  expect Vault.replaceable == yes
  expect Vault.usual_delay == 0.2 s
}

test "a vendor has a name" {
  release { error_budget: 1 % }
  module Mail middle_layer { steward: vendor }
  module Cart middle_layer { steward: squad "checkout" }
  expect broken vendor_named on Mail
  expect note vendor_named on Mail
  expect Cart.steward_name == "checkout"
}

test "what is delicate is looked after down to the ground" {
  module Disk  storage {}
  module Vault storage { steward: squad  holds: {customer_data, credentials}  rests_on: Disk }
  module Safe  storage { steward: squad  holds: {customer_data, credentials}  rests_on: {} }
  module Box   storage { holds: {customer_data, credentials} }
  expect broken delicate_is_kept on Vault
  expect error delicate_is_kept on Box
  expect held delicate_is_kept on Safe
}

test "a quiet product has nothing to say" {
  release { channel: beta  time_left: 10 d  error_budget: 1 % }
  module Cart middle_layer { steward: squad "checkout" }
  expect no findings
}

test "a budget is more than nothing" {
  release { error_budget: 0 %  channel: stable  time_left: 1 d  download: 2000 MB }
  expect warning budget_real
  expect note download_small
}

test "a budget is a question until it is chosen" {
  release { channel: beta }
  expect open budget_real
  expect release.error_budget is unknown
}
