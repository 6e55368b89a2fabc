// Small, so that each of its bytes can be changed to each other value.
framework small 1.0

enum way { plane, van }

row parcel
row item in parcel as items back of

field item.soft : bool given from "form" as external
field parcel.weight : decimal 0 .. 40 given from "form" as external
field parcel.ways : set of way derived from items.soft
field parcel.way : optional way classified from weight, ways

attach parcel.ways {
  a when some items where soft => van
}
classify parcel.way where weight > 1 {
  b         when ways has van => van
  c         when weight > 30  => reject "no"
  otherwise plane
}
