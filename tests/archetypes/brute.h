// Which rows may fill the roles of an archetype, by trying all of them: the slow counterpart of runtime/archetypes.
#pragma once

#include "runtime/archetypes/rank.h"
#include "tests/support/framework.h"
#include "tests/support/oracle.h"

#include <functional>
#include <map>
#include <set>

namespace msd::testing {

using archetypes::Filling;
using archetypes::Weight;
using eval::kNone;
using eval::RowIndex;
using Is = oracle::Truths::Is;

/// One archetype of a made framework, with its conditions in the order of the image.
class Brute {
 public:
  struct Condition {
    archetypes::Kind kind{};
    std::size_t role = 0;
    std::vector<std::size_t> roles;  ///< that it speaks of, its own among them
    tir::ExprId value;
    std::uint32_t record = kNone;  ///< in the image
  };

  /// `archetype`: its number among those of the program. All of it must outlive this.
  Brute(const Framework& framework, const tir::Program& program, const eval::Facts& facts, oracle::Truths& truths,
        std::uint32_t archetype);

  std::size_t roles() const { return roles_.size(); }
  bool optional(std::size_t role) const { return roles_[role]->optional; }
  const std::vector<RowIndex>& rows(std::size_t role) const { return facts_.of_kind(roles_[role]->row.index); }
  const std::vector<Condition>& conditions() const { return conditions_; }
  /// Whether all roles that the condition speaks of have a row.
  static bool filled(const Condition& condition, const Filling& filling);
  Is ask(const Condition& condition, const Filling& filling);
  /// Calls `visit` with each filling: `from` with a row or none in each role in which it has none, no row twice.
  void each(const Filling& from, const std::function<void(const Filling&)>& visit) const;

 private:
  const eval::Facts& facts_;
  oracle::Truths& truths_;
  std::vector<const tir::Role*> roles_;
  std::vector<Condition> conditions_;
  std::map<std::pair<std::uint32_t, Filling>, Is> known_;
};

/// What the search for a `like` may answer.
struct Expected {
  std::vector<Filling> sure, open;  ///< the required and the named roles only
  std::size_t broken = 0;           ///< conditions between named rows that do not hold
};
Expected expected(Brute& brute, const eval::LikeFact& like);

/// What a filling is worth as docs/decisions/0010 defines it; none if it breaks a `must`, or is decorated where it must
/// not be. `explained` are the cells that count half.
std::optional<Weight> score(Brute& brute, archetypes::Judge& judge, std::uint32_t archetype,
                            const std::set<eval::CellRef>& explained, const Filling& filling);
/// The most that any filling is worth.
Weight best_score(Brute& brute, archetypes::Judge& judge, std::uint32_t archetype,
                  const std::set<eval::CellRef>& explained);

}  // namespace msd::testing
