// The commands of msdc. Each returns the exit status: 0 nothing found at or above the failing severity, 1 findings,
// 2 wrong usage or unreadable input, 3 a fault of msdc's own.
#pragma once

#include "compiler/coverage/report.h"
#include "compiler/emit/emit.h"
#include "runtime/report/reporter.h"

#include <optional>

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
  std::uint64_t budget = 20'000'000;  ///< steps of evaluation that a question about a design may cost
  report::ReportOptions report;
};

/// What `msdc fmt` does instead of writing.
struct FmtOptions {
  bool check = false;  ///< name the files that would change
  bool diff = false;   ///< print what would change
};

/// What `msdc test` measures beside running the tests.
struct CoverageOptions {
  bool wanted = false;
  coverage::Form form = coverage::Form::Text;
  bool missing = false;                   ///< list what is not covered
  std::optional<double> fail_under = {};  ///< percent that each measure has to reach
  std::vector<std::string> designs = {};  ///< files and folders whose designs are cases too
  std::string output = {};                ///< a file; empty: standard output
};

int check(const Common& options);
int eval_rows(const Common& options);
int run_tests(const Common& options, const CoverageOptions& coverage);
/// What `msdc test --generate` makes in place of running tests.
struct GenerateOptions {
  bool wanted = false;
  bool missing = false;  ///< only what the tests of the framework do not cover
  std::string output = {};
};
int generate_tests(const Common& options, const GenerateOptions& generate);
int dump(const std::string& what, const Common& options);
int explain(const Common& options);
int script(const Common& options);
/// `form`: dot, svg or mermaid.
int graph(const std::string& form, const Common& options);
int match(const Common& options);
/// `cell`: ROW.FIELD. Why a cell of a design is what it is: the fewest facts that force it.
int why(const std::string& cell, const Common& options);
/// `question`: ROW.FIELD = VALUE, or ROW.FIELD has VALUE.
/// `certificates`: a file to write a certificate to, if no choice gives the value; empty: none.
int why_not(const std::string& question, const std::string& certificates, const Common& options);
/// `changes`: ROW.FIELD=VALUE each.
int what_if(const std::vector<std::string>& changes, const Common& options);
/// `cells`: outcomes to look at; all if none.
int sensitivity(const std::vector<std::string>& cells, const Common& options);
int compile_image(const Common& options);
int format_files(const Common& options, const FmtOptions& fmt);
int ask(const Common& options);

struct LintOptions {
  bool notes = false;
  unsigned rows = 2;                      ///< of one kind beside the one at hand
  std::size_t budget = 3'000'000;         ///< nodes of diagrams
  std::string baseline = {};              ///< a file of findings that are known
  bool update = false;                    ///< write it anew
  std::vector<std::string> renames = {};  ///< OLD=NEW: names that the baseline still has
  bool fix = false;                       ///< mend what can be mended safely
  bool diff = false;                      ///< only show how
  std::string certificates = {};          ///< a file to write certificates of the findings to
};
int lint(const LintOptions& lint, const Common& options);

/// Checks files of certificates again. `framework`: the entry file or the name of what they are about.
int verify_certificates(const std::string& framework, const Common& options);

/// What `msdc diff` compares, and what makes its exit status 1.
struct DiffOptions {
  std::string old_side, new_side;         ///< a file, a folder, the name of a framework, or `REV:path`
  std::vector<std::string> renames = {};  ///< OLD=NEW
  std::string designs = {};               ///< a file or folder of designs to judge by both
  unsigned rows = 2;
  std::size_t budget = 1'000'000;
  enum class FailFrom : std::uint8_t { Patch, Minor, Major, Never } fail_from = FailFrom::Never;
};
int diff(const DiffOptions& diff, const Common& options);

/// What `msdc compile --emit` writes.
struct EmitOptions {
  using Language = emit::Options::Language;
  std::optional<Language> language = {};
};
int emit_rules(const EmitOptions& wanted, const Common& options);
/// What `msdc compile --records` writes: a rules file, of one kind of row or of all that have rules.
int compile_records(const Common& options);

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
