// Smallest hitting sets, by branch and bound.
#include "runtime/reason/force.h"

#include <algorithm>

namespace msd::reason {

namespace {

using Sets = std::vector<std::vector<std::size_t>>;

class Hitting {
 public:
  Hitting(const Sets& sets, Budget& budget) : sets_(sets), budget_(budget) {}

  std::vector<std::size_t> run() {
    std::vector<std::size_t> chosen;
    descend(chosen);
    if (budget_.left() == 0) return {};
    std::sort(best_.begin(), best_.end());
    return best_;
  }

 private:
  bool hit(const std::vector<std::size_t>& set, const std::vector<std::size_t>& chosen) const {
    return std::any_of(chosen.begin(), chosen.end(),
                       [&](std::size_t one) { return std::binary_search(set.begin(), set.end(), one); });
  }

  /// Sets that are not hit and have nothing in common need one each.
  std::size_t at_least(const std::vector<std::size_t>& chosen) const {
    std::vector<std::size_t> used = chosen;
    std::size_t count = 0;
    for (const auto& set : sets_) {
      if (hit(set, used)) continue;
      used.insert(used.end(), set.begin(), set.end());
      ++count;
    }
    return count;
  }

  void descend(std::vector<std::size_t>& chosen) {
    budget_.spend(sets_.size() + 1);
    if (budget_.left() == 0 || (found_ && chosen.size() + at_least(chosen) >= best_.size())) return;
    const std::vector<std::size_t>* next = nullptr;
    for (const auto& set : sets_) {
      if (!hit(set, chosen) && (next == nullptr || set.size() < next->size())) next = &set;
    }
    if (next == nullptr) {
      best_ = chosen;
      found_ = true;
      return;
    }
    for (std::size_t one : *next) {
      chosen.push_back(one);
      descend(chosen);
      chosen.pop_back();
    }
  }

  const Sets& sets_;
  Budget& budget_;
  std::vector<std::size_t> best_;
  bool found_ = false;
};

}  // namespace

std::vector<std::size_t> smallest_hitting(const Sets& sets, Budget& budget) { return Hitting(sets, budget).run(); }

}  // namespace msd::reason
