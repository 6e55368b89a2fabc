#include "compiler/bind/scenarios.h"

#include "compiler/bind/headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace msd::bind {

using ast::Block;
using ast::Entry;
using image::kNone;

namespace {

bool begins_with(const Entry& entry, std::string_view word) {
  return entry.kind == Entry::Kind::Row && !entry.values.empty() && entry.values[0].kind == ast::Value::Kind::Word &&
         entry.values[0].word.text == word;
}

/// The rows of a block that have a name, or need none, by it. Rows that are left out keep their place until the end.
class Rows {
 public:
  static constexpr std::size_t kNowhere = SIZE_MAX;

  void add(std::uint32_t kind, std::string_view name, std::size_t at) { by_name_[name].emplace_back(kind, at); }
  /// The first row of a kind and name. O(kinds that share the name).
  std::size_t find(std::uint32_t kind, std::string_view name) const {
    const auto same = by_name_.find(name);
    if (same == by_name_.end()) return kNowhere;
    for (const auto& [of, at] : same->second) {
      if (of == kind) return at;
    }
    return kNowhere;
  }
  /// Leaves all rows of a name out; false if there are none.
  bool leave_out(std::string_view name) {
    const auto same = by_name_.find(name);
    if (name.empty() || same == by_name_.end()) return false;
    for (const auto& [of, at] : same->second) gone_.insert(at);
    by_name_.erase(same);
    return true;
  }
  const std::set<std::size_t>& gone() const { return gone_; }

 private:
  std::unordered_map<std::string_view, std::vector<std::pair<std::uint32_t, std::size_t>>> by_name_;
  std::set<std::size_t> gone_;
};

class Merger {
 public:
  Merger(const image::Image& image, diag::Sink& sink) : image_(image), sink_(sink) {}

  /// The design's own entries without its scenarios.
  Block baseline(const Block& design) const {
    Block out = design;
    std::erase_if(out.entries, [&](const Entry& entry) { return opens_scenario(entry, image_); });
    return out;
  }

  /// `changes` in place of what they mean in `into`, a block of a row of kind `around` (kNone: the design). Near-linear
  /// in the size of both.
  void merge(Block& into, const Block& changes, std::uint32_t around) {
    into.damaged = into.damaged || changes.damaged;
    into.lost.insert(into.lost.end(), changes.lost.begin(), changes.lost.end());
    into.lost_more = into.lost_more || changes.lost_more;
    replaced_kinds(into, changes, around);
    Rows rows = rows_of(into, around);
    std::unordered_map<std::string_view, const ast::Name*> keys;
    for (const Entry& change : changes.entries) {
      if (change.kind == Entry::Kind::Field) {
        field(into, change, keys);
      } else if (around == kNone && leaves_out(change)) {
        leave_out(into, rows, change);
      } else if (around == kNone && opens_scenario(change, image_)) {
        sink_.report(diag::kind::ScenarioNested, change.values[0].span)
            .help("scenarios stand side by side in the design");
      } else {
        row(into, rows, change, around);
      }
    }
    if (rows.gone().empty()) return;
    std::vector<Entry> kept;
    for (std::size_t at = 0; at < into.entries.size(); ++at) {
      if (!rows.gone().contains(at)) kept.push_back(std::move(into.entries[at]));
    }
    into.entries = std::move(kept);
  }

 private:
  std::uint32_t kind_of(const Entry& entry, std::uint32_t around) const {
    if (entry.kind != Entry::Kind::Row || entry.values.empty()) return kNone;
    return kind_by_word(image_, entry.values[0].word.text, around);
  }
  bool unnamed(const Entry& entry, std::uint32_t kind) const {
    return image_.rows()[kind].single == 0 && name_by_header(image_, entry, kind).empty();
  }

  Rows rows_of(const Block& block, std::uint32_t around) const {
    Rows out;
    for (std::size_t at = 0; at < block.entries.size(); ++at) {
      const std::uint32_t kind = kind_of(block.entries[at], around);
      if (kind != kNone && !unnamed(block.entries[at], kind))
        out.add(kind, name_by_header(image_, block.entries[at], kind), at);
    }
    return out;
  }

  /// Rows without a name cannot be told apart: if a scenario writes any of a kind, its own stand in place of all of it.
  void replaced_kinds(Block& into, const Block& changes, std::uint32_t around) const {
    std::set<std::uint32_t> kinds;
    for (const Entry& change : changes.entries) {
      const std::uint32_t kind = kind_of(change, around);
      if (kind != kNone && unnamed(change, kind)) kinds.insert(kind);
    }
    std::erase_if(into.entries, [&](const Entry& entry) {
      const std::uint32_t kind = kind_of(entry, around);
      return kind != kNone && kinds.contains(kind) && unnamed(entry, kind);
    });
  }

  /// A cell may also stand in a header, or behind another one: `bind` takes the last statement of it.
  void field(Block& into, const Entry& change, std::unordered_map<std::string_view, const ast::Name*>& keys) {
    const auto [first, fresh] = keys.emplace(change.key.text, &change.key);
    if (!fresh) {
      sink_.report(diag::kind::KeyTwice, change.key.span, change.key.text).note(first->second->span, "the first time");
      return;
    }
    into.entries.push_back(change);
  }

  void row(Block& into, Rows& rows, const Entry& change, std::uint32_t around) {
    const std::uint32_t kind = kind_of(change, around);
    const bool known = kind != kNone && !unnamed(change, kind);
    const std::size_t at = known ? rows.find(kind, name_by_header(image_, change, kind)) : Rows::kNowhere;
    if (at == Rows::kNowhere) {
      if (known) rows.add(kind, name_by_header(image_, change, kind), into.entries.size());
      into.entries.push_back(change);
      if (kind == kNone || !change.body) return;
      *into.entries.back().body = {};
      merge(*into.entries.back().body, *change.body, kind);
      return;
    }
    Entry& same = into.entries[at];
    // A header that says no more than the name leaves the rest as it was.
    if (change.values.size() > name_position(image_, change, kind) + 1) same.values = change.values;
    if (change.because.given()) same.because = change.because;
    if (!change.body) return;
    if (!same.body) same.body.emplace();
    merge(*same.body, *change.body, kind);
  }

  bool leaves_out(const Entry& entry) const {
    return begins_with(entry, "without") && kind_by_word(image_, "without", kNone) == kNone;
  }

  void leave_out(const Block& into, Rows& rows, const Entry& entry) {
    if (entry.values.size() < 2 || entry.body) {
      sink_.report(diag::kind::ScenarioForm, entry.values[0].span, "without", "names of rows, and nothing else");
      return;
    }
    for (std::size_t i = 1; i < entry.values.size(); ++i) {
      const ast::Value& value = entry.values[i];
      const std::string_view name = value.kind == ast::Value::Kind::Text ? value.text.value : value.word.text;
      if (rows.leave_out(name)) continue;
      std::vector<std::string_view> names;
      for (std::size_t at = 0; at < into.entries.size(); ++at) {
        const std::uint32_t kind = kind_of(into.entries[at], kNone);
        if (kind == kNone || rows.gone().contains(at)) continue;
        const std::string_view own = name_by_header(image_, into.entries[at], kind);
        if (!own.empty()) names.push_back(own);
      }
      sink_.report(diag::kind::NothingToLeaveOut, value.span, name).help(diag::did_you_mean(name, names));
    }
  }

  const image::Image& image_;
  diag::Sink& sink_;
};

}  // namespace

bool opens_scenario(const Entry& entry, const image::Image& image) {
  return begins_with(entry, "scenario") && kind_by_word(image, "scenario", kNone) == kNone;
}

std::vector<std::string_view> scenario_names(const Block& design, const image::Image& image) {
  std::vector<std::string_view> out;
  for (const Entry& entry : design.entries) {
    if (opens_scenario(entry, image) && entry.values.size() > 1) out.push_back(entry.values[1].word.text);
  }
  return out;
}

std::vector<Scenario> scenarios(const Block& design, const image::Image& image, diag::Sink& sink) {
  std::vector<Scenario> out;
  const auto opens = [&](const Entry& entry) { return opens_scenario(entry, image); };
  if (std::none_of(design.entries.begin(), design.entries.end(), opens)) return out;
  Merger merger(image, sink);
  const Block baseline = merger.baseline(design);
  for (const Entry& entry : design.entries) {
    if (!opens(entry)) continue;
    const auto& words = entry.values;
    const bool named = words.size() > 1 && words[1].kind == ast::Value::Kind::Word;
    const bool labelled = words.size() > 2 && words[2].kind == ast::Value::Kind::Text;
    if (!named || words.size() > 3 || (words.size() == 3 && !labelled) || !entry.body) {
      sink.report(diag::kind::ScenarioForm, words[0].span, "scenario",
                  !named        ? "a name"
                  : !entry.body ? "a block with what is different"
                                : "a name, perhaps a quoted label, and a block")
          .help("write `scenario NAME \"label\" { … }`");
      continue;
    }
    const auto same =
        std::find_if(out.begin(), out.end(), [&](const Scenario& other) { return other.name == words[1].word.text; });
    if (same != out.end()) {
      sink.report(diag::kind::ScenarioTwice, words[1].span, words[1].word.text).note(same->span, "the first one");
      continue;
    }
    if (out.size() == kMostScenarios) {
      sink.report(diag::kind::ScenarioLimit, words[1].span, kMostScenarios).help("try the others in another file");
      break;
    }
    Scenario scenario;
    scenario.name = words[1].word.text;
    if (labelled) scenario.label = words[2].text.value;
    scenario.span = words[1].span;
    scenario.body = baseline;
    merger.merge(scenario.body, *entry.body, kNone);
    out.push_back(std::move(scenario));
  }
  return out;
}

}  // namespace msd::bind
