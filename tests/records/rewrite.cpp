// Circuits that are rewritten, against what they were: over all values of their inputs.
#include "tests/support/catch.h"
#include "tests/support/random.h"
#include "tests/support/settings.h"

#include "runtime/records/rewrite.h"

namespace circuits_rewritten {

using namespace msd::records;
using namespace msd::testing;

namespace {

/// Of each output a bit for each combination of at most six inputs.
std::vector<std::uint64_t> truths(const Circuit& circuit, const std::vector<Bit>& outputs) {
  constexpr std::uint64_t kInputs[] = {0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0,
                                       0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000};
  std::vector<std::uint64_t> of(circuit.nodes());
  const auto value = [&](Bit bit) { return of[bit / 2] ^ ((bit & 1U) != 0 ? ~std::uint64_t{0} : 0); };
  for (std::size_t n = 1; n < circuit.nodes(); ++n)
    of[n] = n <= circuit.inputs() ? kInputs[n - 1] : value(circuit.node(n).a) & value(circuit.node(n).b);
  std::vector<std::uint64_t> out;
  for (const Bit bit : outputs) out.push_back(value(bit));
  return out;
}

}  // namespace

TEST_CASE("circuits keep their functions, and get no larger") {
  Random random(settings().seed);
  std::size_t before = 0, after = 0;
  for (int n = 0; n < 2'000; ++n) {
    Circuit circuit;
    std::vector<Bit> bits{kNo, kYes};
    const std::size_t inputs = random.below(7);
    for (std::size_t i = 0; i < inputs; ++i) bits.push_back(circuit.input());
    const auto any = [&] { return bits[random.below(bits.size())] ^ static_cast<Bit>(random.below(2)); };
    for (std::size_t i = random.below(60); i > 0; --i)
      bits.push_back(random.chance(50) ? circuit.both(any(), any()) : circuit.choose(any(), any(), any()));
    std::vector<Bit> outputs;
    for (std::size_t i = random.below(6); i > 0; --i) outputs.push_back(any());
    const std::vector<std::uint64_t> wanted = truths(circuit, outputs);
    std::vector<Bit> found = outputs;
    const Circuit small = rewritten(circuit, found);
    INFO("circuit " << n);
    REQUIRE(small.inputs() == inputs);
    REQUIRE(small.nodes() <= circuit.nodes());
    REQUIRE(truths(small, found) == wanted);
    before += circuit.nodes();
    after += small.nodes();
  }
  CHECK(after < before / 2);  // most of what is random is said in less
}

TEST_CASE("a circuit may be as deep as it is large") {
  Circuit circuit;
  std::vector<Bit> inputs;
  for (int i = 0; i < 20; ++i) inputs.push_back(circuit.input());
  Random random(settings().seed);
  Bit bit = inputs[0];
  while (circuit.nodes() < 20'000) {
    const Bit other = inputs[random.below(inputs.size())] ^ static_cast<Bit>(random.below(2));
    bit = negated(
        circuit.both(negated(circuit.both(bit, other)), negated(circuit.both(negated(bit), inputs[random.below(20)]))));
  }
  std::vector<Bit> outputs{bit};
  const std::size_t before = circuit.nodes();
  CHECK(rewritten(circuit, outputs).nodes() <= before);
}

TEST_CASE("what is said in a roundabout way is said straight") {
  // If a then (if a then b else c) else (b and not a and a): b where a.
  Circuit circuit;
  const Bit a = circuit.input(), b = circuit.input(), c = circuit.input();
  const Bit inner = circuit.choose(c, circuit.both(a, b), circuit.both(b, a));
  const Bit odd = circuit.choose(a, circuit.choose(b, inner, circuit.both(c, negated(a))), kNo);
  std::vector<Bit> outputs{odd};
  const Circuit small = rewritten(circuit, outputs);
  CHECK(small.nodes() == 1 + 3 + 1);
  // Exclusive or needs three, whatever it is made of.
  Circuit sums;
  const Bit x = sums.input(), y = sums.input();
  std::vector<Bit> sum{sums.either(sums.both(x, negated(y)), sums.both(sums.either(x, y), negated(sums.both(x, y))))};
  CHECK(rewritten(sums, sum).nodes() == 1 + 2 + 3);
}

}  // namespace circuits_rewritten
