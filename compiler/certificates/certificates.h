// Certificates as text: what is claimed of a framework, and what shows it. The form is in docs/certificates.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace msd::certificates {

/// One case of a proof. Those behind it with a larger depth are cases of it.
struct Case {
  std::size_t depth = 0;
  std::string of;                   ///< the cell or node that it tells cases of
  std::vector<std::string> values;  ///< what that holds in this case
  std::size_t line = 0;             ///< of the text, from 0
};

struct Certificate {
  enum class Kind : std::uint8_t { None, Cases, Witness } kind{};
  std::string claim;                                       ///< the kind of claim
  std::vector<std::pair<std::string, std::string>> about;  ///< what it is about: words with their values
  std::vector<Case> cases;
  std::string test;    ///< Witness: one `test` block, or two
  std::string reason;  ///< None: why there is none
  std::size_t line = 0;

  /// The claim, as it is written.
  std::string words() const;
  /// The first value of a word; empty if there is none.
  std::string word(const std::string& key) const;
  bool has(const std::string& key) const { return !word(key).empty(); }
  bool has(const std::string& key, const std::string& value) const;
};

struct Certificates {
  std::map<std::string, std::string> head;  ///< `framework`, `rules`, `design`, `facts`, `claims`
  std::vector<Certificate> all;
  std::string fault;  ///< what is wrong with a line, if anything; then nothing else counts
  std::size_t line = 0;
};

inline constexpr std::string_view kFirstLine = "msd certificates 1";
inline constexpr std::size_t kMostDepth = 1'000;  ///< of cases in each other

/// O(size).
Certificates read(std::string_view text);
/// The claim and what shows it, as `read` reads it; `comments` are for people. O(size).
std::string write(const Certificate& certificate, const std::vector<std::string>& comments);

}  // namespace msd::certificates
