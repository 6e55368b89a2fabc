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
    if (!fresh(d.name, "the enum")) return;
    tir::Enum out{std::string(d.name.text), label_of(d.label, d.name.text), d.doc, {}, d.name.span};
    std::unordered_map<std::string_view, source::Span> seen;
    for (const ast::EnumValue& value : d.values) {
      const auto [it, added] = seen.emplace(value.name.text, value.name.span);
      if (!added) {
        work_.sink.report(diag::kind::DeclaredTwice, value.name.span, "the value", value.name.text)
            .note(it->second, "first declared here");
        continue;
      }
      out.values.push_back(
          {std::string(value.name.text), label_of(value.label, value.name.text), value.doc, value.name.span});
    }
    if (out.values.size() > kMaxEnumValues) {
      work_.sink.report(diag::kind::TooManyValues, d.name.span, kMaxEnumValues, d.name.text, out.values.size())
          .help("split the enum, or make it a row");
      out.values.resize(kMaxEnumValues);
    }
    work_.out.enums.emplace(out.name, tir::EnumId{static_cast<std::uint32_t>(program_.enums.size())});
    program_.enums.push_back(std::move(out));
  }

  void lexicon(const ast::LexiconDecl& d) {
    if (!fresh(d.name, "the lexicon")) return;
    tir::Lexicon out{std::string(d.name.text), d.doc, {}, d.name.span};
    for (const auto& word : d.words) {
      std::string lower(word.text);
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      out.words.push_back(std::move(lower));
    }
    work_.out.lexicons.emplace(out.name, tir::LexiconId{static_cast<std::uint32_t>(program_.lexicons.size())});
    program_.lexicons.push_back(std::move(out));
  }

  void step(const ast::StepDecl& d) {
    tir::Step out;
    QuantityError error;
    out.number = parse_quantity(d.number.digits, "", Dimension::Count, error).value_or(0);
    out.title = d.title.value;
    out.purpose = d.purpose.value;
    out.doc = d.doc;
    if (d.minutes_low) out.minutes_low = parse_quantity(d.minutes_low->digits, "", Dimension::Count, error);
    if (d.minutes_high) out.minutes_high = parse_quantity(d.minutes_high->digits, "", Dimension::Count, error);
    out.span = d.number.span;
    for (const tir::Step& other : program_.steps) {
      if (other.number != out.number) continue;
      work_.sink.report(diag::kind::DeclaredTwice, out.span, "the step", d.number.digits)
          .note(other.span, "first declared here");
      return;
    }
    program_.steps.push_back(std::move(out));
  }

  void row(const ast::Unit& unit, const ast::RowDecl& d) {
    if (!fresh(d.name, "the row")) return;
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
        work_.sink.report(diag::kind::UnknownRow, d.parent.span, d.parent.text)
            .help(diag::did_you_mean(d.parent.text, work_.row_names()));
        continue;
      }
      program_.rows[i].parent = parent->second;
    }
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
      std::size_t steps = 0;
      tir::RowId at = program_.rows[i].parent;
      while (at.valid() && at.index != i && ++steps <= program_.rows.size()) at = program_[at].parent;
      if (at.valid() && at.index == i) {
        work_.sink.report(diag::kind::RowInItself, work_.out.row_decls[i].decl->parent.span, program_.rows[i].name);
        program_.rows[i].parent = {};
      }
    }
  }

  const std::vector<const ast::Unit*>& units_;
  Work& work_;
  tir::Program& program_;
  source::Span framework_;
  std::unordered_map<std::string, source::Span> names_;
};

}  // namespace

void collect(const std::vector<const ast::Unit*>& units, Work& work) { Collector(units, work).run(); }

std::vector<tir::Allow> read_allows(const std::vector<ast::Allow>& allows, diag::Sink& sink) {
  std::vector<tir::Allow> out;
  for (const ast::Allow& allow : allows) {
    tir::Allow made;
    made.because = allow.because.value;
    made.span = allow.span;
    if (!allow.because.given() || allow.because.value.empty()) {
      sink.report(diag::kind::AllowNoReason, allow.span).help("say why: `allow(…) because \"…\"`");
    }
    for (const ast::Name& slug : allow.slugs) {
      const diag::Id id = diag::find_kind(slug.text);
      if (id == diag::Id::Count) {
        std::vector<std::string_view> known;
        for (std::size_t i = 0; i < static_cast<std::size_t>(diag::Id::Count); ++i) {
          if (diag::info(static_cast<diag::Id>(i)).allowable)
            known.push_back(diag::info(static_cast<diag::Id>(i)).slug);
        }
        sink.report(diag::kind::AllowUnknown, slug.span, slug.text).help(diag::did_you_mean(slug.text, known));
      } else if (!diag::info(id).allowable) {
        sink.report(diag::kind::AllowForbidden, slug.span, slug.text);
      } else {
        made.slugs.emplace_back(slug.text);
        made.used.push_back(false);
      }
    }
    out.push_back(std::move(made));
  }
  return out;
}

bool allowed(tir::Field& field, std::string_view slug) {
  for (tir::Allow& allow : field.allows) {
    for (std::size_t i = 0; i < allow.slugs.size(); ++i) {
      if (allow.slugs[i] == slug) return allow.used[i] = true, true;
    }
  }
  return false;
}

}  // namespace msd::registry
