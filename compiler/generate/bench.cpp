#include "compiler/generate/bench.h"

#include "compiler/bind/bind.h"
#include "compiler/parse/parse.h"

#include <algorithm>
#include <map>

namespace msd::generate {

namespace {

constexpr std::string_view kHead = "test \"t\" {\n";
constexpr std::size_t kColumns = 100;

void collect(const ast::Block& block, bool rows, std::vector<std::pair<std::size_t, std::size_t>>& out) {
  for (const ast::Entry& e : block.entries) {
    if ((e.kind == ast::Entry::Kind::Row) == rows) out.emplace_back(e.span.begin, e.span.end);
    if (e.body) collect(*e.body, rows, out);
  }
}

}  // namespace

Bench::Read Bench::read(const std::string& facts) {
  Read out;
  out.file = sources_.add("generated", std::string(kHead) + facts + "}\n");
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  diag::Sink sink;
  out.unit = parse::parse_file(sources_, out.file, options, sink);
  out.good = sink.errors() == 0 && out.unit.tests.size() == 1;
  return out;
}

bool Bench::run(const std::string& facts, const std::function<void(eval::Evaluator&)>& see) {
  const Read text = read(facts);
  const bool good = text.good && run(text.unit.tests[0].body, text.file, see);
  sources_.release(text.file);
  return good;
}

bool Bench::run(const ast::Block& body, source::FileId file, const std::function<void(eval::Evaluator&)>& see) {
  bind::Options options;
  options.judged_needs_because = false;
  options.scenarios = false;
  diag::Sink sink;
  const eval::Facts bound = bind::bind(body, image_, sources_, file, options, sink);
  const bool good = std::none_of(sink.all().begin(), sink.all().end(), [](const diag::Diagnostic& d) {
    return d.severity == diag::Severity::Error && d.id != diag::Id::SentenceMisfit;
  });
  misfits_ = sink.errors() != 0;
  if (good) {
    eval::Evaluator evaluator(bound, {});
    see(evaluator);
  }
  return good;
}

bool Bench::misfits(const std::string& facts) {
  return run(facts, [](eval::Evaluator&) {}) && misfits_;
}

std::string Bench::retold(std::string facts,
                          const std::function<std::vector<std::string>(const ast::Entry&)>& candidates,
                          const std::function<bool(const std::string&)>& good) {
  struct Other {
    std::size_t begin, end;
    std::vector<std::string> texts;
  };
  std::vector<Other> others;
  const Read text = read(facts);
  const std::function<void(const ast::Block&)> collect = [&](const ast::Block& block) {
    for (const ast::Entry& e : block.entries) {
      if (e.kind == ast::Entry::Kind::Field && e.values.size() == 1)
        others.push_back({e.values[0].span.begin - kHead.size(), e.values[0].span.end - kHead.size(), candidates(e)});
      if (e.body) collect(*e.body);
    }
  };
  if (text.good) collect(text.unit.tests[0].body);
  sources_.release(text.file);
  for (std::size_t i = others.size(); i-- > 0;) {
    for (const std::string& other : others[i].texts) {
      std::string told = facts;
      told.replace(others[i].begin, others[i].end - others[i].begin, other);
      if (!good(told)) continue;
      facts = std::move(told);
      break;
    }
  }
  return facts;
}

std::string Bench::renamed(std::string facts, const std::function<std::string(const std::string&, std::size_t)>& name) {
  std::map<std::string, std::string, std::less<>> names;
  std::map<std::string, std::size_t> numbers;
  run(facts, [&](eval::Evaluator& evaluator) {
    const eval::Facts& of = evaluator.facts();
    for (eval::RowIndex row = 0; row < of.rows().size(); ++row) {
      const std::string kind(image_.text(image_.rows()[of.rows()[row].kind].name));
      const std::string old(of.symbols.text(static_cast<std::uint32_t>(of.rows()[row].name)));
      if (old.starts_with(kind + "_")) names[old] = name(kind, ++numbers[kind]);
    }
  });
  const Read text = read(facts);
  std::vector<Extent> words;
  const std::function<void(const ast::Block&)> collect = [&](const ast::Block& block) {
    const auto value = [&](const ast::Value& v, const auto& self) -> void {
      if (v.kind == ast::Value::Kind::Word && names.contains(v.word.text))
        words.emplace_back(v.word.span.begin - kHead.size(), v.word.span.end - kHead.size());
      for (const ast::Value& item : v.items) self(item, self);
    };
    for (const ast::Entry& e : block.entries) {
      for (const ast::Value& v : e.values) value(v, value);
      if (e.body) collect(*e.body);
    }
  };
  if (text.good) collect(text.unit.tests[0].body);
  sources_.release(text.file);
  std::sort(words.begin(), words.end());
  for (std::size_t i = words.size(); i-- > 0;) {
    const auto [begin, end] = words[i];
    facts.replace(begin, end - begin, names.find(facts.substr(begin, end - begin))->second);
  }
  return facts;
}

/// Rows before cells, the last ones first: what stands inside of a row comes behind it.
std::vector<Bench::Extent> Bench::entries(const std::string& facts) {
  const Read text = read(facts);
  std::vector<Extent> rows, cells;
  if (text.good) {
    collect(text.unit.tests[0].body, true, rows);
    collect(text.unit.tests[0].body, false, cells);
  }
  sources_.release(text.file);
  std::reverse(rows.begin(), rows.end());
  std::reverse(cells.begin(), cells.end());
  rows.insert(rows.end(), cells.begin(), cells.end());
  for (Extent& e : rows) e = {e.first - kHead.size(), e.second - kHead.size()};
  return rows;
}

std::string Bench::smaller(std::string facts, const std::function<bool(const std::string&)>& good) {
  // What could not be left out once is not tried again: less around it does not make it needless.
  std::vector<Extent> all = entries(facts);
  for (std::size_t i = 0; i < all.size();) {
    std::string less = facts;
    less.erase(all[i].first, all[i].second - all[i].first);
    if (!good(less)) {
      ++i;
      continue;
    }
    facts = std::move(less);
    const Extent gone = all[i];
    const std::size_t size = gone.second - gone.first;
    std::erase_if(all, [&](const Extent& e) { return e.first >= gone.first && e.second <= gone.second; });
    for (Extent& e : all) {
      if (e.first >= gone.second) e.first -= size;
      if (e.second >= gone.second) e.second -= size;
    }
  }
  return facts;
}

std::string Bench::row(const ast::Entry& entry, std::size_t depth) const {
  const std::string indent(depth * 2, ' ');
  std::string head = indent;
  if (entry.kind == ast::Entry::Kind::Field) return indent + std::string(sources_.text(entry.span));
  const std::size_t end = entry.body ? entry.body->span.begin : entry.span.end;
  std::string words(sources_.text({entry.span.file, entry.span.begin, static_cast<std::uint32_t>(end)}));
  while (words.ends_with(' ') || words.ends_with('\n')) words.pop_back();
  head += words;
  if (!entry.body || entry.body->entries.empty()) return head + (entry.body ? " {}" : "");
  std::string line = head + " {";
  bool rows = false;
  for (const ast::Entry& e : entry.body->entries) {
    rows = rows || e.kind == ast::Entry::Kind::Row;
    line += (line.ends_with('{') ? " " : "  ") + std::string(sources_.text(e.span));
  }
  if (!rows && line.size() + 2 <= kColumns) return line + " }";
  std::string out = head + " {\n";
  for (const ast::Entry& e : entry.body->entries) out += row(e, depth + 1) + "\n";
  return out + indent + "}";
}

std::string Bench::compact(const std::string& facts) {
  const Read text = read(facts);
  std::string out;
  if (text.good) {
    for (const ast::Entry& e : text.unit.tests[0].body.entries) out += row(e, 1) + "\n";
  }
  sources_.release(text.file);
  return out;
}

}  // namespace msd::generate
