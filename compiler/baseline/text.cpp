// The file: a header, then frameworks, each with its findings.
#include "compiler/baseline/baseline.h"

#include <algorithm>
#include <tuple>

namespace msd::baseline {

namespace {

constexpr std::string_view kHead = "baseline 1";
constexpr std::string_view kFramework = "framework ";
constexpr std::string_view kIndent = "  ";

/// A name of a kind: lower case, digits, `_`.
bool is_slug(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Read run() {
    while (at_ < text_.size() && !out_.fault) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      std::string_view line = text_.substr(at_, end - at_);
      if (line.ends_with('\r')) line.remove_suffix(1);
      one(line);
      at_ = end + 1;
    }
    if (!out_.fault && !head_) out_.fault = Fault{0, 0, "it is empty"};
    return std::move(out_);
  }

 private:
  void refuse(std::string_view line, const std::string& reason) {
    const auto begin = static_cast<std::uint32_t>(at_);
    out_.fault = Fault{begin, begin + static_cast<std::uint32_t>(line.size()), reason};
  }

  void one(std::string_view line) {
    if (line.find_first_not_of(" \t") == std::string_view::npos || line.starts_with('#')) return;
    if (!head_) {
      head_ = line == kHead;
      if (!head_) refuse(line, "its first line is not `baseline 1`");
      return;
    }
    if (line.starts_with(kFramework)) {
      framework_ = line.substr(kFramework.size());
      fresh_ = false;
      return;
    }
    if (line.starts_with(kIndent)) return content(line);
    finding(line);
  }

  void content(std::string_view line) {
    if (!fresh_) return refuse(line, "no finding stands before this line");
    out_.entries.back().content = line.substr(kIndent.size());
    fresh_ = false;
  }

  void finding(std::string_view line) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || !is_slug(line.substr(0, colon)))
      return refuse(line, "a line is `framework NAME`, or a finding as `NAME: …`");
    if (framework_.empty()) return refuse(line, "no `framework` stands before this finding");
    const auto begin = static_cast<std::uint32_t>(at_);
    out_.entries.push_back({std::string(framework_),
                            std::string(line.substr(0, colon)),
                            std::string(line.substr(colon + 2)),
                            {},
                            begin,
                            begin + static_cast<std::uint32_t>(line.size())});
    fresh_ = true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool head_ = false;
  bool fresh_ = false;  ///< the last entry may still get its content
  std::string_view framework_;
  Read out_;
};

}  // namespace

Read read(std::string_view text) { return Reader(text).run(); }

std::string write(std::vector<Entry> entries) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.framework, a.slug, a.message, a.content) < std::tie(b.framework, b.slug, b.message, b.content);
  });
  std::string out = "# Known findings, which `msdc lint` does not tell; --update writes them anew.\n";
  out.append(kHead).append("\n");
  const Entry* last = nullptr;
  for (const Entry& e : entries) {
    if (last == nullptr || last->framework != e.framework)
      out.append("\n").append(kFramework).append(e.framework).append("\n");
    if (last == nullptr || last->framework != e.framework || last->slug != e.slug) out += "\n";
    out.append(e.slug).append(": ").append(e.message).append("\n");
    if (!e.content.empty()) out.append(kIndent).append(e.content).append("\n");
    last = &e;
  }
  return out;
}

}  // namespace msd::baseline
