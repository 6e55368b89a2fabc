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

  /// Binds and evaluates; false, and nothing is shown, if the facts have a fault. That a sentence leaves its form is
  /// none: rules ask for it.
  bool run(const std::string& facts, const std::function<void(eval::Evaluator&)>& see);
  /// The same with the body of a test that is already read.
  bool run(const ast::Block& body, source::FileId file, const std::function<void(eval::Evaluator&)>& see);
  /// The same facts with as little as possible: rows, then cells are left out one by one, as long as `good` of what is
  /// left. One run for each row and each cell.
  std::string smaller(std::string facts, const std::function<bool(const std::string&)>& good);
  /// Whether a sentence leaves its form.
  bool misfits(const std::string& facts);
  /// The facts with each field in turn as the first of its `candidates` that is `good`; as it is if none is.
  std::string retold(std::string facts, const std::function<std::vector<std::string>(const ast::Entry&)>& candidates,
                     const std::function<bool(const std::string&)>& good);
  /// The facts with other names for the rows that have one; `name` of the kind and the number among its rows, from 1.
  std::string renamed(std::string facts, const std::function<std::string(const std::string&, std::size_t)>& name);
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
  bool misfits_ = false;  ///< the facts that were run last
};

}  // namespace msd::generate
