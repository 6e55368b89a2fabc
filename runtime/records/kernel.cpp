#include "runtime/records/kernel.h"

#include "runtime/lanes/lanes.h"
#include "runtime/records/cubes.h"
#include "runtime/records/kernel_stages.h"

namespace msd::records {

namespace {

using State = Content::State;
using Form = Table::Form;

constexpr std::size_t kMet = 512;      // different outcomes of a decision that are remembered
constexpr double kShared = 1U << 14U;  // places of a group

}  // namespace

Kernel::Kernel(const Program& program, const Plan& plan)
    : p_(program), plan_(plan), decider_(program), columns_(program.columns.size()), fast_(program.columns.size()),
      codes_(plan.codings.size()), own_(plan.tables.size()) {
  next_columns_ = columns_;
  next_codes_ = codes_;
  for (std::size_t i = 0; i < fast_.size(); ++i) {
    const Coding& c = plan.codings[i];
    Fast& f = fast_[i];
    f.low = c.low;
    f.high = c.high;
    f.number = c.cls == Class::Number;
    f.set = c.cls == Class::Set;
    f.coded = c.usable;
    if (f.set) sets_.push_back(static_cast<std::uint32_t>(i));
    if (c.usable) f.cuts = c.cuts.data(), f.cut_count = static_cast<std::uint32_t>(c.cuts.size());
    // Where there are no codes, any number says that the state can be.
    if (c.can_be_absent) f.states[1] = c.usable ? c.absent : 0;
    if (c.can_be_rejected) f.states[2] = c.usable ? c.rejected : 0;
  }
  for (std::size_t i = 0; i < own_.size(); ++i) {
    const Table& table = plan.tables[i];
    const Decision& d = p_.decisions[i];
    own_[i].rows.resize(table.reads.size());
    const auto plain = [&](std::uint32_t expr) {
      return expr == kNone || p_.exprs[expr].kind == Expr::Kind::Const ||
             (table.adds && (p_.exprs[expr].kind == Expr::Kind::Column || p_.exprs[expr].kind == Expr::Kind::Decision));
    };
    const bool constant = std::all_of(d.lines.begin(), d.lines.end(), [&](const Line& l) { return plain(l.outcome); });
    coded_ = coded_ && table.form != Form::Letter && (table.form != Form::Places || !table.adds || plain(d.value)) &&
             (table.form == Form::Places || constant);
  }
  group_up();
  find_read();
  add_up();
  find_chunks();
  make_room();
}

/// What the members of a group, and one more, read from outside.
std::vector<std::uint32_t> Kernel::outside(const Group& group, const Table& more) const {
  std::vector<std::uint32_t> out = more.reads;
  for (const Read& read : group.reads) out.push_back(read.source);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase_if(out, [&](std::uint32_t source) {
    return source >= p_.columns.size() &&
           std::find(group.members.begin(), group.members.end(), source - p_.columns.size()) != group.members.end();
  });
  return out;
}

/// Each decision joins the stage that grows least by it, among those behind all that it reads. One that adds to a set
/// has a group of its own.
void Kernel::group_up() {
  std::vector<std::size_t> stage_of(own_.size());
  for (std::uint32_t i = 0; i < own_.size(); ++i) {
    const Table& table = plan_.tables[i];
    const bool places = table.form == Form::Places;
    std::size_t from = 0;
    for (const std::uint32_t source : table.reads) {
      if (source < p_.columns.size()) continue;
      const Stage& stage = stages_[stage_of[source - p_.columns.size()]];
      from = std::max(from, stage_of[source - p_.columns.size()] + (stage.decision == kNone ? 0 : 1));
    }
    // What is decided by the letter may read more than its table says.
    if (table.form == Form::Letter) from = stages_.size();
    std::size_t best = stages_.size();
    double least = 0;
    for (std::size_t stage = from; places && !table.adds && stage < stages_.size(); ++stage) {
      if (stages_[stage].decision != kNone) continue;
      const Group& group = groups_[stages_[stage].group];
      double size = 1;
      for (const std::uint32_t source : outside(group, table)) size *= plan_.codings[source].codes;
      const double growth = size / static_cast<double>(group.places.size());
      if (size <= kShared && (best == stages_.size() || growth < least)) best = stage, least = growth;
    }
    const bool joins = places && (best != stages_.size() || groups_.size() < plan_.groups);
    stage_of[i] = best;
    if (best == stages_.size()) {
      const auto next = static_cast<std::uint32_t>(groups_.size());
      stages_.push_back({joins ? next : kNone, joins && !table.adds ? kNone : i});
      if (joins) groups_.emplace_back();
    }
    if (!joins) continue;
    Group& group = groups_[stages_[best].group];
    const std::vector<std::uint32_t> sources = outside(group, table);
    group.members.push_back(i);
    group.reads.clear();
    // In front, the values that are asked for of the set that is added to.
    std::size_t step = table.adds ? std::size_t{1} << table.asked.size() : 1;
    for (const std::uint32_t source : sources) {
      group.reads.push_back({source, static_cast<std::uint32_t>(step)});
      step *= plan_.codings[source].codes;
    }
    group.places.assign(step, 0);
    group.of_column =
        table.adds && (p_.decisions[i].value == kNone || p_.exprs[p_.decisions[i].value].kind == Expr::Kind::Column);
  }
}

/// Which members' codes are asked for one by one: by decisions that stand alone.
void Kernel::find_read() {
  std::vector<bool> read(plan_.codings.size());
  for (const Stage& stage : stages_) {
    if (stage.group != kNone) continue;
    for (const std::uint32_t source : plan_.tables[stage.decision].reads) read[source] = true;
  }
  for (Group& group : groups_) {
    for (std::uint32_t i = 0; i < group.members.size(); ++i) {
      if (read[p_.columns.size() + group.members[i]]) group.read.push_back(i);
    }
  }
}

/// What each code adds to the places of the groups that read it; and room for rows.
void Kernel::add_up() {
  // And kWrong.
  registers_ = groups_.size() / 8 + 1;
  at_.resize(registers_);
  std::size_t size = 0;
  for (const Coding& c : plan_.codings) {
    first_part_.push_back(size);
    // What has no codes has one that says nothing.
    size += (c.usable ? c.codes : 1) * registers_;
  }
  parts_.resize(size);
  for (std::uint32_t c = 0; c < fast_.size(); ++c) {
    if (fast_[c].coded) coded_columns_.push_back({parts_.data() + first_part_[c], c});
  }
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    for (const Read& read : groups_[g].reads) {
      Eight* part = parts_.data() + first_part_[read.source] + g / 8;
      for (std::uint32_t code = 0; code < plan_.codings[read.source].codes; ++code, part += registers_)
        part->all[g % 8] = static_cast<std::uint16_t>(code * read.step);
    }
  }
}

/// All memory is there from the start. Row 0 of a group is what is made at the moment.
void Kernel::make_room() {
  const std::size_t words = packed_record_.empty() ? 0 : packing_->results;
  for (Group& group : groups_) {
    const std::size_t rows = 1 + std::min(group.places.size(), kMet);
    const auto make = [&](auto& of, std::size_t each) {
      of.reserve(rows * each);
      of.resize(each);
    };
    make(group.rows, group.members.size());
    make(group.codes, group.members.size());
    make(group.adds, registers_);
    make(group.packed, words);
    make(group.keep, 1);
  }
  const bool quick = words == 1 && registers_ == 1 && wide_.empty() && stages_.size() == groups_.size() &&
                     std::all_of(stages_.begin(), stages_.end(), [&](const Stage& stage) {
                       return stage.group != kNone && (stage.decision == kNone || groups_[stage.group].straight);
                     });
  // The groups stand in the order of their stages.
  std::vector<bool> open(plan_.codings.size());  // decisions that were not waited for
  for (std::size_t i = 0; quick && i < groups_.size(); ++i) {
    Group& group = groups_[i];
    const bool waits =
        std::any_of(group.reads.begin(), group.reads.end(), [&](const Read& r) { return open[r.source]; });
    if (waits) std::fill(open.begin(), open.end(), false);
    for (const std::uint32_t member : group.members) open[p_.columns.size() + member] = true;
    quick_.push_back({group.places.data(), group.adds.data(), group.packed.data(),
                      group.straight ? group.keep.data() : nullptr, &group.row, group.from.word, group.from.shift,
                      group.to.shift, waits, &group});
  }
}

/// Where codes are all that is known, one of what they stand for does as well as any other.
void Kernel::sample(std::size_t decision) {
  for (const std::uint32_t source : plan_.tables[decision].reads) {
    if (by_codes_ && source < columns_.size() && !fast_[source].set)
      columns_[source] = plan_.codings[source].sample(codes_[source]);
  }
}

/// Of sets with many values, as far as 32 bits go. Always one of its codes, whatever the form of a table says.
std::uint32_t Kernel::code(std::size_t decision, const Decided& made) const {
  const std::size_t source = p_.columns.size() + decision;
  const std::optional<Packed>& packed = plan_.packed[source];
  if (!packed) return 0;
  return static_cast<std::uint32_t>(std::min(pack(plan_.codings[source], *packed, made.content), packed->codes - 1));
}

/// What the stages up to here came to, so that the Decider can go on.
void Kernel::know(std::size_t stages) {
  for (; known_ < stages; ++known_) {
    const Stage& stage = stages_[known_];
    if (stage.group == kNone) continue;  // told when it was decided
    const Group& group = groups_[stage.group];
    const Decided* decided = group.rows.data() + std::size_t{group.row} * group.members.size();
    if (stage.decision != kNone) {
      decider_.know(stage.decision, grown(begins(stage.decision), decided->content));
      continue;
    }
    for (const std::uint32_t member : group.members) decider_.know(member, *decided++);
  }
}

/// Decides a combination that was not met before; rows that are alike are one. Row 0 is for what there is no room for.
void Kernel::fill(Group& group, std::size_t stage, std::size_t at) {
  unpack_record();
  know(stage);
  group.row = 0;
  const std::size_t count = group.members.size();
  const auto words = static_cast<std::ptrdiff_t>(packed_record_.empty() ? 0 : packing_->results);
  std::fill_n(group.adds.begin(), registers_, Eight{});
  group.keep[0] = 0;
  std::fill(group.packed.begin(), group.packed.begin() + words, std::uint64_t{0});
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t member = group.members[i];
    sample(member);
    const std::size_t source = p_.columns.size() + member;
    if (stages_[stage].decision != kNone) {
      // What its rules add; what it comes to is not said by the row alone, but that it is rejected.
      const Table& table = plan_.tables[member];
      std::uint64_t set = 0;
      for (std::size_t bit = 0; bit < table.asked.size(); ++bit) set |= (at >> bit & 1U) << table.asked[bit];
      group.rows[i] = {decider_.grown(member, set), kNone};
      if (group.rows[i].content.state != State::Rejected) group.rows[i].content.state = State::Value;
      group.codes[i] = code(member, group.rows[i]);
      if (group.rows[i].content.state == State::Value)
        group.keep[0] = ((std::uint64_t{1} << group.from.bits) - 1) << group.to.shift;
    } else {
      group.rows[i] = decider_.decision(member);
      decider_.know(member, group.rows[i]);
      group.codes[i] = code(member, group.rows[i]);
      if (plan_.codings[source].usable) {
        const Eight* parts = parts_.data() + first_part_[source] + std::size_t{group.codes[i]} * registers_;
        for (std::size_t r = 0; r < registers_; ++r) group.adds[r] += parts[r];
      }
    }
    if (words != 0) packing_->decisions[member].put(group.codes[i], group.packed.data());
  }
  std::size_t row = 1;
  const auto made = group.rows.begin();
  const auto is_made = [&](std::size_t other) {
    return std::equal(made, made + static_cast<std::ptrdiff_t>(count),
                      made + static_cast<std::ptrdiff_t>(other * count));
  };
  while (row * count != group.rows.size() && !is_made(row)) ++row;
  if (row * count == group.rows.size()) {
    if (group.rows.size() + count > group.rows.capacity()) return;
    const auto keep = [](auto& of, std::size_t each) {
      // Nothing moves: there is room.
      for (std::size_t i = 0; i < each; ++i) of.push_back(of[i]);
    };
    keep(group.rows, count);
    keep(group.codes, count);
    keep(group.adds, registers_);
    keep(group.packed, static_cast<std::size_t>(words));
    keep(group.keep, 1);
  }
  group.row = group.places[at] = static_cast<std::uint16_t>(row);
}

/// What an `attach` begins with.
Content Kernel::begins(std::size_t decision) {
  const std::uint32_t value = p_.decisions[decision].value;
  Content out{State::Value, 0};
  if (value != kNone) {
    const Expr& e = p_.exprs[value];
    out = e.kind == Expr::Kind::Column ? columns_[e.x] : decider_.value(value);
  }
  if (out.state != State::Value) out.number = 0;
  return out;
}

Decided Kernel::by_cubes(std::size_t decision, std::size_t stage) {
  const Table& table = plan_.tables[decision];
  std::uint32_t line = kRejectsLine;
  if (table.form == Form::Diagram) {
    std::uint32_t at = table.diagram.root;
    const std::uint32_t* nodes = table.diagram.nodes.data();
    while ((at & Diagram::kLeaf) == 0) at = nodes[at + 1 + codes_[table.reads[nodes[at]]]];
    // The two that are no lines have all higher bits set.
    line = at >= (kAbsentLine | Diagram::kLeaf) ? at : at & ~Diagram::kLeaf;
  } else {
    Own& own = own_[decision];
    const RuleSets& sets = table.sets;
    for (std::size_t i = 0; i < table.reads.size(); ++i)
      own.rows[i] = sets.bits.data() + std::size_t{sets.first[i] + codes_[table.reads[i]]} * 8;
    const std::uint32_t cube =
        loops_.first_common(own.rows.data(), own.rows.size(), sets.words, std::size_t{sets.codes} * 8);
    if (cube < table.sets.lines.size()) line = table.sets.lines[cube];
  }
  if (line == kRejectsLine) return {{State::Rejected, 0}, kNone};
  if (line == kAbsentLine) return {};
  const Line& fired = p_.decisions[decision].lines[line];
  if (fired.outcome == kNone) return {{State::Rejected, 0}, fired.record};
  const Expr& e = p_.exprs[fired.outcome];
  if (e.kind != Expr::Kind::Const) {
    know(stage);
    return {decider_.value(fired.outcome), fired.record};
  }
  return {e.absent ? Content{} : Content{State::Value, e.number}, fired.record};
}

void Kernel::decide_one(std::size_t decision, std::size_t stage) {
  Decided made;
  if (plan_.tables[decision].form == Form::Letter || plan_.tables[decision].form == Form::Places) {
    unpack_record();
    know(stage);
    sample(decision);
    made = decider_.decision(decision);
  } else {
    made = by_cubes(decision, stage);
  }
  told(decision, made);
}

void Kernel::told(std::size_t decision, const Decided& made) {
  decider_.know(decision, made);
  const std::size_t source = p_.columns.size() + decision;
  codes_[source] = code(decision, made);
  if (plan_.codings[source].usable) add(static_cast<std::uint32_t>(source), codes_[source]);
}

void Kernel::add_columns() {
  const std::uint32_t* const codes = codes_.data();
  for (std::size_t r = 0; r < registers_; ++r) {
    Eight sum;
    if (registers_ == 1) {
      for (const Columns& c : coded_columns_) sum += c.parts[codes[c.column]];
    } else {
      for (const Columns& c : coded_columns_) sum += c.parts[std::size_t{codes[c.column]} * registers_ + r];
    }
    at_[r] = sum;
  }
}

void Kernel::decide_stages() {
  all_packed_ = false;
  decider_.begin(columns_);
  add_columns();
  if (!quick_.empty()) return decide_rows();
  std::uint32_t* const codes = codes_.data() + p_.columns.size();
  go<false>([](std::uint32_t) {},
            [&](const Group& group) {
              const std::uint32_t* code = group.codes.data() + std::size_t{group.row} * group.members.size();
              if (by_codes_) {
                for (const std::uint32_t member : group.members) codes[member] = *code++;
              } else {
                for (const std::uint32_t place : group.read) codes[group.members[place]] = code[place];
              }
            });
}

/// Where rows say all: what else there is is taken from them by those who ask.
void Kernel::decide_rows() {
  known_ = 0;
  const auto more = [&](const Quick& step) {
    if (step.keep == nullptr) return std::size_t{0};
    const std::uint32_t decision = step.group->members[0];
    return asked(decision, begins(decision));
  };
  go_quickly(at_[0], more, [](const Quick&, std::size_t) {});
  if (!by_codes_) return;
  std::uint32_t* const codes = codes_.data() + p_.columns.size();
  for (const Group& group : groups_) {
    const std::size_t first = std::size_t{group.row} * group.members.size();
    for (std::size_t i = 0; i < group.members.size(); ++i) codes[group.members[i]] = group.codes[first + i];
    if (!group.straight) continue;
    const std::uint32_t decision = group.members[0];
    codes[decision] = code(decision, grown(begins(decision), group.rows[first].content));
  }
}

std::span<const Decided> Kernel::decide() {
  by_codes_ = false;
  decide_stages();
  know(stages_.size());
  return decider_.decided();
}

std::span<const Decided> Kernel::decide(std::span<const Content> columns) {
  Content* const own = columns_.data();
  std::uint32_t* const codes = codes_.data();
  const Fast* const fast = fast_.data();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    // Part by part, as it was written a moment ago: a processor waits where it reads two writes as one.
    own[i].state = columns[i].state;
    own[i].number = columns[i].number;
    codes[i] = fast[i].code(columns[i]);
  }
  return decide();
}

int Kernel::held(std::size_t decision, std::size_t line, const Program& letter) {
  unpack_record();
  know(stages_.size());
  // Of codes, only what was asked for was made known.
  for (std::size_t i = 0; by_codes_ && i < columns_.size(); ++i) {
    if (fast_[i].coded && !fast_[i].set) columns_[i] = plan_.codings[i].sample(codes_[i]);
  }
  if (&letter == &p_) return decider_.held(decision, line);
  if (!decider_.begun()) return -1;
  if (letter_ == nullptr) letter_ = std::make_unique<Decider>(letter);
  letter_->begin(columns_);
  const std::span<const Decided> decided = decider_.decided();
  for (std::size_t i = 0; i < decided.size(); ++i) letter_->know(i, decided[i]);
  return letter_->held(decision, line);
}

std::span<const std::uint32_t> Kernel::decide_codes() {
  by_codes_ = true;
  decide_stages();
  return std::span<const std::uint32_t>(codes_).subspan(p_.columns.size());
}

}  // namespace msd::records
