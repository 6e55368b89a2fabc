// Facts as text, tried out: the body of a test, evaluated, made smaller, and written as a person would.
#pragma once

#include "compiler/parse/ast.h"
#include "compiler/source/source.h"
#include "runtime/eval/eval.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace msd::generate {

class Bench {
 public:
  Bench(const image::Image& image, source::SourceMap& sources) : image_(image), sources_(sources) {}

  /// Binds and evaluates; false, and nothing is shown, if the facts have a fault.
  bool run(const std::string& facts, const std::function<void(eval::Evaluator&)>& see);
  /// The same facts with as little as possible: rows, then cells are left out one by one, as long as `good` of what is
  /// left. One run for each row and each cell.
  std::string smaller(std::string facts, const std::function<bool(const std::string&)>& good);
  /// Rows on a line of their own, where they fit, indented as in a `test`.
  std::string compact(const std::string& facts);

 private:
  using Extent = std::pair<std::size_t, std::size_t>;  ///< of an entry, in bytes of the facts
  struct Read {
    source::FileId file;
    ast::Unit unit;
    bool good = false;
  };
  Read read(const std::string& facts);
  std::vector<Extent> entries(const std::string& facts);
  std::string row(const ast::Entry& entry, std::size_t depth) const;

  const image::Image& image_;
  source::SourceMap& sources_;
};

}  // namespace msd::generate
