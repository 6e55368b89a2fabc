#include "runtime/records/kernel.h"

#include <algorithm>
#include <set>

namespace msd::records {

namespace {

using Kind = Expr::Kind;
__extension__ using Wide = __int128;

constexpr std::size_t kPlaces = std::size_t{1} << 14U;  // of one decision
constexpr std::size_t kSmallSet = 6;                    // values

std::uint32_t value_count(const Program& p, std::uint32_t type_index) {
  const image::TypeRecord& type = p.image.types()[type_index];
  const auto cls = static_cast<Class>(type.cls);
  return cls == Class::Bool                        ? 2
         : cls == Class::Enum || cls == Class::Set ? p.image.enums()[type.target].value_count
                                                   : 0;
}

bool direct(const Expr& e) { return e.kind == Kind::Column || e.kind == Kind::Decision; }

/// Where a comparison of a source with a constant turns: the first number on the other side.
void add_cuts(std::set<std::int64_t>& cuts, Wide factor, Wide constant) {
  if (factor == 0) return;  // it never turns
  if (factor < 0) factor = -factor, constant = -constant;
  Wide floor = constant / factor;
  const bool exact = floor * factor == constant;
  if (!exact && constant < 0) --floor;
  for (const Wide cut : {floor, floor + 1}) {
    if ((exact || cut != floor) && cut >= INT64_MIN && cut <= INT64_MAX) cuts.insert(static_cast<std::int64_t>(cut));
  }
}

}  // namespace

Kernel::Kernel(const Program& program)
    : p_(program), decider_(program), codings_(program.columns.size() + program.decisions.size()),
      codes_(codings_.size()), tables_(program.decisions.size()) {
  code_sources();
  for (std::size_t i = 0; i < tables_.size(); ++i) make_table(i);
}

void Kernel::code_sources() {
  std::vector<std::set<std::int64_t>> cuts(codings_.size());
  const auto source = [&](const Expr& e) { return e.x + (e.kind == Kind::Decision ? p_.columns.size() : 0); };
  for (const Expr& e : p_.exprs) {
    if (e.kind != Kind::Compare) continue;
    const Expr& a = p_.exprs[e.a];
    const Expr& b = p_.exprs[e.b];
    const Wide left = static_cast<Wide>(e.top) * e.other_bottom;
    const Wide right = static_cast<Wide>(e.other_top) * e.bottom;
    if (direct(a) && b.kind == Kind::Const && !b.absent) add_cuts(cuts[source(a)], left, right * b.number);
    if (direct(b) && a.kind == Kind::Const && !a.absent) add_cuts(cuts[source(b)], right, left * a.number);
  }
  for (std::size_t i = 0; i < codings_.size(); ++i) {
    Coding& c = codings_[i];
    const std::uint32_t type = i < p_.columns.size() ? p_.columns[i].type : p_.decisions[i - p_.columns.size()].type;
    c.cls = static_cast<Class>(p_.image.types()[type].cls);
    c.cuts.assign(cuts[i].begin(), cuts[i].end());
    const std::uint32_t values = value_count(p_, type);
    c.usable = c.cls != Class::Set || values <= kSmallSet;
    if (!c.usable) continue;
    c.codes = c.cls == Class::Set      ? 1U << values
              : c.cls == Class::Number ? static_cast<std::uint32_t>(c.cuts.size()) + 1
                                       : values;
    // A fact is never rejected, and absent only where it may be.
    const bool decided = i >= p_.columns.size();
    const bool measure = !decided && p_.columns[i].kind == Column::Kind::Measure;
    if (decided || p_.image.types()[type].optional != 0) c.absent = c.codes++;
    if (decided || measure) c.rejected = c.codes++;
    c.usable = c.codes <= kPlaces;
  }
}

std::uint32_t Kernel::code(const Coding& coding, const Content& content) {
  if (content.state == Content::State::Absent) return coding.absent;
  if (content.state == Content::State::Rejected) return coding.rejected;
  if (coding.cls != Class::Number) return static_cast<std::uint32_t>(content.number);
  return static_cast<std::uint32_t>(std::upper_bound(coding.cuts.begin(), coding.cuts.end(), content.number) -
                                    coding.cuts.begin());
}

void Kernel::make_table(std::size_t decision) {
  const Decision& d = p_.decisions[decision];
  Table& table = tables_[decision];
  table.adds = d.kind == Decision::Kind::Attach && d.where == kNone;
  std::vector<std::uint32_t> roots{d.where};
  if (!table.adds) roots.push_back(d.value);
  for (const Line& line : d.lines) roots.insert(roots.end(), {line.condition, line.outcome});

  // Codes tell all apart that is asked, unless numbers are used for something else than a comparison with a constant.
  std::set<std::uint32_t> seen, sources;
  std::uint64_t asked = 0;
  bool exact = true;
  const auto walk = [&](const auto& self, std::uint32_t index, bool compared) -> void {
    if (index == kNone) return;
    const Expr& e = p_.exprs[index];
    if (e.cls == Class::Number && e.kind != Kind::Const) exact = exact && compared && direct(e);
    if (e.kind == Kind::Self) exact = false;  // but where values of it are asked for by name
    if (!seen.insert(index).second) return;
    if (direct(e)) {
      const auto source = e.x + (e.kind == Kind::Decision ? static_cast<std::uint32_t>(p_.columns.size()) : 0);
      exact = exact && codings_[source].usable;
      sources.insert(source);
    }
    const bool asks = e.kind == Kind::IsAbsent || e.kind == Kind::IsThere;
    const auto constant = [&](std::uint32_t part) { return p_.exprs[part].kind == Kind::Const; };
    const bool compares = e.kind == Kind::Compare;
    const bool of_self = e.a != kNone && p_.exprs[e.a].kind == Kind::Self && table.adds;
    if (of_self && (e.kind == Kind::HasAll || (e.kind == Kind::Has && constant(e.b)))) {
      const Expr& value = e.kind == Kind::Has ? p_.exprs[e.b] : e;
      if (!value.absent)
        asked |= e.kind == Kind::Has ? std::uint64_t{1} << value.number : static_cast<std::uint64_t>(e.number);
      return;
    }
    self(self, e.a, asks || (compares && constant(e.b)));
    self(self, e.b, compares && constant(e.a));
    self(self, e.c, false);
  };
  for (const std::uint32_t root : roots) walk(walk, root, false);
  for (std::uint8_t v = 0; v < 62; ++v) {
    if ((asked >> v & 1U) != 0) table.asked.push_back(v);
  }
  exact = exact && table.asked.size() <= kSmallSet;
  std::size_t places = exact ? std::size_t{1} << table.asked.size() : 0;
  for (const std::uint32_t source : sources) {
    if (!exact || places > kPlaces) break;
    table.reads.push_back({source, static_cast<std::uint32_t>(places)});
    places *= codings_[source].codes;
  }
  if (exact && places <= kPlaces) table.places.resize(places);
  table.value = d.value;
}

std::size_t Kernel::tables() const {
  return static_cast<std::size_t>(
      std::count_if(tables_.begin(), tables_.end(), [](const Table& t) { return !t.places.empty(); }));
}

Decided Kernel::place(std::size_t decision) {
  Table& table = tables_[decision];
  std::size_t at = 0;
  Content from;
  std::uint64_t begins = 0;  // what the rules see of the set before they add to it
  if (table.adds && table.value != kNone) from = decider_.value(table.value);
  for (std::size_t i = 0; i < table.asked.size(); ++i) {
    const std::uint64_t bit = static_cast<std::uint64_t>(from.number) >> table.asked[i] & 1U;
    at |= static_cast<std::size_t>(bit) << i;
    begins |= bit << table.asked[i];
  }
  for (const Read& read : table.reads) at += std::size_t{codes_[read.source]} * read.step;
  Place& place = table.places[at];
  if (!place.known) {
    const Decided made = table.adds ? Decided{decider_.grown(decision, begins), kNone} : decider_.decision(decision);
    place = {made.content.number, made.line, 0, made.content.state, true};
    const Coding& own = codings_[p_.columns.size() + decision];
    if (own.usable) place.code = static_cast<std::uint16_t>(code(own, made.content));
  }
  if (!table.adds) {
    codes_[p_.columns.size() + decision] = place.code;
    return {{place.state, place.number}, place.line};
  }
  if (from.state == Content::State::Rejected || place.state == Content::State::Rejected)
    return {{Content::State::Rejected, 0}, kNone};
  return {{Content::State::Value, place.number | from.number}, kNone};
}

std::span<const Decided> Kernel::decide(std::span<const Content> columns) {
  decider_.begin(columns);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (codings_[i].usable) codes_[i] = code(codings_[i], columns[i]);
  }
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const bool table = !tables_[i].places.empty();
    const Decided made = table ? place(i) : decider_.decision(i);
    decider_.know(i, made);
    const std::size_t own = columns.size() + i;
    if ((!table || tables_[i].adds) && codings_[own].usable) codes_[own] = code(codings_[own], made.content);
  }
  return decider_.decided();
}

}  // namespace msd::records
