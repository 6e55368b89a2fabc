// The commands of msdc. Each returns the exit status: 0 nothing found at or above the failing severity, 1 findings,
// 2 wrong usage or unreadable input, 3 a fault of msdc's own.
#pragma once

#include "runtime/report/reporter.h"

#include <string>
#include <vector>

namespace msd::driver {

enum class FailOn : std::uint8_t { Open, Note, Warning, Error, Never };

struct Common {
  std::vector<std::string> files;
  std::string framework, root, row, output;
  std::vector<std::string> path;  ///< folders with frameworks
  FailOn fail_on = FailOn::Error;
  bool defaults = false;
  bool json = false;
  report::ReportOptions report;
};

/// What `msdc fmt` does instead of writing.
struct FmtOptions {
  bool check = false;  ///< name the files that would change
  bool diff = false;   ///< print what would change
};

int check(const Common& options);
int eval_rows(const Common& options);
int run_tests(const Common& options);
int dump(const std::string& what, const Common& options);
int explain(const Common& options);
int script(const Common& options);
/// `form`: dot, svg or mermaid.
int graph(const std::string& form, const Common& options);
int match(const Common& options);
int compile_image(const Common& options);
int format_files(const Common& options, const FmtOptions& fmt);
int ask(const Common& options);

struct LintOptions {
  bool notes = false;
  unsigned rows = 2;               ///< of one kind beside the one at hand
  std::size_t budget = 3'000'000;  ///< nodes of diagrams
};
int lint(const LintOptions& lint, const Common& options);

struct NewOptions {
  std::string kind, name, system;
  std::vector<std::string> archetypes;
};
int make_new(const NewOptions& what, const Common& options);

/// The pages of the catalogue: code and text, in the order of codes.
struct Page {
  std::string_view code, text;
};

}  // namespace msd::driver
