#include "compiler/variants/removed.h"

namespace msd::variants {

namespace {

std::string key(Use use, std::string_view owner, std::string_view name) {
  return fmt::format("{} {}.{}", static_cast<int>(use), owner, name);
}

}  // namespace

void Removed::add(Use use, std::string_view owner, std::string_view name, std::string_view variant,
                  source::Span place) {
  all_[key(use, owner, name)] = {std::string(variant), place};
  if (use == Use::Field || use == Use::Value) all_[key(use, "*", name)] = {std::string(variant), place};
}

bool Removed::explain(diag::Sink::Builder& report, Use use, std::string_view owner, std::string_view name) const {
  const auto found = all_.find(key(use, owner, name));
  if (found == all_.end()) return false;
  report.note(found->second.place, fmt::format("the variant `{}` removes it here", found->second.variant))
      .help("take this use of it out as well, or do not remove it");
  return true;
}

bool Removed::explain_any(diag::Sink::Builder& report, std::string_view name) const {
  return explain(report, Use::Field, "*", name) || explain(report, Use::Row, "", name) ||
         explain(report, Use::Value, "*", name);
}

}  // namespace msd::variants
