#include "compiler/diagnostics/diagnostics.h"

#include <algorithm>
#include <array>
#include <numeric>
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

auto key(const Diagnostic& d) {
  return std::tuple(d.span.file.index, d.span.begin, d.span.end, static_cast<int>(d.id));
}
}  // namespace

const KindInfo& info(Id id) { return kCatalogue[static_cast<std::size_t>(id)]; }

Id find_kind(std::string_view name) {
  std::string code_or_slug(name);
  std::replace(code_or_slug.begin(), code_or_slug.end(), '-', '_');
  for (std::size_t i = 0; i < kCatalogue.size(); ++i) {
    if (kCatalogue[i].code == code_or_slug || kCatalogue[i].slug == code_or_slug) return static_cast<Id>(i);
  }
  return Id::Count;
}

namespace {

constexpr std::size_t kLongestWords = 160;     // bytes of the user's words that are shown whole
constexpr std::size_t kLongestMessage = 2000;  // bytes of a message; more only where a list is long

bool inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// The first and the last part of a long text.
std::string cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::size_t head = limit / 2;
  std::size_t tail = text.size() - limit / 8;
  while (inside_character(text, head)) --head;
  while (inside_character(text, tail)) ++tail;
  return std::string(text.substr(0, head)) + "…" + std::string(text.substr(tail));
}

}  // namespace

std::string shortened(std::string message) {
  if (message.size() <= kLongestWords) return message;
  std::string out;
  bool words = false;
  for (std::size_t at = 0; at < message.size(); words = !words) {
    const std::size_t end = std::min(message.find('`', at), message.size());
    const std::string_view part = std::string_view(message).substr(at, end - at);
    out += words ? cut(part, kLongestWords) : std::string(part);
    if (end < message.size()) out += '`';
    at = end + 1;
  }
  return cut(out, kLongestMessage);
}

Sink::Builder Sink::add(Id id, source::Span span, std::string message) {
  Diagnostic diagnostic;
  diagnostic.id = id;
  diagnostic.severity = info(id).severity;
  diagnostic.span = span;
  diagnostic.message = shortened(std::move(message));
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

namespace {
/// Optimal string alignment: the least number of insertions, deletions, substitutions and swaps of neighbours.
/// O(n m). Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.1.
unsigned distance(std::string_view a, std::string_view b) {
  std::vector<unsigned> before(b.size() + 1);
  std::vector<unsigned> above(b.size() + 1);
  std::vector<unsigned> row(b.size() + 1);
  std::iota(above.begin(), above.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}
}  // namespace

namespace {
/// The only candidate of several words, such as `lead_time`, of which `word` is one; empty if there are none or
/// several.
std::string_view with_part(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view found;
  for (std::string_view candidate : candidates) {
    for (std::size_t at = 0; at < candidate.size();) {
      const std::size_t end = std::min(candidate.find('_', at), candidate.size());
      if (candidate.substr(at, end - at) == word && word.size() > 2) {
        if (!found.empty() && found != candidate) return {};
        found = candidate;
      }
      at = end + 1;
    }
  }
  return found;
}
}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  unsigned best = std::max<unsigned>(1, static_cast<unsigned>(word.size() / 3)) + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > word.size() + best || word.size() > candidate.size() + best || word.size() > 256) continue;
    const unsigned edits = distance(candidate, word);
    if (edits < best && edits < std::max(word.size(), candidate.size())) {
      best = edits;
      found = candidate;
    }
  }
  return found.empty() ? with_part(word, candidates) : found;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view found = nearest(word, candidates);
  return found.empty() ? std::string() : fmt::format("did you mean `{}`?", found);
}

}  // namespace msd::diag
