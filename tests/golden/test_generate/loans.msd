framework loans 1.0

enum answer { granted, asked_back, refused }
enum mark { watched, insured, small }
row bank
row loan in bank as loans back bank

field bank.rate : int 0 .. 30 given from "the week's list" as external
field loan.amount : int 1 .. 9000 given from "the form" as external
field loan.income : int 0 .. 9000 given from "the form" as external
field loan.known : bool given from "the files" as external  default no
field loan.note : text given from "the form" as external
field loan.answer : answer classified from amount, income, known
field loan.marks : set of mark derived from amount, answer, known
field bank.exposed : bool derived from loans.answer, loans.amount

/// `nobody` never fires: what it asks is taken by the rule before it.
classify loan.answer {
  plain     when amount <= 500                                  => granted
  usual     when amount <= 5000 and (known or amount <= income) => granted
  nobody    when amount <= 400 and known                        => refused
  large     when known                                          => asked_back
  otherwise refused
}

attach loan.marks where answer != refused {
  watch  when not known                       => watched
  insure when amount >= 4000                  => insured, watched
  small  when amount <= 500 and amount <= 700 => small
}

derive bank.exposed = (count loans where (answer == granted and amount > 1000)) >= 2

require careful on bank where exposed {
  rate >= 3
  otherwise error "{name} lends too cheaply"
}
require asked on loan where answer == asked_back {
  note is given
  otherwise warning "{name} is asked back for no reason"
}

test "a small loan" {
  bank b { loan l { amount: 500 } }
  expect l.answer == granted
}
