#include "compiler/bind/json.h"

#include "compiler/bind/rows_of_json.h"
#include "runtime/report/display.h"

#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>

#include <bit>

namespace msd::bind {

namespace {

using eval::Outcome;
using image::kNone;
using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

std::string str(std::string_view text) { return std::string(text); }

Value value_json(const eval::Facts& facts, std::uint32_t type_index, const eval::Value& v) {
  const image::TypeRecord& type = facts.image().types()[type_index];
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: return v.mask == 2;
  case Class::Set: {
    Array out;
    for (std::uint64_t rest = v.mask; rest != 0; rest &= rest - 1) {
      eval::Value one;
      one.mask = rest & (~rest + 1);
      const std::string text = report::show_value(facts, type_index, one, report::Style::Identifier);
      out.push_back(text.substr(1, text.size() - 2));
    }
    return out;
  }
  case Class::List: {
    Array out;
    for (eval::RowIndex row : v.list) out.push_back(report::row_name(facts, row));
    return out;
  }
  case Class::Text: return str(facts.symbols.text(static_cast<std::uint32_t>(v.number)));
  case Class::Number:
  case Class::Enum:
  case Class::Id:
  case Class::Ref: return report::show_value(facts, type_index, v, report::Style::Identifier);
  }
  return nullptr;
}

Object undetermined(const eval::Facts& facts, std::uint32_t field, const Outcome& out) {
  Array possible, needs;
  const std::uint32_t type = facts.image().fields()[field].type;
  const auto cls = static_cast<Class>(facts.image().types()[type].cls);
  if (cls == Class::Bool || cls == Class::Enum) {
    for (std::uint64_t rest = out.possible.mask & ~(kAbsent | kRejected); rest != 0; rest &= rest - 1) {
      eval::Value one;
      one.mask = rest & (~rest + 1);
      possible.push_back(value_json(facts, type, one));
    }
  }
  for (const eval::Value& one : out.possible.values) possible.push_back(value_json(facts, type, one));
  if ((out.possible.mask & kAbsent) != 0) possible.push_back(nullptr);
  for (eval::CellRef need : out.needs) {
    const image::Image& image = facts.image();
    const bool own = image.fields()[need.field].row == image.fields()[field].row;
    needs.push_back(own ? str(image.text(image.fields()[need.field].name)) : report::cell_name(facts, need));
  }
  Object made{{"possible", std::move(possible)}, {"needs", std::move(needs)}};
  if ((out.possible.mask & kRejected) != 0) made["rejected"] = true;
  if (out.possible.open) made["open"] = true;
  if (!out.settled) made["settled"] = false;
  return made;
}

/// The rules of an `attach` that added something, in the order of the rounds.
Array rules_that_added(eval::Evaluator& evaluator, eval::RowIndex row, std::uint32_t field) {
  const image::Image& image = evaluator.facts().image();
  Array out;
  for (const eval::Round& round : evaluator.rounds(row, field)) {
    for (std::uint32_t line : round.lines) out.push_back(str(image.text(image.lines()[line].name)));
  }
  return out;
}

}  // namespace

std::string check_row(const image::Image& image, std::string_view row) {
  std::string known;
  for (const image::RowRecord& kind : image.rows()) {
    if (image.text(kind.name) == row) return {};
    known += (known.empty() ? "" : ", ") + str(image.text(kind.name));
  }
  return "there is no row `" + str(row) + "`; rows are: " + known;
}

std::string decide_line(std::string_view line, std::size_t number, const image::Image& image,
                        const JsonOptions& options, bool& good) {
  RowsOfJson reader(image, options);
  Object out{{"line", static_cast<std::int64_t>(number)}};
  Array findings;
  good = reader.read(line);
  for (const std::string& error : reader.errors())
    findings.push_back(Object{{"code", "M0820"}, {"severity", "error"}, {"message", error}});
  if (good) {
    const eval::Facts& facts = reader.facts();
    eval::Evaluator evaluator(facts, {});
    Object values, rules, rejected, open;
    const image::RowRecord& kind = image.rows()[facts.rows()[reader.row()].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = image.fields()[f];
      if (field.rule == kNone) continue;
      const Outcome& result = evaluator.cell(reader.row(), f);
      const std::string name = str(image.text(field.name));
      if (result.line != kNone && result.state != Outcome::State::Unknown)
        rules[name] = str(image.text(image.lines()[result.line].name));
      if (image.rules()[field.rule].kind == 3 && result.state == Outcome::State::Value)
        rules[name] = rules_that_added(evaluator, reader.row(), f);
      switch (result.state) {
      case Outcome::State::Value: values[name] = value_json(facts, field.type, result.value); break;
      case Outcome::State::Absent: values[name] = nullptr; break;
      case Outcome::State::Unknown: open[name] = undetermined(facts, f, result); break;
      case Outcome::State::Rejected: {
        std::string reason = "a field it reads is rejected";
        if (result.rejected_here && result.line != kNone && image.lines()[result.line].reject != kNone)
          reason = report::fill(evaluator, image.lines()[result.line].reject, reader.row());
        rejected[name] = reason;
        break;
      }
      }
      if (result.assertion == Outcome::Assertion::Contradicted) {
        findings.push_back(Object{{"code", "M0701"},
                                  {"severity", "error"},
                                  {"message", "`" + name + "` is supplied, but the rules give another value"}});
      }
    }
    for (std::uint32_t r = 0; r < image.requirements().size(); ++r) {
      const image::RequireRecord& record = image.requirements()[r];
      for (eval::RowIndex row : facts.of_kind(record.row)) {
        if (evaluator.requirement(r, row).state != eval::Verdict::State::Broken) continue;
        findings.push_back(Object{{"code", "M0704"},
                                  {"name", str(image.text(record.name))},
                                  {"severity", str(name(static_cast<Severity>(record.severity)))},
                                  {"message", report::fill(evaluator, record.message, row)}});
      }
    }
    out["values"] = std::move(values);
    out["rules"] = std::move(rules);
    out["rejected"] = std::move(rejected);
    out["undetermined"] = std::move(open);
  }
  out["findings"] = std::move(findings);
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << Value(std::move(out));
  return stream.str();
}

}  // namespace msd::bind
