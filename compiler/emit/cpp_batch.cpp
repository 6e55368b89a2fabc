#include "compiler/emit/batch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::emit {

namespace {

constexpr std::string_view kHead =
    R"(/// Many records at once: STEPS operations on words that hold one bit of each of their records. A plane is a row of
/// words: bit i of word w is that of record 64 w + i. Each column that is read, and each decision, has a code for each
/// of its contents, and a plane for each bit of that, the lowest first: those of msd_batch_bits in libmsd.
LEFTnamespace batch {

/// `bits` planes from `first` on. Codes of bools and enums are the places of values, of sets masks, of numbers the
/// stretches between those in `cuts_of_…`, each of which begins one; then come absent and rejected (none: all ones).
struct planes {
  unsigned first, bits;
  std::uint64_t codes, absent, rejected;
};
)";

constexpr std::string_view kHelpers = R"(
namespace detail {
constexpr std::uint64_t stretch(std::int64_t number, const std::int64_t* cuts, int count) {
  std::uint64_t out = 0;
  for (int i = 0; i < count; ++i) out += cuts[i] <= number ? 1U : 0U;
  return out;
}
}  // namespace detail

/// What a code of a bool, an enum or a set says; which rule fired is not known.
template <class T> constexpr decided<T> decoded(const planes& of, std::uint64_t code) {
  decided<T> out{};
  out.state = code == of.rejected ? content::rejected : code == of.absent ? content::absent : content::value;
  if (out.there()) out.value = static_cast<T>(code);
  return out;
}
)";

constexpr std::string_view kLoops = R"(
/// Planes where they are: `in` points at those of columns, `out` at those of decisions, `words` words each. W is
/// std::uint64_t, or a vector of them that the compiler has, as
/// `typedef std::uint64_t v8 __attribute__((vector_size(64)))`.
template <class W = std::uint64_t>
inline void decide(const std::uint64_t* const* in, std::uint64_t* const* out, std::size_t words) {
  static_assert(sizeof(W) % sizeof(std::uint64_t) == 0, "whole words");
  constexpr std::size_t step = sizeof(W) / sizeof(std::uint64_t);
  std::size_t at = 0;
  for (; at + step <= words; at += step) {
    word<W>([&](unsigned k, W& plane) { std::memcpy(&plane, in[k] + at, sizeof plane); },
            [&](unsigned k, const W& plane) { std::memcpy(out[k] + at, &plane, sizeof plane); });
  }
  for (; at < words; ++at) {
    word<std::uint64_t>([&](unsigned k, std::uint64_t& plane) { plane = in[k][at]; },
                        [&](unsigned k, const std::uint64_t& plane) { out[k][at] = plane; });
  }
}

/// Planes in blocks: a W of each plane of columns, then the next block; so for decisions. Faster, for what is read
/// together lies together.
template <class W = std::uint64_t> constexpr void decide_blocks(const W* in, W* out, std::size_t blocks) {
  for (std::size_t block = 0; block < blocks; ++block) {
    const W* from = in + block * inputs;
    W* to = out + block * outputs;
    word<W>([&](unsigned k, W& plane) { plane = from[k]; }, [&](unsigned k, const W& plane) { to[k] = plane; });
  }
}

}  // namespace batch

)";

class BatchWriter {
 public:
  BatchWriter(const Program& program, const Names& names) : names_(names), b_(batch(program)) {}

  std::string run() {
    std::string left;
    for (const std::string& why : b_.left) left += fmt::format("/// Left out: {}.\n", why);
    if (!b_.sliced)
      return left.empty() ? "" : fmt::format("/// There is nothing for many records at once.\n{}\n", left);
    const std::vector<Step> all = steps(b_, "W{}");
    out_ = kHead;
    for (const auto& [word, by] : {std::pair{std::string("STEPS"), fmt::format("{}", b_.sliced->chains.steps)},
                                   std::pair{std::string("LEFT"), left}})
      out_.replace(out_.find(word), word.size(), by);
    places();
    out_ += kHelpers;
    codes();
    word(all);
    out_ += kLoops;
    return std::move(out_);
  }

 private:
  void place(std::size_t source, const std::string& name, std::uint32_t& first) {
    const records::Packed& packed = *b_.packed[source];
    const auto code = [](std::uint64_t n) { return n == UINT64_MAX ? "UINT64_MAX" : fmt::format("{}", n); };
    out_ += fmt::format("inline constexpr planes {}{{{}, {}, {}, {}, {}}};\n", name, first, packed.bits, packed.codes,
                        code(packed.absent), code(packed.rejected));
    first += packed.bits;
    const std::vector<std::int64_t>& cuts = b_.codings[source].cuts;
    if (numbers(source))
      out_ += fmt::format("inline constexpr std::int64_t cuts_of_{}[] = {{{}}};\n", name, fmt::join(cuts, ", "));
  }
  /// A number of which something is asked.
  bool numbers(std::size_t source) const {
    return b_.codings[source].cls == Class::Number && !b_.codings[source].cuts.empty();
  }
  void places() {
    std::uint32_t inputs = 0;
    std::uint32_t outputs = 0;
    out_ += "namespace columns {\n";
    for (const std::uint32_t c : b_.sliced->columns) place(c, names_.columns[c], inputs);
    out_ += "}  // namespace columns\nnamespace results {\n";
    for (const std::uint32_t d : b_.decisions) place(b_.columns + d, names_.decisions[d], outputs);
    out_ += fmt::format("}}  // namespace results\ninline constexpr unsigned inputs = {}, outputs = {};\n", inputs,
                        outputs);
  }

  std::string code(std::uint32_t c) const {
    const records::Coding& coding = b_.codings[c];
    const std::string& name = names_.columns[c];
    const std::string member = "c." + name;
    const std::string value = coding.can_be_absent ? member + ".value" : member;
    std::string out = numbers(c)
                          ? fmt::format("detail::stretch({}, columns::cuts_of_{}, {})", value, name, coding.cuts.size())
                      : coding.cls == Class::Number ? "0"
                                                    : fmt::format("static_cast<std::uint64_t>({})", value);
    if (coding.can_be_absent) out = fmt::format("!{}.there ? columns::{}.absent : {}", member, name, out);
    if (coding.can_be_rejected) out = fmt::format("{}_rejected ? columns::{}.rejected : {}", member, name, out);
    return out;
  }
  void codes() {
    out_ += "\n/// Calls `put(planes, code)` for each column that is read.\n"
            "template <class Put> constexpr void codes([[maybe_unused]] const record& c, [[maybe_unused]] Put put) {\n";
    for (const std::uint32_t c : b_.sliced->columns)
      out_ += fmt::format("  put(columns::{}, std::uint64_t{{{}}});\n", names_.columns[c], code(c));
    out_ += "}\n";
  }

  void word(const std::vector<Step>& all) {
    out_ +=
        "\n/// One word of each plane: `load(k, plane)` fills that of input k, `store(k, plane)` takes that of output "
        "k; what a\n"
        "/// `store` that the compiler sees leaves alone is not computed. A code that is none of its column makes the\n"
        "/// results of its own record open, and so are those of bits beyond the last record.\n"
        "template <class W, class Load, class Store>\n"
        "constexpr void word([[maybe_unused]] Load load, [[maybe_unused]] Store store) {\n";
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Step& step = all[i];
      for (const std::uint32_t k : step.loads) out_ += fmt::format("  W i{0}{{}};\n  load({0}, i{0});\n", k);
      if (step.read || !step.output) out_ += fmt::format("  const W t{} = {};\n", i, step.expression);
      if (step.output)
        out_ += fmt::format("  store({}, {});\n", *step.output, step.read ? fmt::format("t{}", i) : step.expression);
    }
    out_ += "}\n";
  }

  const Names& names_;
  Batch b_;
  std::string out_;
};

}  // namespace

std::string cpp_batch(const Program& program, const Names& names) { return BatchWriter(program, names).run(); }

}  // namespace msd::emit
