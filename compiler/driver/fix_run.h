// msdc lint --fix: edits that take out what does nothing, proved together before a byte is written.
#pragma once

#include "compiler/driver/lint_run.h"
#include "compiler/driver/overlay.h"
#include "compiler/fix/repair.h"

namespace msd::driver {

class FixRun {
 public:
  FixRun(const LintOptions& lint, Session& session, LintReport& report)
      : lint_(lint), session_(session), report_(report) {}

  /// Looks for edits until none is left that can be made; what it makes is proved. Writes nothing. False after a
  /// report.
  bool run();
  /// Writes what was made, all of it or nothing; false after a report.
  bool write();
  /// What there is to find then, by framework in the order of the command line.
  struct Rest {
    std::string entry;
    Linted linted;
    diag::Sink sink;
  };
  std::vector<Rest>& rest() { return rest_; }
  bool changed() const { return !files_.texts().empty(); }
  /// The edits that were made, those that were not, with the reason, and that the rest is the same: lines for people.
  std::string said() const;
  /// What a gap could be closed with, for each that is left: lines for people.
  std::string proposed() const;
  /// The texts that files would have, by canonical path.
  const Overlay::Texts& texts() const { return files_.texts(); }
  /// As a unified diff.
  std::string difference() const;

 private:
  struct Framework {
    std::string name, entry;
    LoadOptions load;
    bool asked = false;           ///< it is on the command line; else the base of one
    Compiled old;                 ///< before any edit
    std::set<std::string> files;  ///< canonical paths
  };
  /// A repair that was not made.
  struct Left {
    std::string at, edit, reason;
    std::size_t round = 0;  ///< the last one that asked for it
  };

  bool add(const std::string& name, const std::string& entry, const LoadOptions& load, bool asked);
  bool add_bases(std::size_t variant);
  void look();
  void gather(const Framework& framework, const Rest& rest);
  void leave(const fix::Repair& repair, std::string reason);
  std::string obstacle(const Framework& framework, const fix::Repair& repair) const;
  std::string named_by_test(const std::string& rule, const std::string& field) const;
  bool round();
  std::string make(const std::vector<std::size_t>& chosen, Overlay& out);
  std::string settle(const Framework& framework, Overlay& out, Compiled& made) const;
  std::string refuse(const std::vector<std::size_t>& chosen);
  std::string place(const fix::Repair& repair) const;
  std::string real(source::FileId file) const { return files_.canonical(session_.sources.file(file).path); }

  const LintOptions& lint_;
  Session& session_;
  LintReport& report_;
  Overlay files_;
  std::vector<Framework> frameworks_;
  std::vector<Rest> rest_;
  std::vector<fix::Repair> repairs_;             ///< of the round at hand, over the sources of the session
  std::map<std::string, source::FileId> first_;  ///< by canonical path: where repairs of the round have it
  std::map<std::string, std::string> shown_;     ///< by canonical path: as reports show it
  std::vector<std::string> made_;
  std::vector<Left> left_;
  std::size_t rounds_ = 0;
};

}  // namespace msd::driver
