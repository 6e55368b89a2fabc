#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

class ParentResolver {
 public:
  explicit ParentResolver(Work& work) : work_(work), program_(work.out.program) {}

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
  static source::Span place(const Path& path) { return source::join(path.front().span, path.back().span); }

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
    tir::FieldId at = head(row, path);
    std::size_t next = 1;
    if (!at.valid()) {
      const auto kind = work_.out.rows.find(std::string(path[0].text));
      if (kind == work_.out.rows.end() || path.size() < 2) return unknown(row, path, 0);
      at = work_.out.field(kind->second, path[1].text);
      if (!at.valid()) return unknown(kind->second, path, 1);
      next = 2;
    }
    for (; next < path.size(); ++next) {
      const tir::Type& type = program_[at].type;
      if (type.cls != Class::Ref && type.cls != Class::List) return unknown(program_[at].row, path, next);
      out.via.push_back(at);
      const tir::FieldId further = work_.out.field(type.row, path[next].text);
      if (!further.valid()) return unknown(type.row, path, next);
      at = further;
    }
    out.fields.push_back(at);
  }

  /// The field that the first name means; not valid if it can only be a row.
  tir::FieldId head(tir::RowId row, const Path& path) {
    const tir::FieldId own = work_.out.field(row, path[0].text);
    const auto kind = work_.out.rows.find(std::string(path[0].text));
    if (own.valid()) {
      const tir::Type& type = program_[own].type;
      const bool leads = type.cls == Class::Ref || type.cls == Class::List;
      if (path.size() > 1 && kind != work_.out.rows.end() && (!leads || !(type.row == kind->second))) {
        if (!leads) return {};  // only the row can be followed further
        work_.sink.report(diag::kind::ParentAmbiguous, path[0].span, path[0].text,
                          "the relation `" + work_.name(own) + "` or the row `" + kind->first + "`");
      }
      return own;
    }
    if (kind != work_.out.rows.end()) return {};
    std::vector<tir::FieldId> found;
    for (const tir::Row& single : program_.rows) {
      if (!single.single) continue;
      for (tir::FieldId id : single.fields) {
        if (program_[id].name == path[0].text && program_[id].builtin == tir::Builtin::None) found.push_back(id);
      }
    }
    if (found.size() > 1) {
      work_.sink
          .report(diag::kind::ParentAmbiguous, path[0].span, path[0].text,
                  "`" + work_.name(found[0]) + "` or `" + work_.name(found[1]) + "`")
          .help("write the row in front of it");
    }
    return found.empty() ? tir::FieldId{} : found[0];
  }

  void unknown(tir::RowId row, const Path& path, std::size_t part) {
    work_.out.usable = false;
    auto report = work_.sink.report(diag::kind::UnknownParent, place(path), written(path));
    const std::string near = diag::did_you_mean(path[part].text, work_.field_names(row));
    report.help(!near.empty() ? near : "bind what is no field: `\"words\" as FIELD` or `\"words\" as external`");
  }

  void doubles(tir::FieldId id) {
    std::vector<tir::FieldId> seen;
    for (const tir::Parent& parent : program_[id].parents) {
      if (parent.quoted) continue;
      for (tir::FieldId field : parent.fields) {
        if (std::find(seen.begin(), seen.end(), field) != seen.end())
          work_.sink.report(diag::kind::ParentTwice, parent.span, parent.written);
        seen.push_back(field);
      }
    }
  }

  Work& work_;
  tir::Program& program_;
};

}  // namespace

void resolve_parents(Work& work) { ParentResolver(work).run(); }

}  // namespace msd::registry
