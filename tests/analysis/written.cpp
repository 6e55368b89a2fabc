#include "tests/analysis/written.h"

#include <algorithm>
#include <sstream>

namespace msd::testing {

namespace {

std::optional<std::int64_t> content(const tir::Program& p, const tir::Type& type, const std::string& text) {
  if (text == "absent") return kAbsent;
  const auto value = [&](const std::string& name) -> std::optional<std::int64_t> {
    const auto& values = p[type.enum_].values;
    for (std::size_t v = 0; v < values.size(); ++v) {
      if (values[v].name == name) return static_cast<std::int64_t>(v);
    }
    return std::nullopt;
  };
  switch (type.cls) {
  case Class::Bool: return text == "yes" ? 1 : 0;
  case Class::Enum: return value(text);
  case Class::Number: return std::stoll(text) * 1'000'000;
  case Class::Set: {
    std::int64_t mask = 0;
    std::string inner = text.substr(1, text.size() - 2);
    std::replace(inner.begin(), inner.end(), ',', ' ');
    std::istringstream words(inner);
    for (std::string word; words >> word;) {
      const auto v = value(word);
      if (!v) return std::nullopt;
      mask |= std::int64_t{1} << *v;
    }
    return mask;
  }
  default: return std::nullopt;
  }
}

std::int64_t of_default(const tir::Const& c) {
  switch (c.kind) {
  case tir::Const::Kind::Finite: return __builtin_ctzll(c.mask);
  case tir::Const::Kind::Set: return static_cast<std::int64_t>(c.mask);
  case tir::Const::Kind::Number: return c.number;
  default: return kAbsent;
  }
}

}  // namespace

bool Written::is(const Inputs& inputs, std::size_t input) const {
  const tir::Program& p = inputs.program();
  for (std::size_t c = 0; c < inputs.choosable().size(); ++c) {
    const Choosable& what = inputs.choosable()[c];
    const std::int64_t n = inputs.chosen(c, input);
    if (what.kind == Choosable::Kind::Rows) {
      if (n != rows) return false;
      continue;
    }
    if (what.row > rows) continue;
    const auto fact = std::find_if(facts.begin(), facts.end(),
                                   [&](const Fact& f) { return f.row == what.row && f.field == what.field; });
    if (what.kind == Choosable::Kind::Given) {
      if (fact != facts.end() && n == 0) return false;
      continue;
    }
    const tir::Field& field = p[what.field];
    if (fact != facts.end()) {
      if (n != fact->content) return false;
    } else if (field.default_value ? n != of_default(*field.default_value) : field.type.optional && n != kAbsent) {
      return false;
    }
  }
  return true;
}

std::optional<Written> read_witness(const analysis::Witness& witness, const tir::Program& program) {
  Written out;
  At row = 0;
  tir::RowId kind;
  std::istringstream lines(witness.text);
  std::string line;
  std::getline(lines, line);  // test "…" {
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first == "}" || first == "expect") continue;
    if (first.back() != ':') {
      std::string name;
      words >> name;
      const auto found =
          std::find_if(program.rows.begin(), program.rows.end(), [&](const tir::Row& r) { return r.name == first; });
      if (found == program.rows.end()) return std::nullopt;
      kind = {static_cast<std::uint32_t>(found - program.rows.begin())};
      row = found->parent.valid() ? ++out.rows : 0;
      if (name == witness.row) out.focus = row;
      continue;
    }
    first.pop_back();
    std::string text;
    std::getline(words >> std::ws, text);
    const auto& fields = program[kind].fields;
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](tir::FieldId f) { return program[f].name == first; });
    if (field == fields.end()) return std::nullopt;
    const auto value = content(program, program[*field].type, text);
    if (!value) return std::nullopt;
    out.facts.push_back({row, *field, *value});
  }
  return out;
}

}  // namespace msd::testing
