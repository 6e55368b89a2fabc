#include "tests/records/tables.h"

#include <fmt/format.h>

namespace msd::testing {

using records::Coding;
using records::Content;
using records::Program;
using State = Content::State;

namespace {

Content any(const Coding& c, Random& random) {
  if (c.can_be_rejected && random.chance(8)) return {State::Rejected, 0};
  if (c.can_be_absent && random.chance(20)) return {};
  if (c.cls == Class::Set) return {State::Value, static_cast<std::int64_t>(random.below(std::size_t{1} << c.values))};
  if (c.cls != Class::Number) return {State::Value, static_cast<std::int64_t>(random.below(c.values))};
  if (c.cuts.empty() || random.chance(20))
    return {State::Value, c.low + static_cast<std::int64_t>(random.below(1'000'000) %
                                                            static_cast<std::uint64_t>(c.high - c.low + 1))};
  // At a cut, and on both sides of it.
  const std::int64_t cut = c.cuts[random.below(c.cuts.size())] + static_cast<std::int64_t>(random.below(3)) - 1;
  return {State::Value, std::clamp(cut, c.low, c.high)};
}

template <class T> void put(std::vector<std::uint64_t>& words, std::size_t at, std::uint64_t code) {
  reinterpret_cast<T*>(words.data())[at] = static_cast<T>(code);
}
template <class T> std::uint64_t got(const std::vector<std::uint64_t>& words, std::size_t at) {
  return reinterpret_cast<const T*>(words.data())[at];
}
}  // namespace

std::vector<std::vector<Content>> random_records(const Program& p, const std::vector<Coding>& codings,
                                                 std::size_t count, Random& random) {
  std::vector<std::vector<Content>> out(count);
  for (auto& record : out) {
    for (std::size_t c = 0; c < p.columns.size(); ++c) record.push_back(any(codings[c], random));
  }
  return out;
}

std::string wide_table(std::size_t rules, std::size_t columns, Random& random) {
  std::string out = "framework wide 1.0\nenum e { a, b, c, d, f }\nrow r \"R\"\n";
  std::string reads;
  for (std::size_t c = 0; c < columns; ++c) {
    const bool number = c % 3 == 0;
    out += fmt::format("field r.c{} : {} given from \"form\" as external\n", c,
                       number       ? "int 0 .. 20"
                       : c % 3 == 1 ? "e"
                                    : "optional e");
    reads += fmt::format("{}c{}", c == 0 ? "" : ", ", c);
  }
  out += fmt::format("field r.x : optional e classified from {}\nclassify r.x where c0 < 20 {{\n", reads);
  for (std::size_t i = 0; i < rules; ++i) {
    std::string tests;
    for (std::size_t c = 0; c < columns; ++c) {
      if (random.below(columns) > 4) continue;
      const char value = "abcdf"[random.below(5)];
      tests += tests.empty() ? "" : " and ";
      if (c % 3 == 0)
        tests += fmt::format("c{} {} {}", c, random.chance(50) ? "<=" : ">", random.below(20));
      else if (random.chance(30))
        tests += fmt::format("c{} in {{{}, d}}", c, value == 'd' ? 'a' : value);
      else if (random.chance(20))
        tests += fmt::format("not (c{} == {})", c, value);
      else if (c % 3 == 2 && random.chance(20))
        tests += fmt::format("c{} is absent", c);
      else
        tests += fmt::format("(c{} == {} or c1 == {})", c, value, "abcdf"[random.below(5)]);
    }
    if (tests.empty()) tests = "c0 == 3";
    out += fmt::format("  r{} when {} => {}\n", i, tests,
                       random.chance(10) ? "reject \"no\"" : std::string(1, "abcdf"[random.below(5)]));
  }
  return out + "  otherwise a\n}\n";
}

std::string many_decisions(std::size_t count, Random& random) {
  std::string out = "framework many 1.0\nenum e { a, b, c, d, f }\nrow r \"R\"\n";
  for (std::size_t c = 0; c < count; ++c)
    out += fmt::format("field r.c{} : {} given from \"form\" as external\n", c,
                       c % 7 == 3   ? "set of e"
                       : c % 7 == 5 ? "optional set of e"
                       : c % 5 == 0 ? "int 0 .. 900"
                                    : "optional e");
  const auto test = [&](std::size_t c) {
    return c % 7 == 3 || c % 7 == 5 ? fmt::format("{} in c{}", "abcdf"[random.below(5)], c)
           : c % 5 == 0             ? fmt::format("c{} > {}", c, random.below(900))
                                    : fmt::format("c{} == {}", c, "abcdf"[random.below(5)]);
  };
  for (std::size_t d = 0; d < count; ++d) {
    const std::size_t a = random.below(count), b = (a + 1 + random.below(count - 1)) % count;
    const std::string before = d == 0 ? "" : fmt::format("x{}", random.below(d));
    const bool grows = d % 7 == 3, plain = !before.empty() && (std::stoul(before.substr(1)) % 7 != 3);
    const std::string more = before.empty() ? ""
                             : plain        ? fmt::format(" or {} == b", before)
                                            : fmt::format(" or b in {}", before);
    out += fmt::format("field r.x{} : {} {} from c{}, c{}{}{}\n", d, grows ? "set of e" : "optional e",
                       grows ? "derived" : "classified", a, b, before.empty() ? "" : ", ", before);
    out += grows ? fmt::format("attach r.x{}{} {{\n", d, a % 7 == 3 ? fmt::format(" from c{}", a) : "")
                 : fmt::format("classify r.x{} {{\n", d);
    out += fmt::format("  one when {}{} => {}\n  two when {} => {}\n", test(a), more, "abcdf"[random.below(5)], test(b),
                       grows               ? "d"
                       : random.chance(20) ? "reject \"no\""
                                           : "c");
    if (grows && a % 7 == 3) out += fmt::format("  three when d in x{} => a\n", d);
    out += grows ? "}\n" : "  otherwise a\n}\n";
  }
  return out;
}

std::string turned(std::size_t bools) {
  std::string values, reads, fields, rules;
  for (std::size_t i = 0; i < bools; ++i) {
    const char* const comma = i == 0 ? "" : ", ";
    values += fmt::format("{}v{}", comma, i);
    reads += fmt::format("{}c{}", comma, i);
    fields += fmt::format("field r.c{0} : bool given from \"form\" as external\n"
                          "field r.x{0} : bool derived from c{0}\nderive r.x{0} = not c{0}\n",
                          i);
    rules += fmt::format("  l{0} when c{0} => v{0}\n", i);
  }
  return fmt::format("framework turned 1.0\nenum v {{ {} }}\nrow r \"R\"\n{}field r.all : set of v derived from {}\n"
                     "attach r.all {{\n{}}}\n",
                     values, fields, reads, rules);
}

std::string tariff(std::size_t values) {
  std::string out = "framework tariff 1.0\nenum e { a, b, c, d, f }\nrow r \"R\"\n";
  std::string reads;
  for (std::size_t c = 0; c < 6; ++c) {
    out += c < 3 ? fmt::format("field r.c{} : int 0 .. {} given from \"form\" as external\n", c, values - 1)
                 : fmt::format("field r.c{} : optional e given from \"form\" as external\n", c);
    reads += fmt::format("{}c{}", c == 0 ? "" : ", ", c);
  }
  out += fmt::format("field r.x : optional e classified from {}\nclassify r.x {{\n", reads);
  for (std::size_t i = 0; i < values * values * values; ++i)
    out += fmt::format("  r{} when c0 == {} and c1 == {} and c2 == {} and c{} in {{a, {}}} => {}\n", i, i % values,
                       i / values % values, i / values / values, 3 + i % 3, "bcdf"[i % 4], "abcdf"[i * i % 5]);
  return out + "  otherwise a\n}\n";
}

void put_code(std::vector<std::uint64_t>& words, std::uint32_t bytes, std::size_t at, std::uint64_t code) {
  bytes == 1   ? put<std::uint8_t>(words, at, code)
  : bytes == 2 ? put<std::uint16_t>(words, at, code)
  : bytes == 4 ? put<std::uint32_t>(words, at, code)
               : put<std::uint64_t>(words, at, code);
}
std::uint64_t code_at(const std::vector<std::uint64_t>& words, std::uint32_t bytes, std::size_t at) {
  return bytes == 1   ? got<std::uint8_t>(words, at)
         : bytes == 2 ? got<std::uint16_t>(words, at)
         : bytes == 4 ? got<std::uint32_t>(words, at)
                      : got<std::uint64_t>(words, at);
}

}  // namespace msd::testing
