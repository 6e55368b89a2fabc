// Prints what each value of one column leads to, all others as given:   table IMAGE ROW COLUMN DECISION
#include <msd.hpp>

#include <cstdio>
#include <exception>

namespace {

int table(const msdlib::Rules& rules, std::size_t column, std::size_t decision) {
  std::vector<msdlib::Cell> record;
  for (std::size_t i = 0; i < rules.columns(); ++i) {
    const msd_info info = rules.column(i);
    record.push_back(info.optional != 0 ? msdlib::absent() : msdlib::value(info.type == MSD_NUMBER ? info.low : 0));
  }
  msdlib::Decider decider(rules);
  for (std::size_t v = 0; v < rules.column(column).values; ++v) {
    record[column] = msdlib::value(static_cast<std::int64_t>(v));
    const msdlib::Cell& cell = decider.decide(record)[decision];
    std::printf("%s: %s", msd_column_value(rules.get(), column, v), rules.show(decision, cell).c_str());
    const std::string rule(rules.rule(decision, cell));
    std::printf(rule.empty() ? "\n" : " by %s\n", rule.c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: table IMAGE ROW COLUMN DECISION\n", stderr);
    return 2;
  }
  try {
    const msdlib::Rules rules = msdlib::Image::load_file(argv[1]).rules(argv[2]);
    return table(rules, rules.column(argv[3]), rules.decision(argv[4]));
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "table: %s\n", fault.what());
    return 1;
  }
}
