#include "compiler/variants/edits.h"

#include <algorithm>

namespace msd::variants {

namespace {

/// The nearest name; without one, all of them where they are few.
std::string advice(std::string_view wanted, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string near = wanted.empty() ? std::string() : diag::did_you_mean(wanted, views);
  if (!near.empty() || names.empty() || names.size() > 8) return near;
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "there is `" : ", `") + name + "`";
  return out;
}

}  // namespace

bool Edits::once(const ast::Edit& edit, const std::string& name, const std::string& what) {
  const auto [first, fresh] = editing_.touched.emplace(key_ + "/" + name, edit.span);
  if (fresh) return true;
  editing_.sink.report(diag::kind::ChangedTwice, edit.span, what + " of " + subject())
      .label("again here")
      .note(first->second, "changed here already")
      .help("make one change of it");
  return false;
}

void Edits::missing(const ast::Edit& edit, const std::string& what, const std::vector<std::string>& names,
                    std::string_view wanted) {
  std::string help = advice(wanted, names);
  if (help.empty() && edit.verb == ast::Verb::Replace) help = "write `add` for what is not there yet";
  const source::Span place = edit.text.given() ? edit.text.span : edit.name.given() ? edit.name.span : edit.span;
  editing_.sink.report(diag::kind::NothingToChange, place, subject(), what, word(edit.verb)).help(std::move(help));
}

void Edits::no_place(const ast::Edit& edit, std::string_view member, const std::vector<std::string>& names) {
  const std::string what = fmt::format("{} `{}`", member, edit.place->name);
  const auto removed = editing_.touched.find(key_ + "/" + what);
  if (removed != editing_.touched.end()) {
    editing_.sink.report(diag::kind::RemovedAlready, edit.place->span, what + " of " + subject())
        .note(removed->second, "removed here")
        .help("name a place that is still there");
    return;
  }
  editing_.sink
      .report(diag::kind::NoSuchPlace, edit.place->span, subject(), what, edit.place->after ? "after" : "before")
      .help(advice(edit.place->name, names));
}

void Edits::no_order(const ast::Edit& edit, const std::string& what) {
  editing_.sink
      .report(diag::kind::NoSuchPlace, edit.place->span, subject(), "member `" + edit.place->name + "`",
              edit.place->after ? "after" : "before")
      .help(fmt::format("the place of {} does not matter: take out `{} …`", what,
                        edit.place->after ? "after" : "before"));
}

void Edits::there(const ast::Edit& edit, const std::string& what, source::Span place) {
  auto report = editing_.sink.report(diag::kind::AlreadyThere, edit.span, subject(), what);
  if (place.valid()) report.note(place, "it stands here");
  report.help("write `replace` to have another one in its place");
}

bool allow(const ast::Edit& edit, std::vector<ast::Allow>& allows, const std::vector<ast::Allow>& partial,
           Edits& edits) {
  if (edit.member != ast::Member::Allow) return false;
  const ast::Allow& wanted = partial[edit.index];
  std::vector<std::string> names;
  for (const ast::Allow& one : allows) {
    for (const ast::Name& slug : one.slugs) names.emplace_back(slug.text);
  }
  for (const ast::Name& slug : wanted.slugs) {
    ast::Edit at = edit;
    at.name = slug;
    const std::string what = fmt::format("allow `{}`", slug.text);
    const bool found = std::find(names.begin(), names.end(), slug.text) != names.end();
    if (edit.verb == ast::Verb::Add) {
      if (found) return edits.there(at, what, {}), true;
      continue;
    }
    if (!edits.once(at, what)) return true;
    if (!found) return edits.missing(at, what, names, slug.text), true;
    for (ast::Allow& one : allows) {
      std::erase_if(one.slugs, [&](const ast::Name& other) { return other.text == slug.text; });
    }
  }
  std::erase_if(allows, [](const ast::Allow& one) { return one.slugs.empty(); });
  if (edit.verb != ast::Verb::Remove) allows.push_back(wanted);
  return true;
}

}  // namespace msd::variants
