framework ward 1.0

enum need { rest, watch, theatre }
enum device { monitor, drip, lamp }

row patient "Patient"
field patient.pulse   : int 0 .. 300 given from "round" as external
field patient.asleep  : bool given from "round" as external
field patient.adult   : bool given from "file" as external
field patient.need    : need classified from pulse, asleep, adult
field patient.devices : set of device derived from need
field patient.calm    : bool derived from pulse, asleep

classify patient.need where adult {
  urgent  when pulse > 180 or pulse < 30 => theatre
  closely when pulse > 120 and not asleep => watch
  otherwise rest
}
attach patient.devices where need in {watch, theatre} {
  seen when need == theatre    => monitor, drip
  lit  when devices has drip   => lamp
}
derive patient.calm = pulse in {60, 70} or asleep

require watched on patient where need == watch {
  not asleep
  otherwise warning "{name} is asleep and has to be watched" hint "look again"
}

test "a fast one" {
  patient ann { pulse: 190  asleep: no  adult: yes }
  expect ann.need == theatre
}
test "a child" {
  patient bob { pulse: 100  asleep: yes  adult: no }
  expect bob.need is absent
}
test "not looked at yet" {
  patient eve { pulse: ?  asleep: no  adult: yes }
  expect eve.need is unknown
}
