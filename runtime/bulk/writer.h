// Decisions as text. All that can be written of a finite one is made before the first record.
#pragma once

#include "runtime/bulk/input.h"
#include "runtime/bulk/output.h"
#include "runtime/records/decide.h"

#include <array>
#include <string>
#include <vector>

namespace msd::bulk {

/// One line for each record, with the decisions of its row in the order of the program. JSON: `values`; with a trace
/// `rules`, by which they are what they are; `rejected`, by which rule, or null where that is something they read. CSV:
/// a field for each decision, with a trace one for each rule, and what is wrong with the record. Not for several
/// threads at once.
class Writer {
 public:
  /// The program outlives it.
  Writer(const records::Program& program, Form form, bool trace);

  /// Csv: the names of the fields.
  void header(Output& output) const;
  /// O(decisions), and for a number that was not there of late, what it costs to spell it.
  void record(std::span<const records::Decided> decided, Output& output);
  /// Stands for a record that is none.
  void fault(std::string_view message, Output& output) const;

 private:
  /// A piece of the texts.
  struct Piece {
    std::uint32_t at = 0, size = 0;
  };
  struct Spelled {
    std::int64_t number = 0;
    std::string text;  ///< empty: nothing yet
  };
  struct Decision {
    std::uint32_t index = 0;  ///< of the program
    Class cls{};
    std::uint32_t type = 0;
    std::uint32_t first_line = 0;  ///< of the image
    bool finite = false;           ///< a bool or an enum
    Piece null, no_rule;
    /// Absent, rejected, then values: of a bool or an enum whole; of a set, with what parts each from the next one.
    std::vector<Piece> contents;
    Piece before_set, empty_set;
    std::vector<Piece> rules;      ///< by line from the first
    std::string before, after;     ///< a value
    std::vector<Spelled> spelled;  ///< numbers of late, by their hash
  };

  void prepare(Decision& made);
  Piece keep(std::string_view text);
  std::string spell(const Decision& decision, std::int64_t number) const;
  char* content(Decision& decision, const records::Content& content, char* to) const;
  char* value(Decision& decision, std::int64_t number, char* to) const;
  char* json(std::span<const records::Decided> decided, char* to);
  char* csv(std::span<const records::Decided> decided, char* to);
  char* put(char* to, Piece piece) const;

  const records::Program& program_;
  Form form_;
  bool trace_;
  std::string texts_;
  std::vector<Decision> decisions_;
  std::size_t longest_ = 0;  ///< bytes of a line, at most
};

}  // namespace msd::bulk
