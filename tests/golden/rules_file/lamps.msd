framework lamps 1.0

enum lamp { red, green, blue }

row post "Post" { written "post {name}" }
row wire "Wire" in post as wires back post_of

field wire.loose : bool given from "survey" as external
field post.height : decimal 0 .. 40 given from "survey" as external
field post.depth : optional decimal 0 .. 40 given from "survey" as external
field post.main : optional lamp given from "survey" as external
field post.spares : set of lamp given from "survey" as external
field post.safe : bool derived from post.wires, wire.loose
field post.shown : optional lamp classified from height, depth, main, spares, safe
field post.deep : bool derived from depth, height
field post.every : set of lamp derived from shown, spares

derive post.safe = no wires where loose
classify post.shown where safe or main == red {
  low       when height > 2 and height <= 2.5 and main != red => red
  sunk      when not (depth < 3) and not main in {red, blue}  => main
  spared    when spares has blue and height >= 10             => blue
  bare      when main is absent and depth is given            reject "{name} has no lamp"
  otherwise green
}
derive post.deep = 2 * depth > height
attach post.every from spares {
  shown  when shown is given => shown
  signal when every has red  => green
}

test "a low one" {
  post p { height: 2.2  depth: absent  main: blue  spares: {} }
  expect p.shown == red
}
