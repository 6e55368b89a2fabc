// Writes frameworks, emitted in every language, with records and what they come to, for tests/emit/run.py.
//
//   emit_cases FOLDER RECORDS [--space] [--seed S --frameworks N | IMAGE…]
//
// For each kind of row with rules, K from 0 on: FOLDER/K.json and what is emitted in the other languages; K.records, a
// JSON object a line; K.expected, what each comes to by the letter of the rules, in the form of the emitted JavaScript.
// Records are random; with --space there are others behind them, on which each decision meets every combination of what
// it reads. Prints for each K what it is, and what a language cannot do; how many combinations there are, and whether
// that is all of them.
#include "compiler/emit/emit.h"
#include "runtime/records/decide.h"
#include "runtime/report/json_writer.h"
#include "tests/support/compile.h"
#include "tests/support/framework.h"
#include "tests/support/space.h"

#include <fmt/format.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>

using namespace msd;
using namespace msd::testing;
using records::Column;
using records::Content;
using records::Program;
using State = Content::State;

namespace {

constexpr std::size_t kCombinations = 200'000;  // of one decision at a time

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

class Values {
 public:
  explicit Values(const Program& p) : p_(p) {
    for (const records::Expr& e : p.exprs) {
      if (e.kind == records::Expr::Kind::Const && e.cls == Class::Number && !e.absent) near_.insert(e.number);
    }
  }

  Content any(const Column& c, Random& random) const {
    const image::TypeRecord& type = p_.image.types()[c.type];
    if (c.kind == Column::Kind::Measure && random.chance(4)) return {State::Rejected, 0};
    if (type.optional != 0 && random.chance(15)) return {};
    switch (static_cast<Class>(type.cls)) {
    case Class::Bool: return {State::Value, static_cast<std::int64_t>(random.below(2))};
    case Class::Enum: return {State::Value, static_cast<std::int64_t>(random.below(count(type)))};
    case Class::Set: {
      std::uint64_t mask = 0;
      for (std::size_t v = 0; v < count(type); ++v) mask |= std::uint64_t{random.chance(40)} << v;
      return {State::Value, static_cast<std::int64_t>(mask)};
    }
    default: return {State::Value, number(type, random)};
    }
  }

  void json(report::JsonWriter& w, std::uint32_t type_index, const Content& content) const {
    const image::TypeRecord& type = p_.image.types()[type_index];
    const auto name = [&](std::int64_t v) {
      return p_.image.text(
          p_.image.values()[p_.image.enums()[type.target].value_first + static_cast<std::uint32_t>(v)].name);
    };
    if (content.state == State::Absent) return w.null();
    switch (static_cast<Class>(type.cls)) {
    case Class::Bool: return w.boolean(content.number == 1);
    case Class::Enum: return w.text(name(content.number));
    case Class::Set:
      w.open_array();
      for (std::int64_t v = 0; v < 62; ++v) {
        if ((static_cast<std::uint64_t>(content.number) >> v & 1U) != 0) w.text(name(v));
      }
      return w.close_array();
    default: return w.number(content.number);
    }
  }

 private:
  std::size_t count(const image::TypeRecord& type) const { return p_.image.enums()[type.target].value_count; }

  /// One at which a comparison may turn, or any.
  std::int64_t number(const image::TypeRecord& type, Random& random) const {
    const std::int64_t low = p_.image.number(type.low);
    const std::int64_t high = p_.image.number(type.high);
    const std::int64_t part = type.integer != 0 ? 1'000'000 : 1;
    std::int64_t out = low;
    if (!near_.empty() && random.chance(70)) {
      auto at = near_.begin();
      std::advance(at, random.below(near_.size()));
      out = *at + (static_cast<std::int64_t>(random.below(3)) - 1) * part;
    } else {
      const auto span = static_cast<std::uint64_t>(high - low) / static_cast<std::uint64_t>(part);
      out = low + static_cast<std::int64_t>(random.below(span == UINT64_MAX ? span : span + 1)) * part;
    }
    return std::clamp(out, low, high);
  }

  const Program& p_;
  std::set<std::int64_t> near_;
};

std::string kept(const std::function<void(report::JsonWriter&)>& fill) {
  report::Output out;
  report::JsonWriter w(out);
  fill(w);
  return out.kept() + "\n";
}

class Cases {
 public:
  Cases(std::string folder, std::size_t records, bool space, std::uint64_t seed)
      : folder_(std::move(folder)), records_(records), space_(space), random_(seed) {}

  void framework(const image::Image& image, const std::string& name) {
    for (std::uint32_t row = 0; row < image.rows().size(); ++row) {
      const Program program = records::flatten(image, row);
      if (!program.decisions.empty()) one(program, fmt::format("{}, {}", name, image.text(image.rows()[row].name)));
    }
  }

 private:
  void one(const Program& program, const std::string& what) {
    using Language = emit::Options::Language;
    const std::string base = fmt::format("{}/{}", folder_, number_);
    fmt::print("{}: {}\n", number_++, what);
    for (const auto& [language, end] :
         {std::pair{Language::Json, "json"}, std::pair{Language::JavaScript, "mjs"}, std::pair{Language::Cpp, "hpp"},
          std::pair{Language::C, "h"}, std::pair{Language::Sql, "sql"}, std::pair{Language::DuckDb, "duckdb"},
          std::pair{Language::Spark, "spark"}, std::pair{Language::Dmn, "dmn"}}) {
      const emit::Emitted made = emit::emit(program, {language, "test"});
      if (made.fault.empty())
        write(fmt::format("{}.{}", base, end), made.text);
      else
        fmt::print("  {}: {}\n", end, made.fault);
    }
    const Values values(program);
    records::Decider decider(program);
    std::string records, expected;
    std::vector<std::vector<Content>> all;
    for (std::size_t i = 0; i < records_; ++i) {
      std::vector<Content>& columns = all.emplace_back();
      for (const Column& c : program.columns) columns.push_back(values.any(c, random_));
    }
    if (space_) space(program, all);
    for (const std::vector<Content>& columns : all) {
      records += record(program, values, columns);
      expected += result(program, values, decider.decide(columns));
    }
    write(base + ".records", records);
    write(base + ".expected", expected);
  }

  static void space(const Program& program, std::vector<std::vector<Content>>& all) {
    const Space made = input_space(program, kCombinations);
    all.insert(all.end(), made.records.begin(), made.records.end());
    for (std::size_t i = 0; i < program.decisions.size(); ++i) {
      const Space::Decision& d = made.decisions[i];
      fmt::print("  {}: {}: {} of {:.0f} combinations, {}\n", d.exhausted ? "space" : "part of the space",
                 program.decisions[i].name, d.met, d.all,
                 d.exhausted ? "the others cannot be" : "others have not been looked for");
    }
  }

  static std::string record(const Program& program, const Values& values, const std::vector<Content>& columns) {
    return kept([&](report::JsonWriter& w) {
      w.open_object();
      for (std::size_t k = 0; k < columns.size(); ++k) {
        w.key(program.columns[k].name);
        if (columns[k].state != State::Rejected) {
          values.json(w, program.columns[k].type, columns[k]);
          continue;
        }
        w.open_object();
        w.close_object();
      }
      w.close_object();
    });
  }

  static std::string result(const Program& program, const Values& values, std::span<const records::Decided> decided) {
    return kept([&](report::JsonWriter& w) {
      const auto each = [&](std::string_view key, const std::function<void(std::size_t)>& put) {
        w.key(key);
        w.open_object();
        for (std::size_t i = 0; i < decided.size(); ++i) {
          if (program.decisions[i].asked) put(i);
        }
        w.close_object();
      };
      const auto line = [&](std::size_t i) { return program.image.text(program.image.lines()[decided[i].line].name); };
      const auto rejected = [&](std::size_t i) { return decided[i].content.state == State::Rejected; };
      w.open_object();
      each("values", [&](std::size_t i) {
        if (rejected(i)) return;
        w.key(program.decisions[i].name);
        values.json(w, program.decisions[i].type, decided[i].content);
      });
      each("rules", [&](std::size_t i) {
        if (decided[i].line != records::kNone) w.member(program.decisions[i].name, line(i));
      });
      each("rejected", [&](std::size_t i) {
        if (!rejected(i)) return;
        w.key(program.decisions[i].name);
        if (decided[i].line != records::kNone)
          w.text(line(i));
        else
          w.null();
      });
      w.close_object();
    });
  }

  std::string folder_;
  std::size_t records_, number_ = 0;
  bool space_;
  Random random_;
};

std::optional<image::Image> opened(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::vector<std::uint64_t> block(bytes.size() / sizeof(std::uint64_t));
  std::memcpy(block.data(), bytes.data(), block.size() * sizeof(std::uint64_t));
  image::Refusal refusal;
  auto out = image::Image::open(std::move(block), refusal);
  if (!out) fmt::print(stderr, "{}: {}\n", file, refusal.reason);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 1;
  std::size_t frameworks = 0;
  bool space = false;
  std::vector<std::string> files;
  for (int i = 3; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--seed" && i + 1 < argc)
      seed = std::strtoull(argv[++i], nullptr, 10);
    else if (word == "--frameworks" && i + 1 < argc)
      frameworks = std::strtoul(argv[++i], nullptr, 10);
    else if (word == "--space")
      space = true;
    else
      files.emplace_back(word);
  }
  if (argc < 3) {
    fmt::print(stderr, "usage: emit_cases FOLDER RECORDS [--space] [--seed S --frameworks N | IMAGE…]\n");
    return 2;
  }
  Cases cases(argv[1], std::strtoul(argv[2], nullptr, 10), space, seed);
  for (const std::string& file : files) {
    const auto image = opened(file);
    if (!image) return 1;
    cases.framework(*image, std::string(image->text(image->framework().name)));
  }
  Random seeds(seed);
  for (std::size_t made = 0; made < frameworks;) {
    const std::uint64_t own = seeds.seed();
    Random random(own);
    const Compiled compiled = compile(print(random_framework(random)));
    if (!compiled.image) continue;
    ++made;
    cases.framework(*compiled.image, fmt::format("framework of seed {}", own));
  }
}
