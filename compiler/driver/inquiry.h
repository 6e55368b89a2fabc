// A question about one design: the commands that reason about its cells open it, find the cell and end alike.
#pragma once

#include "compiler/driver/open_design.h"

namespace msd::driver {

class Inquiry {
 public:
  explicit Inquiry(const Common& options) : session_(options) {}

  /// Reads and binds the design. False after a complaint; then `status` is what the command ends with.
  bool open(const std::string& path);
  /// The cell that `ROW.FIELD` names. None after a complaint.
  std::optional<eval::CellRef> cell(std::string_view name);
  /// The same for a fact: a cell that no rule gives. None after a complaint.
  std::optional<eval::CellRef> fact(std::string_view name);
  /// Says how a question is to be written, and that it is not. Gives the exit status.
  int misread(std::string_view question, std::string_view form);
  /// What `ROW.FIELD` would be if the design stated `value`, read as the design's own text is. None after a complaint.
  std::optional<eval::CellFact> value(eval::CellRef cell, std::string_view value);

  /// The design once more, with each cell stated as its text says, and the errors that its text has then and had not
  /// before. None after a complaint: a value that cannot be read.
  struct Restated {
    eval::Facts facts;
    std::vector<report::Finding> faults;
  };
  std::optional<Restated> restated(const std::vector<std::pair<eval::CellRef, std::string>>& cells);

  Session& session() { return session_; }
  const eval::Facts& facts() const { return *design_.facts; }
  const image::Image& image() const { return *design_.image; }
  /// Writes out what is wrong with the design, which was taken as unknown there, and gives the exit status.
  int end();
  int status() const { return status_; }

 private:
  bool refuse(int status);

  Session session_;
  OpenDesign design_;
  diag::Sink sink_;
  int status_ = 0;
};

/// `ROW.FIELD` in these facts; rows without a name are called as reports call them. None after a report.
std::optional<eval::CellRef> find_cell(const eval::Facts& facts, std::string_view name, diag::Sink& sink);

/// Without the blanks at both ends.
std::string trimmed(std::string_view text);
/// The words of a value as a design's text has them: a text gets its quotes where they were left to the shell.
std::string as_written(const image::Image& image, std::uint32_t field, std::string_view value);

}  // namespace msd::driver
