#include "runtime/image/types.h"

#include <array>

namespace msd {

namespace {
constexpr std::array kOps = {
#define MSD_OP(Name, operands, result) OpInfo{#Name, operands, #result[0]},
#include "runtime/image/ops.def"
};
}  // namespace

const OpInfo& info(Op op) { return kOps[static_cast<std::size_t>(op)]; }

std::string_view name(Class c) {
  switch (c) {
  case Class::Bool: return "bool";
  case Class::Enum: return "enum";
  case Class::Set: return "set";
  case Class::Number: return "number";
  case Class::Text: return "text";
  case Class::Id: return "id";
  case Class::Ref: return "ref";
  case Class::List: return "list";
  }
  return "";
}

std::string_view name(Category c) {
  switch (c) {
  case Category::Given: return "given";
  case Category::Chosen: return "chosen";
  case Category::Classified: return "classified";
  case Category::Derived: return "derived";
  case Category::Output: return "output";
  }
  return "";
}

std::string_view name(Dimension d) {
  switch (d) {
  case Dimension::Count: return "count";
  case Dimension::Ratio: return "ratio";
  case Dimension::Time: return "time";
  case Dimension::Rate: return "rate";
  case Dimension::Size: return "size";
  }
  return "";
}

std::string_view name(Severity s) {
  switch (s) {
  case Severity::Note: return "note";
  case Severity::Warning: return "warning";
  case Severity::Error: return "error";
  }
  return "";
}

}  // namespace msd
