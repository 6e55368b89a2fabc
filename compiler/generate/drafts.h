// Proposed facts made into the facts of a test, and the choice among such drafts.
#pragma once

#include "compiler/generate/aims.h"
#include "compiler/generate/bench.h"
#include "compiler/generate/taste.h"

namespace msd::generate {

/// The facts of a test, and what they are good for.
struct Draft {
  std::string facts, name;
  std::set<AimId> meets;     ///< all aims, whoever else meets them
  std::set<AimId> credited;  ///< those that it is there for
};

class Workshop {
 public:
  /// `program` is that of the framework, without neighbours.
  Workshop(Aims& aims, Bench& bench, const tir::Program& program) : aims_(aims), bench_(bench), taste_(program) {}

  /// Facts with as little as does for those of `wanted` that they meet, written as a person would; what they show is
  /// counted. None if they meet none of them. `first` is what they were proposed for, `number` the drafts before.
  std::optional<Draft> draft(const std::string& proposed, AimId first, const std::set<AimId>& wanted,
                             std::size_t number);

 private:
  std::string in_form(const std::string& facts, AimId aim);
  std::string at_limits(const std::string& facts, bool low, const std::function<bool(const std::string&)>& good);
  std::set<AimId> shown(const std::string& facts, const std::set<AimId>& some);

  Aims& aims_;
  Bench& bench_;
  Taste taste_;
};

/// Leaves out drafts whose aims are all met by others, or by `begun`, those that meet the fewest first.
void leave_out(std::vector<Draft>& drafts, const std::set<AimId>& begun);

/// Each aim is the business of the draft that meets least, so that tests are about few tables.
void credit(std::vector<Draft>& drafts, const std::set<AimId>& begun);

}  // namespace msd::generate
