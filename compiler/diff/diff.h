// What is different between two frameworks: in what they declare, and, exactly, in what they compute.
#pragma once

#include "compiler/diff/region.h"

namespace msd::diff {

struct Options {
  unsigned rows = 2;                  ///< of one kind in one parent, besides the one at hand
  std::size_t max_nodes = 1'000'000;  ///< of the diagrams of one kind of row, then of one field's alone
  bool counts = true;                 ///< false: what changes down to the facts is searched for, without diagrams
  std::vector<Rename> renames;
};

/// How much a change asks of those who use a framework.
enum class Level : std::uint8_t { None, Patch, Minor, Major };
std::string_view name(Level level);

struct Places {
  source::Span span[2];  ///< by side; nowhere where that side has none
};

/// An edit of the text of a rule.
struct Edit {
  enum class Kind : std::uint8_t { Added, Removed, Rewritten, Moved, Renamed } kind{};
  std::string what;  ///< a line's name, `where`, `value`; of a renamed line both names
  Places at;
  bool effect = true;  ///< false: the function is the same with and without it
};

/// What became of something that both frameworks compute: a field, or a requirement.
struct Computed {
  enum class Kind : std::uint8_t {
    Root,           ///< its own rule gives something else
    Consequence,    ///< its rule gives the same for what it reads; what it reads has changed
    WithoutEffect,  ///< its text has changed, and no input is told apart
    Undecided       ///< the budget ended
  } kind{};
  bool requirement = false;
  bool taken_over = false;  ///< one side states it, with a default: what holds where it is left out, against the rule
  std::string name, old_name;  ///< `row.field`, `row.requirement`; `old_name` is empty where it is the same
  Places at;
  std::vector<Edit> edits;
  std::optional<Region> direct;    ///< Root: over what the rule reads
  std::optional<Region> facts;     ///< Root, Consequence: down to the facts
  bool facts_only = false;         ///< what the rule reads are facts: `direct` says what `facts` says
  bool reachable = true;           ///< false: the rule differs, but no facts lead to where it does
  bool proved = true;              ///< WithoutEffect: for rows of any number; else only for so many as were looked at
  std::string undecided;           ///< what was not compared
  std::vector<std::string> roots;  ///< Consequence: names of what it follows from
  Level level = Level::None;
};

/// Something that is declared on one side only, or otherwise.
struct Declared {
  enum class Kind : std::uint8_t { Added, Removed, Changed } kind{};
  std::string what;    ///< `field`, `value`, `row`, …
  std::string name;    ///< in the framework that has it; the new one's if both do
  std::string detail;  ///< Changed: how; a sentence without a full stop
  Places at;
  Level level = Level::None;
};

/// What may be one thing with a new name.
struct Hint {
  std::string what;
  Rename rename;
  std::string why;
};

/// A cell of a design that is not the same by both.
struct DesignCell {
  std::string cell;     ///< `row.field`
  std::string was, is;  ///< as reports show it; `—` where one side has no such cell
  std::string rule[2];  ///< that gives it, by side; empty if no single line does
};

/// What is different for one design.
struct DesignChange {
  std::string name, file;
  std::vector<DesignCell> cells;
  std::vector<std::string> gone, come;  ///< findings that one side has: `error[M0704] …  (shop.msd:3)`
  std::vector<std::string> checks;      ///< items of checklists: `closing: `answered` was closed and is open`
  bool same() const { return cells.empty() && gone.empty() && come.empty() && checks.empty(); }
};

struct Designs {
  bool looked_at = false;
  std::size_t count = 0;
  std::vector<DesignChange> changes;  ///< of those that are not the same, in the order of the files
  std::vector<std::string> left_out;  ///< files without a design that either side judges, with the reason
};

struct Framework {
  std::string name, version;
};

struct Diff {
  Framework of[2];
  std::vector<Declared> declared;
  std::vector<Computed> computed;  ///< roots first, in the order of evaluation, each followed by nothing of its own
  std::vector<Hint> hints;
  std::vector<Rename> unused;  ///< renames that say nothing
  Designs designs;
  unsigned rows = 0;          ///< of one kind in one parent that were looked at
  Level level = Level::None;  ///< the step of the version that is proposed
  std::string reason;         ///< what asks for it
};

/// Compares two usable programs. Deterministic. Costs what the diagrams of what has changed cost: exponential at worst,
/// cut off by the budget; what was not compared for it is `Undecided`.
Diff compare(const Sides& sides, const Options& options);

}  // namespace msd::diff
