// The rows that archetypes ask for, as a design writes them.
#pragma once

#include "compiler/ask/moment.h"

#include <map>
#include <set>

namespace msd::ask {

/// Stands where a slot of an inserted sentence is not known; see open_slots.
inline constexpr const char* kOpenSlot = "OPEN_SLOT";

class Shapes {
 public:
  /// Reads the roles of the archetypes of a framework. `moment` is a design that says nothing, and outlives this. The
  /// rows that tie roles together are those that must be there, and for `lacking` roles (record indices) also those
  /// that usually are.
  Shapes(const Moment& moment, const std::vector<std::uint32_t>& archetypes,
         const std::set<std::uint32_t>& lacking = {});
  /// The `like` entries, a line each.
  std::string likes() const;
  /// The rows, with blank lines between them. Slots that are not known hold a mark; see open_slots.
  std::string rows() const;

 private:
  struct Fact {
    std::string value, because;
  };
  using Facts = std::map<std::uint32_t, Fact>;  // by field
  struct Child {
    std::uint32_t kind = kNone;
    Facts facts;
  };
  /// The row of one role, or of the roles of several archetypes that are the same one.
  struct Part {
    std::uint32_t role = kNone;
    std::string name;
    Facts facts;
    std::vector<Child> children;
    std::vector<std::string> inserts;
  };
  struct Like {
    std::uint32_t archetype = kNone;
    std::vector<std::size_t> parts;  ///< by role; SIZE_MAX where it gets no row
  };
  void add(std::uint32_t archetype);
  std::size_t shared(std::uint32_t role, const Like& like) const;
  void allowed(std::uint32_t node, std::map<std::uint32_t, std::uint64_t>& out) const;
  std::map<std::uint32_t, std::uint64_t> allowed_in(std::uint32_t role) const;
  /// What a condition leaves no choice in, of the row at hand; the row of the role is `depth` levels out.
  void facts(const Like& like, std::uint32_t node, std::uint32_t kind, std::uint32_t depth, const std::string& because,
             Facts& out) const;
  void children(const Like& like, std::uint32_t node, Part& out) const;
  bool ties_to_lacking(std::uint32_t archetype, std::uint32_t condition) const;
  bool ties_to_nobody(const Like& like, std::uint32_t node, std::uint32_t depth) const;
  void either(const Like& like, std::uint32_t left, std::uint32_t right, Part& out) const;
  std::uint32_t field_here(std::uint32_t node) const;
  std::string role_here(const Like& like, std::uint32_t node, std::uint32_t depth) const;
  std::string inserted(const Like& like, std::uint32_t text) const;
  bool in_header(const image::RowRecord& kind, std::uint32_t field) const;
  std::string entry(const std::pair<const std::uint32_t, Fact>& fact) const;
  const image::NodeRecord& node(std::uint32_t index) const { return image_.nodes()[index]; }
  Op op(std::uint32_t index) const { return static_cast<Op>(image_.nodes()[index].op); }

  const Moment& moment_;
  const image::Image& image_;
  std::set<std::uint32_t> lacking_;
  std::vector<Part> parts_;
  std::vector<Like> likes_;
};

/// The text of a design in which slots of sentences hold the mark: each such sentence becomes its known slots.
std::string open_slots(const Moment& moment);

}  // namespace msd::ask
