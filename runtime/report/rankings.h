// Which of the versions of a design has the fewest of what its framework prefers few of.
#pragma once

#include "runtime/report/document.h"

#include <string_view>

namespace msd::report {

/// One version of a design before it is ranked: what it has of each preference of the framework, in their order.
struct Candidate {
  std::size_t errors = 0;
  std::vector<eval::Outcome> amounts;
  std::vector<std::vector<std::string>> needs;  ///< names of the cells that the amount waits for
};

/// Evaluates each preference. Costs what the cones of their conditions cost.
Candidate candidate(eval::Evaluator& evaluator, std::size_t errors);

/// Gives each its place, and puts them in order. What an undecided amount may still be widens the places that it and
/// others can have; amounts of different versions are taken as independent, so that a place that is called certain is
/// so. O(contenders²).
void place(std::vector<Contender>& contenders);

/// Ranks the versions, the design itself first and then its scenarios, by each preference. O(preferences × versions²).
std::vector<Ranking> rank(const image::Image& image, const std::vector<Candidate>& versions);

/// What a ranking calls one of its versions: the name of the scenario, or `the design`.
std::string version_name(const DesignReport& report, const Contender& contender);
/// The amount in words of a file: `2`, `{1, 2}`, `absent`, `rejected`.
std::string amount_text(const eval::Facts& facts, const Ranking& ranking, const Contender& contender);
/// Its place: `1`, `1 or 2`, `1 to 4`; `–` if it has none.
std::string place_text(const Contender& contender);
/// The ties of a ranking, one sentence each: `a tie for place 1: the design, smaller`.
std::vector<std::string> ties(const DesignReport& report, const Ranking& ranking);
/// `fewest primary objects`.
std::string title(const image::Image& image, const Ranking& ranking);
/// What there is to say of a version beside its place: its errors, and what its amount waits for. Empty if nothing.
std::string remarks(const Contender& contender);
/// How errors count, for behind the title; empty where they make no difference.
std::string order_words(const Ranking& ranking);
/// The number of the step that a preference belongs to; empty if to none.
std::string step_of(const image::Image& image, const Ranking& ranking);

}  // namespace msd::report
