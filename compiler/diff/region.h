// Where two functions differ: how much, from what to what, by which rules, and one place for each.
#pragma once

#include "compiler/diff/cover.h"
#include "compiler/diff/words.h"

#include <array>
#include <optional>

namespace msd::diff {

/// A disjoint part of a region, in words: all conditions hold.
struct Part {
  std::vector<std::string> conditions;
  analysis::Cube cube;  ///< the same, over the model that it was found in
  analysis::Count inputs;
};

/// The lines that give the old and the new value, by name; empty where no single line does.
struct Givers {
  std::string from, to;
};

/// A place, as a `test` block for each side; not to be shown before the runtime has replayed both.
struct Example {
  std::array<std::string, 2> test;
  std::vector<std::string> facts;  ///< what it states, in new names
};

/// One cell of the matrix.
struct Move {
  std::string from, to;  ///< `with lid` and `without lid` for a set
  analysis::Count inputs;
  std::vector<Part> parts;
  bool whole = true;  ///< all parts are listed
  std::vector<Givers> by;
  std::optional<Example> example;
};

/// All places that are inputs of both sides, and those of them where the sides differ. An input is one value for each
/// fact that either side depends on; numbers are counted by the stretches between the constants that they are compared
/// with.
struct Region {
  analysis::Count inputs, changed;
  std::vector<Move> moves;
  bool whole = true;     ///< all moves are listed
  bool decided = true;   ///< all moves are real, and there is no other one but for `whole`
  bool counted = true;   ///< false: found by a search, so that nothing was counted and no part is listed
  bool bounded = false;  ///< looked at with a bounded number of rows
  bool same() const { return counted ? changed == 0 : moves.empty(); }
};

struct RegionOptions {
  std::size_t parts = 64;  ///< of one move
  std::size_t moves = 32;
  bool examples = true;
  bool small_only = false;  ///< parts of small regions only
};

/// Compares functions over one model of a space. Diagrams count and list parts; circuits only say what changes to what,
/// with examples.
class Regions {
 public:
  Regions(Space& space, analysis::Model& model, const analysis::NumberPoints& points)
      : space_(space), model_(model), d_(model.functions()), words_(model, points) {}

  /// Whether two fields of slot 0 hold the same on all inputs of both.
  bool equal(tir::FieldId a, tir::FieldId b);
  /// None if the model was exhausted.
  std::optional<Region> fields(tir::FieldId a, tir::FieldId b, const RegionOptions& options);
  std::optional<Region> requirements(const tir::Require& a, const tir::Require& b, const RegionOptions& options);

 private:
  using Node = analysis::Node;
  /// A change from one terminal to another, or of one member.
  struct Step {
    Node where;
    std::string from, to;
    std::array<std::vector<std::string>, 2> expect;
    std::uint32_t member = kNone;
    analysis::Count inputs{};
  };
  Node differ(const analysis::Symbol& a, const analysis::Symbol& b);
  Node allowed(analysis::Variable variable);
  Node agreed(analysis::Variable variable);
  void look_at_all();
  std::vector<Step> steps(tir::FieldId a, tir::FieldId b);
  void look_at(std::vector<bool> variables);
  std::vector<bool> support(std::initializer_list<const analysis::Symbol*> symbols, std::initializer_list<Node> nodes);
  Region region(std::vector<Step> steps, Node changed, const RegionOptions& options);
  void count(Region& out, std::vector<Step>& steps, Node changed);
  void list(const Step& step, Move& move, const RegionOptions& options);
  void add_givers(const tir::Rule& a, const tir::Rule& b, const Step& step, Move& move);
  std::vector<std::pair<std::string, Node>> lines(const tir::Rule& rule, std::uint32_t member);
  std::optional<Example> example(const Step& step, const std::string& title);
  Node settled(Node where, tir::FieldId field, std::vector<std::string>& expect);
  void add_support(const analysis::Symbol& s, std::vector<bool>& in);

  Space& space_;
  analysis::Model& model_;
  analysis::Functions& d_;
  Words words_;
  // Of what is looked at:
  std::vector<analysis::Variable> among_;  ///< what the two functions depend on
  std::vector<bool> others_;
  Node care_;                                                  ///< over all variables: what is stated hangs together
  Node inputs_;                                                ///< over `among_`: inputs of both sides
  std::optional<std::pair<tir::FieldId, tir::FieldId>> pair_;  ///< what is compared, if fields are
};

}  // namespace msd::diff
