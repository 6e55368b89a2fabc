// Decides many records at once and counts what comes out:   many IMAGE ROW DECISION RECORDS [THREADS]
// The records are made up: each code of a column as often as any other, in an order that is the same each time.
#include <msd.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>

namespace {

void count_up(const msdlib::Rules& rules, std::size_t decision, std::size_t records, std::size_t threads) {
  std::string why;
  const std::size_t asked[] = {decision};
  const auto batch = msdlib::Batch::make(rules, asked, &why);
  if (!batch) throw msdlib::Error(MSD_NOT_CODED, why);
  std::vector<msdlib::Codes> columns;
  std::uint64_t dice = 1;
  for (std::size_t c = 0; c < rules.columns(); ++c) {
    const msd_coding coding = rules.column_coding(c);
    columns.emplace_back(coding, records);
    for (std::size_t r = 0; r < records && coding.codes != 0; ++r) {
      dice = dice * 6364136223846793005U + 1442695040888963407U;
      columns.back().put(r, (dice >> 33U) % coding.codes);
    }
  }
  std::vector<msdlib::Codes> results{{rules.decision_coding(decision), records}};
  batch->decide(columns, records, results, threads);
  std::map<std::uint64_t, std::size_t> counts;
  for (std::size_t r = 0; r < records; ++r) ++counts[results.front().at(r)];
  for (const auto& [code, times] : counts)
    std::printf("%s: %zu\n", rules.show(decision, rules.cell(decision, code)).c_str(), times);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 5) throw msdlib::Error(MSD_BAD_RECORD, "usage: many IMAGE ROW DECISION RECORDS [THREADS]");
  const msdlib::Rules rules = msdlib::Image::load_file(argv[1]).rules(argv[2]);
  count_up(rules, rules.decision(argv[3]), std::strtoull(argv[4], nullptr, 10),
           argc > 5 ? std::strtoull(argv[5], nullptr, 10) : 1);
  return 0;
} catch (const std::exception& e) {
  std::fprintf(stderr, "many: %s\n", e.what());
  return 1;
}
