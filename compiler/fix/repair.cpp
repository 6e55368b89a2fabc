#include "compiler/fix/repair.h"

#include "compiler/baseline/baseline.h"
#include "compiler/fix/cut.h"
#include "compiler/format/format.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::fix {

namespace {

using diag::Id;

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// Empty for a finding that no edit of this kind mends.
std::string words(const diag::Diagnostic& d, const std::vector<std::string>& names, const source::SourceMap& sources) {
  switch (d.id) {
  case Id::DeadRule:
  case Id::IdleAddition: return fmt::format("remove the rule `{}` of `{}`", names[0], names[1]);
  case Id::RedundantCondition: {
    const std::string part = format::one_line(sources.text(d.span));
    return names.size() == 2 ? fmt::format("leave `{}` out of the rule `{}` of `{}`", part, names[0], names[1])
                             : fmt::format("leave `{}` out of `{}`", part, names[0]);
  }
  case Id::UnreadParent: return fmt::format("take the parent `{}` out of `{}`", names[1], names[0]);
  case Id::AllowUnused: return fmt::format("remove `{}`", names[0]);
  default: return {};
  }
}

/// The path, of those of a parent, that leads to a field.
source::Span path_to(std::string_view field, source::Span parent, const ast::Unit& unit) {
  for (const std::vector<ast::FieldDecl>* fields : {&unit.fields, &unit.changed.fields}) {
    for (const ast::FieldDecl& f : *fields) {
      for (const ast::Parent& p : f.parents) {
        if (!(p.span == parent) || p.paths.size() < 2) continue;
        for (const std::vector<ast::Name>& path : p.paths) {
          if (path.back().text == field) return source::join(path.front().span, path.back().span);
        }
      }
    }
  }
  return {};
}

bool formatted(const source::SourceMap& sources, source::FileId file) {
  diag::Sink aside;
  format::Options options;
  options.kind = parse::FileKind::Rules;
  return format::format(sources, file, options, aside) == sources.file(file).text;
}

/// One file.
class Editor {
 public:
  Editor(const source::SourceMap& sources, source::FileId file) : sources_(sources), file_(file), cut_(sources, file) {
    diag::Sink aside;
    parse::Options options;
    options.kind = parse::FileKind::Rules;
    unit_ = parse::parse_file(sources, file, options, aside);
  }

  bool make(const Repair& r) {
    switch (r.id) {
    case Id::DeadRule:
    case Id::IdleAddition: return cut_.line(r.span);
    case Id::RedundantCondition: return cut_.operand(r.span);
    case Id::UnreadParent: return cut_.parent(r.span, path_to(last_part(r.names[1]), r.span, unit_));
    default: return cut_.allowed(r.span);
    }
  }

  std::string text() const {
    std::string out = cut_.text();
    if (!formatted(sources_, file_)) return out;
    source::SourceMap own;
    diag::Sink aside;
    format::Options options;
    options.kind = parse::FileKind::Rules;
    const auto again = format::format(own, own.add("", out), options, aside);
    return again ? *again : out;
  }

 private:
  const source::SourceMap& sources_;
  source::FileId file_;
  Cut cut_;
  ast::Unit unit_;
};

}  // namespace

std::vector<Repair> repairs_of(const std::vector<diag::Diagnostic>& findings, const source::SourceMap& sources) {
  std::vector<Repair> out;
  for (const diag::Diagnostic& d : findings) {
    if (!d.span.valid()) continue;
    Repair made{d.id, d.span, {}, baseline::names_of(d.message)};
    made.edit = words(d, made.names, sources);
    const bool known = std::any_of(out.begin(), out.end(), [&](const Repair& o) {
      return o.id == made.id && o.span == made.span && o.names == made.names;
    });
    if (!made.edit.empty() && !known) out.push_back(std::move(made));
  }
  return out;
}

Applied apply(const std::vector<Repair>& all, const std::vector<std::size_t>& chosen,
              const source::SourceMap& sources) {
  Applied out;
  std::map<std::uint32_t, std::vector<std::size_t>> by_file;
  for (std::size_t i : chosen) by_file[all[i].span.file.index].push_back(i);
  for (const auto& [file, repairs] : by_file) {
    Editor editor(sources, {file});
    for (std::size_t i : repairs) {
      if (!editor.make(all[i])) out.refused.push_back(i);
    }
    std::string text = editor.text();
    if (text != sources.file({file}).text) out.texts.emplace(file, std::move(text));
  }
  return out;
}

}  // namespace msd::fix
