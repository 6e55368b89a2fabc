#include "compiler/generate/proof.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::generate {

using analysis::Diagrams;
using analysis::Model;
using coverage::Claim;
using coverage::Measure;

namespace {

constexpr unsigned kModels = 3;  // that the goals of one table may exhaust
constexpr std::int64_t kMostRows = 4;

std::string because(const coverage::Goal& goal) {
  if (goal.measure == Measure::Rules || goal.measure == Measure::Values) return "no facts lead to it";
  return goal.holds ? "no facts let it hold and decide" : "what else is asked there implies it";
}

}  // namespace

TableModels::TableModels(const tir::Program& program, const analysis::NumberPoints& points, std::size_t max_nodes,
                         Relations& relations, const coverage::Table& table)
    : p_(program), points_(points), max_nodes_(max_nodes), relations_(relations), table_(table) {}

GoalFunctions* TableModels::with(unsigned rows) {
  Built& at = built_[rows];
  if (at.model != nullptr && at.model->exhausted()) {
    ++at.exhausted;
    at.functions.reset();
    at.model.reset();
  }
  if (at.model == nullptr && at.exhausted < kModels) {
    at.model = std::make_unique<Model>(p_, points_, tir::RowId{table_.row},
                                       Model::Options{std::max(rows, 1U), max_nodes_, rows == 0});
    at.functions = std::make_unique<GoalFunctions>(*at.model, table_, rows == 0 ? &relations_ : nullptr);
    if (at.model->exhausted()) at.exhausted = kModels;  // so would be the next one
  }
  return at.exhausted < kModels ? at.functions.get() : nullptr;
}

AnalysisProof::AnalysisProof(const tir::Program& program, const analysis::Options& options)
    : p_(program), points_(program), max_nodes_(options.max_nodes),
      rows_(std::max(options.rows, static_cast<unsigned>(std::min(points_.largest_count() + 1, kMostRows)))),
      relations_(program, points_, max_nodes_) {}

TableModels& AnalysisProof::models(const coverage::Table& table) {
  if (table_ != &table) models_ = std::make_unique<TableModels>(p_, points_, max_nodes_, relations_, table);
  table_ = &table;
  return *models_;
}

Claim AnalysisProof::about(const coverage::TableCoverage& table, const coverage::Goal& goal) {
  return about(
      table.table, [&](GoalFunctions& in) { return in.where(goal); }, because(goal));
}

Claim AnalysisProof::about(const coverage::Table& table, const Neighbour& neighbour) {
  return about(
      table, [&](GoalFunctions& in) { return in.where(neighbour); }, "both give the same on every row");
}

Claim AnalysisProof::about(const coverage::Table& table, const std::function<Node(GoalFunctions&)>& where,
                           const std::string& proof) {
  const Claim impossible{Claim::Answer::Impossible, proof};
  TableModels& models = this->models(table);
  enum class Met : std::uint8_t { No, Yes, Unknown };
  const auto met = [&](GoalFunctions* in) {
    if (in == nullptr) return Met::Unknown;
    const Node places = where(*in);
    return in->model().exhausted() ? Met::Unknown : places == Diagrams::no() ? Met::No : Met::Yes;
  };
  GoalFunctions* own = models.with(rows_);
  const Met here = met(own);
  if (here == Met::Yes) return {Claim::Answer::Reachable, {}};
  if (here == Met::No && !own->bounded()) return impossible;
  GoalFunctions* free = models.with_any_rows();
  if (met(free) == Met::No && !free->bounded()) return impossible;
  if (here == Met::No)
    return {Claim::Answer::Unknown,
            fmt::format("not known: none of the facts that were looked at, with up to {} rows of a kind, lead to it",
                        rows_)};
  for (unsigned rows = rows_ - 1; rows != 0; --rows) {
    if (met(models.with(rows)) == Met::Yes) return {Claim::Answer::Reachable, {}};
  }
  return {Claim::Answer::Unknown, "not known: the budget of the analysis ended"};
}

}  // namespace msd::generate
