#include "compiler/certify/certify.h"

namespace msd::certify {

namespace {

/// What is wished for, in the words of cases: of a set, for each member whether it is in.
std::vector<std::string> words(const image::Image& image, std::uint32_t field, const eval::Wish& wish) {
  const std::uint32_t type = image.fields()[field].type;
  const auto cls = static_cast<Class>(image.types()[type].cls);
  if (cls == Class::Number) return {std::to_string(wish.value.number) + ".." + std::to_string(wish.value.number)};
  std::vector<std::string> out;
  if (cls != Class::Set) return out;
  const std::uint32_t members = image.enums()[image.types()[type].target].value_count;
  for (unsigned v = 0; v < members; ++v) {
    const bool in = (wish.value.mask >> v & 1U) != 0;
    if (in || wish.kind == eval::Wish::Kind::Equal) out.push_back((in ? "+" : "-") + eval::value_word(image, type, v));
  }
  return out;
}

}  // namespace

Certificate forbidden(const eval::Facts& facts, eval::CellRef cell, const eval::Wish& wish,
                      const std::vector<eval::CellRef>& held) {
  const eval::Assuming names(facts);
  const auto name = [&](eval::CellRef ref) { return names.name({false, ref.field, {ref.row}}); };
  Certificate out;
  out.claim = "forbidden";
  out.about = {{"cell", name(cell)}};
  const std::uint32_t type = facts.image().fields()[cell.field].type;
  for (unsigned bit = 0; bit < 64; ++bit) {
    if ((wish.mask >> bit & 1U) != 0) out.about.emplace_back("value", eval::value_word(facts.image(), type, bit));
  }
  if (wish.mask == 0)
    for (std::string& word : words(facts.image(), cell.field, wish)) out.about.emplace_back("value", std::move(word));
  if (out.about.size() == 1) out.reason = "cases do not name texts, names and rows";
  for (eval::CellRef fact : held) out.about.emplace_back("held", name(fact));
  return out;
}

}  // namespace msd::certify
