// Evaluation where something is assumed: around one row of any design at all, or in one design, cell by cell and node
// by node. For proofs by cases, which assume one thing after the other.
#pragma once

#include "runtime/eval/abstract.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace msd::eval {

/// What something may be assumed of: a cell, or a node over rows.
struct Atom {
  bool node = false;
  std::uint32_t id = kNone;  ///< the field; or the node, or the first one that says the same
  std::vector<RowIndex> rows = {};
  auto operator<=>(const Atom&) const = default;
};

/// An atom that was met, and may be several things.
struct Met {
  Val now = {};
  std::uint32_t node = kNone;  ///< as it was met
  std::size_t order = 0;       ///< no other one has it
};

class Assuming : private View {
 public:
  /// Rows of one kind in any design: the row at hand with the rows around it, the single rows, and those that are
  /// selected for them. Whatever else there may be is left open.
  Assuming(const image::Image& image, std::uint32_t kind);
  /// The facts of one design.
  explicit Assuming(Facts of);
  Assuming(const Assuming&) = delete;
  Assuming& operator=(const Assuming&) = delete;

  /// What these may be under what is assumed. Atoms that are met are noted. Each cell is evaluated once until something
  /// else is assumed.
  Val cell(RowIndex of, std::uint32_t field);
  /// `self`: the set of an `attach` rule. A member of an aggregate (kStranger) is one and the same member.
  Val node(std::uint32_t node, const std::vector<RowIndex>& around, const Val& self);
  /// What the rule of the field gives for the row at hand.
  Val rule(std::uint32_t field);

  /// Assumes one thing more of an atom. Gives what was assumed before, for `restore`.
  std::optional<Val> assume(const Atom& atom, const Val& val);
  void restore(const Atom& atom, const std::optional<Val>& before);
  const std::map<Atom, Val>& assumed() const { return assumed_; }
  /// From now on a node, and all cells of a field, are `val` where they are asked for directly, and not in the cells
  /// that are read there.
  void change(std::uint32_t part, std::uint32_t field, const Val& val);
  void change_nothing() { change(kNone, kNone, {}); }

  std::map<Atom, Met> met;
  bool impossible = false;  ///< something was met that cannot be as it is assumed

  const image::Image& image() const { return facts.image(); }
  Facts facts;
  RowIndex row = kNone;  ///< the row at hand

  std::uint32_t type(const Atom& atom) const;
  /// The one of `met` that has this name; none if there is none.
  const Atom* met_as(const std::string& called) const;
  /// `row.field`, or `rows:node`.
  std::string name(const Atom& atom) const;

 private:
  Val cell(CellRef cell, const Val& found) override;
  Val node(std::uint32_t node, const std::vector<RowIndex>& around, bool direct, const Val& found) override;
  void prepare();
  RowIndex add(std::uint32_t kind, RowIndex parent, const std::string& called);
  std::string text(std::uint32_t index) const { return std::string(image().text(index)); }
  Val counted(const Atom& atom, Val found) const;
  void conjuncts(std::uint32_t node, std::set<std::uint32_t>& out) const;
  Val known(const Atom& atom, std::uint32_t seen, const Val& found);
  Abstract& now();
  template <class Test> std::vector<bool> having(const Test& test) const;

  bool any_design_ = false;
  std::map<Atom, Val> assumed_;
  std::unique_ptr<Abstract> now_;               ///< under what is assumed
  std::map<CellRef, RowIndex> selected_;        ///< where a selector leads
  std::vector<std::uint32_t> same_;             ///< by node: the first one that says the same
  std::vector<std::set<std::uint32_t>> asked_;  ///< by node that counts rows: what is asked of them
  std::vector<bool> asked_of_;                  ///< by node: something may be assumed of it
  std::vector<bool> changed_;                   ///< by node: what is changed is in it
  std::vector<std::string> names_;              ///< by row
  std::vector<RowIndex> members_;               ///< around what was asked for, if members of aggregates are among them
  std::uint32_t part_ = kNone, field_ = kNone;
  std::size_t noted_ = 0;  ///< how often something was met
  Val instead_;
};

// ---- values of a type, as cases name them

/// Both at once; `may` is 0 if that cannot be.
Val both(const image::Image& image, std::uint32_t type, Val a, const Val& b);
/// Whether nothing more can be told apart by cases.
bool told(const image::Image& image, std::uint32_t type, const Val& val);
/// Whether there is one value that it is.
bool exact(Class cls, const Val& val);
/// `yes`, an enum's value, `absent`, `rejected`: by its bit.
std::string value_word(const image::Image& image, std::uint32_t type, unsigned bit);
/// What a word says: one of those; `LOW..HIGH` of a number, in base units; `+member` or `-member` of a set; `present`
/// of a set, a text, a name or a reference. `may` is 0 for what is no value of the type.
Val value_of_word(const image::Image& image, std::uint32_t type, const std::string& word);
/// One of some; of others than bools and enums there is to be one.
Val value_of_words(const image::Image& image, std::uint32_t type, const std::vector<std::string>& words);

/// What no case was told of yet.
class Remainder {
 public:
  Remainder(const image::Image& image, std::uint32_t type, const Val& all) : image_(image), type_(type), left_(all) {}
  /// Numbers ascending.
  void take(const Val& of);
  bool empty() const { return left_.may == 0 || (in_ & out_) != 0; }

 private:
  const image::Image& image_;
  std::uint32_t type_;
  Val left_;
  std::uint64_t in_ = 0, out_ = 0;  ///< members that are in, or out, in some case
};

/// The values of a bool, an enum or a number in their order; numbers cut at those that rules name.
std::vector<Val> in_order(const image::Image& image, std::uint32_t type);
/// Numbers that rules name.
std::set<std::int64_t> named_numbers(const image::Image& image);

}  // namespace msd::eval
