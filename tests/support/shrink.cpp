#include "tests/support/shrink.h"

namespace msd::testing {

namespace {

std::vector<Design> smaller(const Design& design) {
  std::vector<Design> out;
  for (std::size_t row = design.rows.size(); row-- > 0;) {
    if (!design.rows[row].named) continue;
    out.push_back(design);
    out.back().remove_row(row);
  }
  for (std::size_t cell = 0; cell < design.cells.size(); ++cell) {
    out.push_back(design);
    out.back().cells.erase(out.back().cells.begin() + static_cast<std::ptrdiff_t>(cell));
  }
  return out;
}

}  // namespace

Design shrink(Design design, const std::function<bool(const Design&)>& fails) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Design& candidate : smaller(design)) {
      if (!fails(candidate)) continue;
      design = candidate;
      changed = true;
      break;
    }
  }
  return design;
}

Failure shrink(Failure failure, const Check& check, std::size_t max_checks) {
  std::size_t checks = 0;
  auto fails = [&](const Framework& framework, const Design& design) {
    if (++checks > max_checks) return false;
    std::string difference = check(framework, design);
    if (difference.empty()) return false;
    failure.difference = std::move(difference);
    return true;
  };
  for (bool changed = true; changed && checks < max_checks;) {
    changed = false;
    for (const Framework& candidate : smaller(failure.framework)) {
      if (!fails(candidate, failure.design)) continue;
      failure.framework = candidate;
      changed = true;
      break;
    }
    const std::size_t before = failure.design.rows.size() + failure.design.cells.size();
    failure.design = shrink(failure.design, [&](const Design& d) { return fails(failure.framework, d); });
    changed = changed || failure.design.rows.size() + failure.design.cells.size() != before;
  }
  return failure;
}

}  // namespace msd::testing
