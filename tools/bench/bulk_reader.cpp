// What it costs to read all fields of JSON lines with simdjson and to decide nothing: its On-Demand interface, a
// block at a time.
//
//   bench_bulk_reader FILE
#include <simdjson.h>

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace simdjson;

/// Something of each value, so that none is left unread.
std::uint64_t read_value(ondemand::value value) {
  switch (value.type()) {
  case ondemand::json_type::array: {
    std::uint64_t sum = 0;
    for (auto item : value.get_array()) sum += read_value(item.value());
    return sum;
  }
  case ondemand::json_type::string: return std::string_view(value.get_string()).size();
  case ondemand::json_type::boolean: return bool(value.get_bool()) ? 1 : 0;
  case ondemand::json_type::number: return static_cast<std::uint64_t>(double(value.get_double()));
  default: return value.is_null() ? 1 : 0;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int fd = argc == 2 ? ::open(argv[1], O_RDONLY) : -1;
  if (fd < 0) return std::fprintf(stderr, "bench_bulk_reader FILE\n"), 2;
  constexpr std::size_t kBlock = std::size_t{1} << 20U;
  std::vector<char> block(kBlock + SIMDJSON_PADDING);
  ondemand::parser parser;
  std::size_t held = 0;
  std::uint64_t records = 0, sum = 0;
  while (true) {
    const ssize_t got = ::read(fd, block.data() + held, kBlock - held);
    if (got <= 0) break;
    held += static_cast<std::size_t>(got);
    std::size_t whole = held;
    while (whole > 0 && block[whole - 1] != '\n') --whole;
    ondemand::document_stream lines;
    if (parser.iterate_many(block.data(), whole, kBlock + 1).get(lines) != SUCCESS) return 1;
    for (auto line : lines) {
      for (auto field : line.get_object()) {
        const std::string_view key = field.unescaped_key();
        sum += key.size() + read_value(field.value());
      }
      ++records;
    }
    std::memmove(block.data(), block.data() + whole, held - whole);
    held -= whole;
  }
  std::printf("%llu records, %llu\n", static_cast<unsigned long long>(records), static_cast<unsigned long long>(sum));
  return 0;
}
