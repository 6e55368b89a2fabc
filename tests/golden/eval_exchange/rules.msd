framework clinic 1
enum ward { emergency, surgery, day_care }
enum bed { trolley, normal, intensive }
enum care { monitor, oxygen, drip }
row house "House" single
row night "Night shift" single
row patient "Patient"
field house.full "Full" : bool given from "desk" as external
field house.nurses "Nurses" : int 0 .. 50 given from "rota" as external  default 4
field night.nurses "Nurses at night" : int 0 .. 50 given from "rota" as external
field night.quiet "Quiet" : optional bool given from "rota" as external
field patient.ward "Ward" : ward given from "chart" as external
field patient.age "Age" : int 0 .. 120 given from "chart" as external
field patient.wait "Wait" : decimal 0 min .. 24 h given from "desk" as external  default 0 min
field patient.share "Share" : decimal 0 % .. 100 % given from "insurer" as external  default 50 %
field patient.needs "Needs" : set of care given from "chart" as external  default {}
field patient.referred_by "Referred by" : optional id given from "letter" as external
field patient.bed "Bed" : bed classified from ward, house.full, needs
classify patient.bed {
  close  when ward == emergency and needs has {monitor, oxygen} => intensive
  packed when house.full                                       => trolley
  day    when ward == day_care                                 => trolley
  usual  when ward == surgery                                  => normal
  otherwise reject "{name} has no place"
}
field patient.late "Late" : bool derived from wait
derive patient.late = wait > 4 h
field patient.dosage "Dosage" : int 0 .. 120 derived from age
derive patient.dosage = age
field patient.letter "Letter" : bool derived from referred_by
derive patient.letter = referred_by is given
field patient.extra "Extra" : set of care derived from needs
attach patient.extra from needs { air when needs has oxygen => monitor }
field patient.visit "Visit" : optional bool derived from night.quiet, ward
derive patient.visit where ward != day_care = night.quiet
field patient.calm "Calm" : bool derived from house.nurses, night.nurses
derive patient.calm = house.nurses >= 3 and night.nurses >= 1
require watched on patient where bed == intensive {
  age >= 18
  otherwise warning "{name} is {age} and in intensive care" hint "ask the children's ward"
}
