// The parts of the comparison of declarations: vocabulary (declared.cpp), fields (declared_fields.cpp), what is judged
// and shown (declared_shown.cpp), what is to be proved (declared_proved.cpp).
#pragma once

#include "compiler/diff/compare.h"

#include <fmt/format.h>

namespace msd::diff {

class Declarations {
 public:
  Declarations(const Sides& sides, const Matching& matching, Diff& out)
      : s_(sides), m_(matching), names_(sides, matching, Plan{true, {}}), out_(out) {}
  void run();

 private:
  using Kind = Declared::Kind;
  void add(Kind kind, const std::string& what, const std::string& name, const std::string& detail, Places at,
           Level level) {
    out_.declared.push_back({kind, what, name, detail, at, level});
  }
  /// Both have it, and something was said and is said otherwise.
  void changed(const std::string& what, const std::string& name, const std::string& detail, Places at, Level level) {
    add(Kind::Changed, what, name, detail, at, level);
  }
  void texts(const std::string& what, const std::string& name, Places at,
             std::initializer_list<std::tuple<const char*, std::string, std::string>> all);
  /// Things that are told by a name alone: lists those of one side, and gives the pairs.
  template <class T>
  std::vector<std::pair<const T*, const T*>> by_name(const std::string& what, const std::vector<T>& a,
                                                     const std::vector<T>& b, Level added, Level removed);

  void framework();
  void enums();
  void rows();
  void lexicons();
  void fields();
  void field(tir::FieldId old_field, tir::FieldId new_field);
  void types(const tir::Field& f, const tir::Field& g, const std::string& name, Places at);
  void reading(const tir::Field& f, const tir::Field& g, const std::string& name, Places at);
  void default_of(const tir::Field& f, const tir::Field& g, const std::string& name, Places at);
  void parents(const tir::Field& f, const tir::Field& g, const std::string& name, Places at);
  void sentences(const tir::Field& f, const tir::Field& g, const std::string& name, Places at);
  Level of_new(const tir::Field& f) const;
  void requirements();
  void properties();
  void dependences();
  void steps();
  void checklists();
  void sheets();
  void archetypes();
  void rest();

  bool same(tir::ExprId a, tir::ExprId b) { return names_.expr(Side::Old, a) == names_.expr(Side::New, b); }
  bool same(const tir::TextTemplate& a, const tir::TextTemplate& b);
  bool same(const tir::Cell& a, const tir::Cell& b);
  bool same(const std::vector<tir::Cell>& a, const std::vector<tir::Cell>& b);
  bool same_field(tir::FieldId a, tir::FieldId b) const;
  bool same(const tir::Role& a, const tir::Role& b);
  std::string constant(Side side, const tir::Type& type, const tir::Const& c) const;

  const Sides& s_;
  const Matching& m_;
  Space names_;
  Diff& out_;
};

template <class T>
std::vector<std::pair<const T*, const T*>> Declarations::by_name(const std::string& what, const std::vector<T>& a,
                                                                 const std::vector<T>& b, Level added, Level removed) {
  std::vector<std::pair<const T*, const T*>> both;
  const auto find = [](const std::vector<T>& all, const std::string& name) -> const T* {
    for (const T& one : all) {
      if (one.name == name) return &one;
    }
    return nullptr;
  };
  for (const T& one : a) {
    if (find(b, one.name) == nullptr) add(Kind::Removed, what, one.name, "", {{one.span, {}}}, removed);
  }
  for (const T& one : b) {
    const T* old_one = find(a, one.name);
    if (old_one == nullptr)
      add(Kind::Added, what, one.name, "", {{{}, one.span}}, added);
    else
      both.emplace_back(old_one, &one);
  }
  return both;
}

/// `{a, b}`.
std::string braced(const std::vector<std::string>& names);
/// The names that one list has and the other has not.
std::vector<std::string> only_in(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace msd::diff
