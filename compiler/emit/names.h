// What languages share: names, heads, widths of numbers.
#pragma once

#include "compiler/emit/emit.h"

#include <set>
#include <string_view>
#include <vector>

namespace msd::emit {

using records::Column;
using records::Decision;
using records::Expr;
using records::kNone;
using records::Program;

/// Names of columns and decisions as identifiers that are none of the `taken` words and no other one's, also if
/// something is put behind them.
struct Names {
  std::vector<std::string> columns, decisions;
};
Names names(const Program& program, const std::set<std::string_view>& taken,
            const std::vector<std::string>& behind = {});
std::vector<std::string> identifiers(const std::vector<std::string_view>& names,
                                     const std::set<std::string_view>& taken,
                                     const std::vector<std::string>& behind = {});
std::string identifier(std::string_view name, const std::set<std::string_view>& taken);

/// The type record of what an expression gives.
std::uint32_t type_of(const Program& program, std::uint32_t expr);
/// The enum of a column, a decision or an expression; none for other classes.
std::uint32_t enum_of(const Program& program, std::uint32_t type);
/// All that are met, ascending.
std::vector<std::uint32_t> used_enums(const Program& program);
std::vector<std::string_view> values(const Program& program, std::uint32_t enum_index);
Class cls(const Program& program, std::uint32_t type);
std::string_view line_name(const Program& program, const records::Line& line);

/// `model 1.0, row path, image 0123456789abcdef`
std::string origin(const Program& program);

/// What a number can be as a whole number of its smallest part.
struct Bounds {
  std::int64_t low = 0, high = 0;
  bool wide = false;  ///< beyond 64 bits
};
Bounds bounds(const Program& program, std::uint32_t expr);
/// The first comparison, or scaled number, whose products can be beyond `most`; in words, or nothing.
std::string too_wide(const Program& program, std::int64_t most);

/// The columns that may be rejected, and the decisions, that these read.
struct Rejecting {
  std::vector<std::uint32_t> columns, decisions;
  bool none() const { return columns.empty() && decisions.empty(); }
};
Rejecting rejecting(const Program& program, const records::Reads& reads);

std::string json(const Program& program, const Options& options);
std::string javascript(const Program& program, const Options& options);
std::string cpp(const Program& program, const Options& options);
std::string c(const Program& program, const Options& options);
std::string sql(const Program& program, const Options& options);
std::string dmn(const Program& program, const Options& options);

}  // namespace msd::emit
