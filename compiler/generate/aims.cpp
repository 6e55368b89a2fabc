#include "compiler/generate/aims.h"

#include "compiler/generate/expect.h"
#include "compiler/generate/proof.h"
#include "compiler/lower/lower.h"

namespace msd::generate {

using coverage::Coverage;
using coverage::Goal;

namespace {

std::optional<image::Image> lowered(const tir::Program& program, const source::SourceMap& sources) {
  diag::Sink sink;
  image::Refusal refusal;
  return image::Image::open(lower::lower(program, sources, {}, sink).finish(), refusal);
}

}  // namespace

Aims::Aims(const tir::Program& program, Coverage begun, const source::SourceMap& sources)
    : program_(program), coverage_(std::move(begun)), empty_(coverage::begin(coverage_.image, coverage_.entry)),
      neighbours_(neighbours(program_, coverage_.tables)), image_(coverage_.image) {
  auto image = lowered(program_, sources);
  if (image) {
    image_ = *std::move(image);
  } else {
    neighbours_.assign(tables(), {});  // too deep or too large for an image
  }
}

bool Aims::met(AimId id) const {
  return is_goal(id) ? coverage_.tables[id.first].goals[id.second].met() : neighbour(id).told;
}

std::set<AimId> Aims::met() const {
  std::set<AimId> out;
  for (std::size_t t = 0; t < tables(); ++t) {
    for (std::size_t i = 0; i < size(t); ++i) {
      if (met({t, i})) out.emplace(t, i);
    }
  }
  return out;
}

coverage::Claim& Aims::claim(AimId id) {
  if (is_goal(id)) return coverage_.tables[id.first].goals[id.second].claim;
  return neighbours_[id.first][id.second - goals(id.first)].claim;
}

coverage::Claim Aims::prove(AimId id, AnalysisProof& proof) const {
  const coverage::TableCoverage& of = coverage_.tables[id.first];
  return is_goal(id) ? proof.about(of, of.goals[id.second]) : proof.about(of.table, neighbour(id));
}

Node Aims::where(AimId id, GoalFunctions& functions) const {
  return is_goal(id) ? functions.where(coverage_.tables[id.first].goals[id.second]) : functions.where(neighbour(id));
}

std::string Aims::title(AimId id) const {
  const coverage::TableCoverage& of = coverage_.tables[id.first];
  return is_goal(id) ? generate::title(image_, of.table, of.goals[id.second])
                     : generate::title(image_, of.table, neighbour(id));
}

std::pair<std::size_t, std::size_t> Aims::told() const {
  std::pair<std::size_t, std::size_t> out;
  for (const auto& of : neighbours_) {
    for (const Neighbour& n : of) {
      if (!n.told && n.claim.answer == coverage::Claim::Answer::Impossible) continue;
      out.first += n.told ? 1 : 0;
      ++out.second;
    }
  }
  return out;
}

std::vector<std::string> Aims::untold() const {
  std::vector<std::string> out;
  for (std::size_t t = 0; t < tables(); ++t) {
    for (const Neighbour& n : neighbours_[t]) {
      if (n.told || n.claim.answer == coverage::Claim::Answer::Impossible) continue;
      const bool open = n.claim.answer == coverage::Claim::Answer::Unknown;
      out.push_back(named(image_, table(t), n) + ": " + (open ? n.claim.because : "no facts that were tried show it"));
    }
  }
  return out;
}

std::set<AimId> Aims::shown(eval::Evaluator& evaluator) const {
  std::set<AimId> all;
  for (std::size_t t = 0; t < tables(); ++t) {
    for (std::size_t i = 0; i < std::max(size(t), std::size_t{1}); ++i) all.emplace(t, i);
  }
  return shown(evaluator, all);
}

std::set<AimId> Aims::shown(eval::Evaluator& evaluator, const std::set<AimId>& some) const {
  std::vector<std::size_t> numbers;
  Coverage few{empty_.image, {}, {}, {}};
  for (const AimId& id : some) {
    if (!numbers.empty() && numbers.back() == id.first) continue;
    numbers.push_back(id.first);
    few.tables.push_back(empty_.tables[id.first]);
  }
  std::set<AimId> out;
  coverage::add(few, {}, evaluator);
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    const std::vector<Goal>& of = few.tables[n].goals;
    for (std::size_t g = 0; g < of.size(); ++g) {
      if (of[g].met()) out.emplace(numbers[n], g);
    }
  }
  Teller teller(evaluator);
  for (const AimId& id : some) {
    if (!is_goal(id) && id.second < size(id.first) && teller.tells(table(id.first), neighbour(id))) out.insert(id);
  }
  return out;
}

void Aims::add(const coverage::Case& from, eval::Evaluator& evaluator, const std::set<AimId>& all) {
  coverage::add(coverage_, from, evaluator);
  for (const AimId& id : all) {
    if (!is_goal(id)) neighbours_[id.first][id.second - goals(id.first)].told = true;
  }
}

}  // namespace msd::generate
