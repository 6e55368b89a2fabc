// What C and C++ share: how expressions and the functions of decisions are written.
#pragma once

#include "compiler/emit/names.h"

namespace msd::emit {

/// Words that one of the two wants for itself, or that their headers define.
const std::set<std::string_view>& taken_by_c_family();

/// Writes functions of decisions in the words of one language, which the derived class says. A cell is a value, or
/// nothing.
class CFamily {
 public:
  CFamily(const Program& program, const Options& options);
  CFamily(const CFamily&) = delete;
  CFamily& operator=(const CFamily&) = delete;

 protected:
  ~CFamily() = default;

  /// How the language says some of it.
  struct Words {
    std::string helpers, functions;     ///< what stands before their names
    std::string member;                 ///< between a record and its column
    std::string mask, cell;             ///< types: of sets, of cells of numbers
    std::string names, numbers, tests;  ///< what stands before the names of constant arrays of these
  };
  virtual const Words& words() const = 0;
  virtual std::string mask(std::int64_t n) const = 0;
  /// The cell of a Const; "" as absent.
  virtual std::string constant(const Expr& e) const = 0;
  /// Any cell as one of numbers.
  virtual std::string numbered(const std::string& cell) const = 0;
  /// The type of what a decision comes to, and three such results.
  virtual std::string decided(const Decision& d) const = 0;
  virtual std::string gives(const std::string& cell, const std::string& rule) const = 0;
  virtual std::string rejects(const std::string& rule) const = 0;
  virtual std::string nothing() const = 0;
  /// The head of a function of record and decisions, up to its first statement.
  virtual std::string head(const std::string& type, const std::string& name) const = 0;

  /// Whether a table is so long that it is held as data; whether any is, so that there are helpers for that.
  static bool large(const Decision& d);
  bool any_large() const;
  /// Adds all that decides one decision.
  void decision(std::size_t index);
  const std::vector<std::string>& columns() const { return names_.columns; }
  const std::vector<std::string>& decisions() const { return names_.decisions; }

  const Program& p_;
  const Options& options_;
  std::string out_;

 private:
  std::string truth(std::uint32_t index) const;
  std::string bare(std::uint32_t index) const;
  std::string chain(std::uint32_t index, Expr::Kind kind) const;
  std::string side(std::uint32_t index, std::int64_t factor) const;
  std::string compare(const Expr& e) const;
  std::string value(std::uint32_t index) const;
  std::string helper(std::string_view name) const;
  std::string condition(const records::Line& line) const;
  std::string rejected(const Rejecting& what) const;
  void before(const Decision& d);
  void table(const Decision& d);

  /// A long table: conditions are tests that must all hold, each of a cell; equal ones are one.
  struct Held {
    std::vector<std::string> cells, tests;
    std::vector<std::vector<std::size_t>> needs;  ///< by line: tests
    std::vector<std::uint32_t> outcomes;          ///< expressions that are given
    std::vector<std::size_t> gives;               ///< by line: which of them; as many as there are: it rejects
  };
  class Holder;
  Held held(const Decision& d) const;
  void data(const Decision& d, const std::string& name, const Held& held);
  void search(const Decision& d, const std::string& name, const Held& held);
  void attach(const Decision& d);
  static bool counts(const Decision& d);

  Names names_;
};

}  // namespace msd::emit
