// Looks at all records of an image; each step reads what the ones before it have found to be sound.
#pragma once

#include "runtime/image/sections.h"

#include <string>
#include <vector>

namespace msd::image {

class Verifier {
 public:
  explicit Verifier(const Image& image) : image_(image) {}
  /// Why the image is refused; empty if it is not. O(size), and what its conditions come to when they are written out.
  std::string run();

 private:
  void fail(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }
  void require(bool good, std::string_view what, std::size_t index) {
    if (!good) not_well_formed(what, index);
  }
  void not_well_formed(std::string_view what, std::size_t index);
  Class class_of(std::uint32_t node) const { return static_cast<Class>(image_.types()[image_.nodes()[node].type].cls); }
  const TypeRecord& type_of(std::uint32_t node) const { return image_.types()[image_.nodes()[node].type]; }

  void types();
  void rows();
  void fields();
  void field(std::size_t i);
  std::uint64_t all_values(const TypeRecord& type) const;
  bool constant(const ConstRecord& c, const TypeRecord& type) const;

  // verify_nodes.cpp
  void nodes();
  void node(std::uint32_t i);
  void meaning(std::uint32_t i, const NodeRecord& n, Op op);
  /// Walks a tree with the rows that stand around it: `Here` must name one of them, of its kind.
  void scope(std::uint32_t node, std::vector<std::uint32_t>& around, std::uint32_t self);
  void scope(std::uint32_t node, std::uint32_t row, std::uint32_t self = kNone);
  /// A rule reads what comes before its own field, so that evaluation ends, and not from too deep a stack.
  void reads(std::uint32_t index);

  // verify_rules.cpp
  /// Rules in the order in which their fields are evaluated.
  std::vector<std::uint32_t> ranked() const;
  /// A part of the rule at hand.
  void part(std::uint32_t node, std::uint32_t row, std::uint32_t self = kNone);
  void rules();
  void tables();

  // verify_rest.cpp
  void text_template(std::uint32_t index, std::uint32_t row);
  void cell(std::uint32_t index, std::uint32_t row, int depth);
  void rest();
  void archetypes();
  void condition(std::uint32_t index, std::vector<std::uint32_t>& around);

  const Image& image_;
  std::string reason_;
  std::vector<std::uint32_t> depth_;  ///< by node
  std::size_t walked_ = 0;
  // The field whose rule is walked, how deep its own nodes are, and the deepest chain of what they read; that of each
  // field.
  std::uint32_t ruled_ = kNone, own_ = 0, below_ = 0;
  std::vector<std::uint32_t> chain_;
};

}  // namespace msd::image
