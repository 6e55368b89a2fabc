// The checker of certificates: goes through the cases of a proof, or looks at what a witness gives. It shares nothing
// with the analysis whose claims it checks; what is so in a case, the runtime's evaluation tells. What each kind of
// claim says, and what shows it: docs/certificates.md.
#pragma once

#include "compiler/certificates/certificates.h"
#include "compiler/check/tir.h"

#include "runtime/eval/assuming.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace msd::verify {

using certificates::Case, certificates::Certificate, image::kNone;

/// Runs `test` blocks; false if the runtime does not agree with one. Shows the evaluated facts of each.
using Run = std::function<bool(const std::string& tests, const std::function<void(eval::Evaluator&)>& seen)>;

class Checker {
 public:
  /// `design`: of certificates about one design, its facts. All must outlive it.
  Checker(const tir::Program& program, const image::Image& image, Run run, const eval::Facts* design = nullptr)
      : p_(program), image_(image), run_(std::move(run)), design_(design) {}

  /// What is wrong with a certificate; nothing if it shows its claim. Costs an evaluation for each case.
  std::optional<std::string> fault(const Certificate& certificate);

  /// Where the last fault is, from 0.
  std::size_t fault_line() const { return fault_line_; }

  /// Takes a claim up. False if it is about nothing that there is.
  bool take(const Certificate& certificate);
  /// The claim that was taken up holds wherever that is so which is assumed.
  bool closed();
  /// What is assumed and met, of the claim that was taken up.
  eval::Assuming& now() { return *now_; }

 private:
  std::uint32_t field(const std::string& name) const;
  bool place_part();
  bool hold_given(const Certificate& certificate);
  bool excluded();
  bool holds();
  bool same_without();
  bool same_without_part();
  bool goes_with();
  bool reaches(const eval::Atom& atom) const;
  bool unread() const;
  bool shown(const std::vector<Case>& all, std::size_t begin, std::size_t end);
  bool witnessed(const Certificate& certificate);
  eval::Truth truth(std::uint32_t node, eval::RowIndex row, const eval::Val& self = {}) {
    return node == kNone ? eval::Truth{true} : eval::truth(now_->node(node, {row}, self));
  }
  eval::Truth truth(std::uint32_t node, const eval::Val& self = {}) { return truth(node, now_->row, self); }
  bool is(std::string_view kind) const { return kind_ == kind; }
  bool refuse(const std::string& why) { return why_ = why, false; }
  Class cls(std::uint32_t field) const { return p_.fields[field].type.cls; }

  const tir::Program& p_;
  const image::Image& image_;
  Run run_;
  const eval::Facts* design_;
  std::unique_ptr<eval::Assuming> now_;
  std::string kind_, why_;
  std::uint32_t field_ = kNone, with_ = kNone, line_ = kNone, other_ = kNone;
  std::uint32_t where_ = kNone, root_ = kNone, part_ = kNone;  ///< nodes
  std::vector<eval::RowIndex> members_;                        ///< around the root, behind the row at hand
  const tir::Rule* rule_ = nullptr;
  eval::Val instead_;
  std::vector<eval::Val> values_;
  std::size_t fault_line_ = 0;
  bool wanted_ = true;  ///< what a condition comes to where the claim is kept
};

}  // namespace msd::verify
