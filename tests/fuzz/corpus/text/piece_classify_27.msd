classify bed.risk unique {
  long     when some stays where length >= 1.5 * 4 d   => taken
  next     when no stays where length >= 6 d and next.state is absent   => free
  otherwise closed
}
