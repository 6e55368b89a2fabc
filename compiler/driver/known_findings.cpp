#include "compiler/driver/known_findings.h"

#include "compiler/driver/write_file.h"
#include "compiler/format/format.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

namespace {

using diag::Id;

/// Kinds whose content is a whole rule.
const std::vector<std::string_view>& whole_rules() {
  static const std::vector<std::string_view> kSlugs{diag::info(Id::DeadRule).slug, diag::info(Id::IdleAddition).slug};
  return kSlugs;
}

}  // namespace

bool KnownFindings::begin(diag::Sink& sink) {
  if (!wanted()) return true;
  const std::size_t before = sink.errors();
  if (lint_.update && disk()->kind(lint_.baseline) == FileSystem::Kind::Missing) {
    if (lint_.renames.empty()) return true;
  }
  source::ReadError error;
  auto text = source::read_file(lint_.baseline, source::kMaxFileBytes, error);
  if (!text) {
    sink.report(diag::kind::CannotRead, {}, lint_.baseline, error.reason).help("--update begins a baseline");
    return false;
  }
  file_ = session_.sources.add(lint_.baseline, std::move(*text));
  baseline::Read read = baseline::read(session_.sources.file(file_).text);
  if (read.fault) {
    sink.report(diag::kind::BaselineForm, {file_, read.fault->begin, read.fault->end}, read.fault->reason)
        .help("--update writes a baseline anew, once this one is out of the way");
    return false;
  }
  old_ = std::move(read.entries);
  std::vector<baseline::Rename> renames;
  for (const std::string& one : lint_.renames) {
    const std::size_t sign = one.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == one.size())
      sink.report(diag::kind::IdleRename, {}, one, "", "it has no old or no new name").help("say --rename OLD=NEW");
    else
      renames.push_back({one.substr(0, sign), one.substr(sign + 1)});
  }
  for (const baseline::Rename& r : baseline::rename(old_, renames)) {
    sink.report(diag::kind::IdleRename, {}, r.from, r.to, "the baseline has no `" + r.from + "`")
        .help("fields are called ROW.FIELD, values ENUM.VALUE; rules go by their name alone");
  }
  return sink.errors() == before;
}

// ---- what a finding says -------------------------------------------------------------------------------------------

/// The piece of a rule that the finding is about, or how many inputs.
std::string KnownFindings::content(const diag::Diagnostic& d) const {
  const auto condition = [&] {
    for (const diag::Label& note : d.notes) {
      if (note.span.valid()) return format::one_line(session_.sources.text(note.span));
    }
    return std::string();
  };
  switch (d.id) {
  case Id::DeadRule:
  case Id::IdleAddition: {
    // Behind the name of the rule, which may change.
    const std::string line = format::one_line(session_.sources.text(d.span));
    const std::size_t blank = line.find(' ');
    return line.starts_with("otherwise") || blank == std::string::npos ? line : line.substr(blank + 1);
  }
  case Id::RedundantCondition:
  case Id::RedundantAfter: return format::one_line(session_.sources.text(d.span));
  case Id::ContradictoryRequirement:
  case Id::AlwaysHolds:
  case Id::NeverApplies: return condition();
  case Id::Gap: {
    static constexpr std::string_view kCounted = " combinations";
    for (const diag::Label& note : d.notes) {
      const std::size_t end = note.text.find(kCounted);
      if (end != std::string::npos) return note.text.substr(0, end + kCounted.size());
    }
    return {};
  }
  default: return {};
  }
}

baseline::Entry KnownFindings::entry(const std::string& framework, const diag::Diagnostic& d) const {
  return {framework, std::string(diag::info(d.id).slug), d.message, content(d)};
}

std::vector<baseline::Entry> KnownFindings::entries(const std::string& framework,
                                                    const std::vector<diag::Diagnostic>& all) const {
  std::vector<baseline::Entry> out;
  for (const diag::Diagnostic& d : all) out.push_back(entry(framework, d));
  return out;
}

// ---- what is known -------------------------------------------------------------------------------------------------

std::vector<bool> KnownFindings::look(const std::string& framework, const std::vector<diag::Diagnostic>& all,
                                      bool complete, diag::Sink& sink) {
  std::vector<bool> told(all.size(), true);
  if (!wanted()) return told;
  looked_at_.insert(framework);
  const std::vector<baseline::Entry> now = entries(framework, all);
  std::vector<baseline::Entry> own;
  std::vector<std::size_t> index;
  for (std::size_t i = 0; i < old_.size(); ++i) {
    if (old_[i].framework != framework) continue;
    own.push_back(old_[i]);
    index.push_back(i);
  }
  const baseline::Matched matched = baseline::match(own, now, whole_rules());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const baseline::Known& known = matched.now[i];
    const bool shown = lint_.notes || all[i].severity != diag::Severity::Note;
    if (shown || known.entry != SIZE_MAX) now_.push_back(now[i]);
    told[i] = known.entry == SIZE_MAX;
    if (told[i]) {
      if (shown) ++fresh_;
      continue;
    }
    ++hidden_;
    if (!known.renamed) continue;
    ++renamed_;
    if (lint_.update) continue;
    sink.report(diag::kind::BaselineName, all[i].span, own[known.entry].message)
        .label(all[i].message)
        .note(place(own[known.entry]), "known as this")
        .help("--update writes the new name");
  }
  // What was not analysed may yet have what an entry is for.
  if (!complete) {
    for (std::size_t i : matched.stale) now_.push_back(own[i]);
    return told;
  }
  for (std::size_t i : matched.stale) stale_.push_back(index[i]);
  return told;
}

void KnownFindings::hide(const std::string& framework, std::vector<diag::Diagnostic>& all) const {
  if (!wanted()) return;
  std::vector<baseline::Entry> own;
  std::copy_if(old_.begin(), old_.end(), std::back_inserter(own),
               [&](const baseline::Entry& e) { return e.framework == framework; });
  const baseline::Matched matched = baseline::match(own, entries(framework, all), whole_rules());
  std::vector<diag::Diagnostic> left;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (matched.now[i].entry == SIZE_MAX) left.push_back(std::move(all[i]));
  }
  all = std::move(left);
}

void KnownFindings::stale(diag::Sink& sink) const {
  if (lint_.update) return;
  for (std::size_t i : stale_) {
    const baseline::Entry& e = old_[i];
    sink.report(diag::kind::StaleBaseline, place(e), e.slug)
        .label("nothing is this any more")
        .help("--update takes it out; if something has a new name, --rename OLD=NEW says so");
  }
}

std::string KnownFindings::update() {
  if (!wanted() || !lint_.update) return {};
  for (const baseline::Entry& e : old_) {
    if (!looked_at_.contains(e.framework)) now_.push_back(e);
  }
  const std::string text = baseline::write(now_);
  return write_whole(lint_.baseline, std::as_bytes(std::span(text)));
}

std::string KnownFindings::summary() const {
  if (!wanted()) return {};
  const auto findings = [](std::size_t n) { return fmt::format("{} finding{}", n, n == 1 ? "" : "s"); };
  const std::string file = report::printable(lint_.baseline);
  if (lint_.update)
    return fmt::format("{}: {} recorded, {} of them new; {} there no more\n", file, findings(now_.size()), fresh_,
                       stale_.size());
  return fmt::format("{}: {} known and not told{}\n", file, findings(hidden_),
                     renamed_ == 0 ? "" : fmt::format(", {} of them under another name", renamed_));
}

}  // namespace msd::driver
