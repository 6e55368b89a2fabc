#include "tests/support/tested.h"

#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"

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
  for (const auto& unit : compiled_.loaded.units) {
    for (const ast::TestDecl& test : unit->tests) tests_.push_back(&test);
  }
  tried_ = tests_;
}

void Tested::only(const std::string& path) {
  source::ReadError error;
  auto text = source::read_file(path, source::kMaxFileBytes, error);
  if (!text) throw std::runtime_error("cannot read " + path + ": " + error.reason);
  only_text(path, std::move(*text));
}

generate::Generated Tested::generated(std::size_t max_nodes) {
  generate::Options options;
  options.analysis.max_nodes = max_nodes;
  return generate::generate(program(), coverage::begin(image(), "tested"), session_.sources, options);
}

void Tested::only_text(const std::string& path, std::string text) {
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  diag::Sink sink;
  own_ = parse::parse_file(session_.sources, session_.sources.add(path, std::move(text)), options, sink);
  if (sink.errors() != 0) throw std::runtime_error(path + ": " + sink.all().front().message);
  tests_.clear();
  for (const ast::TestDecl& test : own_.tests) tests_.push_back(&test);
  tried_ = tests_;
}

std::vector<std::string> Tested::tests() const {
  std::vector<std::string> out;
  for (const ast::TestDecl* test : tests_) out.emplace_back(test->name.value);
  return out;
}

coverage::Coverage Tested::covered(const std::set<std::string>& without) const {
  coverage::Coverage out = coverage::begin(image(), "tested");
  for (const ast::TestDecl* test : tests_) {
    const std::string name(test->name.value);
    if (without.contains(name)) continue;
    const auto see = [&](eval::Evaluator& evaluator) {
      coverage::add(out, {coverage::Case::Kind::Test, name, "", 0}, evaluator);
    };
    const auto faults = driver::run_test(*test, image(), session_, test->name.span.file, see);
    if (fails(faults)) throw std::runtime_error(name + " fails: " + faults.front().message);
  }
  return out;
}

std::string Tested::first_failure(const image::Image& image) const {
  for (std::size_t i = 0; i < tried_.size(); ++i) {
    const ast::TestDecl* test = tried_[i];
    if (!fails(driver::run_test(*test, image, session_, test->name.span.file))) continue;
    std::rotate(tried_.begin(), tried_.begin() + static_cast<std::ptrdiff_t>(i),
                tried_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return std::string(test->name.value);
  }
  return {};
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
