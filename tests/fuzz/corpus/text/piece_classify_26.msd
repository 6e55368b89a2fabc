classify bed.turn where state != free {
  dark     when ward.night and not (needs has window)   => quiet
  breath   when needs has {oxygen, quiet}              => oxygen
  broken   when state == closed                        => reject "{name} is out of use"
  otherwise window
}
