// A table that is found by cubes: in its rules file, conditions stand aside.
framework tariffs 1.0

enum letter { a, b, c, d, e, f, g, h }

row parcel "Parcel"
field parcel.c0 : letter given from "form" as external
field parcel.c1 : letter given from "form" as external
field parcel.c2 : letter given from "form" as external
field parcel.c3 : letter given from "form" as external
field parcel.c4 : letter given from "form" as external
field parcel.c5 : letter given from "form" as external
field parcel.weight : decimal 0 .. 40 given from "scales" as external
field parcel.rate : letter classified from c0, c1, c2, c3, c4, c5, weight

classify parcel.rate {
  r0        when c0 != a and c1 == d and c2 == g                 => a
  r1        when c1 == f and c2 != a and weight > 1              => b
  r2        when c2 == c and c3 == f                             => c
  r3        when c3 == h and c4 == c and c5 == f and weight > 3  => d
  r4        when c4 != e and c5 == h                             => e
  r5        when c5 == b and c0 != e and weight > 5              => f
  r6        when c0 == g and c1 == b and c2 != e                 => g
  r7        when c1 == d and c2 == g and weight > 7              => h
  r8        when c2 != a and c3 == d                             => a
  r9        when c3 == f and c4 != a and c5 == d and weight > 9  => b
  r10       when c4 == c and c5 == f                             => c
  r11       when c5 == h and c0 == c and weight > 11             => d
  r12       when c0 != e and c1 == h and c2 == c                 => e
  r13       when c1 == b and c2 != e and weight > 13             => f
  r14       when c2 == g and c3 == b                             => g
  r15       when c3 == d and c4 == g and c5 == b and weight > 15 => h
  r16       when c4 != a and c5 == d                             => a
  r17       when c5 == f and c0 != a and weight > 17             => b
  r18       when c0 == c and c1 == f and c2 != a                 => c
  r19       when c1 == h and c2 == c and weight > 19             => d
  r20       when c2 != e and c3 == h                             => e
  r21       when c3 == b and c4 != e and c5 == h and weight > 21 => f
  r22       when c4 == g and c5 == b                             => g
  r23       when c5 == d and c0 == g and weight > 23             => h
  otherwise a
}
