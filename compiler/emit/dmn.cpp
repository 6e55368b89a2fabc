#include "compiler/emit/names.h"

namespace msd::emit {

std::string dmn(const Program& program, const Options& options) {
  return program.columns.empty() ? options.version : "";
}

}  // namespace msd::emit
