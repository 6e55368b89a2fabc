// The conditions of archetypes, asked about rows.
#pragma once

#include "runtime/eval/eval.h"

#include <map>
#include <vector>

namespace msd::archetypes {

using eval::kNone;
using eval::RowIndex;

/// The rows that fill the roles of one archetype, by the roles' positions; kNone: nobody fills it.
using Filling = std::vector<RowIndex>;

enum class Kind : std::uint32_t { Must, Usually, Expects };
enum class Answer : std::uint8_t { No, Open, Yes };

/// One condition with what it speaks of.
struct Condition {
  std::uint32_t record = kNone;  ///< condition record of the image
  std::uint32_t role = 0;        ///< the position of its role
  std::uint32_t roles = 0;       ///< a bit for each role that it speaks of, its own among them
  Kind kind{};
};

/// Asks conditions over one design, each only once for the same rows. Outlived by the evaluator.
class Judge {
 public:
  explicit Judge(eval::Evaluator& evaluator) : evaluator_(evaluator) {}

  /// The conditions of an archetype, role by role, in the order of the image. First call: linear in their nodes.
  const std::vector<Condition>& conditions(std::uint32_t archetype);
  /// Whether the condition holds; all roles that it speaks of must be filled. What reads a rejected cell is open.
  Answer ask(const Condition& condition, const Filling& filling);
  /// The cells that it reads over these rows, in reading order.
  const std::vector<eval::CellRef>& reads(const Condition& condition, const Filling& filling);
  /// Whether every role that the condition speaks of is filled.
  static bool applies(const Condition& condition, const Filling& filling);
  /// The rows around a condition: all roles', then the one at hand.
  static std::vector<RowIndex> around(const Condition& condition, const Filling& filling);

  eval::Evaluator& evaluator() { return evaluator_; }
  const image::Image& image() const { return evaluator_.facts().image(); }
  const image::RoleRecord& role(std::uint32_t archetype, std::uint32_t position) const {
    return image().roles()[image().archetypes()[archetype].role_first + position];
  }

 private:
  eval::Evaluator& evaluator_;
  std::map<std::uint32_t, std::vector<Condition>> conditions_;
  using Key = std::pair<std::uint32_t, Filling>;  // a condition, and the rows of the roles that it speaks of
  static Key key(const Condition& condition, const Filling& filling);
  std::map<Key, Answer> answers_;
  std::map<Key, std::vector<eval::CellRef>> reads_;
};

}  // namespace msd::archetypes
