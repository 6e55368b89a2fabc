// What `msdc lint --fix` says, and writes.
#include "compiler/driver/fix_run.h"
#include "compiler/driver/write_file.h"
#include "compiler/fix/propose.h"
#include "compiler/format/diff.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <span>

namespace msd::driver {

namespace {

std::string put(const std::string& path, const std::string& text) {
  return write_whole(path, std::as_bytes(std::span(text)));
}

bool read_only(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & 0222U) == 0;
}

std::string proposal(const std::string& at, const std::string& field, const fix::Proposal& found) {
  if (found.conditions.empty()) return {};
  std::string out =
      fmt::format("proposed: {}: rules for the gap of `{}`; their values are yours to choose\n", at, field);
  for (std::size_t i = 0; i < found.conditions.size(); ++i)
    out += fmt::format("  gap_{} when {} => ?\n", i + 1, found.conditions[i]);
  if (!found.values.empty()) out += fmt::format("  for each `?` one of {}\n", fmt::join(found.values, ", "));
  if (!found.whole) out += "  these do not take all of it\n";
  return out;
}

}  // namespace

std::string FixRun::said() const {
  std::string out;
  for (const std::string& one : made_) out += "mended: " + one + "\n";
  for (const Left& one : left_) {
    const bool gone = one.round < rounds_;
    out += fmt::format("left: {}: {}\n  {}{}\n", one.at, one.edit, one.reason,
                       gone ? "; beside the edits above nothing calls for it any more" : "");
  }
  if (made_.empty()) return out + "nothing is mended\n";
  return out + "proved: every value, every verdict, and the rule that gives it stay the same\n";
}

std::string FixRun::proposed() const {
  std::string out;
  for (const Rest& rest : rest_) {
    const tir::Program& p = rest.linted.compiled.program;
    std::vector<diag::Diagnostic> found = rest.sink.all();
    report_.hide_known(p.name, found);
    for (const diag::Diagnostic& d : found) {
      if (d.id != diag::Id::Gap) continue;
      const std::string name = baseline::names_of(d.message).front();
      for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
        if (p[p.fields[i].row].name + "." + p.fields[i].name != name) continue;
        const report::Location at = location(d.span, session_.sources);
        out += proposal(fmt::format("{}:{}", at.file, at.line), name,
                        fix::propose(p, {i}, {lint_.rows, lint_.budget, fix::ProposeOptions{}.rules}));
      }
    }
  }
  return out;
}

std::string FixRun::difference() const {
  std::string out;
  for (const auto& [path, text] : files_.texts())
    out += format::unified_diff_of(shown_.at(path), *files_.original(path), text);
  return out;
}

bool FixRun::write() {
  const auto refuse = [&](const std::string& path, const std::string& reason) {
    session_.output.flush();
    fmt::print(stderr, "msdc: cannot write `{}`: {}; nothing is written\n", report::printable(shown_.at(path)), reason);
    return false;
  };
  for (const auto& [path, text] : files_.texts()) {
    source::ReadError error;
    const auto now = source::read_file(path, source::kMaxFileBytes, error);
    if (!now) return refuse(path, error.reason);
    if (*now != *files_.original(path)) return refuse(path, "it changed while it was looked at");
    if (read_only(path)) return refuse(path, "it is read-only");
  }
  std::vector<std::string> written;
  for (const auto& [path, text] : files_.texts()) {
    const std::string fault = put(path, text);
    if (fault.empty()) {
      written.push_back(path);
      continue;
    }
    for (const std::string& back : written) put(back, *files_.original(back));
    return refuse(path, fault);
  }
  return true;
}

}  // namespace msd::driver
