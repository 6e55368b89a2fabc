// Records and their decisions in other languages: the same rules, for engines that people already run.
#pragma once

#include "runtime/records/program.h"

#include <string>

namespace msd::emit {

struct Options {
  enum class Language : std::uint8_t { Json, JavaScript, Cpp, C, Sql, DuckDb, Spark, Dmn } language = Language::Json;
  std::string version;  ///< of the program that emits, for the head of the file
};

struct Emitted {
  std::string text;
  std::string fault;  ///< why there is none: words that follow "cannot emit this: "
};

/// The program as a file of the language. Deterministic. What each language does with a record is said in
/// docs/emit.md. O(expressions, each as often as it is used by another one).
Emitted emit(const records::Program& program, const Options& options);

}  // namespace msd::emit
