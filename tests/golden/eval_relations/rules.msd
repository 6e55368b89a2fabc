framework orders 1
enum kind { book, food }
row shop "Shop" single
row supplier "Supplier"
row order "Order"
row item "Item" in order as items back order
row note "Note" in item as notes back item
field supplier.abroad "Abroad" : bool given from "contract" as external
field order.urgent "Urgent" : bool given from "shop" as external  default no
field order.agent "Agent" : optional supplier given from "shop" as external
field item.kind "Kind" : kind given from "shop" as external
field item.supplier "Supplier" : supplier given from "shop" as external
field item.spare "Spare" : list of item given from "shop" as external  default {}
field note.loud "Loud" : bool given from "shop" as external
field item.fresh "Fresh" : bool derived from kind
derive item.fresh = kind == food
field order.cold "Cold" : bool derived from item.fresh
derive order.cold = some items where fresh
field order.count "Count" : int 0 .. 1000 derived from items
derive order.count = count items
field order.customs "Customs" : bool derived from item.supplier, supplier.abroad
derive order.customs = some items where supplier.abroad
field order.loud "Loud" : bool derived from note.loud
derive order.loud = some items.notes where loud
field order.represented "Represented" : bool derived from agent
derive order.represented = agent is not absent
require stocked on order { count items >= 1 otherwise error "{name} is empty" }
