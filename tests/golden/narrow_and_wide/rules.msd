framework tea 1
enum leaf { green, black }
row cup "Cup" { written "cup {name} {leaf}" }
field cup.leaf "葉" : leaf given from "shelf" as external
field cup.words "Words" : optional text given from "shelf" as external
field cup.size "Size" : int 1 .. 9 given from "shelf" as external
require plain on cup where words is given { size > 8 otherwise error "{name} says {words}" hint "keep it plain" }
sheet cups "Cups" for cup { "名前" = name  "葉" = leaf  "Words" = words }
