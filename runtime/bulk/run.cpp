#include "runtime/bulk/run.h"

#include <algorithm>

namespace msd::bulk {

Run::Run(const records::Program& program, const Options& options, int output, Complain complain, Watch watch)
    : options_(options), schema_(program, options.hint), json_(schema_), csv_(schema_), plan_(records::plan(program)),
      kernel_(program, plan_), writer_(program, options.write, options.trace), output_(output),
      complain_(std::move(complain)), watch_(std::move(watch)) {
  if (options.from == 0) writer_.header(output_);
}

/// Whether the record at hand, which is counted, stands in the output already.
bool Run::passes() { return ++progress_.records <= options_.from; }

void Run::decide(std::span<const records::Content> contents) { writer_.record(kernel_.decide(contents), output_); }

/// The fault of the record at hand, with its place in the file.
void Run::tell(const Input& input, std::string_view text) {
  const std::string_view before = text.substr(0, std::min(fault_.at, text.size()));
  const std::size_t begin = before.find_last_of('\n') + 1;  // 0, if there is none
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(begin), before.end(), starts) + 1;
  const auto lines = std::count(before.begin(), before.end(), '\n');
  complain_({input.line() + static_cast<std::size_t>(lines), static_cast<std::size_t>(column), fault_.message});
}

Run::Step Run::record(bool good, const Input& input, std::string_view text,
                      std::span<const records::Content> contents) {
  if (good) {
    decide(contents);
    return Step::Next;
  }
  ++progress_.bad;
  tell(input, text);
  if (options_.stop) return Step::Stop;
  writer_.fault(fault_.message, output_);
  return Step::Next;
}

Run::Step Run::json_step(Input& input) {
  const bool passing = progress_.records < options_.from;
  if (!passing && input.fresh()) {
    if (const char* next = json_.quick(input.rest()); next != nullptr) {
      input.take_line(next);
      ++progress_.records;
      decide(json_.contents());
      return Step::Next;
    }
  }
  std::string_view line;
  const Input::Got got = input.next(line);
  if (got == Input::Got::More) return Step::Fill;
  if (got == Input::Got::TooLong) {
    fault_ = {0, "the record is longer than 16 MiB"};
    return passes() ? Step::Next : record(false, input, {}, {});
  }
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) return Step::Next;  // no record
  if (passes()) return Step::Next;
  // The line ends that stopped the quick way may be there now.
  const bool quick = json_.quick(line.data()) != nullptr;
  return record(quick || json_.careful(line, fault_), input, line, json_.contents());
}

Run::Step Run::csv_step(Input& input, bool& header) {
  std::string_view text;
  const Input::Got got = input.next(text);
  if (got == Input::Got::More) return Step::Fill;
  if (header) {
    header = false;
    if (got == Input::Got::Record && csv_.header(text, fault_)) return Step::Next;
    if (got == Input::Got::TooLong) fault_ = {0, "the header is longer than 16 MiB"};
    tell(input, text);
    return Step::BadHeader;
  }
  if (got == Input::Got::TooLong) {
    fault_ = {0, "the record is longer than 16 MiB"};
    return passes() ? Step::Next : record(false, input, {}, {});
  }
  if ((text.empty() && !csv_.takes_empty()) || passes()) return Step::Next;
  return record(csv_.read(text, fault_), input, text, csv_.contents());
}

Run::End Run::file(int fd) {
  Input input(fd, options_.read);
  const std::uint64_t before = progress_.bytes;
  bool header = true;
  while (true) {
    const Step step = options_.read == Form::Csv ? csv_step(input, header) : json_step(input);
    if (step == Step::Next) {
      if (output_.error() != 0) return error_ = output_.error(), End::Unwritable;
      continue;
    }
    if (!output_.flush()) return error_ = output_.error(), End::Unwritable;
    if (step == Step::Stop) return End::Stopped;
    if (step == Step::BadHeader) return End::BadHeader;
    const bool more = input.fill();
    progress_.bytes = before + input.bytes();
    watch_(progress_);
    if (!more) break;
  }
  if (input.error() != 0) return error_ = input.error(), End::Unreadable;
  return End::Done;
}

bool Run::finish() {
  if (!output_.flush()) error_ = output_.error();
  return output_.error() == 0;
}

}  // namespace msd::bulk
