framework parcels 1
enum size { small, large, huge }
enum handling { by_hand, forklift, crane }
enum tag { dear, fragile_goods, watched }
row parcel "Parcel"
field parcel.size "Size" : size given from "label" as external
field parcel.fragile "Fragile" : bool given from "label" as external  default no
field parcel.value "Value" : int 0 .. 100000 given from "label" as external  default 0
field parcel.twin "Twin" : optional parcel given from "label" as external
field parcel.handling "Handling" : handling classified from size, fragile
classify parcel.handling {
  light   when size == small             => by_hand
  careful when size == large and fragile => by_hand
  heavy   when size == large             => forklift
  otherwise                              => crane
}
field parcel.tags "Tags" : set of tag derived from value, fragile
attach parcel.tags {
  cost  when value > 1000    => dear
  glass when fragile         => fragile_goods
  both  when tags has {dear} => watched
}
require insured on parcel where value > 1000 {
  size != huge
  otherwise error "{name} is too dear for its size"
}
test "every kind of expectation, failing" {
  parcel p { size: large  fragile: yes  value: 2000 }
  parcel q {}
  parcel r { size: huge  value: 5000 }
  expect p.handling == forklift
  expect p.handling != by_hand
  expect p.handling by heavy
  expect p.handling is absent
  expect p.handling is rejected
  expect p.handling is unknown
  expect p.tags has crane
  expect p.tags has watched
  expect p.tags == {dear}
  expect p.tags by light
  expect q.handling == crane
  expect q.handling possible {crane}
  expect q.handling needs {q.fragile}
  expect q.tags has dear
  expect held insured on r
  expect broken insured on p
  expect open insured
  expect held insurd
  expect error insured on p
  expect warning insured
  expect no findings
  expect p.twin == s
  expect s.size == small
  expect p.value == many
}
test "passes" { parcel p { size: small }  expect p.handling == by_hand }
test "a fault of its own" { parcel p { size: smal }  expect p.handling is unknown }
