// Contents of columns that tell apart what rules tell apart.
#include "tests/support/space.h"

#include <algorithm>
#include <set>

namespace msd::testing {

namespace {

using records::Column;
using records::Content;
using records::kNone;
using State = Content::State;
__extension__ using Wide = __int128;

constexpr std::size_t kSmallSet = 12;  // values
constexpr std::size_t kNumbers = 64;   // of an expression, that others are compared with

class Numbers {
 public:
  explicit Numbers(const records::Program& program) : p_(program), of_(program.columns.size()) {
    for (std::size_t i = 0; i < of_.size(); ++i) {
      const image::TypeRecord& type = p_.image.types()[p_.columns[i].type];
      if (static_cast<Class>(type.cls) != Class::Number) continue;
      of_[i] = {p_.image.number(type.low), p_.image.number(type.high)};
    }
    each([&](const records::Expr& e, Wide left, Wide right) {
      if (constant(e.b)) turns(e.a, right * p_.exprs[e.b].number, left);
      if (constant(e.a)) turns(e.b, left * p_.exprs[e.a].number, right);
    });
    each([&](const records::Expr& e, Wide left, Wide right) {
      if (constant(e.a) || constant(e.b)) return;
      for (std::int64_t v : values(e.a)) turns(e.b, left * v, right);
      for (std::int64_t v : values(e.b)) turns(e.a, right * v, left);
    });
  }
  const std::set<std::int64_t>& of(std::size_t column) const { return of_[column]; }

 private:
  template <class Visit> void each(const Visit& visit) {
    for (const records::Expr& e : p_.exprs) {
      if (e.kind == records::Expr::Kind::Compare)
        visit(e, static_cast<Wide>(e.top) * e.other_bottom, static_cast<Wide>(e.other_top) * e.bottom);
    }
  }
  bool constant(std::uint32_t index) const { return p_.exprs[index].kind == records::Expr::Kind::Const; }

  /// A comparison of the expression with `top / bottom` is made.
  void turns(std::uint32_t index, Wide top, Wide bottom) {
    if (bottom == 0) return;
    const Wide at = top / bottom;
    if (at > INT64_MAX / 2 || at < INT64_MIN / 2) return;
    for (std::int64_t aside : {-1, 0, 1}) turns_at(index, static_cast<std::int64_t>(at) + aside);
  }

  void turns_at(std::uint32_t index, std::int64_t at) {
    if (!seen_.insert({index, at}).second) return;
    const records::Expr& e = p_.exprs[index];
    if (e.kind == records::Expr::Kind::Column) add(e.x, at);
    if (e.kind == records::Expr::Kind::If) turns_at(e.b, at), turns_at(e.c, at);
    if (e.kind == records::Expr::Kind::Scale) turns(e.a, static_cast<Wide>(at) * e.bottom, e.top);
    if (e.kind != records::Expr::Kind::Decision) return;
    outcomes(e.x, [&](std::uint32_t part) { turns_at(part, at); });
  }

  void add(std::uint32_t column, std::int64_t at) {
    const image::TypeRecord& type = p_.image.types()[p_.columns[column].type];
    if (type.integer == 0) {
      of_[column].insert(std::clamp(at, p_.image.number(type.low), p_.image.number(type.high)));
      return;
    }
    constexpr std::int64_t kOne = 1'000'000;
    for (const std::int64_t whole : {at / kOne - 1, at / kOne, at / kOne + 1})
      of_[column].insert(std::clamp(whole * kOne, p_.image.number(type.low), p_.image.number(type.high)));
  }

  template <class Visit> void outcomes(std::uint32_t decision, const Visit& visit) const {
    const records::Decision& d = p_.decisions[decision];
    if (d.value != kNone) visit(d.value);
    for (const records::Line& line : d.lines) {
      if (line.outcome != kNone) visit(line.outcome);
    }
  }

  std::set<std::int64_t> values(std::uint32_t index) const {
    const records::Expr& e = p_.exprs[index];
    std::set<std::int64_t> out;
    const auto join = [&](std::uint32_t part) { out.merge(values(part)); };
    if (e.kind == records::Expr::Kind::Const && !e.absent) out.insert(e.number);
    if (e.kind == records::Expr::Kind::Column) out = of_[e.x];
    if (e.kind == records::Expr::Kind::If) join(e.b), join(e.c);
    if (e.kind == records::Expr::Kind::Decision) outcomes(e.x, join);
    if (e.kind == records::Expr::Kind::Scale) {
      for (std::int64_t v : values(e.a)) out.insert(static_cast<std::int64_t>(static_cast<Wide>(v) * e.top / e.bottom));
    }
    while (out.size() > kNumbers) out.erase(std::next(out.begin(), static_cast<std::ptrdiff_t>(out.size() / 2)));
    return out;
  }

  const records::Program& p_;
  std::vector<std::set<std::int64_t>> of_;
  std::set<std::pair<std::uint32_t, std::int64_t>> seen_;
};

}  // namespace

Samples samples(const records::Program& program) {
  Samples out;
  const Numbers numbers(program);
  for (std::size_t i = 0; i < program.columns.size(); ++i) {
    const Column& c = program.columns[i];
    const image::TypeRecord& type = program.image.types()[c.type];
    const auto cls = static_cast<Class>(type.cls);
    const std::size_t values = cls == Class::Bool     ? 2
                               : cls == Class::Number ? 0
                                                      : program.image.enums()[type.target].value_count;
    std::vector<Content> all;
    const auto add = [&](std::uint64_t v) { all.push_back({State::Value, static_cast<std::int64_t>(v)}); };
    const bool whole = cls != Class::Set || values <= kSmallSet;
    if (cls == Class::Number) {
      for (std::int64_t v : numbers.of(i)) all.push_back({State::Value, v});
    } else if (cls != Class::Set || whole) {
      for (std::uint64_t v = 0; v < (cls == Class::Set ? std::uint64_t{1} << values : values); ++v) add(v);
    } else {
      const std::uint64_t full = (std::uint64_t{1} << values) - 1;
      add(0), add(full);
      for (std::size_t v = 0; v < values; ++v) add(std::uint64_t{1} << v), add(full ^ (std::uint64_t{1} << v));
    }
    if (type.optional != 0) all.push_back({});
    if (c.kind == Column::Kind::Measure) all.push_back({State::Rejected, 0});
    out.of.push_back(std::move(all));
    out.whole.push_back(whole);
  }
  return out;
}

}  // namespace msd::testing
