// One state of the text of a design: parsed, bound, evaluated. Each answer makes a new one; nothing is carried over, so
// that what is shown is what `msdc check` would say of the file.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/edit/edit.h"
#include "runtime/report/document.h"

#include <memory>
#include <optional>

namespace msd::ask {

using eval::CellRef;
using eval::RowIndex;
using image::kNone;

/// Steps that one what-if may take before it counts as not settled.
inline constexpr std::uint64_t kTrialBudget = 20'000;

class Moment {
 public:
  /// Reads a text. The image must outlive it. Linear in the text, plus one evaluation.
  Moment(std::string text, const std::string& path, const image::Image& image);
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;
  ~Moment() = default;

  /// Whether there is a design to go on with: read without a fault of syntax.
  bool readable() const { return facts_.has_value(); }
  /// What reading and binding reported, without the reasons that are still to be given.
  std::vector<diag::Diagnostic> faults() const;

  const std::string& text() const { return sources_.file(unit_.file).text; }
  const source::SourceMap& sources() const { return sources_; }
  const ast::Unit& unit() const { return unit_; }
  const ast::Design& design() const { return unit_.designs[0]; }
  const eval::Facts& facts() const { return *facts_; }
  const image::Image& image() const { return image_; }
  eval::Evaluator& evaluator() const { return *evaluator_; }
  const report::DesignReport& report() const { return report_; }
  edit::Editor editor() const { return edit::Editor(unit_, design(), sources_, *facts_); }

  const image::FieldRecord& field(std::uint32_t field) const { return image_.fields()[field]; }
  const image::TypeRecord& type(std::uint32_t field) const { return image_.types()[image_.fields()[field].type]; }
  std::string_view name(std::uint32_t text) const { return image_.text(text); }
  const eval::CellFact& cell(CellRef ref) const { return facts_->cell(ref.row, ref.field); }
  /// The number of the step that a field belongs to, in millionths; the largest number if it belongs to none.
  std::int64_t step(std::uint32_t step_record) const;

 private:
  const image::Image& image_;
  source::SourceMap sources_;
  diag::Sink sink_;
  ast::Unit unit_;
  std::optional<eval::Facts> facts_;
  std::unique_ptr<eval::Evaluator> evaluator_;
  report::DesignReport report_;
};

/// The text in the one style of the language; as it is if it cannot be read.
std::string tidied(const std::string& text);

/// The type class of a field.
inline Class class_of(const Moment& moment, std::uint32_t field) { return static_cast<Class>(moment.type(field).cls); }
/// Whether people state the field: no rule, no name, id or relation of the row itself.
bool stated_by_people(const image::FieldRecord& field);

}  // namespace msd::ask
