// Expressions in FEEL, the language of decision models (DMN 1.3, chapter 10).
#pragma once

#include "compiler/emit/names.h"

#include <optional>

namespace msd::emit {

/// A condition as a cell of a decision table.
struct FeelTest {
  std::string input, type;  ///< what is tested, and the type of it
  std::string cell;         ///< unary tests
  enum class Bound : std::uint8_t { None, Low, High } bound = Bound::None;
  std::int64_t number = 0;  ///< of a bound
  bool closed = false;
};

/// Conditions are true or false, never null, where nothing that they read is rejected. What a decision comes to is a
/// context with `value` and `rejected`.
class Feel {
 public:
  explicit Feel(const Program& program);

  const Names& names() const { return names_; }
  /// Whether it can come to nothing, or be rejected.
  bool absent(std::size_t decision) const { return absent_[decision]; }
  bool rejects(std::size_t decision) const { return rejects_[decision]; }

  std::string condition(std::uint32_t index) const;  ///< without brackets around it
  std::string value(std::uint32_t index) const;
  std::string members(std::uint32_t index) const;  ///< of a set, also of an absent one
  /// What is true if any of them is rejected; nothing if none can be.
  std::string rejected(const Rejecting& what) const;
  /// None for conditions that ask for more than one column or decision.
  std::optional<FeelTest> test(std::uint32_t index, bool negated = false) const;
  std::string type(std::uint32_t type_index) const;  ///< of a column or what a decision gives
  std::string set() const { return set_; }
  void set(const std::string& self) { set_ = self; }  ///< what `Self` is called

 private:
  bool maybe_absent(std::uint32_t index) const;
  std::string truth(std::uint32_t index) const;
  std::string chain(std::uint32_t index, Expr::Kind kind) const;
  std::string in(const Expr& e) const;
  std::string equal(const Expr& e) const;
  std::string compare(const Expr& e) const;
  std::string related(std::uint32_t a, std::uint32_t b, const std::string& x, const std::string& y,
                      std::string_view sign) const;
  std::string scale(const Expr& e) const;
  std::vector<std::string> mask(std::uint32_t like, std::uint64_t of) const;
  FeelTest tested(std::uint32_t index, std::string cell) const;
  std::optional<FeelTest> test_in(const Expr& e, bool negated) const;
  std::optional<FeelTest> test_number(const Expr& e, bool negated) const;
  FeelTest signed_test(std::uint32_t of, std::uint32_t sign, bool negated, const std::string& operand) const;
  bool direct(std::uint32_t index) const;

  const Program& p_;
  Names names_;
  std::vector<bool> absent_, rejects_;
  std::string set_;
};

}  // namespace msd::emit
