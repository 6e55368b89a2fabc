// Rules laid flat, as a file: what deciding records needs and nothing else, so that it is there at once.
//
// A *rules file* holds, for each kind of row that has rules, the program and the forms of its tables as numbers, and a
// small image with the types and names that these mention. All numbers are those of the machine that wrote it. What is
// read is verified like an image: whatever the file says, deciding by it ends and stays inside of what was loaded.
//
// Tables that are found by cubes are decided without a look at their conditions, and these are most of a large file.
// They stand aside, read and verified when somebody asks for the letter of the rules.
#pragma once

#include "runtime/records/plan.h"

#include <memory>
#include <span>

namespace msd::records {

/// Raised with each change of what the numbers mean.
inline constexpr std::uint32_t kRulesVersion = 1;

/// The rules of one kind of row, ready to decide by.
struct Rules {
  Program program;  ///< in a rules file, conditions that stand aside are none
  Plan plan;

  /// The program with all conditions; `plan` is also that of it. Null where it turns out to be unsound. For any number
  /// of threads at once. The first time O(expressions).
  const Program* letter() const;

  struct Aside;
  std::shared_ptr<Aside> aside;  ///< none: nothing stands aside
};
/// From an image. Costs what `flatten` and `plan` do.
std::shared_ptr<const Rules> lay_flat(const image::Image& image, std::uint32_t row);
/// Of all kinds of rows that have rules which a record decides, in their order.
std::vector<std::shared_ptr<const Rules>> lay_flat(const image::Image& image);

/// The start of a rules file; then the image, then words.
struct RulesHeader {
  char magic[8];             ///< "msdrules"
  std::uint32_t byte_order;  ///< as of an image
  std::uint32_t version;
  std::uint64_t size;      ///< of the whole block, in bytes
  std::uint64_t checksum;  ///< XXH3 of everything after this member
  std::uint64_t origin;    ///< hash of the image that it was made from
  std::uint64_t image_size, word_count;
};
/// Of a block that is at least as long as its header.
std::uint64_t rules_checksum(std::span<const std::byte> block);

/// What a rules file holds.
struct Stored {
  std::uint64_t origin = 0;
  image::Image image;  ///< framework, types and names; no rows
  std::vector<std::shared_ptr<const Rules>> rules;
};

/// Whether a block begins like a rules file, of any version.
bool begins_like_rules(std::span<const std::byte> block);

/// The bytes of a rules file, whole words: for the same image the same. `rules` are of `image`, with plans within the
/// usual limits, and nothing of them stands aside. O(size).
std::vector<std::uint64_t> store(const image::Image& image, std::span<const std::shared_ptr<const Rules>> rules);

/// Opens a rules file after verifying frame, checksum, the image in it, and all numbers but what stands aside. None of
/// `block` is kept. It is aligned as 64-bit words are. Why it is refused follows "this is not a usable rules file: ".
/// O(size).
std::optional<Stored> stored(std::span<const std::byte> block, image::Refusal& refusal);

}  // namespace msd::records
