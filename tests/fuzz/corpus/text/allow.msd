framework t 1
row r "R" single
field r.a : bool chosen from b allow(chosen_from_computed) because "so"
field r.b : bool derived from c
field r.c : bool given from "x" as external
derive r.b = c and not c
