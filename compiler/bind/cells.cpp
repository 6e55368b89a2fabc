// Values of cells, by the types of their fields.
#include "compiler/bind/binder.h"
#include "compiler/bind/scenarios.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bind {

using Kind = ast::Value::Kind;

std::string Binder::written(const ast::Value& value) const {
  const std::string_view all = sources_.text(value.span);
  return std::string(all.substr(0, 60));
}

std::string Binder::cell_name(eval::RowIndex row, std::uint32_t field) const {
  const eval::RowFact& fact = facts_.rows()[row];
  const std::string_view name = fact.named ? facts_.symbols.text(fact.name) : text(image_.rows()[fact.kind].name);
  return fmt::format("{}.{}", name, text(image_.fields()[field].name));
}

std::string Binder::describe(const image::TypeRecord& type) const {
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: return "`yes` or `no`";
  case Class::Enum: return fmt::format("a value of `{}`", text(image_.enums()[type.target].name));
  case Class::Set: return fmt::format("a set of `{}`", text(image_.enums()[type.target].name));
  case Class::Number: return fmt::format("a {}", name(static_cast<Dimension>(type.dimension)));
  case Class::Text: return "a quoted text";
  case Class::Id: return "a name";
  case Class::Ref: return fmt::format("the name of a {}", text(image_.rows()[type.target].name));
  case Class::List: return fmt::format("a list of names of {}", text(image_.rows()[type.target].name));
  }
  return {};
}

bool Binder::wrong(const ast::Value& value, const image::TypeRecord& type) {
  auto report = sink_.report(diag::kind::WrongValue, value.span, written(value), describe(type));
  if (static_cast<Class>(type.cls) != Class::Number) return false;
  const auto dimension = static_cast<Dimension>(type.dimension);
  if (value.kind == Kind::Number)
    report.label(value.number.unit.empty()
                     ? "it has no unit"
                     : fmt::format("`{}` is no unit of a {}", value.number.unit, name(dimension)));
  report.help(fmt::format("write a {} from `{}` to `{}`", name(dimension),
                          print_quantity(image_.number(type.low), dimension),
                          print_quantity(image_.number(type.high), dimension)));
  return false;
}

bool Binder::finite(const ast::Value& value, const image::TypeRecord& type, std::uint64_t& mask) {
  if (value.kind != Kind::Word) return wrong(value, type);
  const std::string_view word = value.word.text;
  if (static_cast<Class>(type.cls) == Class::Bool) {
    if (word == "yes" || word == "true") return mask = 2, true;
    if (word == "no" || word == "false") return mask = 1, true;
    return wrong(value, type);
  }
  const image::EnumRecord& of = image_.enums()[type.target];
  std::vector<std::string_view> names;
  std::string help;
  for (std::uint32_t i = 0; i < of.value_count; ++i) {
    const image::ValueRecord& v = image_.values()[of.value_first + i];
    if (text(v.name) == word) return mask = std::uint64_t{1} << i, true;
    names.push_back(text(v.name));
    if (text(v.label) == word) help = fmt::format("that is its label; write `{}`", text(v.name));
  }
  if (help.empty()) help = diag::did_you_mean(word, names);
  if (help.empty()) {
    for (std::string_view n : names) help += (help.empty() ? "one of " : ", ") + std::string(n);
  }
  sink_.report(diag::kind::NotAValue, value.span, word, text(of.name)).help(help);
  return false;
}

namespace {
/// A sentence gives its slots as words: there a number is digits and a unit, and a list is names parted by commas. No
/// word that a design writes looks like either.
ast::Number number_of(std::string_view word, source::Span span) {
  const std::size_t end = std::min(word.find_first_not_of("-0123456789."), word.size());
  const std::size_t unit = std::min(word.find_first_not_of(' ', end), word.size());
  return {word.substr(0, end), word.substr(unit), span};
}

std::vector<ast::Value> names_of(const ast::Value& list) {
  std::vector<ast::Value> out;
  const std::string_view word = list.word.text;
  for (std::size_t at = 0; at <= word.size();) {
    const std::size_t end = std::min(word.find(", ", at), word.size());
    out.push_back(list);
    out.back().word.text = word.substr(at, end - at);
    at = end + 2;
  }
  return out;
}
}  // namespace

bool Binder::number(const ast::Value& value, const image::TypeRecord& type, std::int64_t& out) {
  if (value.kind != Kind::Number && value.kind != Kind::Word) return wrong(value, type);
  const ast::Number given = value.kind == Kind::Word ? number_of(value.word.text, value.span) : value.number;
  const auto dimension = static_cast<Dimension>(type.dimension);
  QuantityError error;
  const auto found = parse_quantity(given.digits, given.unit, dimension, error);
  if (!found) {
    if (error.kind == QuantityError::Kind::Inexact || error.kind == QuantityError::Kind::Range) {
      sink_.report(diag::kind::WrongValue, value.span, written(value),
                   error.kind == QuantityError::Kind::Range ? "small enough" : "exact in its unit");
      return false;
    }
    return wrong(value, type);
  }
  if (type.integer != 0 && dimension == Dimension::Count && *found % 1'000'000 != 0) {
    sink_.report(diag::kind::WrongValue, value.span, written(value), "a whole number");
    return false;
  }
  if (*found < image_.number(type.low) || *found > image_.number(type.high)) {
    sink_.report(diag::kind::QuantityRange, value.span, written(value),
                 print_quantity(image_.number(type.low), dimension),
                 print_quantity(image_.number(type.high), dimension));
    return false;
  }
  out = *found;
  return true;
}

/// The first row of a kind by its name, given or made.
eval::RowIndex Binder::row_called(std::string_view name, std::uint32_t kind) const {
  const auto found = by_name_.find(facts_.symbols.find(name));
  if (found == by_name_.end()) return kNone;
  for (eval::RowIndex row : found->second) {
    if (facts_.rows()[row].kind == kind) return row;
  }
  return kNone;
}

bool Binder::names_scenario(std::string_view name, source::Span span) {
  if (!options_.scenario_names) return true;
  const std::vector<std::string_view>& names = *options_.scenario_names;
  if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  const std::string near = diag::did_you_mean(name, names);
  sink_.report(diag::kind::UnknownReference, span, "scenario", name)
      .help(near.empty() ? fmt::format("write it into the design: `scenario {} {{ … }}`", name) : near);
  return false;
}

bool Binder::reference(const ast::Value& value, const image::TypeRecord& type, std::int64_t& out) {
  if (value.kind != Kind::Word && value.kind != Kind::Text) return wrong(value, type);
  const std::string_view wanted = value.kind == Kind::Word ? value.word.text : value.text.value;
  if (const eval::RowIndex row = row_called(wanted, type.target); row != kNone) return out = row, true;
  std::vector<std::string_view> names;
  for (eval::RowIndex row : facts_.of_kind(type.target)) names.push_back(facts_.symbols.text(facts_.rows()[row].name));
  std::string help = diag::did_you_mean(wanted, names);
  const std::string_view kind = text(image_.rows()[type.target].name);
  if (help.empty())
    help = fmt::format("write a row `{} {}`", text(image_.header_parts()[image_.rows()[type.target].header_first].word),
                       wanted);
  sink_.report(diag::kind::UnknownReference, value.span, kind, wanted).help(help);
  return false;
}

bool Binder::read(const ast::Value& value, std::uint32_t field, eval::CellFact& out) {
  const image::TypeRecord& type = image_.types()[image_.fields()[field].type];
  using State = eval::CellFact::State;
  if (value.kind == Kind::Unknown) return out.state = State::Unknown, true;
  const bool absent = value.kind == Kind::Word && value.word.text == "absent";
  if (absent && (type.optional != 0 || image_.fields()[field].rule != kNone)) return out.state = State::Absent, true;
  out.state = State::Stated;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
  case Class::Enum: return finite(value, type, out.value.mask);
  case Class::Set: {
    if (value.kind != Kind::Set) return finite(value, type, out.value.mask);
    bool good = true;
    for (const ast::Value& item : value.items) {
      std::uint64_t one = 0;
      good = finite(item, type, one) && good;
      out.value.mask |= one;
    }
    return good;
  }
  case Class::Number: return number(value, type, out.value.number);
  case Class::Text:
    if (value.kind != Kind::Text) return wrong(value, type);
    if (fold_blanks(value.text.value).text.empty()) {
      sink_.report(diag::kind::WrongValue, value.span, written(value), "a text that says something")
          .help("leave it out, or write `?`, where there is nothing to say yet");
      return false;
    }
    out.value.number = facts_.symbols.intern(value.text.value);
    return true;
  case Class::Id: {
    if (value.kind != Kind::Text && value.kind != Kind::Word) return wrong(value, type);
    const std::string_view name = value.kind == Kind::Text ? value.text.value : value.word.text;
    if (image_.fields()[field].of_scenario != 0 && !names_scenario(name, value.span)) return false;
    out.value.number = facts_.symbols.intern(name);
    return true;
  }
  case Class::Ref: return reference(value, type, out.value.number);
  case Class::List: {
    const bool word = value.kind == Kind::Word;
    const std::vector<ast::Value> items = value.kind == Kind::Set ? value.items
                                          : word                  ? names_of(value)
                                                                  : std::vector{value};
    bool good = true;
    for (const ast::Value& item : items) {
      std::int64_t row = 0;
      const bool found = reference(item, type, row);
      good = good && found;
      if (found) out.value.list.push_back(static_cast<eval::RowIndex>(row));
    }
    return good;
  }
  }
  return false;
}

/// Whether the words of a value have been found wrong already, when the file was read.
bool Binder::reported(source::Span span) const {
  return std::any_of(sink_.all().begin(), sink_.all().begin() + static_cast<std::ptrdiff_t>(faults_of_reading_),
                     [&](const diag::Diagnostic& d) {
                       return d.severity == diag::Severity::Error && d.span.file == span.file &&
                              d.span.begin < span.end && span.begin < d.span.end;
                     });
}

void Binder::state(const Pending& pending) {
  eval::CellFact cell;
  cell.place = place(pending.key);
  if (pending.because != nullptr) {
    cell.because = facts_.symbols.intern(pending.because->value);
    if (pending.because->value.empty()) sink_.report(diag::kind::EmptyReason, pending.because->span);
  }
  if (reported(pending.value->span) || !read(*pending.value, pending.field, cell)) {
    // What could not be read stays open, so that the rest of the design is judged without it.
    cell.state = eval::CellFact::State::Unknown;
    cell.value = {};
    cell.faulty = true;
  }
  facts_.cell(pending.row, pending.field) = cell;
  const bool judged = image_.fields()[pending.field].reading == static_cast<std::uint32_t>(Reading::Judged);
  const bool reason = cell.because != kNone || facts_.rows()[pending.row].because != kNone;
  if (options_.judged_needs_because && judged && !reason && cell.state == eval::CellFact::State::Stated) {
    sink_.report(diag::kind::JudgedNoReason, pending.key, cell_name(pending.row, pending.field))
        .help("add `because \"…\"` after the value, or after the row's header");
  }
  if (pending.value->kind == Kind::Text) texts_[{pending.row, pending.field}] = pending.value;
}

/// What was lost with an entry that could not be read is open, and no question: the text may well say it.
void Binder::doubts(const ast::Block& design) {
  const auto missing = [&](eval::RowIndex row, std::uint32_t field) {
    return facts_.cell(row, field).state == eval::CellFact::State::Missing;
  };
  const auto all = [&](eval::RowIndex row) {
    const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (missing(row, f)) facts_.cell(row, f).faulty = true;
    }
  };
  for (const auto& [row, body] : damaged_) {
    for (const ast::Name& key : body->lost) {
      std::uint32_t field = field_of(facts_.rows()[row].kind, key.text);
      for (; field != kNone; field = image_.fields()[field].with) {
        const image::FieldRecord& record = image_.fields()[field];
        if (record.rule != kNone || record.builtin != 0 || !missing(row, field)) break;
        facts_.cell(row, field).state = eval::CellFact::State::Unknown;
        facts_.cell(row, field).faulty = true;
        facts_.cell(row, field).place = place(key.span);
      }
    }
    if (body->lost_more) all(row);
  }
  if (!design.lost_more) return;
  for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
    const bool unwritten = facts_.rows()[row].place.line == 0;
    if (unwritten && image_.rows()[facts_.rows()[row].kind].single != 0) all(row);
  }
}

eval::Facts Binder::run(const ast::Block& body) {
  block(body, kNone);
  add_singles();
  name_rows();
  for (const Pending& pending : pending_) state(pending);
  doubts(body);
  sentences();
  likes();
  return std::move(facts_);
}

eval::Facts bind(const ast::Block& body, const image::Image& image, const source::SourceMap& sources,
                 source::FileId file, const Options& options, diag::Sink& sink) {
  return Binder(image, sources, file, options, sink).run(body);
}

eval::Facts bind_design(const ast::Design& design, const ast::Block& body, const image::Image& image,
                        const source::SourceMap& sources, source::FileId file, const Options& options,
                        diag::Sink& sink) {
  Options own = options;
  own.scenario_names = scenario_names(design.body, image);
  eval::Facts facts = bind(body, image, sources, file, own, sink);
  facts.design_name = design.name.text;
  facts.design_label = design.label.value;
  facts.file = sources.file(file).path;
  const auto begin = sources.position(file, design.name.span.begin);
  const auto end = sources.position(file, design.name.span.end);
  facts.place = {begin.line, begin.column, end.line, end.column};
  return facts;
}

}  // namespace msd::bind
