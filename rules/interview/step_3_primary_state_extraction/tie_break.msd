// Of two decompositions that both hold, the one with fewer primary objects: modelling too little is mended by asking,
// modelling too much by nobody. The other decomposition is a scenario of the design.
prefer fewest count object where primary "primary objects" step 3
