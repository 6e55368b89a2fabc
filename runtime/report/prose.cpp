// Sentences of prose sheets: the facts of a design in words, and what is not decided said as such.
#include "runtime/report/display.h"
#include "runtime/report/sheets.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

using eval::Outcome;
using image::kNone;

/// `a, b and c`, each once; with semicolons where a part is a list itself.
std::string joined(const std::vector<std::string>& all) {
  std::vector<std::string> parts;
  for (const std::string& part : all) {
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
  }
  const bool commas = std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part.find(", ") != std::string::npos || part.find(" and ") != std::string::npos;
  });
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    if (i != 0) out += commas ? (last ? "; and " : "; ") : (last ? " and " : ", ");
    out += parts[i];
  }
  return out;
}

class Speaker {
 public:
  explicit Speaker(eval::Evaluator& evaluator)
      : evaluator_(evaluator), facts_(evaluator.facts()), image_(facts_.image()) {}

  Sentence run(std::uint32_t cell) {
    const image::CellRecord& record = image_.cells()[cell];
    for (std::uint32_t i = 0; i < record.part_count; ++i) out_.text += words(record.part_first + i, kNone);
    return std::move(out_);
  }

 private:
  std::string words(std::uint32_t index, eval::RowIndex row) {
    const image::CellRecord& record = image_.cells()[index];
    switch (record.kind) {
    case kValue: return value(record.value, row);
    case kWhy: return reason(record.value, row);
    case kText: return text(record.text, row);
    case kEach: return each(record, row);
    default: break;
    }
    std::string all;
    for (std::uint32_t i = 0; i < record.part_count; ++i) {
      const std::string part = words(record.part_first + i, row);
      if (!part.empty()) all += (all.empty() ? "" : " ") + part;
    }
    return all;
  }

  std::string each(const image::CellRecord& record, eval::RowIndex row) {
    std::vector<std::string> parts;
    for (eval::RowIndex member : evaluator_.list(record.value, row)) {
      const Outcome in = record.where == kNone ? Outcome{} : evaluator_.node(record.where, member);
      const bool open = record.where != kNone && in.state == Outcome::State::Unknown;
      if (record.where != kNone && !open && (in.state != Outcome::State::Value || in.value.mask != 2)) continue;
      const std::string part = words(record.part_first, member);
      if (!part.empty()) parts.push_back(open ? "perhaps " + part : part);
      for (eval::CellRef need : in.needs) undecided(need);
    }
    if (!parts.empty()) return joined(parts);
    return record.part_count > 1 ? words(record.part_first + 1, row) : "none";
  }

  std::string text(std::uint32_t index, eval::RowIndex row) {
    const image::TextTemplateRecord& record = image_.text_templates()[index];
    std::string all;
    for (std::uint32_t i = 0; i < record.piece_count; ++i) {
      const image::TextPieceRecord& piece = image_.text_pieces()[record.piece_first + i];
      all += piece.slot == kNone ? std::string(image_.text(piece.literal)) : value(piece.slot, row);
    }
    return all;
  }

  std::string value(std::uint32_t node, eval::RowIndex row) {
    const Outcome outcome = evaluator_.node(node, row);
    switch (outcome.state) {
    case Outcome::State::Unknown: return gap(node, row, "not decided yet");
    case Outcome::State::Absent: return "none";
    case Outcome::State::Rejected: return gap(node, row, "no valid answer");
    case Outcome::State::Value: break;
    }
    const std::uint32_t type = image_.nodes()[node].type;
    const auto cls = static_cast<Class>(image_.types()[type].cls);
    std::vector<std::string> parts;
    for (std::uint64_t rest = outcome.value.mask; cls == Class::Set && rest != 0; rest &= rest - 1) {
      eval::Value one;
      one.mask = rest & (~rest + 1);
      parts.push_back(show_value(facts_, type, one, Style::Label));
    }
    for (eval::RowIndex member : outcome.value.list) parts.push_back(row_name(facts_, member));
    if (cls == Class::Set || cls == Class::List) return parts.empty() ? "none" : joined(parts);
    return show_value(facts_, type, outcome.value, Style::Label);
  }

  /// What stands in place of a value: `(not decided yet: its label)`.
  std::string gap(std::uint32_t node, eval::RowIndex row, std::string_view why) {
    const image::NodeRecord& load = image_.nodes()[node];
    if (static_cast<Op>(load.op) != Op::Load) {
      for (eval::CellRef need : evaluator_.node(node, row).needs) undecided(need);
      return fmt::format("({})", why);
    }
    const Outcome owner = evaluator_.node(load.a, row);
    if (owner.state == Outcome::State::Value) undecided({static_cast<eval::RowIndex>(owner.value.number), load.x});
    return fmt::format("({}: {})", why, image_.text(image_.fields()[load.x].label));
  }

  std::string reason(std::uint32_t node, eval::RowIndex row) {
    const image::NodeRecord& load = image_.nodes()[node];
    const Outcome owner = evaluator_.node(load.a, row);
    if (owner.state != Outcome::State::Value) return "";
    const auto on = static_cast<eval::RowIndex>(owner.value.number);
    const std::uint32_t own = facts_.cell(on, load.x).because;
    const std::uint32_t because = own != kNone ? own : facts_.rows()[on].because;
    return because == kNone ? "no reason given" : std::string(facts_.symbols.text(because));
  }

  void undecided(eval::CellRef cell) {
    if (std::find(out_.undecided.begin(), out_.undecided.end(), cell) == out_.undecided.end())
      out_.undecided.push_back(cell);
  }

  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
  Sentence out_;
};

}  // namespace

Sentence say(eval::Evaluator& evaluator, std::uint32_t cell) { return Speaker(evaluator).run(cell); }

}  // namespace msd::report
