#include "compiler/certificates/certificates.h"

#include <algorithm>
#include <sstream>

namespace msd::certificates {

namespace {

/// Takes one line up; gives what is wrong with it, or nothing.
std::string take(const std::string& line, std::size_t number, Certificates& out) {
  std::istringstream words(line);
  std::string first;
  std::string value;
  if (number == 0) return line == kFirstLine ? "" : "this is no file of certificates: its first line says so";
  if (!(words >> first) || first.front() == '#') return {};
  Certificate* now = out.all.empty() ? nullptr : &out.all.back();
  if (first == "claim") {
    now = &out.all.emplace_back();
    now->line = number;
    words >> now->claim;
    for (std::string key; words >> key >> value;) now->about.emplace_back(key, value);
    return now->claim.empty() ? "a claim is of some kind" : "";
  }
  if (now == nullptr) {
    const bool good = words >> value && out.head.emplace(first, value).second;
    return good ? "" : "in front of the claims, a line is a word with a value, each once";
  }
  if (first == "open") return std::getline(words >> std::ws, now->reason), "";
  if (first == "cases") return now->kind = Certificate::Kind::Cases, "";
  if (first == "witness") return now->kind = Certificate::Kind::Witness, "";
  if (first == "|") return now->test += line.substr(std::min(line.find('|') + 2, line.size())) + "\n", "";
  if (first.find_first_not_of('.') != std::string::npos) return "there is no line that begins with `" + first + "`";
  Case& made = now->cases.emplace_back();
  made.depth = first.size();
  made.line = number;
  words >> made.of;
  while (words >> value) made.values.push_back(value);
  if (made.depth > kMostDepth) return "there are too many cases in each other";
  return made.values.empty() ? "a case is of something, with its values" : "";
}

}  // namespace

std::string Certificate::words() const {
  std::string out = claim;
  for (const auto& [key, value] : about) out += " " + key + " " + value;
  return out;
}

std::string Certificate::word(const std::string& key) const {
  const auto found = std::find_if(about.begin(), about.end(), [&](const auto& word) { return word.first == key; });
  return found == about.end() ? std::string() : found->second;
}

bool Certificate::has(const std::string& key, const std::string& value) const {
  return std::find(about.begin(), about.end(), std::pair(key, value)) != about.end();
}

Certificates read(std::string_view text) {
  Certificates out;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (std::size_t number = 0; std::getline(lines, line); ++number) {
    out.line = number;
    out.fault = take(line, number, out);
    if (!out.fault.empty()) return out;
  }
  if (text.empty()) out.fault = "this is no file of certificates: it is empty";
  return out;
}

std::string write(const Certificate& c, const std::vector<std::string>& comments) {
  std::string out = "claim " + c.words() + "\n";
  for (const std::string& comment : comments) out += "# " + comment + "\n";
  if (c.kind == Certificate::Kind::None) return out + "open " + c.reason + "\n";
  out += c.kind == Certificate::Kind::Cases ? "cases\n" : "witness\n";
  std::istringstream test(c.test);
  for (std::string line; std::getline(test, line);) out += line.empty() ? "|\n" : "| " + line + "\n";
  for (const Case& one : c.cases) {
    out += std::string(one.depth, '.') + " " + one.of;
    for (const std::string& value : one.values) out += " " + value;
    out += "\n";
  }
  return out;
}

}  // namespace msd::certificates
