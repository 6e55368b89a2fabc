framework shop 1.0

enum size { small, middle, large_and_very_long }
enum extra { gift, cold, quick, fragile_goods }

row place "Place" single
row order "Order"
row item "Item" in order as items back order_of

field place.closed : bool given from "plan" as external
field item.heavy : bool given from "form" as external
field order.size : size given from "form" as external
field order.mode : optional size given from "form" as external
field order.paid : bool given from "form" as external
field order.urgent : optional bool given from "form" as external
field order.extras : set of extra given from "form" as external
field order.wishes : optional set of extra given from "form" as external
field order.weight : decimal -40 .. 1000000 given from "form" as external
field order.pieces : optional int -5 .. 1000000 given from "form" as external
field order.discount : decimal 0 % .. 100 % given from "form" as external
field order.wait : optional decimal 0 min .. 24 h given from "form" as external
field order.bulky : bool derived from order.items, item.heavy
field order.by : optional size classified from size, weight, paid, extras, bulky, place.closed, mode
field order.packed : set of extra derived from extras, wishes
field order.total : optional int -5 .. 1000000 derived from pieces
field order.late : optional decimal 0 min .. 24 h derived from wait
field order.hurry : bool derived from urgent, discount

derive order.bulky = some items where heavy
classify order.by where not place.closed {
  refused   when weight > 30 and not paid        => reject "it is too heavy to go unpaid"
  packed    when extras has {gift, cold}         => middle
  wished    when mode is given and size != small => mode
  far       when bulky or weight <= 2.5          => large_and_very_long
  otherwise small
}
attach order.packed from extras {
  cool when extras has cold => quick
  wrap when wishes has gift => gift
}
derive order.total = pieces
derive order.late = wait
derive order.hurry = urgent or discount >= 50 %
