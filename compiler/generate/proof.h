// Coverage asks, the analysis answers: which goals no design can meet.
#pragma once

#include "compiler/analysis/analyze.h"
#include "compiler/coverage/proof.h"
#include "compiler/generate/functions.h"

#include <functional>
#include <memory>

namespace msd::generate {

/// One table in models of its own.
class TableModels {
 public:
  /// All outlive it. Makes nothing yet.
  TableModels(const tir::Program& program, const analysis::NumberPoints& points, std::size_t max_nodes,
              Relations& relations, const coverage::Table& table);

  /// With up to so many rows of a kind in one parent; none if the budget does not do. A model that was exhausted by a
  /// goal is made anew, a few times.
  GoalFunctions* with(unsigned rows);
  /// With rows of any number: what is out of reach there is out of reach.
  GoalFunctions* with_any_rows() { return with(0); }

 private:
  struct Built {
    std::unique_ptr<analysis::Model> model;
    std::unique_ptr<GoalFunctions> functions;
    unsigned exhausted = 0;
  };
  const tir::Program& p_;
  const analysis::NumberPoints& points_;
  std::size_t max_nodes_;
  Relations& relations_;
  const coverage::Table& table_;
  std::map<unsigned, Built> built_;
};

class AnalysisProof final : public coverage::Proof {
 public:
  /// `program` is the one that the image was lowered from, and outlives the proof.
  AnalysisProof(const tir::Program& program, const analysis::Options& options);

  /// Exact, but where the budget ends (Unknown, and it says so), and where a goal needs more rows than were looked at
  /// (Unknown, unless it is out of reach with any number of them).
  coverage::Claim about(const coverage::TableCoverage& table, const coverage::Goal& goal) override;

  /// The same: whether some row tells the table from its neighbour.
  coverage::Claim about(const coverage::Table& table, const Neighbour& neighbour);

  /// The models of a table, until another one is asked about. The table stays where it is.
  TableModels& models(const coverage::Table& table);
  /// The most rows of a kind in one parent that are looked at.
  unsigned rows() const { return rows_; }

 private:
  /// `where` is asked of models with fewer and fewer rows, and of one with any number.
  coverage::Claim about(const coverage::Table& table, const std::function<Node(GoalFunctions&)>& where,
                        const std::string& impossible);

  const tir::Program& p_;
  analysis::NumberPoints points_;
  std::size_t max_nodes_;
  unsigned rows_;
  Relations relations_;
  const coverage::Table* table_ = nullptr;
  std::unique_ptr<TableModels> models_;
};

}  // namespace msd::generate
