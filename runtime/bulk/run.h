// Files of records, decided one after the other.
#pragma once

#include "runtime/bulk/csv_reader.h"
#include "runtime/bulk/input.h"
#include "runtime/bulk/json_reader.h"
#include "runtime/bulk/writer.h"
#include "runtime/records/kernel.h"

#include <functional>

namespace msd::bulk {

struct Options {
  Form read = Form::Ndjson, write = Form::Ndjson;
  bool trace = false;      ///< which rules fired
  bool stop = false;       ///< at the first record that is bad; else a line says what is wrong with it
  Hint hint = nullptr;     ///< for keys that are no columns
  std::uint64_t from = 0;  ///< so many records are passed over: they stand in the output already
};

struct Progress {
  std::uint64_t records = 0;  ///< with those passed over
  std::uint64_t bad = 0;
  std::uint64_t bytes = 0;  ///< read
};

/// What is wrong in a file: line from 1, column from 1 in code points.
struct Problem {
  std::size_t line = 0, column = 0;
  std::string message;
};

/// Reads and writes in blocks; the memory does not grow with what is read. All that is decided is written out before
/// more is read, so that who writes a record and waits gets the answer. Not for several threads at once.
class Run {
 public:
  using Complain = std::function<void(const Problem&)>;
  using Watch = std::function<void(const Progress&)>;
  /// `output`: a file descriptor. `complain` is told of what is wrong in a file, `watch` now and then how far it is.
  Run(const records::Program& program, const Options& options, int output, Complain complain, Watch watch);

  enum class End : std::uint8_t {
    Done,
    Stopped,     ///< by a bad record
    BadHeader,   ///< nothing else of the file was looked at
    Unreadable,  ///< `error` says why
    Unwritable   ///< `error` says why
  };
  /// Decides the records of a file descriptor, to its end. O(bytes).
  End file(int input);
  /// Writes out what is left; false if it cannot.
  bool finish();
  const Progress& progress() const { return progress_; }
  /// Of read or write.
  int error() const { return error_; }

 private:
  enum class Step : std::uint8_t { Next, Fill, Stop, BadHeader };
  Step json_step(Input& input);
  Step csv_step(Input& input, bool& header);
  Step record(bool good, const Input& input, std::string_view text, std::span<const records::Content> contents);
  void decide(std::span<const records::Content> contents);
  void tell(const Input& input, std::string_view text);
  bool passes();

  Options options_;
  Schema schema_;
  JsonReader json_;
  CsvReader csv_;
  records::Plan plan_;
  records::Kernel kernel_;
  Writer writer_;
  Output output_;
  Complain complain_;
  Watch watch_;
  Progress progress_;
  Fault fault_;  ///< of the record at hand
  int error_ = 0;
};

}  // namespace msd::bulk
