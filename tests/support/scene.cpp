#include "tests/support/scene.h"

#include "compiler/bind/bind.h"
#include "compiler/parse/parse.h"
#include "runtime/report/display.h"
#include "tests/support/compare.h"

#include <stdexcept>

namespace msd::testing {

using eval::Outcome;

Scene::Scene(const std::string& framework, const std::string& design, const eval::Options& options)
    : compiled_(compile("framework scene 1.0\n" + framework)) {
  if (!compiled_.image) throw std::runtime_error(compiled_.errors);
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId file = sources.add("scene", "design d uses scene {\n" + design + "\n}\n");
  const ast::Unit unit = parse::parse_file(sources, file, {}, sink);
  if (unit.designs.size() == 1) {
    bind::Options binding;
    binding.judged_needs_because = false;
    facts_ = bind::bind(unit.designs[0].body, *compiled_.image, sources, file, binding, sink);
  }
  std::string errors;
  for (const diag::Diagnostic& d : sink.all()) errors += d.message + "\n";
  if (sink.errors() != 0 || !facts_) throw std::runtime_error(errors);
  evaluator_.emplace(*facts_, options);
}

eval::RowIndex Scene::row(const std::string& name) const {
  const image::Image& image = *compiled_.image;
  for (eval::RowIndex i = 0; i < facts_->rows().size(); ++i) {
    const eval::RowFact& fact = facts_->rows()[i];
    const auto own = fact.named ? facts_->symbols.text(fact.name) : image.text(image.rows()[fact.kind].name);
    if (own == name) return i;
  }
  throw std::runtime_error("no row " + name);
}

eval::CellRef Scene::find(const std::string& name) const {
  const std::size_t dot = name.find('.');
  const eval::RowIndex at = row(name.substr(0, dot));
  for (tir::FieldId id : compiled_.program.rows[facts_->rows()[at].kind].fields) {
    if (compiled_.program[id].name == name.substr(dot + 1)) return {at, id.index};
  }
  throw std::runtime_error("no field " + name);
}

std::string Scene::cell(const std::string& name) {
  const Outcome& out = outcome(name);
  const std::uint32_t type = compiled_.image->fields()[find(name).field].type;
  auto show = [&](const eval::Value& value) {
    return report::show_value(*facts_, type, value, report::Style::Identifier);
  };
  switch (out.state) {
  case Outcome::State::Value: return show(out.value);
  case Outcome::State::Absent: return "absent";
  case Outcome::State::Rejected: return "rejected";
  case Outcome::State::Unknown: break;
  }
  std::string all;
  auto item = [&](const std::string& text) { all += (all.empty() ? "" : ", ") + text; };
  const auto cls = static_cast<Class>(compiled_.image->types()[type].cls);
  for (std::uint64_t bit = 1; (cls == Class::Bool || cls == Class::Enum) && bit < kAbsent; bit <<= 1U) {
    eval::Value one;
    one.mask = bit;
    if ((out.possible.mask & bit) != 0) item(show(one));
  }
  for (const eval::Value& value : out.possible.values) item(show(value));
  if ((out.possible.mask & kAbsent) != 0) item("absent");
  if ((out.possible.mask & kRejected) != 0) item("rejected");
  if (out.possible.open) item("…");
  return "{" + all + "}";
}

std::string Scene::names(const std::vector<eval::CellRef>& cells) const {
  std::string out;
  for (const eval::CellRef& ref : cells) out += (out.empty() ? "" : " ") + report::cell_name(*facts_, ref);
  return out;
}

std::string Scene::line(std::uint32_t line) const {
  return line == eval::kNone ? "-" : std::string(compiled_.image->text(compiled_.image->lines()[line].name));
}

const Outcome& Scene::outcome(const std::string& name) {
  const eval::CellRef ref = find(name);
  return evaluator_->cell(ref.row, ref.field);
}

eval::Explanation Scene::explain(const std::string& name) {
  const eval::CellRef ref = find(name);
  return evaluator_->explain(ref.row, ref.field);
}

std::string Scene::needs(const std::string& name) { return names(outcome(name).needs); }
std::string Scene::rule(const std::string& name) { return line(outcome(name).line); }

namespace {
std::uint32_t require_of(const tir::Program& program, const std::string& name) {
  for (std::uint32_t i = 0; i < program.requires_.size(); ++i) {
    if (program.requires_[i].name == name) return i;
  }
  throw std::runtime_error("no requirement " + name);
}
}  // namespace

std::string Scene::verdict(const std::string& requirement, const std::string& on) {
  static constexpr const char* kStates[] = {"not applicable", "held", "broken", "open", "rejected"};
  const eval::Verdict out = evaluator_->requirement(require_of(compiled_.program, requirement), row(on));
  return kStates[static_cast<int>(out.state)];
}

std::string Scene::verdict_needs(const std::string& requirement, const std::string& on) {
  return names(evaluator_->requirement(require_of(compiled_.program, requirement), row(on)).needs);
}

std::string Scene::difference() const {
  Coverage coverage;
  return compare(compiled_.program, *facts_, {}, coverage);
}

}  // namespace msd::testing
