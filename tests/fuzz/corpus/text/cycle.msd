framework t 1
row r "R"
field r.a : bool derived from b
field r.b : bool derived from a
derive r.a = b
derive r.b = a
