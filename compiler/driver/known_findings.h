// The baseline of `msdc lint`: findings that are known are not told.
#pragma once

#include "compiler/baseline/baseline.h"
#include "compiler/driver/session.h"

#include <set>

namespace msd::driver {

class KnownFindings {
 public:
  KnownFindings(const LintOptions& lint, Session& session) : lint_(lint), session_(session) {}

  bool wanted() const { return !lint_.baseline.empty(); }
  /// Reads the file, with the renames that are said. A file that is missing is empty if it is to be written. False
  /// after a report.
  bool begin(diag::Sink& sink);
  /// Sorts `all` into what is to be told and what is known: `told` says which. Where only the name of a finding is
  /// another, a note of its own is added to `sink`. `complete`: what is not among `all` is there no more.
  std::vector<bool> look(const std::string& framework, const std::vector<diag::Diagnostic>& all, bool complete,
                         diag::Sink& sink);
  /// Takes out what is known.
  void hide(const std::string& framework, std::vector<diag::Diagnostic>& all) const;
  /// Reports the entries of frameworks that were looked at which nothing is any more.
  void stale(diag::Sink& sink) const;
  /// Writes the file anew: what was found now, and the entries of frameworks that were not looked at. The reason why it
  /// could not, if so.
  std::string update();
  /// What there is to say of the file in the end.
  std::string summary() const;

 private:
  baseline::Entry entry(const std::string& framework, const diag::Diagnostic& d) const;
  std::string content(const diag::Diagnostic& d) const;
  std::vector<baseline::Entry> entries(const std::string& framework, const std::vector<diag::Diagnostic>& all) const;
  source::Span place(const baseline::Entry& e) const { return {file_, e.begin, e.end}; }

  const LintOptions& lint_;
  Session& session_;
  source::FileId file_;
  std::vector<baseline::Entry> old_, now_;
  std::vector<std::size_t> stale_;
  std::set<std::string> looked_at_;
  std::size_t hidden_ = 0, fresh_ = 0, renamed_ = 0;
};

}  // namespace msd::driver
