#include "compiler/registry/build.h"

#include <charconv>

namespace msd::registry {

std::string default_label(std::string_view name) {
  std::string label(name);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

namespace {

std::string label_of(const ast::Text& label, std::string_view name) {
  return label.given() ? std::string(label.value) : default_label(name);
}

/// The verifier of images takes no more.
constexpr unsigned kMaxLexicons = 64;

class Collector {
 public:
  Collector(const std::vector<const ast::Unit*>& units, Work& work)
      : units_(units), work_(work), program_(work.out.program) {}

  void run() {
    for (const ast::Unit* unit : units_) {
      for (const auto& d : unit->frameworks) framework(d);
      for (const auto& d : unit->enums) enumeration(d);
      for (const auto& d : unit->lexicons) lexicon(d);
      for (const auto& d : unit->steps) step(d);
      for (const auto& d : unit->rows) row(*unit, d);
    }
    if (program_.name.empty() && !units_.empty()) {
      work_.out.usable = false;
      work_.sink.report(diag::kind::NoFramework, {units_[0]->file, 0, 0}, "the entry file")
          .help("begin it with `framework NAME VERSION`");
    }
    std::stable_sort(program_.steps.begin(), program_.steps.end(),
                     [](const auto& a, const auto& b) { return a.number < b.number; });
    containment();
  }

 private:
  /// Enums, rows and lexicons share one name space.
  bool fresh(const ast::Name& name, std::string_view what) {
    if (!name.given()) return false;
    const auto [it, added] = names_.emplace(std::string(name.text), name.span);
    if (!added)
      work_.sink.report(diag::kind::DeclaredTwice, name.span, what, name.text)
          .label("again here")
          .note(it->second, "first declared here");
    return added;
  }

  void framework(const ast::FrameworkDecl& d) {
    if (!program_.name.empty()) {
      work_.sink.report(diag::kind::SeveralFrameworks, d.name.span, program_.name, d.name.text)
          .note(framework_, "the first one");
      return;
    }
    framework_ = d.name.span;
    program_.name = d.name.text;
    program_.doc = d.doc;
    std::uint32_t* parts[] = {&program_.major, &program_.minor, &program_.patch};
    const char* at = d.version.digits.data();
    const char* end = at + d.version.digits.size();
    for (std::uint32_t* part : parts) {
      const auto [next, error] = std::from_chars(at, end, *part);
      if (error != std::errc()) break;
      at = next < end ? next + 1 : end;
    }
  }

  void enumeration(const ast::EnumDecl& d) {
    // No finding about an enum can be allowed so far, so that such an `allow` silences nothing.
    unused_allows(read_allows(d.allows, work_.sink), "M", work_.sink);
    if (!fresh(d.name, "the enum") && (!d.name.given() || work_.out.enums.contains(std::string(d.name.text)))) return;
    tir::Enum out{std::string(d.name.text), label_of(d.label, d.name.text), d.doc, {}, d.name.span};
    std::unordered_map<std::string_view, source::Span> seen;
    for (const ast::EnumValue& value : d.values) {
      const auto [it, added] = seen.emplace(value.name.text, value.name.span);
      if (!added) {
        work_.sink.report(diag::kind::DeclaredTwice, value.name.span, "the value", value.name.text)
            .label("again here")
            .note(it->second, "first declared here");
        continue;
      }
      out.values.push_back(
          {std::string(value.name.text), label_of(value.label, value.name.text), value.doc, value.name.span});
    }
    if (out.values.empty() && !work_.parts_lost.touches(d.span)) {
      work_.sink.report(diag::kind::EmptyEnum, d.name.span, d.name.text)
          .help("list what a field of this type can be: `{ first_value, second_value }`");
    }
    if (out.values.size() > kMaxEnumValues) {
      work_.sink.report(diag::kind::TooManyValues, d.name.span, kMaxEnumValues, d.name.text, out.values.size())
          .note(out.values[kMaxEnumValues].span, "the first one too many")
          .help("split the enum, or make it a row");
      out.values.resize(kMaxEnumValues);
    }
    work_.out.enums.emplace(out.name, tir::EnumId{static_cast<std::uint32_t>(program_.enums.size())});
    program_.enums.push_back(std::move(out));
  }

  void lexicon(const ast::LexiconDecl& d) {
    if (!fresh(d.name, "the lexicon") && (!d.name.given() || work_.out.lexicons.contains(std::string(d.name.text))))
      return;
    if (program_.lexicons.size() == kMaxLexicons)
      work_.sink.report(diag::kind::TooManyLexicons, d.name.span, kMaxLexicons)
          .label("the first one too many")
          .help("put words that are asked for together into one");
    tir::Lexicon out{std::string(d.name.text), d.doc, {}, d.name.span};
    for (const auto& word : d.words) {
      std::string lower(word.text);
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      out.words.push_back(std::move(lower));
    }
    work_.out.lexicons.emplace(out.name, tir::LexiconId{static_cast<std::uint32_t>(program_.lexicons.size())});
    program_.lexicons.push_back(std::move(out));
  }

  /// A number of a step or of minutes: without a unit, exact in millionths.
  std::optional<std::int64_t> plain(const ast::Number& number) {
    QuantityError error;
    const auto value = parse_quantity(number.digits, number.unit, Dimension::Count, error);
    if (!value) report_number(number, Dimension::Count, error, work_.sink);
    return value;
  }

  void step(const ast::StepDecl& d) {
    tir::Step out;
    const auto number = plain(d.number);
    if (!number) return;
    out.number = *number;
    out.title = d.title.value;
    out.purpose = d.purpose.value;
    out.doc = d.doc;
    if (d.minutes_low) out.minutes_low = plain(*d.minutes_low);
    if (d.minutes_high) out.minutes_high = plain(*d.minutes_high);
    if (out.minutes_low && out.minutes_high && *out.minutes_low > *out.minutes_high)
      work_.sink.report(diag::kind::BadRange, source::join(d.minutes_low->span, d.minutes_high->span));
    out.span = d.number.span;
    const auto [it, fresh_number] = steps_.emplace(out.number, out.span);
    if (!fresh_number) {
      work_.sink.report(diag::kind::DeclaredTwice, out.span, "the step", d.number.digits)
          .label("again here")
          .note(it->second, "first declared here");
      return;
    }
    program_.steps.push_back(std::move(out));
  }

  void row(const ast::Unit& unit, const ast::RowDecl& d) {
    if (!fresh(d.name, "the row") && (!d.name.given() || work_.out.rows.contains(std::string(d.name.text)))) return;
    tir::Row out;
    out.name = d.name.text;
    out.label = label_of(d.label, d.name.text);
    out.doc = d.doc;
    out.single = d.single;
    out.id_pattern = d.id_pattern.value;
    out.span = d.name.span;
    const tir::RowId id{static_cast<std::uint32_t>(program_.rows.size())};
    work_.out.rows.emplace(out.name, id);
    program_.rows.push_back(std::move(out));
    work_.out.row_decls.push_back({&unit, &d});
    work_.out.row_fields.emplace_back();
  }

  void containment() {
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
      const ast::RowDecl& d = *work_.out.row_decls[i].decl;
      if (!d.parent.given()) continue;
      const auto parent = work_.out.rows.find(std::string(d.parent.text));
      if (parent == work_.out.rows.end()) {
        if (work_.lost(d.parent.text)) continue;
        work_.explain(work_.sink.report(diag::kind::UnknownRow, d.parent.span, d.parent.text)
                          .help(work_.suggest(d.parent.text, work_.row_names())),
                      variants::Use::Row, "", d.parent.text);
        continue;
      }
      program_.rows[i].parent = parent->second;
      if (!d.single) continue;
      work_.sink.report(diag::kind::SingleInside, d.parent.span, d.name.text, d.parent.text)
          .help("a design has exactly one of a `single` row; take out `single`, or `in " + std::string(d.parent.text) +
                " …`");
    }
    rows_in_themselves();
  }

  /// Follows each row upward once: a walk that meets itself has found a cycle, which is then cut.
  void rows_in_themselves() {
    std::vector<std::uint32_t> walk(program_.rows.size(), 0);  // the walk that came by, counted from 1
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
      tir::RowId at{i};
      while (at.valid() && walk[at.index] == 0) {
        walk[at.index] = i + 1;
        at = program_[at].parent;
      }
      if (at.valid() && walk[at.index] == i + 1) row_in_itself(at);
    }
  }

  void row_in_itself(tir::RowId row) {
    auto out = work_.sink.report(diag::kind::RowInItself, work_.out.row_decls[row.index].decl->parent.span,
                                 program_[row].name);
    tir::RowId at = row;
    do {
      const tir::RowId parent = program_[at].parent;
      out.note(work_.out.row_decls[at.index].decl->parent.span,
               "`" + program_[at].name + "` stands in `" + program_[parent].name + "`");
      at = parent;
    } while (!(at == row));
    out.help("a row that leads to rows of its own kind needs a field for that, of type `" + program_[row].name + "`");
    program_[row].parent = {};
  }

  const std::vector<const ast::Unit*>& units_;
  Work& work_;
  tir::Program& program_;
  source::Span framework_;
  std::unordered_map<std::string, source::Span> names_;
  std::unordered_map<std::int64_t, source::Span> steps_;
};

}  // namespace

void collect(const std::vector<const ast::Unit*>& units, Work& work) { Collector(units, work).run(); }

}  // namespace msd::registry
