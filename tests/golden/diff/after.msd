framework refunds 2.0
enum outcome { refund, exchange, no_claim, voucher }
row claim "Claim"
field claim.days    : int 0 .. 900 given from "receipt" as external
field claim.broken  : bool         given from "inspection" as external
field claim.present : bool         given from "receipt" as external
field claim.member  : bool         given from "card" as external
field claim.fair    : bool         derived from broken
derive claim.fair = broken
field claim.outcome : outcome classified from days, broken, present
classify claim.outcome {
  present  when present and days <= 14 => voucher
  fresh    when days <= 30             => refund
  warranty when days <= 730 and broken => exchange
  otherwise no_claim
}
field claim.desk "Counter" : bool derived from outcome
derive claim.desk = outcome in {refund, exchange, voucher}
require answered on claim {
  not desk or not present
  otherwise warning "{name} is a gift"
}
sheet list "Claims" for claim {
  "Claim"  = name
  "Desk"   = desk
  "Member" = member
}
