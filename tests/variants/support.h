// A framework and a variant of it, from texts, with what comes out in every dump.
#pragma once

#include "compiler/driver/pipeline.h"

#include "runtime/report/catalogue.h"

#include <cstdio>
#include <cstring>
#include <map>
#include <regex>
#include <string>

namespace msd::test {

/// Files by name, in one folder.
class Texts final : public driver::FileSystem {
 public:
  explicit Texts(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  Kind kind(const std::string& path) const override {
    return files_.contains(path) ? Kind::File : path == "." ? Kind::Folder : Kind::Missing;
  }
  std::optional<std::string> read(const std::string& path, source::ReadError& error) const override {
    const auto found = files_.find(path);
    if (found != files_.end()) return found->second;
    error.reason = "there is no such text";
    return std::nullopt;
  }
  std::vector<std::string> list(const std::string&) const override {
    std::vector<std::string> out;
    for (const auto& [name, text] : files_) out.push_back(name);
    return out;
  }
  std::string canonical(const std::string& path) const override { return path; }
  std::string root_of(const std::string&) const override { return {}; }

 private:
  std::map<std::string, std::string> files_;
};

struct Outcome {
  std::string findings;   ///< `CODE message`, one a line, warnings too
  std::string forms;      ///< registry as JSON and typed rules, without name and version of the framework
  std::string catalogue;  ///< archetypes and systems as JSON, without what names the framework
  std::vector<std::string> tests;
  bool image = false;
};

inline std::string without_head(std::string text) {
  for (const char* start : {"framework ", "\"framework\"", "  \"name\": \"base\"", "  \"name\": \"other\""}) {
    const std::size_t at = text.find(start);
    if (at != std::string::npos) text.erase(at, text.find('\n', at) - at);
  }
  return text;
}

inline std::string catalogue_of(const image::Image& image) {
  std::FILE* file = std::tmpfile();
  report::Output output(::fileno(file));
  report::show_catalogue(image, report::Catalogue::Archetypes, true, output);
  report::show_catalogue(image, report::Catalogue::Systems, true, output);
  output.flush();
  std::rewind(file);
  std::string out;
  char buffer[4096];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file)) out.append(buffer, got);
  std::fclose(file);
  // What names the framework is another one in a variant.
  for (const char* word : {"\"base\"", "\"other\""}) {
    for (std::size_t at = out.find(word); at != std::string::npos; at = out.find(word))
      out.replace(at, std::strlen(word), "-");
  }
  for (std::size_t at = out.find("\"hash\""); at != std::string::npos; at = out.find("\"hash\""))
    out.erase(at, out.find('\n', at) - at);
  out = std::regex_replace(out, std::regex("\"(file|line|column)\":[^,}]*"), "");
  for (const image::PreferRecord& prefer : image.preferences()) out += std::string(image.text(prefer.label)) + "\n";
  return out;
}

inline Outcome compile(const std::map<std::string, std::string>& files, const std::string& entry) {
  source::SourceMap sources;
  diag::Sink sink;
  const Texts texts(files);
  const driver::Compiled compiled = driver::compile_from(texts, entry, {}, sources, sink);
  Outcome out;
  for (const diag::Diagnostic& d : sink.all())
    out.findings += std::string(diag::info(d.id).code) + " " + d.message + "\n";
  out.forms = without_head(registry::dump(compiled.program)) + check::dump(compiled.program);
  for (const auto& unit : compiled.loaded.units) {
    for (const ast::TestDecl& test : unit->tests) out.tests.emplace_back(test.name.value);
  }
  out.image = compiled.image.has_value();
  if (compiled.image) out.catalogue = catalogue_of(*compiled.image);
  return out;
}

/// A variant called `other` of a framework called `base`.
inline Outcome vary(const std::string& base, const std::string& changes) {
  return compile(
      {{"base.msd", "framework base 1.0\n" + base}, {"other.msd", "variant other 1.0 of base 1.0\n" + changes}},
      "other.msd");
}
inline Outcome plain(const std::string& text) {
  return compile({{"base.msd", "framework base 1.0\n" + text}}, "base.msd");
}

}  // namespace msd::test
