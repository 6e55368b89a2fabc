// Findings of the compiler: one catalogue (kinds.def), typed messages, and a sink that stages report into.
#pragma once

#include "compiler/source/source.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace msd::diag {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// One line of the catalogue. `Args` are the types that its message takes.
struct KindInfo {
  std::string_view code;  ///< permanent, such as "M0204"
  std::string_view slug;  ///< the name that `allow(...)` and `expect error NAME` use
  Severity severity;
  bool allowable;  ///< `allow(slug) because "…"` may silence it
};

template <class... Args> struct Kind {
  std::uint16_t index;
  fmt::format_string<Args...> message;
};

enum class Id : std::uint16_t {
#define MSD_KIND(Name, code, slug, severity, allowable, message, ...) Name,
#include "compiler/diagnostics/kinds.def"
  Count
};

/// The catalogue entry of a kind.
const KindInfo& info(Id id);
/// The kind with this code or slug (case counts); `Id::Count` if there is none. O(kinds).
Id find_kind(std::string_view code_or_slug);

namespace kind {
namespace detail {
template <class T> struct unpack;
template <class... Args> struct unpack<void(Args...)> { using type = Kind<Args...>; };
}  // namespace detail
// One constant for each kind: kind::UnknownName and so on; its type carries the argument types of the message.
#define MSD_KIND(Name, code, slug, severity, allowable, message, ...)                                                  \
  inline constexpr detail::unpack<void(__VA_ARGS__)>::type Name{static_cast<std::uint16_t>(Id::Name), message};
#include "compiler/diagnostics/kinds.def"
}  // namespace kind

struct Label {
  source::Span span;
  std::string text;
};

/// An edit that would mend the finding: replace `span` by `text`.
struct Fix {
  source::Span span;
  std::string text;
  std::string title;
  bool safe = false;  ///< keeps the meaning of everything but the finding
};

struct Diagnostic {
  Id id{};
  Severity severity{};
  source::Span span;         ///< the primary place; may be nowhere
  std::string message;       ///< the fact, lower case, no full stop
  std::string label;         ///< short words under the primary place
  std::vector<Label> notes;  ///< further places, each with its words
  std::string help;          ///< the advice
  std::vector<Fix> fixes;
  std::string witness;  ///< a `test` block that shows it; may be empty
};

/// A message in which the user's words, between backticks, are cut in the middle where they are very long, so that no
/// input floods a report. Bytes of a character stay together. Linear.
std::string shortened(std::string message);

/// Collects diagnostics in the order of reporting. Stages report here and go on.
class Sink {
 public:
  class Builder {
   public:
    Builder(Sink& sink, std::size_t at) : sink_(&sink), at_(at) {}
    Builder& label(std::string text) { return get().label = shortened(std::move(text)), *this; }
    Builder& note(source::Span span, std::string text) {
      return get().notes.push_back({span, shortened(std::move(text))}), *this;
    }
    Builder& help(std::string text) { return get().help = shortened(std::move(text)), *this; }
    Builder& witness(std::string text) { return get().witness = std::move(text), *this; }
    Builder& fix(source::Span span, std::string text, std::string title, bool safe) {
      return get().fixes.push_back({span, std::move(text), std::move(title), safe}), *this;
    }

   private:
    Diagnostic& get() const { return sink_->all_[at_]; }
    Sink* sink_;
    std::size_t at_;
  };

  /// Reports `kind` at `span`; the arguments are formatted into its message at once.
  template <class... Args>
  Builder report(const Kind<Args...>& kind, source::Span span, std::type_identity_t<Args>... args) {
    // The message was checked against Args when the constant was made.
    return add(static_cast<Id>(kind.index), span,
               fmt::vformat(fmt::string_view(kind.message), fmt::make_format_args(args...)));
  }

  const std::vector<Diagnostic>& all() const { return all_; }
  std::vector<Diagnostic> take() { return std::exchange(all_, {}); }
  void put(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }
  std::size_t errors() const;
  /// Drops reports with equal kind, place and message, then sorts by file, place, code. Stable.
  void finish();

 private:
  Builder add(Id id, source::Span span, std::string message);
  std::vector<Diagnostic> all_;
};

/// The candidate nearest to `word` by edit distance, empty if none is near enough (a third of its length, at least 1).
/// Else the only candidate that has `word` as one of its parts (`time` in `lead_time`).
/// Deterministic: ties go to the first. O(candidates × length²).
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// " did you mean `x`?" in the form of a help text, or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace msd::diag
