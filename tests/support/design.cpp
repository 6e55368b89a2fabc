#include "tests/support/design.h"

#include "tests/support/oracle.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace msd::testing {

using State = eval::CellFact::State;

namespace {

const std::vector<std::string> kNames = {"ada", "bob", "cleo"};
const std::vector<std::string> kTexts = {"it is late", "Drop everything now", "asap", "nothing new"};

tir::RowId kind_of(const tir::Program& program, const std::string& name) {
  for (std::uint32_t i = 0; i < program.rows.size(); ++i) {
    if (program.rows[i].name == name) return tir::RowId{i};
  }
  return {};
}

class Maker {
 public:
  Maker(const tir::Program& program, const image::Image& image, const DesignOptions& options, Random& random)
      : program_(program), image_(image), options_(options), random_(random) {
    for (const tir::Expr& e : program.exprs) {
      if (e.op == Op::Const && program.constants[e.x].kind == tir::Const::Kind::Number)
        numbers_.push_back(program.constants[e.x].number);
    }
  }

  Design run() {
    for (std::uint32_t kind = 0; kind < program_.rows.size(); ++kind) {
      if (!program_.rows[kind].parent.valid()) rows(tir::RowId{kind}, SIZE_MAX);
    }
    for (std::size_t row = 0; row < out_.rows.size(); ++row) cells(row);
    settle();
    return std::move(out_);
  }

 private:
  void rows(tir::RowId kind, std::size_t parent) {
    const tir::Row& row = program_[kind];
    std::size_t count = random_.below(options_.max_rows + 1);
    if (row.single) {
      out_.rows.push_back({row.name, row.name, parent, false});
      children(kind, out_.rows.size() - 1);
      if (!row.selector.valid()) return;
      count = random_.below(3);
    } else if (count == 0 && random_.chance(70)) {
      count = 1;
    }
    for (std::size_t i = 0; i < count; ++i) {
      out_.rows.push_back({row.name, fmt::format("{}_{}", row.name, out_.rows.size()), parent, true});
      children(kind, out_.rows.size() - 1);
    }
  }

  void children(tir::RowId kind, std::size_t parent) {
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
      if (program_.rows[i].parent == kind) rows(tir::RowId{i}, parent);
    }
  }

  void cells(std::size_t row) {
    for (tir::FieldId id : program_[kind_of(program_, out_.rows[row].kind)].fields) {
      const tir::Field& field = program_[id];
      if (field.builtin != tir::Builtin::None) continue;
      Cell cell;
      cell.row = row;
      cell.field = field.name;
      cell.cls = field.type.cls;
      if (field.rule.valid()) {
        if (!random_.chance(options_.asserted)) continue;
        cell.state = random_.chance(20) ? State::Absent : State::Stated;
      } else {
        cell.state = state(field, row);
      }
      if (cell.state == State::Stated && !value(field, cell)) continue;
      if (cell.state != State::Missing) out_.cells.push_back(std::move(cell));
    }
  }

  State state(const tir::Field& field, std::size_t row) {
    const bool may_be_left_out = field.default_value || field.type.optional;
    const tir::Row& kind = program_[field.row];
    // What a named row leaves out is taken from the unnamed one.
    if (kind.single && out_.rows[row].named && random_.chance(50)) return State::Missing;
    if (random_.chance(options_.unknown))
      return may_be_left_out || random_.chance(50) ? State::Unknown : State::Missing;
    if (may_be_left_out && random_.chance(30)) return State::Missing;
    if (field.type.optional && random_.chance(15)) return State::Absent;
    return State::Stated;
  }

  /// False if there is nothing that could be stated.
  bool value(const tir::Field& field, Cell& cell) {
    const tir::Type& type = field.type;
    switch (type.cls) {
    case Class::Bool: cell.mask = random_.chance(50) ? 2 : 1; return true;
    case Class::Enum: cell.mask = std::uint64_t{1} << random_.below(program_[type.enum_].values.size()); return true;
    case Class::Set: cell.mask = random_.below(std::size_t{1} << program_[type.enum_].values.size()); return true;
    case Class::Number: cell.number = number(type); return true;
    case Class::Text:
      cell.text = random_.pick(kTexts);
      cell.fit = field.templates.empty() ? eval::Fit::Open : random_.chance(50) ? eval::Fit::Yes : eval::Fit::No;
      return true;
    case Class::Id: cell.text = random_.pick(kNames); return true;
    case Class::Ref:
    case Class::List: return rows_of(type, cell);
    }
    return false;
  }

  bool rows_of(const tir::Type& type, Cell& cell) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < out_.rows.size(); ++i) {
      if (out_.rows[i].kind == program_[type.row].name) all.push_back(i);
    }
    if (type.cls == Class::Ref) {
      cell.number = -1;
      if (all.empty()) return false;
      cell.number = static_cast<std::int64_t>(random_.pick(all));
      return true;
    }
    random_.shuffle(all);
    all.resize(random_.below(all.size() + 1));
    cell.list = std::move(all);
    return true;
  }

  std::int64_t number(const tir::Type& type) {
    const bool whole = type.integer && type.dimension == Dimension::Count;
    const std::int64_t step = whole ? 1'000'000 : std::max<std::int64_t>(1, (type.high - type.low) / 16);
    std::int64_t out = type.low + static_cast<std::int64_t>(random_.below(17)) * step;
    if (!numbers_.empty() && random_.chance(50)) {
      out = random_.pick(numbers_) + (static_cast<std::int64_t>(random_.below(3)) - 1) * step;
      if (whole) out = out / step * step;
    }
    return std::clamp(out, type.low, type.high);
  }

  /// Answers open facts until the completions can be tried one by one.
  void settle() {
    for (;;) {
      const eval::Facts made = facts(out_, program_, image_);
      if (oracle::completions(program_, made, options_.limit) <= options_.limit) return;
      std::vector<oracle::CellRef> open;
      for (const oracle::Question& question : oracle::questions(program_, made)) open.push_back(question.cell);
      const oracle::CellRef chosen = random_.pick(open);
      const tir::Field& field = program_.fields[chosen.field];
      std::erase_if(out_.cells, [&](const Cell& c) { return c.row == chosen.row && c.field == field.name; });
      Cell cell;
      cell.row = chosen.row;
      cell.field = field.name;
      cell.cls = field.type.cls;
      cell.state = State::Stated;
      if (!value(field, cell) && field.type.optional) {
        cell.state = State::Absent;
      } else if (cell.cls == Class::Ref && cell.number < 0) {
        // A reference that can lead nowhere goes with its row.
        if (!out_.rows[chosen.row].named) throw std::logic_error("a single row needs a reference to nothing");
        out_.remove_row(chosen.row);
        continue;
      }
      if (cell.cls == Class::Text && !field.templates.empty() && cell.fit == eval::Fit::Open) cell.fit = eval::Fit::Yes;
      out_.cells.push_back(std::move(cell));
    }
  }

  const tir::Program& program_;
  const image::Image& image_;
  const DesignOptions& options_;
  Random& random_;
  std::vector<std::int64_t> numbers_;
  Design out_;
};

}  // namespace

void Design::remove_row(std::size_t row) {
  for (std::size_t i = rows.size(); i-- > row + 1;) {
    if (rows[i].parent == row) remove_row(i);
  }
  std::erase_if(cells, [&](const Cell& c) {
    return c.row == row ||
           (c.cls == Class::Ref && c.state == State::Stated && c.number == static_cast<std::int64_t>(row));
  });
  auto moved = [&](auto& index) { index -= index > static_cast<std::decay_t<decltype(index)>>(row) ? 1 : 0; };
  for (Cell& cell : cells) {
    moved(cell.row);
    if (cell.cls == Class::Ref) moved(cell.number);
    std::erase(cell.list, row);
    for (std::size_t& member : cell.list) moved(member);
  }
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
  for (Row& other : rows) {
    if (other.parent != SIZE_MAX) moved(other.parent);
  }
}

Design random_design(const tir::Program& program, const image::Image& image, const DesignOptions& options,
                     Random& random) {
  return Maker(program, image, options, random).run();
}

eval::Facts facts(const Design& design, const tir::Program& program, const image::Image& image) {
  eval::Facts out(image);
  std::vector<eval::RowIndex> index;
  for (const Row& row : design.rows) {
    const tir::RowId kind = kind_of(program, row.kind);
    const bool inside = row.parent != SIZE_MAX;
    if (!kind.valid() || (inside && index[row.parent] == eval::kNone)) {
      index.push_back(eval::kNone);
      continue;
    }
    index.push_back(out.add_row(kind.index, inside ? index[row.parent] : eval::kNone, row.name, {}));
    out.row(index.back()).named = row.named;
  }
  for (const Cell& cell : design.cells) {
    if (index[cell.row] == eval::kNone) continue;
    for (tir::FieldId id : program.rows[out.rows()[index[cell.row]].kind].fields) {
      const tir::Field& field = program[id];
      if (field.name != cell.field || field.type.cls != cell.cls) continue;
      eval::CellFact& fact = out.cell(index[cell.row], id.index);
      fact.state = cell.state;
      fact.fit = cell.fit;
      if (cell.state != State::Stated) continue;
      fact.value.mask = cell.mask;
      fact.value.number = cell.number;
      if (cell.cls == Class::Text || cell.cls == Class::Id) fact.value.number = out.symbols.intern(cell.text);
      if (cell.cls == Class::Ref) fact.value.number = index[static_cast<std::size_t>(cell.number)];
      for (std::size_t member : cell.list) {
        if (index[member] != eval::kNone) fact.value.list.push_back(index[member]);
      }
      if (cell.cls == Class::Ref && fact.value.number == eval::kNone) fact = {};
    }
  }
  return out;
}

namespace {

std::string shown(const Design& design, const tir::Program& program, const tir::Field& field, const Cell& cell) {
  if (cell.state == State::Unknown) return "?";
  if (cell.state == State::Absent) return "absent";
  const tir::Type& type = field.type;
  std::string out;
  auto item = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  switch (type.cls) {
  case Class::Bool: return cell.mask == 2 ? "yes" : "no";
  case Class::Enum:
  case Class::Set:
    for (std::size_t i = 0; i < program[type.enum_].values.size(); ++i) {
      if ((cell.mask >> i & 1U) != 0) item(program[type.enum_].values[i].name);
    }
    return type.cls == Class::Set ? "{" + out + "}" : out;
  case Class::Number: return print_quantity(cell.number, type.dimension);
  case Class::Text:
    return "\"" + cell.text + "\"" + (field.templates.empty() ? "" : cell.fit == eval::Fit::Yes ? " // fits" : "");
  case Class::Id: return cell.text;
  case Class::Ref: return design.rows[static_cast<std::size_t>(cell.number)].name;
  case Class::List:
    for (std::size_t row : cell.list) item(design.rows[row].name);
    return "{" + out + "}";
  }
  return {};
}

void print_row(const Design& design, const tir::Program& program, std::size_t row, std::string& out,
               const std::string& indent) {
  const tir::RowId kind = kind_of(program, design.rows[row].kind);
  if (!kind.valid()) return;
  out += indent + design.rows[row].kind + (design.rows[row].named ? " " + design.rows[row].name : "") + " {\n";
  for (const Cell& cell : design.cells) {
    if (cell.row != row) continue;
    for (tir::FieldId id : program[kind].fields) {
      if (program[id].name == cell.field && program[id].type.cls == cell.cls)
        out += indent + "  " + cell.field + ": " + shown(design, program, program[id], cell) + "\n";
    }
  }
  for (std::size_t other = 0; other < design.rows.size(); ++other) {
    if (design.rows[other].parent == row) print_row(design, program, other, out, indent + "  ");
  }
  out += indent + "}\n";
}

}  // namespace

std::string print(const Design& design, const tir::Program& program) {
  std::string out = "design found uses " + program.name + " {\n";
  for (std::size_t row = 0; row < design.rows.size(); ++row) {
    if (design.rows[row].parent == SIZE_MAX) print_row(design, program, row, out, "  ");
  }
  return out + "}\n";
}

}  // namespace msd::testing
