#include "compiler/driver/overlay.h"

namespace msd::driver {

Overlay::Overlay()
    : disk_(disk()), read_(std::make_shared<Texts>()), noted_(std::make_shared<std::set<std::string>>()) {}

Overlay Overlay::with(const Texts& more) const {
  Overlay out = *this;
  for (const auto& [path, text] : more) out.texts_[path] = text;
  return out;
}

Overlay Overlay::noting() const {
  Overlay out = *this;
  out.noted_ = std::make_shared<std::set<std::string>>();
  return out;
}

std::optional<std::string> Overlay::read(const std::string& path, source::ReadError& error) const {
  const std::string real = canonical(path);
  auto known = read_->find(real);
  if (known == read_->end()) {
    std::optional<std::string> text = disk_->read(path, error);
    if (!text) return std::nullopt;
    known = read_->emplace(real, std::move(*text)).first;
  }
  noted_->insert(real);
  const auto other = texts_.find(real);
  return other == texts_.end() ? known->second : other->second;
}

const std::string* Overlay::original(const std::string& path) const {
  const auto known = read_->find(canonical(path));
  return known == read_->end() ? nullptr : &known->second;
}

}  // namespace msd::driver
