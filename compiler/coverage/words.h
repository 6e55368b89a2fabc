// Tables and goals in words: what all forms of the report say of them.
#pragma once

#include "compiler/coverage/coverage.h"
#include "runtime/report/finding.h"

#include <string>
#include <vector>

namespace msd::coverage {

/// `row.field`, or the name of a requirement.
std::string table_name(const image::Image& image, const Table& table);
std::string_view name(Table::Kind kind);
/// Of the table, or of the line that a goal is about.
report::Location place(const image::Image& image, const Table& table);
report::Location place(const image::Image& image, const Table& table, const Goal& goal);
/// The line's name, `where`, or nothing where the table has no lines of its own.
std::string line_name(const image::Image& image, const Table& table, std::uint32_t line);
/// The value, cell or smallest condition that a goal is about; empty for one about a whole line.
std::string part_name(const image::Image& image, const Table& table, const Goal& goal);

/// What no case shows, without the table and the line: `never fires`.
std::string lack(const image::Image& image, const Table& table, const Goal& goal);
/// What a case would have to be like, each a condition: `not days <= 14`.
std::vector<std::string> needs(const image::Image& image, const Table& table, const Goal& goal);
/// Whether another goal of the table says the same, or one that is not met implies it: a reader needs only that one.
bool implied(const Table& table, const Goal& goal);

}  // namespace msd::coverage
