// The framework that the tests of this folder put their rules into: beds of a hospital and who lies in them.
#pragma once

#include "tests/support/compile.h"

namespace msd::test {

inline constexpr const char* kWard = R"(framework ward 1
enum triage { red, yellow, green }
enum mood { calm, upset, red }
enum only { one }
lexicon pain { ache, sore }
row house "House" single
field house.mode "Mode" : mood given from "x" as external
field house.limit "Limit" : decimal 0 s .. 10 s given from "x" as external
row bed "Bed"
field bed.free "Free" : bool given from "x" as external
row patient "Patient"
field patient.t "T" : triage given from "x" as external
field patient.t2 "T2" : optional triage given from "x" as external
field patient.m "M" : mood given from "x" as external
field patient.o "O" : only given from "x" as external
field patient.b "B" : bool given from "x" as external
field patient.b2 "B2" : bool given from "x" as external
field patient.b3 "B3" : bool given from "x" as external
field patient.s "S" : set of triage given from "x" as external
field patient.s2 "S2" : set of triage given from "x" as external
field patient.ms "MS" : set of mood given from "x" as external
field patient.wait "Wait" : decimal 1 s .. 60 s given from "x" as external
field patient.stay "Stay" : decimal 2 min .. 1 h given from "x" as external
field patient.pulse "Pulse" : decimal 0 /min .. 5 k/min given from "x" as external
field patient.age "Age" : int 0 .. 120 given from "x" as external
field patient.says "Says" : text given from "x" as external
field patient.who "Who" : id given from "x" as external
field patient.bed "Bed" : bed given from "x" as external
field patient.other "Other" : optional bed given from "x" as external
field patient.beds "Beds" : list of bed given from "x" as external
row dose in patient as doses back patient
field dose.given_now "Given" : bool given from "x" as external
field dose.kind "Kind" : triage given from "x" as external
field dose.amount "Amount" : decimal 0 s .. 1 s given from "x" as external
)";

/// The clause of a field that may read everything.
inline const std::string kReads =
    " derived from t, t2, m, o, b, b2, b3, s, s2, ms, wait, stay, pulse, age, says, who, bed, other, beds, house.mode,"
    " house.limit, bed.free, dose.given_now, dose.kind, dose.amount allow(unread_parent) because \"a test\"\n";

inline std::string derived(const std::string& type, const std::string& rule) {
  return std::string(kWard) + "field patient.x \"X\" : " + type + kReads + "derive patient.x = " + rule + "\n";
}
inline std::string ruled(const std::string& type, const std::string& keyword, const std::string& rules) {
  return std::string(kWard) + "field patient.x \"X\" : " + type + kReads + keyword + " patient.x {\n" + rules + "\n}\n";
}
/// What is found about a derivation of this type.
inline std::vector<std::string> about(const std::string& rule, const std::string& type = "bool") {
  auto found = compile(derived(type, rule))->findings();
  std::erase_if(found, [](const std::string& f) { return f.starts_with("M0428"); });
  return found;
}

}  // namespace msd::test
