#include "tests/support/tested.h"

#include "compiler/lower/lower.h"

#include <algorithm>
#include <stdexcept>

namespace msd::testing {

namespace {

/// A file system that holds one file.
class OneFile final : public driver::FileSystem {
 public:
  OneFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}
  Kind kind(const std::string& path) const override { return path == path_ ? Kind::File : Kind::Missing; }
  std::optional<std::string> read(const std::string& path, source::ReadError&) const override {
    return path == path_ ? std::optional(text_) : std::nullopt;
  }
  std::vector<std::string> list(const std::string&) const override { return {}; }
  std::string canonical(const std::string& path) const override { return path; }
  std::string root_of(const std::string&) const override { return ""; }

 private:
  std::string path_, text_;
};

bool fails(const std::vector<report::Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const report::Finding& f) { return f.severity == Severity::Error; });
}

}  // namespace

std::unique_ptr<Tested> Tested::text(const std::string& text) {
  std::unique_ptr<Tested> out(new Tested);
  out->compile(OneFile("made.msd", text), "made.msd");
  return out;
}

std::unique_ptr<Tested> Tested::file(const std::string& path) {
  std::unique_ptr<Tested> out(new Tested);
  out->compile(*driver::disk(), path);
  return out;
}

void Tested::compile(const driver::FileSystem& files, const std::string& entry) {
  diag::Sink sink;
  compiled_ = driver::compile_from(files, entry, {}, session_.sources, sink);
  std::string errors;
  for (const diag::Diagnostic& d : sink.all()) {
    if (d.severity == diag::Severity::Error) errors += d.message + "\n";
  }
  if (!compiled_.image) throw std::runtime_error(errors);
}

void Tested::each_test(const std::function<bool(const ast::TestDecl&)>& visit) const {
  for (const auto& unit : compiled_.loaded.units) {
    for (const ast::TestDecl& test : unit->tests) {
      if (!visit(test)) return;
    }
  }
}

std::vector<std::string> Tested::tests() const {
  std::vector<std::string> out;
  each_test([&](const ast::TestDecl& test) {
    out.emplace_back(test.name.value);
    return true;
  });
  return out;
}

coverage::Coverage Tested::covered(const std::set<std::string>& without) const {
  coverage::Coverage out = coverage::begin(image(), "tested");
  each_test([&](const ast::TestDecl& test) {
    const std::string name(test.name.value);
    if (without.contains(name)) return true;
    const auto faults = driver::run_test(test, image(), session_, test.name.span.file, [&](eval::Evaluator& evaluator) {
      coverage::add(out, {coverage::Case::Kind::Test, name, "", 0}, evaluator);
    });
    if (fails(faults)) throw std::runtime_error(name + " fails: " + faults.front().message);
    return true;
  });
  return out;
}

std::string Tested::first_failure(const image::Image& image) const {
  std::string out;
  each_test([&](const ast::TestDecl& test) {
    if (fails(driver::run_test(test, image, session_, test.name.span.file))) out = test.name.value;
    return out.empty();
  });
  return out;
}

std::optional<image::Image> Tested::mutant(const Mutation& mutation) const {
  tir::Program program = compiled_.program;
  mutation.edit(program);
  diag::Sink sink;
  const image::Builder builder = lower::lower(program, session_.sources, {}, sink);
  if (sink.errors() != 0) return std::nullopt;
  image::Refusal refusal;
  auto out = image::Image::open(builder.finish(), refusal);
  if (!out) throw std::runtime_error(mutation.name() + " is refused: " + refusal.reason);
  return out;
}

Tested::Fate Tested::fate(const Mutation& mutation) const {
  const auto image = mutant(mutation);
  if (!image) return Fate::Refused;
  return first_failure(*image).empty() ? Fate::Survived : Fate::Killed;
}

}  // namespace msd::testing
