framework t 1
field
row r {
enum e { a, a }
derive r.x = ((1 < 2 < 3
sheet
