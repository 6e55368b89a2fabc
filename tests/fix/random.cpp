// Small random frameworks, mended: every cell, every verdict and every rule that fires is what it was on every input;
// what was found is found no more; and mending again changes nothing.
#include "compiler/driver/fix_run.h"
#include "tests/analysis/columns.h"
#include "tests/analysis/small_frameworks.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/settings.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace msd;
using namespace msd::testing;
using diag::Id;

namespace {

constexpr std::size_t kMostInputs = 200'000;

struct Sums {
  std::size_t frameworks = 0, refused = 0, edits = 0, mended = 0, left = 0, inputs = 0, other_points = 0;
};

/// A file of its own, gone at the end.
class File {
 public:
  File() : path_(fmt::format("{}/msd_fix_{}.msd", std::filesystem::temp_directory_path().string(), ::getpid())) {}
  ~File() { std::filesystem::remove(path_); }
  File(const File&) = delete;
  void write(const std::string& text) const { std::ofstream(path_) << text; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Mended {
  std::string text, said;
  std::vector<std::string> rest;  ///< findings that have an edit
};

Mended mend(const File& file, const std::string& text) {
  file.write(text);
  driver::Common common;
  common.files = {file.path()};
  driver::LintOptions lint;
  lint.fix = true;
  driver::Session session(common);
  driver::LintReport report(lint, session);
  driver::FixRun run(lint, session, report);
  REQUIRE(run.run());
  Mended out{text, run.said(), {}};
  if (!run.texts().empty()) out.text = run.texts().begin()->second;
  for (const diag::Diagnostic& d : run.rest().front().sink.all()) {
    const bool has_edit = d.id == Id::DeadRule || d.id == Id::IdleAddition || d.id == Id::RedundantCondition ||
                          d.id == Id::UnreadParent || d.id == Id::AllowUnused;
    if (has_edit) out.rest.push_back(d.message);
  }
  return out;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

bool same_inputs(const Inputs& a, const Inputs& b) {
  return std::equal(a.choosable().begin(), a.choosable().end(), b.choosable().begin(), b.choosable().end(),
                    [](const Choosable& x, const Choosable& y) {
                      return x.kind == y.kind && x.row == y.row && x.field == y.field && x.contents == y.contents;
                    });
}

/// By the name of each line: where it fires, or, of an attach rule, where its condition holds.
std::map<std::string, std::vector<char>> firing(Inputs& in, const tir::Rule& rule, At row) {
  std::map<std::string, std::vector<char>> out;
  if (rule.kind == tir::Rule::Kind::Derive) return out;
  if (rule.kind == tir::Rule::Kind::Attach) {
    const std::vector<Mask> all = in.additions(rule, row);
    for (std::size_t i = 0; i < all.size(); ++i) out[rule.lines[i].name] = all[i];
    return out;
  }
  const Inputs::Table table = in.table(rule, row);
  for (std::size_t i = 0; i < rule.lines.size(); ++i) {
    std::vector<char>& fires = out[rule.lines[i].name];
    for (std::int64_t fired : table.fired) fires.push_back(fired == static_cast<std::int64_t>(i) ? 1 : 0);
  }
  return out;
}

/// What is not the same, on every input; empty if nothing is.
std::string compare(const Compiled& before, const Compiled& after, Sums& sums) {
  Inputs a(before.program, 3, kMostInputs), b(after.program, 3, kMostInputs);
  if (a.too_many()) return {};
  if (!same_inputs(a, b)) return ++sums.other_points, "";
  sums.inputs += a.count();
  for (std::uint32_t f = 0; f < before.program.fields.size(); ++f) {
    const tir::Field& field = before.program.fields[f];
    if (!field.rule.valid()) continue;
    for (At row : a.rows_of(field.row)) {
      const Mask there = a.where(row, 3, false);
      const Column& x = a.cell(row, {f});
      const Column& y = b.cell(row, {f});
      for (std::size_t i = 0; i < there.size(); ++i) {
        if (there[i] != 0 && x[i] != y[i]) return fmt::format("{} is another in input {}", field.name, i);
      }
      const auto was = firing(a, before.program[field.rule], row);
      for (const auto& [name, fires] : firing(b, after.program[after.program.fields[f].rule], row)) {
        for (std::size_t i = 0; i < there.size(); ++i) {
          if (there[i] != 0 && fires[i] != was.at(name)[i])
            return fmt::format("{} of {} fires elsewhere, in input {}", name, field.name, i);
        }
      }
    }
  }
  for (std::size_t r = 0; r < before.program.requires_.size(); ++r) {
    for (At row : a.rows_of(before.program.requires_[r].row)) {
      const Mask there = a.where(row, 3, false);
      const Column x = a.requirement(before.program.requires_[r], row);
      const Column y = b.requirement(after.program.requires_[r], row);
      for (std::size_t i = 0; i < there.size(); ++i) {
        if (there[i] != 0 && x[i] != y[i]) return fmt::format("requirement {} in input {}", r, i);
      }
    }
  }
  return {};
}

}  // namespace

TEST_CASE("what is mended gives on every input what it gave") {
  Random random(settings().seed);
  const File file;
  Sums sums;
  while (sums.frameworks < settings().frameworks / 8) {
    Random own(random.seed());
    SmallOptions options;
    options.inputs = own.chance(50) ? 64 : 512;
    const std::string text = print(small_framework(own, options));
    const Compiled before = compile(text);
    if (!before.image || before.program.rows.empty()) {
      ++sums.refused;
      continue;
    }
    ++sums.frameworks;
    const Mended once = mend(file, text);
    INFO(text << "\n---\n" << once.text << "\n---\n" << once.said);
    const std::size_t edits = count(once.said, "mended: ");
    sums.edits += edits;
    sums.mended += edits != 0 ? 1 : 0;
    sums.left += once.rest.size();
    const Compiled after = compile(once.text);
    REQUIRE(after.image);
    CHECK((edits == 0) == (once.text == text));
    CHECK(compare(before, after, sums) == "");
    // What is still found was left, and it is said why.
    CHECK(count(once.said, "left: ") >= once.rest.size());
    const Mended twice = mend(file, once.text);
    CHECK(twice.text == once.text);
    CHECK(twice.rest == once.rest);
  }
  const std::string sum =
      fmt::format("{} small frameworks, {} refused: {} edits in {} of them, {} findings left; {} inputs compared, {} "
                  "not comparable",
                  sums.frameworks, sums.refused, sums.edits, sums.mended, sums.left, sums.inputs, sums.other_points);
  fmt::print("{}\n", sum);
  INFO(sum);
  CHECK(sums.edits > sums.frameworks / 2);
  CHECK(sums.other_points * 10 < sums.frameworks);
}
