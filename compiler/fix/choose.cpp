#include "compiler/fix/choose.h"

#include <algorithm>

namespace msd::fix {

namespace {

class Chooser {
 public:
  explicit Chooser(const std::function<std::string(const std::vector<std::size_t>&)>& refuse) : refuse_(refuse) {}

  void add(std::size_t first, std::size_t last) {
    if (first == last) return;
    std::vector<std::size_t> with = out_.taken;
    for (std::size_t i = first; i < last; ++i) with.push_back(i);
    std::string reason = refuse_(with);
    if (reason.empty()) {
      out_.taken = std::move(with);
    } else if (last - first == 1) {
      out_.left.push_back({first, std::move(reason)});
    } else {
      const std::size_t middle = first + (last - first) / 2;
      add(first, middle);
      add(middle, last);
    }
  }
  Choice take() { return std::move(out_); }

 private:
  const std::function<std::string(const std::vector<std::size_t>&)>& refuse_;
  Choice out_;
};

}  // namespace

Choice choose(std::size_t edits, const std::function<std::string(const std::vector<std::size_t>&)>& refuse) {
  Chooser chooser(refuse);
  chooser.add(0, edits);
  return chooser.take();
}

}  // namespace msd::fix
