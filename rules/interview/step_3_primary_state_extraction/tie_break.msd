/// Of two decompositions that both hold, the one with fewer primary objects.
/// Reading: the other one is a scenario of the design. One with errors does not hold, and comes behind those without.
prefer fewest count object where primary "primary objects" step 3
