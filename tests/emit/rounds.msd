// Sets that rules add to: in one round, in several, in more than are written out, and round in a circle.
framework rounds 1.0

enum part { a, b, c, d, e, f, g }

row kit "Kit"

field kit.wished : set of part given from "order" as external
field kit.maybe : optional set of part given from "order" as external
field kit.one : optional part given from "order" as external
field kit.liquid : bool given from "order" as external
field kit.grade : part given from "order" as external
field kit.single : set of part derived from wished, liquid, one, grade
field kit.double : set of part derived from wished, liquid
field kit.any : set of part derived from maybe, one, grade
field kit.long : set of part derived from wished
field kit.circle : set of part derived from single
field kit.closed : optional set of part derived from wished, one

attach kit.single from wished {
  wet    when liquid                        => a, b
  asks   when wished has c and one is given => d
  graded when grade == e                    => one
}
attach kit.double from wished {
  last when double has {a, c} and liquid => d
  wet  when liquid                       => a
  next when double has a                 => b, c
}
attach kit.any from maybe {
  own    when any has one     => g
  graded when grade in {a, b} => grade
}
attach kit.long from wished {
  to_g when long has f => g
  to_f when long has e => f
  to_e when long has d => e
  to_d when long has c => d
  to_c when long has b => c
  to_b when long has a => b
}
attach kit.circle from single {
  there when circle has a      => b
  back  when circle has b      => a
  out   when circle has {a, g} => c
}
attach kit.closed from wished where one in {a, b, c} {
  first  when one == a     => b
  second when closed has b => c
}

test "as far as it goes" {
  kit k { wished: a  one: a  liquid: yes  grade: c }
  expect k.long == {a, b, c, d, e, f, g}
}
