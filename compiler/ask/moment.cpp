#include "compiler/ask/moment.h"

#include "compiler/bind/bind.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"

namespace msd::ask {

Moment::Moment(std::string text, const std::string& path, const image::Image& image) : image_(image) {
  const source::FileId file = sources_.add(path, std::move(text));
  parse::Options options;
  options.kind = parse::FileKind::Design;
  unit_ = parse::parse_file(sources_, file, options, sink_);
  if (sink_.errors() != 0 || unit_.designs.size() != 1) return;
  facts_.emplace(bind::bind_design(design(), design().body, image, sources_, file, {}, sink_));
  evaluator_ = std::make_unique<eval::Evaluator>(*facts_, eval::Options{});
  report_ = report::summarize(*evaluator_);
}

std::vector<diag::Diagnostic> Moment::faults() const {
  std::vector<diag::Diagnostic> out;
  for (const diag::Diagnostic& d : sink_.all()) {
    if (d.severity == diag::Severity::Error && d.id != diag::Id::JudgedNoReason) out.push_back(d);
  }
  return out;
}

std::int64_t Moment::step(std::uint32_t step_record) const {
  return step_record == kNone ? INT64_MAX : image_.number(image_.steps()[step_record].number);
}

std::string tidied(const std::string& text) {
  source::SourceMap sources;
  diag::Sink sink;
  format::Options options;
  options.kind = parse::FileKind::Design;
  return format::format(sources, sources.add("", text), options, sink).value_or(text);
}

bool stated_by_people(const image::FieldRecord& field) { return field.rule == kNone && field.builtin == 0; }

}  // namespace msd::ask
