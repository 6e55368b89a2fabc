// Written in a hurry.
framework tea 1 ; import "leaves"
enum leaf "Leaf" { green,black   "Black"
  /// fermented for a while
  oolong, }
row cup "Cup" { id "C{n}" , written "cup {name} {leaf}" }


field cup.size"Size":int 1..9 given from "shelf" as external default 3 step 1
classify cup.price { big when size>=7 and (leaf==oolong or
  leaf == black)=>dear // always
  otherwise=>cheap }
test "a cup" { cup a green { size:4;} ; cup bee black { size :9 }
  expect a.price==cheap;expect bee.price possible {dear,
  cheap} }
