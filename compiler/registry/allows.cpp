// `allow(FINDING) because "…"`: what may be silenced, and whether it silenced anything.
#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

std::vector<std::string_view> allowable() {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < static_cast<std::size_t>(diag::Id::Count); ++i) {
    const diag::KindInfo& info = diag::info(static_cast<diag::Id>(i));
    if (info.allowable) out.push_back(info.slug);
  }
  return out;
}

std::string listed(const std::vector<std::string_view>& slugs) {
  std::string out;
  for (std::string_view slug : slugs) out += (out.empty() ? "`" : ", `") + std::string(slug) + "`";
  return out;
}

void read_one(const ast::Name& slug, tir::Allow& made, diag::Sink& sink) {
  const diag::Id id = diag::find_kind(slug.text);
  if (id == diag::Id::Count) {
    const auto known = allowable();
    const std::string near = diag::did_you_mean(slug.text, known);
    if (!near.empty()) {  // what was meant is silenced, so that the one slip is one finding
      made.slugs.emplace_back(diag::nearest(slug.text, known));
      made.places.push_back(slug.span);
      made.used.push_back(true);
    }
    sink.report(diag::kind::AllowUnknown, slug.span, slug.text)
        .help(near.empty() ? "these can be allowed: " + listed(known) : near);
  } else if (!diag::info(id).allowable) {
    sink.report(diag::kind::AllowForbidden, slug.span, diag::info(id).slug)
        .help("mend what it finds; these can be allowed: " + listed(allowable()));
  } else {
    made.slugs.emplace_back(diag::info(id).slug);  // a code stands for its name
    made.places.push_back(slug.span);
    made.used.push_back(false);
  }
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

}  // namespace

std::vector<tir::Allow> read_allows(const std::vector<ast::Allow>& allows, diag::Sink& sink) {
  std::vector<tir::Allow> out;
  for (const ast::Allow& allow : allows) {
    tir::Allow made;
    made.because = allow.because.value;
    made.span = allow.span;
    if (!allow.because.given() || blank(allow.because.value)) {
      sink.report(diag::kind::AllowNoReason, allow.because.given() ? allow.because.span : allow.span)
          .help("say why: `allow(…) because \"…\"`");
    }
    for (const ast::Name& slug : allow.slugs) read_one(slug, made, sink);
    out.push_back(std::move(made));
  }
  return out;
}

bool allowed(tir::Field& field, std::string_view slug) {
  for (tir::Allow& allow : field.allows) {
    for (std::size_t i = 0; i < allow.slugs.size(); ++i) {
      if (allow.slugs[i] == slug) return allow.used[i] = true, true;
    }
  }
  return false;
}

void unused_allows(const std::vector<tir::Allow>& allows, std::string_view band, diag::Sink& sink) {
  for (const tir::Allow& allow : allows) {
    for (std::size_t i = 0; i < allow.slugs.size(); ++i) {
      if (allow.used[i] || !diag::info(diag::find_kind(allow.slugs[i])).code.starts_with(band)) continue;
      sink.report(diag::kind::AllowUnused, allow.places[i], allow.slugs[i])
          .label("nothing of that kind is found here")
          .help("take it out");
    }
  }
}

}  // namespace msd::registry
