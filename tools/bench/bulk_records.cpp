// Random records of a row, without end or up to a number of them, as lines that `msdc eval --records` reads.
//
//   bench_bulk_records IMAGE ROW COUNT [ordered|mixed|csv]    COUNT 0: until nobody reads
#include "compiler/driver/pipeline.h"
#include "runtime/records/program.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <unistd.h>

namespace {

using namespace msd;

class Records {
 public:
  Records(const records::Program& program, std::string form) : program_(program), form_(std::move(form)) {
    for (std::size_t i = 0; i < program.columns.size(); ++i) order_.push_back(i);
  }

  std::string header() const {
    std::string out;
    for (const records::Column& c : program_.columns) out += (out.empty() ? "" : ",") + c.name;
    return out + "\n";
  }

  /// Mixed: in another order each time, with up to two blanks wherever there may be some.
  std::string line() {
    const bool csv = form_ == "csv";
    if (form_ == "mixed") std::shuffle(order_.begin(), order_.end(), random_);
    std::string out = csv ? "" : blanks() + "{";
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const records::Column& column = program_.columns[order_[i]];
      if (i != 0) out += ",";
      if (!csv) out += blanks() + "\"" + column.name + "\"" + blanks() + ":" + blanks();
      out += value(program_.image.types()[column.type]) + blanks();
    }
    return out + (csv ? "\n" : "}\n");
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  std::string blanks() { return form_ == "mixed" ? std::string(below(3), ' ') : std::string(); }

  std::string value(const image::TypeRecord& type) {
    const bool csv = form_ == "csv";
    const std::string quote = csv ? "" : "\"";
    if (type.optional != 0 && below(8) == 0) return csv ? "" : "null";
    const auto name = [&](std::uint32_t v) {
      const image::EnumRecord& of = program_.image.enums()[type.target];
      return quote + std::string(program_.image.text(program_.image.values()[of.value_first + v].name)) + quote;
    };
    switch (static_cast<Class>(type.cls)) {
    case Class::Bool: return below(2) == 0 ? "false" : "true";
    case Class::Enum: return name(static_cast<std::uint32_t>(below(program_.image.enums()[type.target].value_count)));
    case Class::Set: {
      std::string out;
      for (std::uint32_t v = 0; v < program_.image.enums()[type.target].value_count; ++v) {
        if (below(4) == 0) out += (out.empty() ? "" : csv ? "|" : ",") + name(v);
      }
      return csv ? out : "[" + out + "]";
    }
    default: return number(type);
    }
  }

  std::string number(const image::TypeRecord& type) {
    const auto dimension = static_cast<Dimension>(type.dimension);
    const std::int64_t low = std::max<std::int64_t>(program_.image.number(type.low), 0);
    const std::int64_t high = program_.image.number(type.high);
    const std::int64_t one = dimension == Dimension::Count ? 1'000'000 : 1;
    const auto span = static_cast<std::size_t>(std::min<std::int64_t>((high - low) / one, 9)) + 1;
    const std::string text = print_quantity(low + one * static_cast<std::int64_t>(below(span)), dimension);
    return dimension == Dimension::Count || form_ == "csv" ? text : "\"" + text + "\"";
  }

  const records::Program& program_;
  std::string form_;
  std::vector<std::size_t> order_;
  std::mt19937_64 random_{20'261'130};
};

bool put(std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(STDOUT_FILENO, text.data(), text.size());
    if (wrote <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

int stop(const std::string& words) {
  std::fprintf(stderr, "bench_bulk_records: %s\n", words.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return stop("IMAGE ROW COUNT [ordered|mixed|csv]");
  diag::Sink sink;
  const auto image = driver::open_image(argv[1], sink);
  if (!image) return stop("this is no image");
  std::uint32_t row = 0;
  while (row < image->rows().size() && image->text(image->rows()[row].name) != argv[2]) ++row;
  if (row == image->rows().size()) return stop("there is no such row");
  const records::Program program = records::flatten(*image, row);
  const std::string form = argc > 4 ? argv[4] : "ordered";
  Records records(program, form);
  if (form == "csv" && !put(records.header())) return 0;
  // Records of some megabytes, again and again: whoever reads them shall be the slow one.
  constexpr std::size_t kDifferent = 20'000;
  std::uint64_t left = std::strtoull(argv[3], nullptr, 10);
  const bool endless = left == 0;
  std::vector<std::string> blocks;
  while (endless || left > 0) {
    for (std::size_t b = 0; b < kDifferent / 100 && (endless || left > 0); ++b) {
      if (b == blocks.size()) {
        blocks.emplace_back();
        for (int i = 0; i < 100; ++i) blocks.back() += records.line();
      }
      std::string_view block = blocks[b];
      for (std::uint64_t i = left; !endless && i < 100; ++i)
        block = block.substr(0, block.rfind('\n', block.size() - 2) + 1);
      if (!put(block)) return 0;
      left -= std::min<std::uint64_t>(left, 100);
    }
  }
  return 0;
}
