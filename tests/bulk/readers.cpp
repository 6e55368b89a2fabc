// Records as JSON lines, read by the quick way, the careful one, and as `msdc eval` reads rows: the same lines are
// taken, with the same contents.
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/random.h"
#include "tests/support/settings.h"

#include "compiler/bind/rows_of_json.h"
#include "runtime/bulk/csv_reader.h"
#include "runtime/bulk/json_reader.h"

#include <fmt/format.h>

#include <regex>

using namespace msd;
using namespace msd::testing;
using records::Content;
using State = Content::State;

namespace {

// All columns are fields of one row, so that its lines are rows as well.
constexpr const char* kShop = R"(framework shop 1.0
enum size { small, middle, large_and_very_long }
enum extra { gift, cold, quick, fragile_goods }
row order "Order"
field order.size : size given from "form" as external
field order.mode : optional size given from "form" as external
field order.paid : bool given from "form" as external
field order.urgent : optional bool given from "form" as external
field order.extras : set of extra given from "form" as external
field order.weight : decimal -40 .. 1000000000 given from "form" as external
field order.pieces : optional int -5 .. 1000000 given from "form" as external
field order.discount : decimal 0 % .. 100 % given from "form" as external
field order.wait : optional decimal 0 min .. 24 h given from "form" as external
field order.all : bool derived from size, mode, paid, urgent, extras, weight, pieces, discount, wait
derive order.all = (size == small or mode == small or paid or urgent or extras has gift) and weight > 1 and pieces > 1 and discount > 1 % and wait > 1 min
)";

struct Shop {
  Compiled compiled = compile(kShop);
  records::Program program;
  Shop() {
    INFO(compiled.errors);
    REQUIRE(compiled.image.has_value());
    program = records::flatten(*compiled.image, 0);
    REQUIRE(program.columns.size() == 9);
  }
};

std::string padded(const std::string& line) { return line + "\n" + std::string(bulk::kSlack, '\0'); }

class Lines {
 public:
  explicit Lines(Random& random) : random_(random) {}

  /// A good record, or one that is nearly so.
  std::string line() {
    struct Member {
      std::string key, value;
    };
    std::vector<Member> members{{"size", size()},    {"mode", size()},      {"paid", flag()},
                                {"urgent", flag()},  {"extras", set()},     {"weight", number()},
                                {"pieces", count()}, {"discount", share()}, {"wait", quantity()}};
    if (random_.chance(30)) random_.shuffle(members);
    if (random_.chance(8)) members.erase(members.begin() + static_cast<std::ptrdiff_t>(random_.below(members.size())));
    if (random_.chance(3)) members.push_back(random_.pick(members));
    spaced_ = random_.chance(40);
    std::string out = blanks() + "{";
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out += "," + blanks();
      out += blanks() + text(members[i].key) + blanks() + ":" + blanks() + members[i].value + blanks();
    }
    return out + "}" + blanks();
  }

  std::string mutated(std::string line) {
    static const std::vector<std::string> kPieces{"\"",
                                                  "\\",
                                                  ",",
                                                  ":",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  " ",
                                                  "\t",
                                                  "\r",
                                                  "null",
                                                  "true",
                                                  "false",
                                                  "0",
                                                  "-",
                                                  ".5",
                                                  "e3",
                                                  "E-2",
                                                  "\\u0073",
                                                  "\\ud83d\\ude00",
                                                  "\\ud83d",
                                                  "\xC3\xA4",
                                                  "\xFF",
                                                  "\xED\xA0\x80",
                                                  std::string(1, '\0'),
                                                  "\x01",
                                                  "9",
                                                  "1e400",
                                                  "1e-400",
                                                  "small",
                                                  "\"cold\"",
                                                  "\"!rejected\"",
                                                  "\xEF\xBB\xBF"};
    for (std::size_t n = 1 + random_.below(3); n > 0 && !line.empty(); --n) {
      const std::size_t at = random_.below(line.size());
      switch (random_.below(4)) {
      case 0: line.erase(at, 1 + random_.below(3)); break;
      case 1: line.insert(at, random_.pick(kPieces)); break;
      case 2: line[at] = static_cast<char>(random_.below(256)); break;
      default: line.replace(at, 1, random_.pick(kPieces)); break;
      }
    }
    std::erase(line, '\n');
    return line;
  }

 private:
  std::string blanks() { return spaced_ ? std::string(random_.below(3), random_.chance(80) ? ' ' : '\t') : ""; }
  std::string text(const std::string& word) {
    std::string out = "\"";
    for (char c : word) out += random_.below(1000) == 0 ? fmt::format("\\u{:04x}", c) : std::string(1, c);
    return out + "\"";
  }
  std::string word(const std::vector<std::string>& words) {
    if (random_.below(60) == 0) return "null";
    return text(random_.below(120) == 0 ? "other" : random_.pick(words));
  }
  std::string size() { return word({"small", "middle", "large_and_very_long"}); }
  std::string flag() {
    return random_.below(60) == 0   ? "null"
           : random_.below(60) == 0 ? "\"true\""
           : random_.chance(50)     ? "true"
                                    : "false";
  }
  std::string set() {
    std::string out = "[" + blanks();
    for (std::size_t i = 0, n = random_.below(4); i < n; ++i)
      out += (i == 0 ? "" : ",") + blanks() +
             text(random_.pick(std::vector<std::string>{"gift", "cold", "quick", "fragile_goods"}));
    return out + blanks() + "]";
  }
  std::string digits(std::size_t most) {
    std::string out;
    for (std::size_t n = 1 + random_.below(most); n > 0; --n) out += static_cast<char>('0' + random_.below(10));
    return out;
  }
  std::string count() { return random_.chance(90) ? std::to_string(random_.below(2000)) : number(); }
  std::string number() {
    if (random_.below(30) == 0)
      return text(random_.pick(std::vector<std::string>{"2.5 k", "3", "1 M", "0.5k", "x", "1/2"}));
    std::string out = random_.below(8) == 0 ? "-" : "";
    out += random_.chance(80) ? std::to_string(random_.below(2000)) : digits(random_.chance(80) ? 10 : 22);
    if (random_.chance(30)) out += "." + digits(random_.chance(90) ? 6 : 20);
    if (random_.below(12) == 0)
      out += random_.pick(std::vector<std::string>{"e2", "E+1", "e-3", "e0", "e400", "e-400"});
    return out;
  }
  std::string share() {
    if (random_.chance(60)) return text(fmt::format("{}{}%", random_.below(104), random_.chance(50) ? " " : ""));
    return "0." + digits(7);
  }
  std::string quantity() {
    static const std::vector<std::string> kUnits{"min", "h", "s", "ms", "d", "kB", ""};
    return random_.below(8) == 0
               ? "null"
               : text(fmt::format("{}{}{}", random_.below(30), random_.chance(70) ? " " : "", random_.pick(kUnits)));
  }

  Random& random_;
  bool spaced_ = false;
};

/// Whether all numbers in a line that a lenient parser takes are such as RFC 8259 has them.
bool strict_numbers(const std::string& line) {
  static const std::regex texts(R"("(\\.|[^"\\])*")"), words("true|false|null");
  static const std::regex number(R"(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)");
  const std::string bare = std::regex_replace(std::regex_replace(line, texts, " "), words, " ");
  for (std::size_t at = 0; at < bare.size();) {
    const std::size_t begin = bare.find_first_not_of(" \t\r{}[],:", at);
    if (begin == std::string::npos) break;
    at = std::min(bare.find_first_of(" \t\r{}[],:", begin), bare.size());
    if (!std::regex_match(bare.substr(begin, at - begin), number)) return false;
  }
  return true;
}

/// The contents by the way that `msdc eval` reads rows; none where that, or what a record asks beyond it, is missing.
std::optional<std::vector<Content>> as_row(const Shop& shop, const std::string& line) {
  diag::Sink sink;
  bind::JsonOptions options;
  options.row = 0;
  bind::RowsOfJson row(*shop.compiled.image, options, sink);
  if (!row.read(line) || !strict_numbers(line)) return std::nullopt;
  std::vector<Content> out;
  for (const records::Column& column : shop.program.columns) {
    const image::TypeRecord& type = shop.program.image.types()[column.type];
    const eval::CellFact& cell = row.facts().cell(row.row(), column.field);
    if (cell.state != eval::CellFact::State::Stated) {
      if (type.optional == 0) return std::nullopt;
      out.push_back({});
      continue;
    }
    const auto cls = static_cast<Class>(type.cls);
    const std::int64_t place = cell.value.mask == 0 ? 0 : std::countr_zero(cell.value.mask);
    out.push_back({State::Value, cls == Class::Number ? cell.value.number
                                 : cls == Class::Set  ? static_cast<std::int64_t>(cell.value.mask)
                                                      : place});
  }
  return out;
}

}  // namespace

TEST_CASE("both ways of reading, and that of rows, agree on what a line holds") {
  const Shop shop;
  const bulk::Schema schema(shop.program);
  bulk::JsonReader quick(schema), careful(schema);
  Random random(settings().seed);
  Lines lines(random);
  std::size_t taken = 0, refused = 0, quickly = 0;
  for (std::size_t n = 0; n < 40'000; ++n) {
    std::string line = lines.line();
    if (random.chance(40)) line = lines.mutated(line);
    CAPTURE(n, line);
    const auto wanted = as_row(shop, line);
    bulk::Fault fault;
    const bool good = careful.careful(line, fault);
    CAPTURE(fault.message, fault.at);
    // A key that is spelled in two ways is stated twice, too; rows take the last of them.
    const bool spelled_twice = !good && fault.message.find("is stated twice") != std::string::npos;
    if (!spelled_twice) REQUIRE(good == wanted.has_value());
    if (good) REQUIRE(std::vector<Content>(careful.contents().begin(), careful.contents().end()) == *wanted);
    if (!good) REQUIRE(!fault.message.empty());
    REQUIRE(fault.at <= line.size());
    const std::string block = padded(line);
    const char* next = quick.quick(block.data());
    if (next != nullptr) {
      REQUIRE(next == block.data() + line.size() + 1);
      REQUIRE(good);
      REQUIRE(std::vector<Content>(quick.contents().begin(), quick.contents().end()) == *wanted);
    }
    taken += good ? 1 : 0;
    refused += good ? 0 : 1;
    quickly += next != nullptr ? 1 : 0;
  }
  fmt::print("{} lines taken ({} by the quick way), {} refused\n", taken, quickly, refused);
  CHECK(taken > 2'000);
  CHECK(refused > 2'000);
  CHECK(quickly * 10 > taken * 7);
}

TEST_CASE("a line that does not end is not taken by the quick way, wherever it is cut") {
  const Shop shop;
  const bulk::Schema schema(shop.program);
  bulk::JsonReader reader(schema);
  const std::string line = R"({"size":"small","mode":null,"paid":true,"urgent":false,"extras":["gift","cold"],)"
                           R"("weight":2.5,"pieces":3,"discount":"5 %","wait":"3 min"})";
  const std::string whole = padded(line);
  REQUIRE(reader.quick(whole.data()) == whole.data() + line.size() + 1);
  for (std::size_t size = 0; size <= line.size(); ++size) {
    const std::string cut = line.substr(0, size) + std::string(bulk::kSlack, '\0');
    CHECK(reader.quick(cut.data()) == nullptr);
  }
}

TEST_CASE("lines that look like the one before are read as any other") {
  const Shop shop;
  const bulk::Schema schema(shop.program);
  bulk::JsonReader reader(schema), careful(schema);
  Random random(settings().seed);
  struct Member {
    const char* key;
    std::vector<std::string> values;
    bool optional;
  };
  const std::vector<Member> all{{"size", {"\"small\"", "\"large_and_very_long\""}, false},
                                {"mode", {"\"middle\"", "null"}, true},
                                {"paid", {"true", "false"}, false},
                                {"urgent", {"true", "null"}, true},
                                {"extras", {"[]", R"(["gift","cold"])"}, false},
                                {"weight", {"2.5", "-40", "999999999"}, false},
                                {"pieces", {"3", "null"}, true},
                                {"discount", {"0.5", "\"5 %\""}, false},
                                {"wait", {"\"3 min\"", "\"24 h\"", "null"}, true}};
  for (std::size_t run = 0; run < 500; ++run) {
    std::vector<Member> layout = all;
    if (random.chance(60)) random.shuffle(layout);
    if (random.chance(70)) std::erase_if(layout, [&](const Member& m) { return m.optional && random.chance(40); });
    const std::string blank = random.chance(30) ? " " : "";
    for (std::size_t n = 1 + random.below(5); n > 0; --n) {
      std::string line = "{";
      for (const Member& m : layout) {
        line += fmt::format("{}\"{}\":{}{}", line == "{" ? "" : "," + blank, m.key, blank, random.pick(m.values));
      }
      line += "}";
      // Now and then another member, one too few, one of them twice, or one by the other way.
      const std::size_t kind = random.below(40);
      if (kind == 0 || kind == 3) line.insert(line.size() - 1, ",\"wait\":\"1 h\"");
      if (kind == 1) line.erase(line.rfind(','), line.size() - line.rfind(',') - 1);
      const bool escaped = kind == 2 || kind == 3;
      if (escaped) line.replace(line.find("\"size\""), 6, "\"\\u0073ize\"");
      CAPTURE(run, line);
      bulk::Fault fault, other;
      const bool good = careful.careful(line, fault);
      const std::string block = padded(line);
      const bool quick = reader.quick(block.data()) != nullptr;
      REQUIRE(quick == (good && !escaped));
      REQUIRE((quick || reader.careful(line, other)) == good);
      if (good) REQUIRE(std::ranges::equal(reader.contents(), careful.contents()));
    }
  }
}

TEST_CASE("a pattern stands where all its bytes do") {
  std::string text;
  for (std::size_t i = 0; i < 80; ++i) text += static_cast<char>('0' + i);
  for (std::size_t size = 1; size <= 80; ++size) {
    const bulk::Pattern pattern(std::string_view(text).substr(0, size));
    CHECK(pattern.size() == size);
    std::string there = text + std::string(bulk::Pattern::kMost, '\0');
    CHECK(pattern.stands_at(there.data()) == (size <= bulk::Pattern::kMost));
    for (std::size_t i = 0; i < 80; ++i) {
      there[i] ^= 1;
      CHECK(pattern.stands_at(there.data()) == (size <= bulk::Pattern::kMost && i >= size));
      there[i] ^= 1;
    }
  }
}

TEST_CASE("numbers of JSON are exact, or refused") {
  const Shop shop;
  const bulk::Schema schema(shop.program);
  bulk::JsonReader reader(schema);
  const auto weight = [&](const std::string& written) -> std::optional<std::int64_t> {
    const std::string line =
        fmt::format(R"({{"size":"small","paid":true,"extras":[],"weight":{},"discount":0.5}})", written);
    bulk::Fault fault;
    if (!reader.careful(line, fault)) return std::nullopt;
    for (std::size_t i = 0; i < shop.program.columns.size(); ++i) {
      if (shop.program.columns[i].name == "weight") return reader.contents()[i].number;
    }
    return std::nullopt;
  };
  CHECK(weight("0.1") == 100'000);
  CHECK(weight("-0") == 0);
  CHECK(weight("-40") == -40'000'000);
  CHECK(weight("999999999.999999") == 999'999'999'999'999);
  CHECK(weight("1e3") == 1'000'000'000);
  CHECK(weight("\"1.5 k\"") == 1'500'000'000);
  for (const char* bad : {"0.0000001", "01", "1.", ".5", "+1", "-", "1e", "1e999", "-40.000001", "1000000001",
                          "Infinity", "NaN", "0x1", "\"1 kg\""}) {
    INFO(bad);
    CHECK(!weight(bad).has_value());
  }
}

TEST_CASE("names are told apart, also where only their middles differ") {
  std::vector<std::string> all;
  for (char c = 'a'; c <= 'z'; ++c) {
    all.push_back(std::string(1, c));
    all.push_back("the_same_beginning_" + std::string(1, c) + "_the_same_end");
  }
  const bulk::Names names(std::vector<std::string_view>(all.begin(), all.end()));
  for (std::uint32_t i = 0; i < all.size(); ++i) CHECK(names.find(all[i]) == i);
  for (const char* other : {"", "A", "ab", "the_same_beginning_A_the_same_end", "the_same_beginning_a_the_same_en"})
    CHECK(names.find(other) == bulk::kNoName);
  CHECK(bulk::Names().find("a") == bulk::kNoName);
}

TEST_CASE("short names are found with the quote that ends them, and no other text is") {
  Random random(settings().seed);
  const auto some = [&](std::size_t longest) {
    std::vector<std::string> all;
    for (std::size_t i = 0, n = 1 + random.below(30); i < n; ++i) {
      std::string name;
      for (std::size_t length = 1 + random.below(longest); length > 0; --length) name += random.chance(80) ? 'a' : 'b';
      if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    }
    return all;
  };
  const auto find = [](const bulk::ShortNames& names, const char* p, std::size_t& size) {
    return names.blocks() == 1 ? names.find<1>(p, size) : names.find<2>(p, size);
  };
  for (std::size_t run = 0; run < 400; ++run) {
    const std::vector<std::string> all = some(random.chance(50) ? 15 : bulk::ShortNames::kMost);
    const bulk::ShortNames names(std::vector<std::string_view>(all.begin(), all.end()));
    REQUIRE(names.blocks() != 0);
    std::vector<std::string> texts = all;
    for (const std::string& name : all) {
      texts.push_back(name + std::string(1, '\0'));
      texts.push_back(name + "a");
      texts.push_back(name.substr(0, name.size() - 1));
      texts.push_back(name + std::string(bulk::ShortNames::kMost, 'a'));
    }
    for (const std::string& text : texts) {
      CAPTURE(run, text);
      const std::string block = text + '"' + std::string(bulk::kSlack, random.chance(50) ? '\0' : '"');
      const auto at = std::find(all.begin(), all.end(), text);
      std::size_t size = 0;
      const std::uint32_t found = find(names, block.data(), size);
      REQUIRE(found == (at == all.end() ? bulk::kNoName : static_cast<std::uint32_t>(at - all.begin())));
      if (found != bulk::kNoName) REQUIRE(size == text.size());
    }
    const std::string nothing(bulk::kSlack, '\0');
    std::size_t size = 0;
    REQUIRE(find(names, nothing.data(), size) == bulk::kNoName);
  }
  CHECK(bulk::ShortNames(std::vector<std::string_view>()).blocks() == 0);
  CHECK(bulk::ShortNames(std::vector<std::string_view>{"a", "one\"quote"}).blocks() == 0);
  CHECK(bulk::ShortNames(std::vector<std::string_view>{"a_name_that_is_longer_than_31_bytes"}).blocks() == 0);
}

TEST_CASE("CSV by RFC 4180") {
  const Shop shop;
  const bulk::Schema schema(shop.program);
  bulk::CsvReader reader(schema);
  bulk::Fault fault;
  REQUIRE(reader.header("weight,\"size\",paid,extras,discount,pieces", fault));
  const auto content = [&](const char* name) {
    for (std::size_t i = 0; i < shop.program.columns.size(); ++i) {
      if (shop.program.columns[i].name == name) return reader.contents()[i];
    }
    return Content{};
  };
  REQUIRE(reader.read("2.5,\"small\",yes,gift|cold,50%,", fault));
  CHECK(content("weight") == Content{State::Value, 2'500'000});
  CHECK(content("size") == Content{State::Value, 0});
  CHECK(content("paid") == Content{State::Value, 1});
  CHECK(content("extras") == Content{State::Value, 3});
  CHECK(content("discount") == Content{State::Value, 500'000});
  CHECK(content("pieces").state == State::Absent);
  CHECK(content("wait").state == State::Absent);
  REQUIRE(reader.read("0,middle,false,,0.5,\"7\"", fault));
  CHECK(content("extras") == Content{State::Value, 0});
  CHECK(content("pieces") == Content{State::Value, 7'000'000});
  struct Bad {
    const char* record;
    std::size_t at;
  };
  for (const Bad& bad :
       {Bad{"2.5,small,yes,gift,50%", 22}, Bad{"2.5,small,yes,gift,50%,1,2", 25}, Bad{"2.5,smal,yes,,0,", 4},
        Bad{"\"2.5,small", 0}, Bad{"2.5,sm\"all,yes,,0,", 6}, Bad{"2.5,\"small\"x,yes,,0,", 11},
        Bad{",small,yes,,0,", 0}, Bad{"2.5,small,yes,gift|,0,", 14}, Bad{"2.5,small,,,0,", 10}}) {
    INFO(bad.record);
    CHECK(!reader.read(bad.record, fault));
    CHECK(fault.at == bad.at);
  }
  for (const Bad& bad : {Bad{"weight,weight", 7}, Bad{"weight,heigth", 7}, Bad{"weight,size", 0}, Bad{"", 0}}) {
    INFO(bad.record);
    CHECK(!reader.header(bad.record, fault));
    CHECK(fault.at == bad.at);
  }
}
