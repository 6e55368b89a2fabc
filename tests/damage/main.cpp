// Changes single bytes of an image.
//
//   damage ENTRY [--every N] [--from K] [--values V] [--checksum] [--rules FORM]
//
// ENTRY: a framework's entry file, or an image. --every N: one byte in N, from the K-th on. --values V: V of the 255
// other values of each. --checksum: only whether any change of one byte behind the header keeps the checksum. --rules
// FORM: of a rules file of it, with the `usual` forms of tables, or found by `cubes`, or all of these as rule `sets`.
#include "compiler/driver/pipeline.h"
#include "tests/damage/damage.h"
#include "tests/fuzz/support.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/resource.h>

using namespace msd;

int main(int argc, char** argv) {
  damage::Options options;
  std::string entry;
  bool checksum = false;
  std::string_view form;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const auto number = [&] { return std::strtoul(argv[++i], nullptr, 10); };
    if (word == "--checksum")
      checksum = true;
    else if (word == "--rules" && i + 1 < argc)
      form = argv[++i];
    else if (word == "--every" && i + 1 < argc)
      options.every = std::max(1UL, number());
    else if (word == "--from" && i + 1 < argc)
      options.from = number();
    else if (word == "--values" && i + 1 < argc)
      options.values = number();
    else
      entry = word;
  }
  source::SourceMap sources;
  diag::Sink sink;
  const auto image =
      entry.ends_with(".msdi") ? driver::open_image(entry, sink) : driver::compile(entry, {}, sources, sink).image;
  if (!image) return std::fprintf(stderr, "damage: no image of `%s`\n", entry.c_str()), 2;
  std::size_t size = image->block().size();
  if (checksum) {
    const damage::Kept kept = damage::keep_checksum(*image, options);
    std::printf("%zu bytes: %zu changes, %zu keep the checksum\n", size, kept.tried, kept.kept);
    return kept.as_library && kept.tried != 0 && kept.kept == 0 ? 0 : 1;
  }
  damage::Counts counts;
  if (form.empty()) {
    counts = damage::damage(*image, options);
  } else {
    records::Limits limits;
    if (form != "usual") limits.places = 0;
    if (form == "sets") limits.numbers = 0;
    const std::vector<std::uint64_t> rules = fuzz::rules_file(*image, limits);
    size = rules.size() * sizeof rules[0];
    counts = damage::damage_rules(rules, options);
  }
  struct rusage used {};
  ::getrusage(RUSAGE_SELF, &used);
  std::printf("%zu bytes: %zu changes, all refused; with a fitting checksum %zu refused, %zu harmless\n", size,
              counts.tried, counts.refused, counts.harmless);
  std::printf("longest: %s; memory: %ld MB\n", counts.longest.c_str(), used.ru_maxrss / 1024);
  return counts.tried != 0 && counts.refused != 0 && counts.harmless != 0 ? 0 : 1;
}
