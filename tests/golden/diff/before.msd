framework refunds 1.0
enum outcome { refund, exchange, no_claim }
row claim "Claim"
field claim.days    : int 0 .. 900 given from "receipt" as external
field claim.broken  : bool         given from "inspection" as external
field claim.gift    : bool         given from "receipt" as external
field claim.fair    : bool         given from "inspection" as external  default no
field claim.outcome : outcome classified from days, broken, gift
classify claim.outcome {
  fresh    when days <= 14             => refund
  present  when gift and days <= 14    => exchange
  warranty when days <= 730 and broken => exchange
  otherwise no_claim
}
field claim.desk "Desk" : bool derived from outcome
derive claim.desk = outcome != no_claim
require answered on claim {
  not desk or not gift
  otherwise error "{name} is a gift"
}
sheet list "Claims" for claim {
  "Claim" = name
  "Desk"  = desk
}
