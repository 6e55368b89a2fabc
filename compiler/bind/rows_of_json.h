// One JSON object → the facts of one row and what stands around it: the exchange format of `msdc eval`.
#pragma once

#include "compiler/bind/sentence.h"
#include "compiler/diagnostics/diagnostics.h"
#include "runtime/eval/eval.h"

#include <llvm/Support/JSON.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace msd::bind {

inline std::string_view view(llvm::StringRef text) { return {text.data(), text.size()}; }

/// A line longer than this is refused unread.
inline constexpr std::size_t kLongestLine = std::size_t{16} << 20U;

struct JsonOptions {
  std::uint32_t row = image::kNone;  ///< the kind of row that a line gives (record of the image)
  bool defaults = false;             ///< a missing key takes the default of its field; else it is unknown
  eval::Options evaluation;          ///< of the line's row, and of the conditions that choose a sentence's template
};

/// Reads one line. Keys are fields of the row; fields of single rows stand beside them, qualified where a name is not
/// unique; rows inside the row are arrays of objects under their relation, a relation that is left out is unknown;
/// other rows are arrays under the name of their kind, and a kind without such an array has rows that nothing is known
/// about. Quantities are texts such as "10 ms"; plain numbers are counts and ratios. Use one object for one line.
class RowsOfJson {
 public:
  RowsOfJson(const image::Image& image, const JsonOptions& options, diag::Sink& sink)
      : image_(image), options_(options), sink_(sink), facts_(image) {}

  /// False if the line holds errors, which are then in the sink (without places). O(size of the line × fields).
  bool read(std::string_view line);
  const eval::Facts& facts() const { return facts_; }
  eval::RowIndex row() const { return row_; }
  /// Whether the line (or the design that it stands for) has this row, or it is only assumed to be there.
  bool assumed(eval::RowIndex row) const { return assumed_.contains(row); }
  /// The key that gives a cell: `field`, `single.field`, `relation[0].field`.
  std::string key_of(eval::CellRef cell) const;

 private:
  struct Later {
    eval::RowIndex row;
    std::uint32_t field;
    const llvm::json::Value* value;
    std::string key;
  };

  void singles();
  eval::RowIndex add(std::uint32_t kind, eval::RowIndex parent, const llvm::json::Object* object, std::string prefix);
  void keys(eval::RowIndex row, const llvm::json::Object& object, bool top);
  void members(std::uint32_t kind, eval::RowIndex parent, const llvm::json::Value& value, const std::string& key);
  void other_key(std::string_view key, const llvm::json::Value& value);
  void qualified(std::string_view key, const llvm::json::Value& value);
  void unknown_key(std::uint32_t kind, std::string_view key, bool top);
  void later(eval::RowIndex row, std::uint32_t field, const llvm::json::Value& value, std::string key);
  void cell(const Later& later);
  bool read_value(const Later& later, eval::CellFact& fact);
  bool finite(const llvm::json::Value& value, const image::TypeRecord& type, std::uint64_t& mask);
  bool number(const llvm::json::Value& value, const image::TypeRecord& type, std::int64_t& out);
  bool reference(const llvm::json::Value& value, std::uint32_t kind, const std::string& key, std::int64_t& out);
  bool wrong(const std::string& key, const llvm::json::Value& value, const image::TypeRecord& type);
  std::string expected(const image::TypeRecord& type) const;
  std::uint32_t field_of(std::uint32_t kind, std::string_view name) const;
  std::uint32_t kind_of(std::string_view name) const;
  std::string_view name(std::uint32_t kind) const { return image_.text(image_.rows()[kind].name); }
  std::string_view field_name(std::uint32_t field) const { return image_.text(image_.fields()[field].name); }
  void unknowns(eval::RowIndex row);
  void assume(eval::RowIndex row, std::uint32_t field, unsigned depth);
  void sentences();
  void sentence(const SentenceChoice& choice);
  void slot(eval::RowIndex row, std::uint32_t field, const std::string& content, const std::string& sentence_key);
  bool followed(std::uint32_t field);
  void assumptions();
  void unlisted();
  void reach(std::uint32_t kind);
  std::uint32_t outermost(std::uint32_t kind) const;

  const image::Image& image_;
  const JsonOptions& options_;
  diag::Sink& sink_;
  eval::Facts facts_;
  eval::RowIndex row_ = image::kNone;
  std::vector<Later> later_;
  std::vector<std::string> prefixes_;    // of the keys of each row
  std::set<std::uint32_t> given_kinds_;  // kinds whose rows the line lists
  std::set<eval::RowIndex> assumed_;
  std::vector<bool> followed_;  // by field; made when it is first asked for
  std::set<std::pair<eval::RowIndex, std::uint32_t>> supplied_;
  std::map<std::pair<eval::RowIndex, std::uint32_t>, std::string> seen_;
  std::optional<llvm::json::Value> tree_;
};

}  // namespace msd::bind
