// An interview about one design: text in, questions out, answers in, text out. It knows no terminal and no file.
#pragma once

#include "compiler/ask/task.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace msd::ask {

/// A line of output, and what it is; a driver may colour it. The text is safe for a terminal.
struct Line {
  enum class Style : std::uint8_t { Plain, Head, Question, Choice, Aside, News, Wrong } style{};
  std::string text;
};
using Lines = std::vector<Line>;

/// The longest line of input that is read, in bytes.
inline constexpr std::size_t kLongestLine = 8'000;

class Interview {
 public:
  /// The image must outlive the interview. Cost of one evaluation and the choice of a question.
  Interview(std::string text, std::string path, const image::Image& image);

  /// Whether the design can be gone on with; if not, what reading it reported, with places in `sources`.
  bool usable() const { return moment_->readable() && moment_->faults().empty(); }
  std::vector<diag::Diagnostic> faults() const { return moment_->faults(); }
  const source::SourceMap& sources() const { return moment_->sources(); }

  /// Where the work stands: the steps with their minutes.
  Lines opening() const;
  /// The question at hand, with the heading of its step where that is a new one. Empty if nothing is left to ask.
  Lines question();
  bool done() const { return tasks_.empty(); }
  bool quit() const { return quit_; }

  /// Takes one line: an answer, or one of the words that steer the interview. Says what came of it.
  /// The text has changed if `text()` differs from what it was.
  Lines answer(std::string_view line);
  /// Takes over a text that somebody else has written; gives false, and keeps the old one, if it cannot be read.
  bool replace(std::string text);

  const std::string& text() const { return moment_->text(); }
  /// What is closed, what is open, at the end.
  Lines summary() const;

 private:
  struct Past {
    std::string text;
    std::set<std::string> skipped;
  };
  Lines command(std::string_view word, std::string_view rest, bool& known);
  Lines take(std::string_view line);
  Lines take_cell(CellRef cell, std::string_view line);
  Lines take_row(const Task& task, std::string_view line);
  Lines take_reason(CellRef cell, std::string_view line);
  Lines undo();
  Lines list() const;
  Lines add(std::string_view kind);
  Lines skip();
  /// Goes on with a changed text if it is sound; says why not, or what has become known.
  Lines accept(std::string text);
  std::string with_new_rows(std::string text, std::uint32_t field, const std::vector<std::string>& words) const;
  void choose();
  const Task& task() const { return *now_; }

  std::string path_;
  const image::Image& image_;
  std::unique_ptr<Moment> moment_;
  Wishes wishes_;
  std::vector<Task> tasks_;
  std::optional<Task> now_;
  std::vector<Past> past_;
  std::string last_row_;  ///< the cell answered last, for `why`: its row's name and its field
  std::uint32_t last_field_ = kNone;
  std::int64_t shown_step_ = -1;
  bool tidy_ = false;  ///< the file is in the one style, and stays so; a layout of its own is kept
  bool quit_ = false;
};

/// What differs between two states, in words: values decided, sets of what is possible, checklist items closed.
Lines news(const Moment& before, const Moment& after);
/// How a task is asked.
Lines asked(const Moment& moment, const Task& task);
/// The heading of a step.
Lines heading(const Moment& moment, std::int64_t step);
/// The steps with their minutes.
Lines budget(const image::Image& image);
/// The checklists, and what is left.
Lines standing(const Moment& moment, std::size_t skipped);

}  // namespace msd::ask
