// The parts of an HTML page that show one design.
#pragma once

#include "runtime/report/document.h"
#include "runtime/report/graph.h"
#include "runtime/report/sheets.h"
#include "runtime/report/tally.h"

#include <map>
#include <string>

namespace msd::report {

/// Where a finding is shown besides the list: the ids of elements, by the index of the finding.
using Places = std::map<std::size_t, std::string>;

/// A list of findings with their notes; `places` leads to the sheets, `prefix` makes ids its own.
std::string finding_list(const std::vector<Finding>& findings, const Places& places, const std::string& prefix);

class DesignPage {
 public:
  /// `prefix` keeps the ids of one design apart from those of the others on the page.
  DesignPage(const DesignReport& report, std::string prefix);
  std::string article();

 private:
  struct Flag {
    std::size_t finding;
    bool shown = false;
  };

  std::string title_block() const;
  std::string verdict() const;
  std::string contents() const;
  std::string checklists() const;
  std::string findings() const;
  std::string questions() const;
  std::string scenarios() const;
  std::string scenario(const ScenarioReport& one, const std::string& name) const;
  std::string changed(const CellChange& change) const;
  std::string ranking(const Ranking& ranking, const std::string& name) const;
  std::string sheets();
  std::string table(const FilledSheet& sheet, std::uint32_t number);
  std::string cell(const SheetCell& cell, eval::RowIndex row, bool first);
  std::string line(const std::string& text, eval::CellRef ref);
  std::string flags(eval::RowIndex row, eval::CellRef ref);
  std::string flag(std::size_t finding, const std::string& place);
  std::string prose(const FilledSheet& sheet) const;
  std::string decisions() const;
  std::string id(std::string_view name) const { return prefix_ + std::string(name); }

  const DesignReport& report_;
  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
  std::string prefix_;
  std::vector<Finding> told_;  ///< all but questions, which have a list of their own
  Tally tally_;
  Graph graph_;
  std::map<eval::CellRef, std::uint32_t> nodes_;
  std::map<eval::CellRef, std::size_t> asked_;  ///< questions by the cell they are about
  std::multimap<eval::RowIndex, std::size_t> at_row_;
  std::multimap<eval::CellRef, std::size_t> at_cell_;
  Places places_;
  std::vector<bool> anchored_;  ///< nodes that a sheet has shown, so that the graph can lead back
};

}  // namespace msd::report
