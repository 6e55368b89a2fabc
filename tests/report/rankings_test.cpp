// The places of versions of a design: what no completion of the undecided amounts contradicts, and no more.
#include "runtime/report/rankings.h"

#include "tests/support/catch.h"
#include "tests/support/random.h"

#include <algorithm>
#include <string>

using namespace msd;
using eval::Outcome;
using report::Contender;

namespace {

Contender with(std::int64_t low, std::int64_t high, std::size_t errors = 0) {
  Contender out;
  out.errors = errors;
  if (low == high) {
    out.amount.state = Outcome::State::Value;
    out.amount.value.number = low;
    return out;
  }
  for (std::int64_t n = low; n <= high; ++n) out.amount.possible.values.push_back({0, n, {}});
  return out;
}

/// `version:place`, in the order that they were put in; `=N` behind a tie of N.
std::string placed(std::vector<Contender> all) {
  for (std::size_t i = 0; i < all.size(); ++i) all[i].version = i;
  report::place(all);
  std::string out;
  for (const Contender& one : all) {
    out += (out.empty() ? "" : " ") + std::to_string(one.version) + ":" + report::place_text(one);
    if (one.tied > 1) out += "=" + std::to_string(one.tied);
  }
  return out;
}

/// The least and the greatest place of each version over all completions, by trying every one.
struct Tried {
  std::vector<std::size_t> best, worst;
};

void complete(const std::vector<Contender>& all, std::vector<std::int64_t>& amounts, Tried& out) {
  if (amounts.size() < all.size()) {
    const Contender& next = all[amounts.size()];
    std::vector<std::int64_t> can;
    if (next.amount.state == Outcome::State::Value) can.push_back(next.amount.value.number);
    for (const eval::Value& value : next.amount.possible.values) can.push_back(value.number);
    for (const std::int64_t one : can) {
      amounts.push_back(one);
      complete(all, amounts, out);
      amounts.pop_back();
    }
    return;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::size_t place = 1;
    for (std::size_t k = 0; k < all.size(); ++k) {
      const auto key = [&](std::size_t n) { return std::pair(all[n].errors != 0, amounts[n]); };
      if (key(k) < key(i)) ++place;
    }
    out.best[i] = std::min(out.best[i], place);
    out.worst[i] = std::max(out.worst[i], place);
  }
}

}  // namespace

TEST_CASE("fewer comes first, equal ones share a place, and errors come last") {
  CHECK(placed({with(2, 2), with(1, 1), with(3, 3)}) == "1:1 0:2 2:3");
  CHECK(placed({with(2, 2), with(1, 1), with(2, 2), with(4, 4)}) == "1:1 0:2=2 2:2=2 3:4");
  CHECK(placed({with(2, 2, 1), with(9, 9), with(1, 1, 4)}) == "1:1 2:2 0:3");
  CHECK(placed({with(2, 2, 1), with(2, 2)}) == "1:1 0:2");
  CHECK(placed({with(5, 5)}) == "0:1");
}

TEST_CASE("an undecided amount leaves places open, its own and those of others") {
  CHECK(placed({with(2, 2), with(1, 3)}) == "0:1 or 2 1:1 or 2");
  CHECK(placed({with(2, 2), with(3, 5), with(7, 7)}) == "0:1 1:2 2:3");
  CHECK(placed({with(1, 4), with(1, 4), with(1, 4)}) == "0:1 to 3 1:1 to 3 2:1 to 3");
  CHECK(placed({with(1, 2), with(2, 2)}) == "0:1 1:1 or 2");
}

TEST_CASE("what may be any number may have any place") {
  Contender any;  // nothing is known of it
  CHECK(placed({with(2, 2), any, with(4, 4)}) == "0:1 or 2 1:1 to 3 2:2 or 3");
  Contender unsettled = with(3, 4);
  unsettled.amount.settled = false;
  CHECK(placed({with(2, 2), unsettled}) == "0:1 or 2 1:1 or 2");
}

TEST_CASE("what has no amount has no place") {
  Contender rejected, absent;
  rejected.amount.state = Outcome::State::Rejected;
  absent.amount.state = Outcome::State::Absent;
  CHECK(placed({rejected, with(3, 3), absent, with(2, 2)}) == "3:1 1:2 0:– 2:–");
}

TEST_CASE("places are those of all completions") {
  testing::Random random(11);
  for (int round = 0; round < 400; ++round) {
    std::vector<Contender> all;
    const std::size_t size = 1 + random.below(4);
    for (std::size_t i = 0; i < size; ++i) {
      const auto low = static_cast<std::int64_t>(random.below(5));
      all.push_back(with(low, low + static_cast<std::int64_t>(random.below(3)), random.below(4) == 0 ? 1 : 0));
      all.back().version = i;
    }
    Tried tried{std::vector<std::size_t>(size, size), std::vector<std::size_t>(size, 1)};
    std::vector<std::int64_t> amounts;
    complete(all, amounts, tried);
    report::place(all);
    for (const Contender& one : all) {
      INFO("round " << round << ", version " << one.version);
      CHECK(one.best == tried.best[one.version]);
      CHECK(one.worst == tried.worst[one.version]);
    }
  }
}
