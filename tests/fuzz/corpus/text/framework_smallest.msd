framework tiny 1
row box "Box" single
field box.size "Size" : int 0 .. 10 given from "tape" as external
