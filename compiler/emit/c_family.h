// What C and C++ share: how expressions and the functions of decisions are written.
#pragma once

#include "compiler/emit/names.h"
#include "runtime/records/coding.h"

namespace msd::emit {

/// Words that one of the two wants for itself, or that their headers define.
const std::set<std::string_view>& taken_by_c_family();

/// Writes functions of decisions in the words of one language, which the derived class says. Conditions are joined by
/// `&` and `|`, and the rule that fires is the lowest bit of a mask: no branch depends on the record, for which
/// processors would guess wrong half of the time.
class CFamily {
 public:
  CFamily(const Program& program, const Options& options);
  CFamily(const CFamily&) = delete;
  CFamily& operator=(const CFamily&) = delete;

 protected:
  ~CFamily() = default;

  /// How the language says some of it.
  struct Words {
    std::string helpers, functions;       ///< what stands before their names
    std::string member;                   ///< between a record and its column
    std::string mask, tested;             ///< types: of sets and of sets of rules; of what data is compared with
    std::string names, numbers, tests;    ///< what stands before the names of constant arrays of these
    std::string there, absent, rejected;  ///< states
  };
  /// What an expression comes to: the number, enum or mask, which is that of nothing where it is absent; and whether it
  /// is there, empty where it always is.
  struct Term {
    std::string of, there;
  };
  virtual const Words& words() const = 0;
  virtual std::string mask(std::uint64_t n) const = 0;
  /// The value of a Const that is there.
  virtual std::string constant(const Expr& e) const = 0;
  /// A value of an enum.
  virtual std::string named(std::uint32_t enum_index, std::size_t value) const = 0;
  /// What stands where a type has no value.
  virtual std::string empty(std::uint32_t type) const = 0;
  /// What data is compared with.
  virtual std::string tested(const Term& term) const = 0;
  /// The type of what a decision comes to; a constant of it; what is put behind helpers that make one.
  virtual std::string decided(const Decision& d) const = 0;
  virtual std::string row(const Decision& d, std::string_view value, std::string_view state,
                          std::string_view rule) const = 0;
  virtual std::string behind(const Decision& d) const = 0;
  /// What stands before the name of a constant array of them.
  virtual std::string of_rows(const Decision& d) const = 0;
  /// The head of a function of record and decisions, up to its first statement.
  virtual std::string head(const std::string& type, const std::string& name) const = 0;

  bool can_be_absent(std::size_t source) const { return codings_[source].can_be_absent; }
  std::size_t source(const Expr& e) const;
  /// Whether a table is so long that it is held as data; whether any is, so that there are helpers for that.
  static bool large(const Decision& d);
  bool any_large() const;
  /// What a rule's number needs.
  const char* rule_bits() const;
  /// Whether values need 64 bits.
  bool wide(const Decision& d) const;
  /// Decisions in the order of a struct without open bytes, wide ones first, and whether its end is filled up.
  std::pair<std::vector<std::size_t>, bool> in_struct() const;
  /// Adds all that decides one decision.
  void decision(std::size_t index);
  const std::vector<std::string>& columns() const { return names_.columns; }
  const std::vector<std::string>& decisions() const { return names_.decisions; }

  const Program& p_;
  const Options& options_;
  std::string out_;

 private:
  // Expressions, in c_expressions.cpp. A truth is 0 or 1.
  std::string truth(std::uint32_t index, bool positive = true) const;
  std::string truth_of_bool(std::uint32_t index, bool positive) const;
  std::string among(const Expr& e, bool positive) const;
  std::string equal(const Expr& e, bool positive) const;
  std::string has(const Expr& e, bool positive) const;
  std::string compare(const Expr& e, bool positive) const;
  std::string compared(const std::string& a, const char* sign, const std::string& b, const std::string& there,
                       bool positive) const;
  std::string chain(std::uint32_t index, Expr::Kind kind) const;
  std::string members(std::uint32_t index) const;
  Term side(std::uint32_t index, std::int64_t factor) const;
  Term scaled(const Term& term, std::int64_t top, std::int64_t bottom) const;
  Term term(std::uint32_t index) const;
  Term chosen(const Expr& e) const;
  std::string both(const std::string& there, const std::string& what) const;
  std::string negated(const std::string& what, bool positive) const;
  std::string helper(std::string_view name) const;

  // Decisions.
  struct Entry {
    std::string condition, comment;  ///< no condition: it is put in by hand
    std::string state;               ///< of the outcome
    Term value;                      ///< of an outcome that is there, or may be
    std::string rule = "-1";
    bool constant = true;
  };
  std::string condition(const records::Line& line) const;
  /// That something of it is rejected; empty if nothing can be.
  std::string rejected(const records::Reads& reads, const records::Reads* but = nullptr) const;
  std::string call(std::string_view name, const Decision& d, std::string_view arguments) const;
  std::string comes_to(const Decision& d, const Term& value, const std::string& rejected) const;
  std::string gives(const Decision& d, const Term& value, const std::string& rule) const;
  std::string rejects(const Decision& d, const std::string& rule) const;
  std::string names_of_rules(const Decision& d) const;
  void known_by(std::uint32_t where);
  std::vector<Entry> before(const Decision& d) const;
  Entry entry(const records::Line& line, std::size_t place) const;
  void table(const Decision& d, const std::string& name, std::vector<Entry> entries);
  void rows(const Decision& d, const std::string& name, const std::vector<Entry>& entries);
  void choose(const Decision& d, const std::string& name, const std::vector<Entry>& entries);
  static bool counts(const Decision& d);

  /// A long table: conditions are tests that must all hold, each of a cell; equal ones are one. In c_large.cpp.
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

  // In c_attach.cpp.
  void attach(const Decision& d, const std::string& rejected);
  void adds(const records::Line& line, const char* indent);

  Names names_;
  std::vector<records::Coding> codings_;
  std::set<std::size_t> known_;  ///< sources that are there where the decision at hand reads them
};

/// Each of these words by another one.
std::string replaced(std::string text, std::initializer_list<std::pair<std::string_view, std::string_view>> words);
/// Without the brackets around it.
std::string bare(const std::string& text);

}  // namespace msd::emit
