#include "compiler/diagnostics/diagnostics.h"

#include <llvm/ADT/StringRef.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace msd::diag {

namespace {
constexpr bool no = false;
constexpr bool allow = true;
constexpr auto Error = Severity::Error;
constexpr auto Warning = Severity::Warning;
constexpr auto Note = Severity::Note;

constexpr std::array kCatalogue = {
#define MSD_KIND(Name, code, slug, severity, allowable, message, ...) KindInfo{code, #slug, severity, allowable},
#include "compiler/diagnostics/kinds.def"
};

// Keeps the helpers used even while no kind of a severity exists.
static_assert(Error != Warning && Warning != Note && no != allow);

auto key(const Diagnostic& d) { return std::tuple(d.span.file.index, d.span.begin, d.span.end, static_cast<int>(d.id)); }
}  // namespace

const KindInfo& info(Id id) { return kCatalogue[static_cast<std::size_t>(id)]; }

Id find_kind(std::string_view code_or_slug) {
  for (std::size_t i = 0; i < kCatalogue.size(); ++i) {
    if (kCatalogue[i].code == code_or_slug || kCatalogue[i].slug == code_or_slug) return static_cast<Id>(i);
  }
  return Id::Count;
}

Sink::Builder Sink::add(Id id, source::Span span, std::string message) {
  Diagnostic diagnostic;
  diagnostic.id = id;
  diagnostic.severity = info(id).severity;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  all_.push_back(std::move(diagnostic));
  return {*this, all_.size() - 1};
}

std::size_t Sink::errors() const {
  return static_cast<std::size_t>(
      std::count_if(all_.begin(), all_.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; }));
}

void Sink::finish() {
  std::stable_sort(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return key(a) < key(b); });
  auto same = [](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b) && a.message == b.message; };
  all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const llvm::StringRef wanted(word.data(), word.size());
  unsigned best = std::max<unsigned>(1, static_cast<unsigned>(word.size() / 3)) + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    const llvm::StringRef other(candidate.data(), candidate.size());
    const unsigned distance = other.edit_distance(wanted, true, best);
    if (distance < best && distance < std::max(word.size(), candidate.size())) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view found = nearest(word, candidates);
  return found.empty() ? std::string() : fmt::format("did you mean `{}`?", found);
}

}  // namespace msd::diag
