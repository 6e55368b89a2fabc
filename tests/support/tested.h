// A framework with its `test` blocks: what they cover, and whether they notice a fault that is planted in its rules.
#pragma once

#include "compiler/coverage/coverage.h"
#include "compiler/driver/expectations.h"
#include "compiler/generate/generate.h"
#include "tests/support/mutants.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace msd::testing {

class Tested {
 public:
  /// One file as text, or a framework of the repository by its entry file. Throws std::runtime_error with the reports
  /// if it does not compile.
  static std::unique_ptr<Tested> text(const std::string& text);
  static std::unique_ptr<Tested> file(const std::string& path);

  const tir::Program& program() const { return compiled_.program; }
  const image::Image& image() const { return *compiled_.image; }
  const source::SourceMap& sources() const { return session_.sources; }
  std::vector<std::string> tests() const;

  /// What all tests but these cover.
  coverage::Coverage covered(const std::set<std::string>& without = {}) const;
  /// A test that fails under an image; empty if all pass. Tests that failed before are tried first, since mutants of
  /// one place are mostly noticed by the same test.
  std::string first_failure(const image::Image& image) const;
  /// Tests for all that can be covered, as `msdc test --generate` makes them.
  generate::Generated generated(std::size_t max_nodes = 1'000'000);
  /// From now on the tests of this text are those that are run.
  void only_text(const std::string& name, std::string text);
  /// From now on the tests of this file are those that are run, in place of the framework's own.
  void only(const std::string& path);

  /// Refused: the mutant does not compile, which is noticed as well.
  enum class Fate : std::uint8_t { Killed, Survived, Refused };
  Fate fate(const Mutation& mutation) const;
  std::optional<image::Image> mutant(const Mutation& mutation) const;

 private:
  Tested() : session_(common_) {}
  void compile(const driver::FileSystem& files, const std::string& entry);

  driver::Common common_;
  driver::Session session_;
  driver::Compiled compiled_;
  ast::Unit own_;                                    ///< of `only`
  std::vector<const ast::TestDecl*> tests_;          ///< in their order
  mutable std::vector<const ast::TestDecl*> tried_;  ///< the same, the last that failed first
};

}  // namespace msd::testing
