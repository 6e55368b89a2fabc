#include "tools/bench/generate.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace msd::bench {

namespace {

[[noreturn]] void stop(const std::string& what) {
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(2);
}

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014): small, and the same
/// everywhere.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// One department of a parcel service; `@` is its number.
constexpr std::string_view kDepartment = R"(
/// How soon a parcel of lane @ has to leave.
enum haste_@ "Haste @" { calm, soon, now "right now", burning }
enum bulk_@ "Bulk @" { small, medium, large "large or bulky" }
enum carrier_@ "Carrier @" { bicycle, van, lorry, night_train "night train", helicopter }
enum mark_@ "Mark @" { fragile, chilled, signed_for "signed for", insured }

/// What lane @ carries.
row parcel_@ "Parcel of lane @" {
  id "parcel_@.{name}"
  written "parcel_@ {name}"
}

/// How soon it has to leave, as the sender asks for.
field parcel_@.haste "Haste" : haste_@
  given from "order" as external
  step 1
  ask "how soon does {name} have to leave?"
field parcel_@.bulk "Bulk" : bulk_@
  given from "scale" as external
  step 1
/// Net, without the pallet.
field parcel_@.weight "Weight" : int 0 .. 40000
  given from "scale" as external  default 100
  step 1
field parcel_@.marks "Marks" : set of mark_@
  given from "order" as external  default {}
  step 1
field parcel_@.patience "Patience" : decimal 0 min .. 90 d
  given from "contract" as external  default 2 d
  step 1
field parcel_@.remote "Remote?" : bool
  given from "map" as external  default no
  step 1
/// Whether two people have to carry it.
field parcel_@.heavy "Heavy?" : bool
  derived from weight, bulk
  step 2
field parcel_@.delicate "Delicate?" : bool
  derived from marks
  step 2
field parcel_@.carrier "Carrier" : carrier_@
  classified from haste, bulk, heavy, delicate, remote, patience
  step 3
field parcel_@.slow "Slow?" : bool
  derived from carrier, haste
  step 4

derive parcel_@.heavy = weight > 2500 or bulk == large
derive parcel_@.delicate = marks has fragile or marks has chilled
derive parcel_@.slow = carrier in {bicycle, night_train} and haste in {now, burning}

/// Who takes it. What burns flies; what is heavy rolls.
classify parcel_@.carrier {
  rescue    when haste == burning and remote and not heavy                            => helicopter
  haul      when heavy and (haste == burning or haste == now)                         => lorry
  overnight when heavy and patience >= 12 h                                           => night_train
  rolling   when heavy                                                                => lorry
  careful   when delicate and (bulk == medium or haste != calm)                       => van
  short_hop when not remote and bulk == small and patience < 30 min                   => bicycle
  leisurely when (haste == calm or haste == soon) and not remote and bulk == small    => bicycle
  otherwise van
}

/// A bicycle must not carry what breaks.
require parcel_@_held_softly on parcel_@ where delicate step 3 {
  carrier != bicycle
  otherwise error "{name} breaks on a bicycle" hint "say how soon it has to leave"
}
require parcel_@_in_time on parcel_@ where haste is given step 4 {
  not slow or patience > 1 d
  otherwise warning "{name} leaves late" hint "give it more patience"
}

test "lane @ sends what burns by air" {
  parcel_@ far { haste: burning  bulk: small  remote: yes }
  parcel_@ fat { haste: calm  bulk: large  patience: 1 d }
  expect far.carrier by rescue
  expect fat.carrier == night_train
}
)";

std::string numbered(std::string_view pattern, std::size_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  out.reserve(pattern.size() + 64 * digits.size());
  for (char c : pattern) c == '@' ? out += digits : out += c;
  return out;
}

/// `    key: word because "…"` with the word (and its reason) replaced by `?`; the line as it is if it has another
/// form.
std::string unanswered(std::string_view line) {
  const std::size_t colon = line.find(": ");
  const std::size_t because = line.find("  because \"");
  const std::size_t other = line.find(" because \"");
  const std::size_t reason = std::min(because, other);
  if (colon == std::string_view::npos || reason == std::string_view::npos || reason < colon || line.back() != '"' ||
      line.find('"') < reason || line.find(':', colon + 1) < reason)
    return std::string(line);
  return std::string(line.substr(0, colon)) + ": ?";
}

}  // namespace

std::string rule_file(std::size_t bytes) {
  std::string out = R"(/// Lanes of a parcel service.
framework lanes 1.0

step 1 "Take in"
step 2 "Weigh"
step 3 "Choose a carrier"
step 4 "Send"
)";
  for (std::size_t number = 1; out.size() < bytes; ++number) out += numbered(kDepartment, number);
  return out;
}

std::string design(std::string_view example, std::uint64_t number) {
  std::string out;
  out.reserve(example.size() + 16);
  std::uint64_t random = mixed(number);
  for (std::size_t at = 0; at < example.size();) {
    const std::size_t end = std::min(example.find('\n', at), example.size());
    const std::string_view line = example.substr(at, end - at);
    at = end + 1;
    random = mixed(random);
    if (line.starts_with("design ")) {
      const std::size_t name_end = line.find(' ', 7);
      out += fmt::format("{}_{}{}", line.substr(0, name_end), number, line.substr(std::min(name_end, line.size())));
    } else {
      out += random % 64 == 0 ? unanswered(line) : std::string(line);
    }
    out += '\n';
  }
  return out;
}

void design_folder(const std::string& folder, const std::vector<std::string>& examples, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::string below = fmt::format("{}/{:03}", folder, i / 100);
    std::error_code error;
    std::filesystem::create_directories(below, error);
    std::ofstream file(fmt::format("{}/design_{:05}.msd", below, i), std::ios::binary);
    file << design(examples[i % examples.size()], i);
    if (!file.flush()) stop("cannot write designs in " + folder);
  }
}

std::string read_or_stop(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && text.empty()) stop("cannot read " + path);
  return text;
}

}  // namespace msd::bench
