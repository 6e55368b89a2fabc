// What rows may hold that nobody has told of: those of a relation that was not supplied.
#include "runtime/eval/impl.h"

namespace msd::eval {

/// Whatever a cell of a type may hold.
Val Evaluator::Impl::anything(std::uint32_t type_index) const {
  const image::TypeRecord& type = image_.types()[type_index];
  const std::uint64_t absent = type.optional != 0 ? kAbsent : 0;
  const auto values = [&] { return (std::uint64_t{1} << image_.enums()[type.target].value_count) - 1; };
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: return {3 | absent, 0, 0};
  case Class::Enum: return {values() | absent, 0, 0};
  case Class::Set: return {kPresent | absent, 0, static_cast<std::int64_t>(values())};
  case Class::Number: return {kPresent | absent, image_.number(type.low), image_.number(type.high)};
  case Class::Text:
  case Class::Id:
  case Class::Ref: return {kPresent | absent, kAny, 0};
  case Class::List: return {};  // lists say by themselves that they are open
  }
  return {};
}

}  // namespace msd::eval
