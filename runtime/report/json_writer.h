// Writes JSON in order, with the commas and escapes that it needs. The caller keeps objects and arrays balanced.
#pragma once

#include "runtime/report/escape.h"
#include "runtime/report/reporter.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace msd::report {

class JsonWriter {
 public:
  explicit JsonWriter(Output& output) : output_(output) {}

  void open_object() { begin(), output_.write("{"), first_.push_back(true); }
  void close_object() { first_.pop_back(), output_.write("}"); }
  void open_array() { begin(), output_.write("["), first_.push_back(true); }
  void close_array() { first_.pop_back(), output_.write("]"); }
  void key(std::string_view key) {
    begin();
    quoted(key);
    output_.write(":");
    after_key_ = true;
  }
  void text(std::string_view value) { begin(), quoted(value); }
  void number(std::int64_t value) { begin(), output_.write(fmt::format("{}", value)); }
  void boolean(bool value) { begin(), output_.write(value ? "true" : "false"); }
  void null() { begin(), output_.write("null"); }
  /// Text that is JSON already, such as an exact decimal.
  void raw(std::string_view json) { begin(), output_.write(json); }
  void member(std::string_view name, std::string_view value) { key(name), text(value); }
  void member(std::string_view name, std::int64_t value) { key(name), number(value); }
  void newline() { output_.write("\n"); }

 private:
  void begin() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (first_.empty()) return;
    if (!first_.back()) output_.write(",");
    first_.back() = false;
  }

  void quoted(std::string_view value) { output_.write(json_string(value)); }

  Output& output_;
  std::vector<bool> first_;
  bool after_key_ = false;
};

}  // namespace msd::report
