// What both fuzz entries do with an image that stands: evaluate designs over it and print everything in every format.
#pragma once

#include "compiler/driver/pipeline.h"
#include "runtime/records/store.h"

#include <string>
#include <string_view>

namespace msd::fuzz {

/// The bundle of one framework: its image, and a design written for it.
struct Base {
  image::Image image;
  std::string design;
};

/// Frameworks of the test tree, compiled once for each process: 0 is a small one that uses every kind of declaration.
/// A fault in them ends the program.
const Base& base(std::size_t index);
inline constexpr std::size_t kBases = 2;

/// Compiles one text as a whole framework that has no other files.
driver::Compiled compile_text(std::string_view text, source::SourceMap& sources, diag::Sink& sink);

/// Parses `text` as a design, binds it to `image`, evaluates every cell and requirement, explains every computed cell,
/// fills every sheet, and prints a report in every format. The formats that are JSON are parsed again.
void judge(const image::Image& image, std::string_view text);

/// The same for a design that writes one row of each kind and states nothing.
void judge_empty(const image::Image& image);

/// The test blocks of a framework as designs of their own.
void judge_tests(const driver::Compiled& compiled, source::SourceMap& sources);

/// Decides a few records of each kind of row through the library, from the image and from a rules file of it, one by
/// one and together, and by the letter of the rules: they are the same.
void judge_records(const image::Image& image);
/// A rules file of all kinds of rows, with forms within these limits.
std::vector<std::uint64_t> rules_file(const image::Image& image, const records::Limits& limits);
/// Puts checksums into a rules file that fit: its own, and that of the image in it, if that lies where it can.
void seal_rules(std::vector<std::uint64_t>& block);
/// Decides a few records of each kind of row by a rules file, if the library does not refuse it: then no.
bool judge_rules(std::span<const std::byte> block);

/// Decides lines of JSON, for each kind of row.
void judge_lines(const image::Image& image, std::string_view text);

/// Ends the program with a message that a fuzzer takes for a finding, unless `good`.
void insist(bool good, std::string_view what);

}  // namespace msd::fuzz
