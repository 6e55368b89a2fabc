// The worker behind gather(): one state of a design → its open tasks.
#pragma once

#include "compiler/ask/task.h"
#include "runtime/report/display.h"

#include <map>

namespace msd::ask {

class Gatherer {
 public:
  Gatherer(const Moment& moment, const Wishes& wishes) : moment_(moment), wishes_(wishes), image_(moment.image()) {}
  std::vector<Task> run();

 private:
  // cells.cpp
  void cells();
  void cell(CellRef ref, std::size_t waiting);
  void put(CellRef ref, std::size_t waiting, bool begun);
  void of_row(CellRef ref);
  void shown(const image::SheetRecord& sheet);
  void fields_of(std::uint32_t cell, std::vector<std::uint32_t>& out) const;
  bool form_is_open(CellRef text) const;

  // requirements.cpp
  void requirements();
  /// What is wrong: a requirement on a row, or a cell that its own table rejects.
  struct Fault {
    std::uint32_t require = kNone;
    RowIndex row = kNone;
    CellRef rejected;
  };
  void rejections();
  void mend(const Fault& fault);
  bool gone(const Fault& fault, eval::Evaluator& evaluator) const;
  bool mends(const Fault& fault, CellRef cell) const;
  std::vector<CellRef> loose(const Fault& fault, bool optional);
  std::string about(const Fault& fault) const;
  std::int64_t step_of(const Fault& fault) const;
  eval::Evaluator& reopened(bool optional);
  void repair(const Fault& fault);
  bool matters(std::uint32_t require) const;

  // rows.cpp
  void rows();
  void another(std::uint32_t kind, RowIndex parent, bool first);
  bool complete(std::uint32_t kind, RowIndex parent) const;

  const Moment& moment_;
  const Wishes& wishes_;
  const image::Image& image_;
  std::vector<Task> tasks_;
  std::map<CellRef, std::size_t> by_cell_;  // into tasks_
  /// Without defaults; without what may be left out as well.
  struct Reopened {
    std::optional<eval::Facts> facts;
    std::unique_ptr<eval::Evaluator> evaluator;
  };
  Reopened reopened_[2];
};

/// The step in which rows of a kind are made: the first step of the fields that people are asked for, or of any field.
std::uint32_t step_of_kind(const Moment& moment, std::uint32_t row_kind);

}  // namespace msd::ask
