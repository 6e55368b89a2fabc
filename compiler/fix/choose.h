// Which of several edits can be made together.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace msd::fix {

struct Left {
  std::size_t edit;
  std::string reason;
};
struct Choice {
  std::vector<std::size_t> taken;  ///< ascending
  std::vector<Left> left;
};

/// `refuse` gives why these edits cannot be made together, or nothing once that is proved. What is taken was asked for
/// as it is, and nothing that is left could be added when it was tried: in the order of the edits, by halves. Asks at
/// most 2 × edits times, and once if all can be made.
Choice choose(std::size_t edits, const std::function<std::string(const std::vector<std::size_t>&)>& refuse);

}  // namespace msd::fix
