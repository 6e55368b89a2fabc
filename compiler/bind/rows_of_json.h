// One JSON object → the facts of one row and what stands around it.
#pragma once

#include "compiler/bind/json.h"

#include <llvm/Support/JSON.h>

#include <optional>
#include <set>
#include <vector>

namespace msd::bind {

class RowsOfJson {
 public:
  RowsOfJson(const image::Image& image, const JsonOptions& options) : image_(image), options_(options), facts_(image) {}

  /// False if the line holds errors, which are then in errors().
  bool read(std::string_view line);
  const eval::Facts& facts() const { return facts_; }
  eval::RowIndex row() const { return row_; }
  const std::vector<std::string>& errors() const { return errors_; }

 private:
  struct Later {
    eval::RowIndex row;
    std::uint32_t field;
    const llvm::json::Value* value;
  };

  eval::RowIndex add(std::uint32_t kind, eval::RowIndex parent, const llvm::json::Object& object);
  void keys(eval::RowIndex row, const llvm::json::Object& object, bool top);
  void other_key(std::string_view key, const llvm::json::Value& value);
  void cell(const Later& later);
  bool finite(const llvm::json::Value& value, const image::TypeRecord& type, std::uint64_t& mask);
  bool reference(const llvm::json::Value& value, std::uint32_t kind, std::int64_t& out);
  std::uint32_t field_of(std::uint32_t kind, std::string_view name) const;
  std::uint32_t kind_of(std::string_view name) const;
  void unknowns();
  void open(eval::RowIndex row, std::uint32_t relation);
  std::uint32_t outermost(std::uint32_t kind) const;
  void bad(std::uint32_t field);

  const image::Image& image_;
  const JsonOptions& options_;
  eval::Facts facts_;
  eval::RowIndex row_ = image::kNone;
  std::vector<std::string> errors_;
  std::vector<Later> later_;
  std::vector<std::pair<eval::RowIndex, std::uint32_t>> supplied_;
  std::set<std::uint32_t> supplied_kinds_;  // given whole, as arrays
  std::optional<llvm::json::Value> tree_;
};

}  // namespace msd::bind
