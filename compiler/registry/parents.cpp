#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

class ParentResolver {
 public:
  explicit ParentResolver(Work& work) : work_(work), program_(work.out.program) {
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
      if (program_.rows[i].single) singles_.push_back(tir::RowId{i});
    }
  }

  void run() {
    for (std::uint32_t i = 0; i < program_.fields.size(); ++i) {
      const FieldSource source = work_.sources[i];
      if (source.decl == nullptr) continue;
      for (const ast::Parent& parent : source.decl->parents) one(tir::FieldId{i}, parent);
      doubles(tir::FieldId{i});
    }
  }

 private:
  using Path = std::vector<ast::Name>;

  static std::string written(const Path& path) {
    std::string out;
    for (const ast::Name& part : path) out += (out.empty() ? "" : ".") + std::string(part.text);
    return out;
  }

  void one(tir::FieldId id, const ast::Parent& parent) {
    tir::Parent out;
    out.quoted = parent.quoted.given();
    out.external = parent.external;
    out.span = parent.span;
    if (out.quoted) {
      out.written = parent.quoted.value;
    } else if (!parent.paths.empty()) {
      out.written = written(parent.paths[0]);
    }
    for (const Path& path : parent.paths) {
      if (!path.empty()) resolve(program_[id].row, path, out);
    }
    program_[id].parents.push_back(std::move(out));
  }

  void resolve(tir::RowId row, const Path& path, tir::Parent& out) {
    bool ambiguous = false;
    tir::FieldId at = head(row, path, ambiguous);
    if (ambiguous) return;
    std::size_t next = 1;
    if (!at.valid()) {
      const auto kind = work_.out.rows.find(std::string(path[0].text));
      if (kind == work_.out.rows.end()) return unknown_head(row, path);
      if (path.size() < 2) return row_alone(path, kind->second);
      at = work_.out.field(kind->second, path[1].text);
      if (!at.valid()) return unknown(kind->second, path, 1);
      next = 2;
    }
    selected(row, program_[at].row, out);
    for (; next < path.size(); ++next) {
      const tir::Type& type = program_[at].type;
      if (program_[at].mistyped) return;
      if (type.cls != Class::Ref && type.cls != Class::List) return leads_nowhere(at, path, next);
      through(at, out);
      const tir::FieldId further = work_.out.field(type.row, path[next].text);
      if (!further.valid()) return unknown(type.row, path, next);
      at = further;
    }
    out.fields.push_back(at);
  }

  static void through(tir::FieldId relation, tir::Parent& out) {
    if (std::find(out.via.begin(), out.via.end(), relation) == out.via.end()) out.via.push_back(relation);
  }

  /// A field of a single row that may be named depends on what names the one that `row` is in.
  void selected(tir::RowId row, tir::RowId of, tir::Parent& out) const {
    const tir::FieldId selector = program_[of].selector;
    if (!selector.valid()) return;
    std::size_t steps = 0;
    for (tir::RowId at = row; at.valid() && steps <= program_.rows.size(); at = program_[at].parent, ++steps) {
      if (program_[selector].row == at) through(selector, out);
    }
  }

  /// The field that the first name means; not valid if it can only be a row.
  tir::FieldId head(tir::RowId row, const Path& path, bool& ambiguous) {
    const tir::FieldId own = work_.out.field(row, path[0].text);
    const auto kind = work_.out.rows.find(std::string(path[0].text));
    if (own.valid()) {
      const tir::Type& type = program_[own].type;
      const bool leads = type.cls == Class::Ref || type.cls == Class::List;
      if (path.size() > 1 && kind != work_.out.rows.end() && (!leads || !(type.row == kind->second))) {
        if (!leads) return {};  // only the row can be followed further
        ambiguous = true;
        work_.sink
            .report(diag::kind::ParentAmbiguous, path[0].span, path[0].text,
                    "the relation `" + work_.name(own) + "` or the row `" + kind->first + "`")
            .note(type_place(own), "the relation")
            .note(program_[kind->second].span, "the row")
            .help("rename the relation, or the row");
      }
      return own;
    }
    if (kind != work_.out.rows.end()) return {};
    std::vector<tir::FieldId> found;
    for (tir::RowId single : singles_) {
      const tir::FieldId id = work_.out.field(single, path[0].text);
      if (id.valid() && program_[id].builtin == tir::Builtin::None) found.push_back(id);
    }
    if (found.size() > 1) {
      ambiguous = true;
      work_.sink
          .report(diag::kind::ParentAmbiguous, path[0].span, path[0].text,
                  "`" + work_.name(found[0]) + "` or `" + work_.name(found[1]) + "`")
          .note(type_place(found[0]), "one of them")
          .note(type_place(found[1]), "another one")
          .help("write the row in front of it");
    }
    return found.empty() ? tir::FieldId{} : found[0];
  }

  source::Span type_place(tir::FieldId id) const { return program_[id].span; }

  void unknown_head(tir::RowId row, const Path& path) {
    work_.out.usable = false;
    if (work_.lost(path[0].text)) return;
    std::vector<std::string_view> names = work_.field_names(row);
    for (tir::RowId single : singles_) {
      const auto more = work_.field_names(single);
      names.insert(names.end(), more.begin(), more.end());
    }
    const auto rows = work_.row_names();
    names.insert(names.end(), rows.begin(), rows.end());
    const std::string near = work_.suggest(path[0].text, names);
    work_.explain_any(
        work_.sink.report(diag::kind::UnknownParent, path[0].span, written(path))
            .help(!near.empty() ? near : "bind what is no field: `\"words\" as FIELD` or `\"words\" as external`"),
        path[0].text);
  }

  void row_alone(const Path& path, tir::RowId kind) {
    work_.out.usable = false;
    const std::string row = program_[kind].name;
    work_.sink.report(diag::kind::UnknownParent, path[0].span, written(path))
        .label("a kind of row")
        .help(fmt::format("name a field of it, as in `{}.{}`", row,
                          program_[kind].fields.size() > 2 ? program_[program_[kind].fields[2]].name : "name"));
  }

  void unknown(tir::RowId row, const Path& path, std::size_t part) {
    work_.out.usable = false;
    if (work_.lost(path[part].text)) return;
    work_.explain(work_.sink.report(diag::kind::UnknownParent, path[part].span, written(path))
                      .label(fmt::format("`{}` has no field `{}`", program_[row].name, path[part].text))
                      .help(work_.suggest(path[part].text, work_.field_names(row))),
                  variants::Use::Field, program_[row].name, path[part].text);
  }

  void leads_nowhere(tir::FieldId at, const Path& path, std::size_t part) {
    work_.out.usable = false;
    work_.sink.report(diag::kind::UnknownParent, path[part].span, written(path))
        .label(fmt::format("`{}` is {} and leads to no row", work_.name(at), phrase(program_[at].type, program_)))
        .note(type_place(at), "declared here");
  }

  void doubles(tir::FieldId id) {
    // Two quoted texts may well stand for the same field; so may a text and a plain name.
    std::unordered_map<std::uint32_t, source::Span> seen;
    std::unordered_map<std::string_view, source::Span> texts;
    for (const tir::Parent& parent : program_[id].parents) {
      if (parent.quoted) {
        const auto [it, fresh] = texts.emplace(parent.written, parent.span);
        if (!fresh) twice(parent, it->second);
        continue;
      }
      for (tir::FieldId field : parent.fields) {
        const auto [it, fresh] = seen.emplace(field.index, parent.span);
        if (!fresh) twice(parent, it->second);
      }
    }
  }

  void twice(const tir::Parent& parent, source::Span first) {
    work_.sink.report(diag::kind::ParentTwice, parent.span, parent.written)
        .label("again here")
        .note(first, "first listed here")
        .help("take one of them out");
  }

  Work& work_;
  tir::Program& program_;
  std::vector<tir::RowId> singles_;
};

}  // namespace

void resolve_parents(Work& work) { ParentResolver(work).run(); }

}  // namespace msd::registry
