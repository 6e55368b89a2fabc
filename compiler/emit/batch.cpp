#include "compiler/emit/batch.h"

#include "runtime/lanes/lanes.h"

#include <fmt/format.h>

#include <map>

namespace msd::emit {

namespace {

constexpr std::size_t kNodes = 4'000;  // compilers read that many operations in a second

using lanes::Join;

/// What is gathered of a chain, as an expression.
class Gathered {
 public:
  void join(Join join, const std::string& plane) {
    const bool sum = join == Join::Or || join == Join::OrNot;
    const std::string operand = (join == Join::AndNot || join == Join::OrNot ? "~" : "") + plane;
    if (text_.empty())
      text_ = operand;
    else
      text_ = fmt::format("{} {} {}", mixed_ || sum == sum_ ? text_ : "(" + text_ + ")", sum ? "|" : "&", operand);
    mixed_ = mixed_ && text_ == operand;
    sum_ = sum;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool sum_ = false, mixed_ = true;  // mixed: nothing is joined yet
};

/// Writes each chain as a step; planes that are used again become values of their own.
class Steps {
 public:
  Steps(const Batch& batch, std::string_view zero) : chains_(batch.sliced->chains), zero_(zero) {
    for (const std::uint32_t c : batch.sliced->columns) inputs_ += batch.packed[c]->bits;
    for (const std::uint32_t d : batch.decisions) outputs_ += batch.packed[batch.columns + d]->bits;
  }

  std::vector<Step> run() {
    const std::vector<std::uint32_t>& code = chains_.code;
    for (std::size_t at = 0; at < code.size();) {
      const std::uint32_t target = code[at++];
      std::uint32_t runs = code[at++];
      Gathered gathered;
      step_ = {};
      while (runs-- > 0) {
        const std::uint32_t run = code[at++];
        const auto join = static_cast<Join>(run & ((1U << lanes::kJoinBits) - 1));
        for (std::uint32_t i = run >> lanes::kJoinBits; i > 0; --i) gathered.join(join, plane(code[at++]));
      }
      step_.expression = gathered.text().empty() ? fmt::format("~{}", zero_) : gathered.text();
      if (target >= inputs_ && target < inputs_ + outputs_) step_.output = target - inputs_;
      made_[target] = out_.size();
      out_.push_back(std::move(step_));
    }
    return std::move(out_);
  }

 private:
  std::string plane(std::uint32_t index) {
    if (index < inputs_) {
      if (loaded_.insert(index).second) step_.loads.push_back(index);
      return fmt::format("i{}", index);
    }
    const auto at = made_.find(index);
    if (at == made_.end()) return std::string(zero_);  // of a circuit without inputs
    out_[at->second].read = true;
    return fmt::format("t{}", at->second);
  }

  const records::Circuit::Chains& chains_;
  std::string zero_;
  std::uint32_t inputs_ = 0, outputs_ = 0;
  Step step_;
  std::map<std::uint32_t, std::size_t> made_;  // by plane: the step that wrote it last
  std::set<std::uint32_t> loaded_;
  std::vector<Step> out_;
};

}  // namespace

Batch batch(const Program& program) {
  Batch out;
  records::Plan plan;
  plan.codings = records::codings(program);
  plan.packed = records::packed(plan.codings);
  std::string why;
  for (std::uint32_t d = 0; d < program.decisions.size(); ++d) {
    if (records::sliceable(program, plan, d, kNodes, why))
      out.decisions.push_back(d);
    else
      out.left.push_back(why);
  }
  if (!out.decisions.empty()) out.sliced = records::slice(program, plan, out.decisions, kNodes, why);
  if (!out.decisions.empty() && !out.sliced) out.left.push_back("of all decisions together, " + why);
  out.codings = std::move(plan.codings);
  out.packed = std::move(plan.packed);
  out.columns = program.columns.size();
  return out;
}

std::vector<Step> steps(const Batch& batch, std::string_view zero) { return Steps(batch, zero).run(); }

}  // namespace msd::emit
