// Tables of more than a hundred rules, with conditions and outcomes of every form. Written by a program; the rules mean nothing.
framework long_tables 1.0

enum colour { red, green, blue, grey, black, white }
enum mark { low, middle, high }

row thing "Thing"
row part "Part" in thing as parts back part_of

field part.heavy : bool given from "form" as external
field thing.c0 : colour given from "form" as external
field thing.c1 : colour given from "form" as external
field thing.c2 : colour given from "form" as external
field thing.maybe : optional colour given from "form" as external
field thing.n : decimal -100 .. 100 given from "form" as external
field thing.m : optional decimal -100 .. 100 given from "form" as external
field thing.b : bool given from "form" as external
field thing.ob : optional bool given from "form" as external
field thing.tags : set of mark given from "form" as external
field thing.first : optional mark classified from c0, c1, c2, maybe, n, m, b, ob, tags, thing.parts, part.heavy
field thing.single : mark classified from c0, c1, n, m
field thing.after : optional mark classified from first, single, n

classify thing.first where not (c0 == white and c1 == white) {
  r0        when not c0 in {black, blue} and -2 * n <= m and tags has middle and c1 == red                 => middle
  r1        when maybe is absent and -2 * n <= -60 and c2 == grey                                          => low
  r2        when c1 == green and maybe is absent and not c2 in {black, green, red} and m == -35            => high
  r3        when maybe is absent and (c0 == c1 or c2 == green) and c1 in {black, blue, grey}               => high
  r4        when n > 70 and not c1 in {blue, grey, white} and some parts where heavy and c2 in {blue, green, white} => (if b then low else high)
  r5        when c1 == white and tags has high and c1 in {blue, red, white} and maybe is absent and 0 >= n => reject "no 5"
  r6        when (c0 == c1 or c0 == grey) and -2 * n <= -60 and tags has middle and -30 > n                => middle
  r7        when 3 * n <= 40 and some parts where heavy and ob and c2 in {blue, green, grey}               => middle
  r8        when not c2 in {grey, red} and not (m < -40) and n < -50                                       => (if b then low else high)
  r9        when maybe == grey and not (m < 80) and 30 >= n and not c0 in {grey, red, white}               => middle
  r10       when n > 95 and b and not c0 in {black, red}                                                   => high
  r11       when c1 in {blue, white} and n > 55 and maybe == grey                                          => (if b then low else high)
  r12       when ob and m > 55 and c2 in {black, red} and not c0 in {black, green, red} and tags has middle => low
  r13       when maybe is given and -25 <= n and not c0 in {black, green, white} and (c0 == c1 or c2 == grey) => high
  r14       when c1 == green and m == 15 and ob                                                            => high
  r15       when n <= 10 and c0 in {black, red, white} and c0 != c2                                        => low
  r16       when -2 * n <= 40 and (c0 == c1 or c2 == blue) and n >= 50                                     => (if b then low else high)
  r17       when (c0 == c1 or c0 == red) and not c0 in {green, grey, white} and some parts where heavy     => middle
  r18       when c0 == black and (c0 == c1 or c2 == green) and tags has low                                => middle
  r19       when m <= 90 and n > 75 and some parts where heavy                                             => high
  r20       when tags has high and maybe == grey and maybe is absent and -2 * n <= m and c0 != c2          => low
  r21       when tags has low and maybe is absent and (c0 == c1 or c0 == green) and some parts where heavy => (if b then low else high)
  r22       when c0 != c2 and c2 in {blue, white} and not ob                                               => reject "no 22"
  r23       when (c0 == c1 or c0 == grey) and maybe is given and m >= 45 and c0 != c2                      => middle
  r24       when c0 in {blue, green, white} and n <= -65 and tags has middle and m != -25 and c0 != c2     => (if b then low else high)
  r25       when 3 * n <= m and n >= 45 and -90 >= n and tags has high                                     => high
  r26       when c0 in {blue, green, red} and n <= 40 and not (m < -10)                                    => middle
  r27       when (c0 == c1 or c2 == green) and -75 > n and c0 in {blue, red} and m <= -75 and c1 == red    => (if b then low else high)
  r28       when -55 < n and maybe is absent and -2 * n <= 40                                              => low
  r29       when n <= -5 and m == -40 and tags has middle and (c0 == c1 or c0 == blue)                     => low
  r30       when c2 == green and (c0 == c1 or c2 == grey) and maybe is given                               => low
  r31       when tags has high and not b and maybe is absent and -2 * n <= 40 and some parts where heavy   => low
  r32       when tags has low and (c0 == c1 or c0 == red) and m >= 65                                      => high
  r33       when (c0 == c1 or c0 == green) and m >= -95 and c1 == blue and ob                              => middle
  r34       when m < 10 and n < 55 and 65 <= n                                                             => middle
  r35       when c0 in {black, grey, red} and m > 0 and some parts where heavy                             => middle
  r36       when some parts where heavy and 65 >= n and not b and not c2 in {black, white} and m != -25    => low
  r37       when c1 == red and not c1 in {black, red, white} and tags has high                             => middle
  r38       when m < 70 and c0 == white and not ob and c1 in {blue, green} and maybe is absent             => middle
  r39       when not b and -2 * n <= 40 and c1 in {black, green, white} and some parts where heavy and m > -65 => reject "no 39"
  r40       when tags has middle and not ob and m == -35 and maybe is absent                               => (if b then low else high)
  r41       when m >= -10 and not b and c0 in {black, red}                                                 => middle
  r42       when -60 > n and not c0 in {grey, red, white} and maybe == grey and maybe is given             => (if b then low else high)
  r43       when (c0 == c1 or c1 == blue) and not c0 in {black, blue, red} and -2 * n <= m and -95 > n     => high
  r44       when c0 in {blue, grey, red} and -2 * n <= m and (c0 == c1 or c2 == blue) and maybe == green   => high
  r45       when maybe is given and 80 <= n and n < -80 and (c0 == c1 or c2 == grey) and -2 * n <= -60     => high
  r46       when c1 == blue and maybe is given and not c1 in {blue, green, grey} and tags has high and not ob => low
  r47       when tags has middle and not c2 in {blue, grey} and c1 in {black, green, white} and n < -40    => high
  r48       when 85 <= n and n >= 25 and some parts where heavy                                            => (if b then low else high)
  r49       when 20 <= n and c2 == black and not b and m > -20                                             => (if b then low else high)
  r50       when tags has low and not ob and 3 * n <= m and m >= 70 and c1 == grey                         => middle
  r51       when n < 50 and not c0 in {green, red} and (c0 == c1 or c0 == black)                           => low
  r52       when not c2 in {black, red, white} and tags has middle and m == -35 and maybe is given         => middle
  r53       when c1 == blue and maybe is absent and m == -20                                               => middle
  r54       when -2 * n <= m and (c0 == c1 or c0 == grey) and tags has high                                => (if b then low else high)
  r55       when m > -25 and n < 10 and tags has middle                                                    => high
  r56       when n >= -35 and c1 == green and m >= -25 and maybe is given and c0 in {black, green, white}  => reject "no 56"
  r57       when -2 * n <= m and tags has high and c0 == grey and maybe == green and not c1 in {blue, red, white} => low
  r58       when 50 < n and n >= 20 and not c1 in {black, green, red} and maybe is given                   => low
  r59       when 3 * n <= 40 and c1 in {grey, red} and maybe is given and n >= -35                         => high
  r60       when (c0 == c1 or c0 == white) and b and c1 == red and -2 * n <= m                             => high
  r61       when (c0 == c1 or c1 == blue) and c1 in {blue, white} and maybe != red and 95 < n              => low
  r62       when c1 in {green, grey, white} and b and (c0 == c1 or c2 == blue) and -2 * n <= -60           => middle
  r63       when 65 <= n and not b and some parts where heavy and maybe == grey                            => high
  r64       when -2 * n <= m and c0 in {green, grey, white} and (c0 == c1 or c0 == green) and m >= -20     => low
  r65       when m > -15 and some parts where heavy and maybe == green and (c0 == c1 or c0 == blue)        => middle
  r66       when c2 in {red, white} and 3 * n <= m and m < 55 and n >= 20                                  => low
  r67       when n <= -75 and c1 in {black, grey} and c1 == white and c0 != c2                             => high
  r68       when c0 == green and -85 <= n and (c0 == c1 or c0 == blue) and not c1 in {black, blue, green}  => low
  r69       when c0 == grey and not ob and maybe is absent and (c0 == c1 or c2 == black)                   => low
  r70       when 3 * n <= 40 and (c0 == c1 or c0 == blue) and m == 15 and some parts where heavy           => high
  r71       when 3 * n <= m and (c0 == c1 or c1 == red) and c0 != c2 and n >= -45                          => middle
  r72       when c2 == grey and maybe is given and not c2 in {blue, green}                                 => high
  r73       when maybe is given and not c0 in {green, grey, red} and c1 in {black, grey} and tags has high => reject "no 73"
  r74       when tags has low and n <= 85 and maybe == grey and -2 * n <= 40                               => high
  r75       when not c0 in {blue, white} and n >= 95 and (c0 == c1 or c1 == black)                         => high
  r76       when m > 45 and maybe != green and n < 60 and -2 * n <= 40 and (c0 == c1 or c2 == grey)        => middle
  r77       when 3 * n <= m and c1 in {green, red} and (c0 == c1 or c0 == white) and not c1 in {black, red} and -55 < n => low
  r78       when n <= -25 and not c0 in {black, blue, green} and ob                                        => (if b then low else high)
  r79       when m > 65 and maybe is given and b and n <= 30                                               => middle
  r80       when tags has low and -80 > n and -2 * n <= 40 and not c2 in {black, blue, white}              => (if b then low else high)
  r81       when maybe != green and not c0 in {black, blue} and 0 > n and tags has low                     => low
  r82       when not c1 in {green, grey, red} and m == -85 and maybe == red and 3 * n <= 40                => low
  r83       when maybe is absent and n > 55 and -2 * n <= m and maybe == grey                              => low
  r84       when tags has middle and not c1 in {black, red} and not (m < 90)                               => (if b then low else high)
  r85       when not c2 in {green, grey} and c0 == green and (c0 == c1 or c0 == red) and tags has high     => middle
  r86       when 3 * n <= -60 and n > -75 and maybe is absent and maybe != white                           => low
  r87       when -2 * n <= m and (c0 == c1 or c1 == green) and b and c0 in {blue, red, white} and tags has high => (if b then low else high)
  r88       when m < -45 and tags has low and n <= -45 and c2 in {blue, green, grey}                       => middle
  r89       when tags has high and (c0 == c1 or c2 == red) and c0 != c2 and maybe is given and not ob      => low
  r90       when not c0 in {blue, green} and c2 == red and (c0 == c1 or c0 == red) and c0 in {red, white}  => reject "no 90"
  r91       when c0 in {grey, white} and maybe == green and -60 < n                                        => low
  r92       when some parts where heavy and tags has low and (c0 == c1 or c2 == green)                     => high
  r93       when -15 > n and 3 * n <= 40 and m == 55 and c1 == black                                       => low
  r94       when c1 == white and -2 * n <= -60 and maybe is given and c0 in {black, green, red} and -80 < n => high
  r95       when c2 in {black, blue, green} and not b and not c1 in {red, white} and (c0 == c1 or c1 == white) and -65 > n => high
  r96       when -2 * n <= 40 and not (m < 0) and c1 in {green, grey}                                      => (if b then low else high)
  r97       when maybe is given and maybe == grey and (c0 == c1 or c2 == black) and c2 == blue             => middle
  r98       when ob and (c0 == c1 or c1 == white) and m <= 65 and maybe != blue and n <= -50               => middle
  r99       when maybe != green and maybe is absent and -65 <= n and not c1 in {blue, green}               => high
  r100      when m >= 50 and n < 30 and c1 in {black, blue} and tags has low and c0 != c2                  => (if b then low else high)
  r101      when (c0 == c1 or c2 == black) and n >= -25 and -2 * n <= -60                                  => middle
  r102      when b and -2 * n <= 40 and -45 > n                                                            => (if b then low else high)
  r103      when not b and c2 == blue and maybe != grey and -2 * n <= 40 and maybe is absent               => middle
  r104      when maybe is absent and 55 < n and c2 in {black, blue, grey} and maybe != green               => middle
  r105      when maybe is given and c1 in {black, red, white} and maybe != white and 15 > n and c0 == green => high
  r106      when maybe is absent and n <= 55 and -2 * n <= m and not ob and (c0 == c1 or c1 == blue)       => middle
  r107      when -40 >= n and n > 15 and m != 0 and 3 * n <= 40 and tags has high                          => reject "no 107"
  r108      when tags has middle and -70 > n and not c0 in {black, red, white}                             => low
  r109      when c2 in {black, green} and tags has low and m > -50 and (c0 == c1 or c0 == grey)            => middle
  r110      when tags has low and maybe is absent and c0 != c2                                             => (if b then low else high)
  r111      when maybe is absent and c0 in {black, grey, red} and m >= -50                                 => (if b then low else high)
  r112      when b and not c0 in {black, grey, white} and maybe is given and maybe != grey                 => (if b then low else high)
  r113      when not c2 in {black, red} and tags has high and 10 < n                                       => (if b then low else high)
  r114      when not (m < -50) and not c0 in {blue, green, grey} and c1 == grey and n >= -15 and -2 * n <= 40 => high
  r115      when ob and 3 * n <= m and -35 > n and maybe is given                                          => middle
  r116      when not (m < 80) and c2 == black and 3 * n <= 40                                              => low
  r117      when c2 == white and n >= -50 and b                                                            => middle
  r118      when tags has low and some parts where heavy and b                                             => low
  r119      when not c1 in {grey, red} and m < 40 and maybe is absent and (c0 == c1 or c1 == black)        => low
  otherwise reject "nothing fits"
}

classify thing.single unique {
  s0        when n > -50 and n <= -49 and c0 == red and 1 * n <= m    => high
  s1        when n > -49 and n <= -48 and c0 == white and 1 * n <= m  => middle
  s2        when n > -48 and n <= -47 and c0 == red and -1 * n <= m   => high
  s3        when n > -47 and n <= -46 and c0 == grey and -1 * n <= m  => middle
  s4        when n > -46 and n <= -45 and c0 == grey and -1 * n <= m  => low
  s5        when n > -45 and n <= -44 and c0 == white and 1 * n <= m  => low
  s6        when n > -44 and n <= -43 and c0 == green and -1 * n <= m => middle
  s7        when n > -43 and n <= -42 and c0 == red and -1 * n <= m   => high
  s8        when n > -42 and n <= -41 and c0 == white and -1 * n <= m => low
  s9        when n > -41 and n <= -40 and c0 == green and -1 * n <= m => low
  s10       when n > -40 and n <= -39 and c0 == grey and -1 * n <= m  => middle
  s11       when n > -39 and n <= -38 and c0 == white and -1 * n <= m => middle
  s12       when n > -38 and n <= -37 and c0 == white and -1 * n <= m => low
  s13       when n > -37 and n <= -36 and c0 == blue and -1 * n <= m  => high
  s14       when n > -36 and n <= -35 and c0 == red and 1 * n <= m    => high
  s15       when n > -35 and n <= -34 and c0 == black and 1 * n <= m  => middle
  s16       when n > -34 and n <= -33 and c0 == white and 1 * n <= m  => low
  s17       when n > -33 and n <= -32 and c0 == white and -1 * n <= m => low
  s18       when n > -32 and n <= -31 and c0 == red and -1 * n <= m   => high
  s19       when n > -31 and n <= -30 and c0 == white and -1 * n <= m => middle
  s20       when n > -30 and n <= -29 and c0 == blue and 1 * n <= m   => high
  s21       when n > -29 and n <= -28 and c0 == black and -1 * n <= m => middle
  s22       when n > -28 and n <= -27 and c0 == black and -1 * n <= m => middle
  s23       when n > -27 and n <= -26 and c0 == blue and 1 * n <= m   => middle
  s24       when n > -26 and n <= -25 and c0 == white and -1 * n <= m => low
  s25       when n > -25 and n <= -24 and c0 == red and 1 * n <= m    => high
  s26       when n > -24 and n <= -23 and c0 == green and 1 * n <= m  => middle
  s27       when n > -23 and n <= -22 and c0 == grey and 1 * n <= m   => middle
  s28       when n > -22 and n <= -21 and c0 == black and 1 * n <= m  => middle
  s29       when n > -21 and n <= -20 and c0 == blue and -1 * n <= m  => high
  s30       when n > -20 and n <= -19 and c0 == white and 1 * n <= m  => high
  s31       when n > -19 and n <= -18 and c0 == white and -1 * n <= m => low
  s32       when n > -18 and n <= -17 and c0 == black and 1 * n <= m  => high
  s33       when n > -17 and n <= -16 and c0 == grey and -1 * n <= m  => middle
  s34       when n > -16 and n <= -15 and c0 == grey and 1 * n <= m   => high
  s35       when n > -15 and n <= -14 and c0 == green and 1 * n <= m  => middle
  s36       when n > -14 and n <= -13 and c0 == white and -1 * n <= m => middle
  s37       when n > -13 and n <= -12 and c0 == blue and 1 * n <= m   => middle
  s38       when n > -12 and n <= -11 and c0 == green and -1 * n <= m => middle
  s39       when n > -11 and n <= -10 and c0 == green and -1 * n <= m => middle
  s40       when n > -10 and n <= -9 and c0 == black and 1 * n <= m   => middle
  s41       when n > -9 and n <= -8 and c0 == black and -1 * n <= m   => high
  s42       when n > -8 and n <= -7 and c0 == black and 1 * n <= m    => middle
  s43       when n > -7 and n <= -6 and c0 == green and -1 * n <= m   => middle
  s44       when n > -6 and n <= -5 and c0 == black and -1 * n <= m   => high
  s45       when n > -5 and n <= -4 and c0 == grey and 1 * n <= m     => high
  s46       when n > -4 and n <= -3 and c0 == green and 1 * n <= m    => high
  s47       when n > -3 and n <= -2 and c0 == red and 1 * n <= m      => middle
  s48       when n > -2 and n <= -1 and c0 == black and -1 * n <= m   => high
  s49       when n > -1 and n <= 0 and c0 == blue and -1 * n <= m     => low
  s50       when n > 0 and n <= 1 and c0 == grey and 1 * n <= m       => high
  s51       when n > 1 and n <= 2 and c0 == blue and 1 * n <= m       => high
  s52       when n > 2 and n <= 3 and c0 == black and -1 * n <= m     => low
  s53       when n > 3 and n <= 4 and c0 == green and -1 * n <= m     => low
  s54       when n > 4 and n <= 5 and c0 == green and 1 * n <= m      => middle
  s55       when n > 5 and n <= 6 and c0 == black and 1 * n <= m      => middle
  s56       when n > 6 and n <= 7 and c0 == black and -1 * n <= m     => low
  s57       when n > 7 and n <= 8 and c0 == red and 1 * n <= m        => middle
  s58       when n > 8 and n <= 9 and c0 == red and 1 * n <= m        => high
  s59       when n > 9 and n <= 10 and c0 == grey and -1 * n <= m     => low
  s60       when n > 10 and n <= 11 and c0 == blue and -1 * n <= m    => middle
  s61       when n > 11 and n <= 12 and c0 == blue and -1 * n <= m    => low
  s62       when n > 12 and n <= 13 and c0 == red and -1 * n <= m     => high
  s63       when n > 13 and n <= 14 and c0 == grey and -1 * n <= m    => middle
  s64       when n > 14 and n <= 15 and c0 == blue and 1 * n <= m     => low
  s65       when n > 15 and n <= 16 and c0 == grey and -1 * n <= m    => middle
  s66       when n > 16 and n <= 17 and c0 == red and 1 * n <= m      => low
  s67       when n > 17 and n <= 18 and c0 == green and 1 * n <= m    => low
  s68       when n > 18 and n <= 19 and c0 == red and -1 * n <= m     => low
  s69       when n > 19 and n <= 20 and c0 == black and 1 * n <= m    => high
  s70       when n > 20 and n <= 21 and c0 == grey and 1 * n <= m     => low
  s71       when n > 21 and n <= 22 and c0 == black and 1 * n <= m    => low
  s72       when n > 22 and n <= 23 and c0 == white and -1 * n <= m   => middle
  s73       when n > 23 and n <= 24 and c0 == blue and -1 * n <= m    => high
  s74       when n > 24 and n <= 25 and c0 == red and 1 * n <= m      => low
  s75       when n > 25 and n <= 26 and c0 == grey and -1 * n <= m    => middle
  s76       when n > 26 and n <= 27 and c0 == green and -1 * n <= m   => low
  s77       when n > 27 and n <= 28 and c0 == red and 1 * n <= m      => middle
  s78       when n > 28 and n <= 29 and c0 == red and -1 * n <= m     => low
  s79       when n > 29 and n <= 30 and c0 == blue and 1 * n <= m     => low
  s80       when n > 30 and n <= 31 and c0 == red and -1 * n <= m     => middle
  s81       when n > 31 and n <= 32 and c0 == red and -1 * n <= m     => high
  s82       when n > 32 and n <= 33 and c0 == white and 1 * n <= m    => high
  s83       when n > 33 and n <= 34 and c0 == black and 1 * n <= m    => high
  s84       when n > 34 and n <= 35 and c0 == red and 1 * n <= m      => middle
  s85       when n > 35 and n <= 36 and c0 == blue and 1 * n <= m     => middle
  s86       when n > 36 and n <= 37 and c0 == red and 1 * n <= m      => middle
  s87       when n > 37 and n <= 38 and c0 == grey and -1 * n <= m    => middle
  s88       when n > 38 and n <= 39 and c0 == green and -1 * n <= m   => high
  s89       when n > 39 and n <= 40 and c0 == red and 1 * n <= m      => high
  s90       when n > 40 and n <= 41 and c0 == green and -1 * n <= m   => low
  s91       when n > 41 and n <= 42 and c0 == green and -1 * n <= m   => high
  s92       when n > 42 and n <= 43 and c0 == blue and -1 * n <= m    => middle
  s93       when n > 43 and n <= 44 and c0 == red and 1 * n <= m      => low
  s94       when n > 44 and n <= 45 and c0 == white and -1 * n <= m   => middle
  s95       when n > 45 and n <= 46 and c0 == blue and 1 * n <= m     => low
  s96       when n > 46 and n <= 47 and c0 == grey and -1 * n <= m    => high
  s97       when n > 47 and n <= 48 and c0 == blue and -1 * n <= m    => middle
  s98       when n > 48 and n <= 49 and c0 == green and -1 * n <= m   => low
  s99       when n > 49 and n <= 50 and c0 == white and 1 * n <= m    => high
  s100      when n > 50 and n <= 51 and c0 == green and 1 * n <= m    => low
  s101      when n > 51 and n <= 52 and c0 == blue and 1 * n <= m     => middle
  s102      when n > 52 and n <= 53 and c0 == green and -1 * n <= m   => low
  s103      when n > 53 and n <= 54 and c0 == blue and 1 * n <= m     => middle
  s104      when n > 54 and n <= 55 and c0 == green and 1 * n <= m    => middle
  twice     when c0 == c1 and m > 50 and n > 0                        => high
  otherwise low
}

classify thing.after {
  t0        when first == low and single == middle and n > 98    => first
  t1        when first == middle and single == low and n > 97    => middle
  t2        when first == high and single == low and n > 96      => middle
  t3        when first == high and single == middle and n > 95   => high
  t4        when first == low and single == middle and n > 94    => middle
  t5        when first == middle and single == middle and n > 93 => high
  t6        when first == low and single == low and n > 92       => low
  t7        when first == middle and single == middle and n > 91 => first
  t8        when first == low and single == low and n > 90       => high
  t9        when first == low and single == high and n > 89      => low
  t10       when first == middle and single == high and n > 88   => high
  t11       when first == high and single == low and n > 87      => first
  t12       when first == low and single == high and n > 86      => high
  t13       when first == low and single == middle and n > 85    => first
  t14       when first == low and single == middle and n > 84    => middle
  t15       when first == middle and single == high and n > 83   => middle
  t16       when first == low and single == low and n > 82       => middle
  t17       when first == high and single == low and n > 81      => middle
  t18       when first == high and single == low and n > 80      => low
  t19       when first == high and single == high and n > 79     => first
  t20       when first == middle and single == low and n > 78    => middle
  t21       when first == low and single == high and n > 77      => middle
  t22       when first == high and single == middle and n > 76   => middle
  t23       when first == low and single == low and n > 75       => first
  t24       when first == high and single == low and n > 74      => high
  t25       when first == middle and single == middle and n > 73 => first
  t26       when first == low and single == low and n > 72       => first
  t27       when first == middle and single == low and n > 71    => high
  t28       when first == low and single == low and n > 70       => high
  t29       when first == low and single == low and n > 69       => high
  t30       when first == high and single == high and n > 68     => low
  t31       when first == middle and single == high and n > 67   => first
  t32       when first == high and single == low and n > 66      => low
  t33       when first == middle and single == high and n > 65   => middle
  t34       when first == middle and single == high and n > 64   => first
  t35       when first == high and single == low and n > 63      => high
  t36       when first == low and single == high and n > 62      => first
  t37       when first == middle and single == high and n > 61   => low
  t38       when first == high and single == high and n > 60     => middle
  t39       when first == low and single == low and n > 59       => low
  t40       when first == low and single == high and n > 58      => middle
  t41       when first == low and single == low and n > 57       => high
  t42       when first == middle and single == high and n > 56   => low
  t43       when first == low and single == low and n > 55       => middle
  t44       when first == middle and single == low and n > 54    => first
  t45       when first == high and single == low and n > 53      => first
  t46       when first == low and single == middle and n > 52    => low
  t47       when first == high and single == low and n > 51      => low
  t48       when first == middle and single == low and n > 50    => first
  t49       when first == middle and single == high and n > 49   => high
  t50       when first == low and single == low and n > 48       => low
  t51       when first == middle and single == low and n > 47    => middle
  t52       when first == low and single == low and n > 46       => first
  t53       when first == high and single == middle and n > 45   => middle
  t54       when first == low and single == high and n > 44      => first
  t55       when first == high and single == middle and n > 43   => low
  t56       when first == middle and single == low and n > 42    => high
  t57       when first == middle and single == middle and n > 41 => middle
  t58       when first == middle and single == high and n > 40   => first
  t59       when first == high and single == middle and n > 39   => first
  t60       when first == high and single == low and n > 38      => high
  t61       when first == high and single == low and n > 37      => high
  t62       when first == low and single == middle and n > 36    => low
  t63       when first == middle and single == low and n > 35    => middle
  t64       when first == low and single == middle and n > 34    => first
  t65       when first == low and single == high and n > 33      => low
  t66       when first == low and single == low and n > 32       => first
  t67       when first == middle and single == middle and n > 31 => low
  t68       when first == low and single == low and n > 30       => high
  t69       when first == high and single == high and n > 29     => high
  t70       when first == high and single == high and n > 28     => low
  t71       when first == high and single == low and n > 27      => high
  t72       when first == low and single == high and n > 26      => low
  t73       when first == middle and single == low and n > 25    => low
  t74       when first == middle and single == low and n > 24    => high
  t75       when first == middle and single == high and n > 23   => middle
  t76       when first == low and single == low and n > 22       => high
  t77       when first == low and single == middle and n > 21    => middle
  t78       when first == middle and single == low and n > 20    => middle
  t79       when first == middle and single == middle and n > 19 => high
  t80       when first == middle and single == low and n > 18    => low
  t81       when first == high and single == high and n > 17     => high
  t82       when first == middle and single == high and n > 16   => middle
  t83       when first == high and single == middle and n > 15   => middle
  t84       when first == high and single == high and n > 14     => high
  t85       when first == middle and single == high and n > 13   => high
  t86       when first == high and single == middle and n > 12   => first
  t87       when first == middle and single == low and n > 11    => middle
  t88       when first == middle and single == low and n > 10    => middle
  t89       when first == high and single == high and n > 9      => first
  t90       when first == high and single == middle and n > 8    => low
  t91       when first == middle and single == low and n > 7     => middle
  t92       when first == middle and single == high and n > 6    => high
  t93       when first == middle and single == middle and n > 5  => high
  t94       when first == low and single == middle and n > 4     => low
  t95       when first == low and single == low and n > 3        => low
  t96       when first == high and single == middle and n > 2    => first
  t97       when first == high and single == low and n > 1       => first
  t98       when first == middle and single == middle and n > 0  => low
  t99       when first == high and single == low and n > -1      => middle
  t100      when first == middle and single == middle and n > -2 => high
  otherwise single
}
