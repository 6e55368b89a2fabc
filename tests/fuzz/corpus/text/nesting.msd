framework t 1
row r "R" single
field r.x : bool derived from y
derive r.x = ((((((((((((((((((((((((((((((((((((((((y))))))))))))))))))))))))))))))))))))))))
