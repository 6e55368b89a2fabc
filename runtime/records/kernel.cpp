#include "runtime/records/kernel.h"

#include "runtime/lanes/lanes.h"
#include "runtime/records/cubes.h"

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
    coded_ = coded_ && table.form != Form::Letter &&
             (table.form != Form::Places || !table.adds || plain(table.value)) &&
             (table.form == Form::Places || constant);
    if (table.form != Form::Places || !table.adds) continue;
    std::size_t step = std::size_t{1} << table.asked.size();
    for (const std::uint32_t source : table.reads) {
      own_[i].reads.push_back({source, static_cast<std::uint32_t>(step)});
      step *= plan.codings[source].codes;
    }
    own_[i].places.resize(step);
  }
  // All memory is there from the start.
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (own_[i].places.empty()) continue;
    own_[i].met.reserve(1 + std::min(own_[i].places.size(), kMet));
    own_[i].met.emplace_back();
  }
  group_up();
  find_read();
  add_up();
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

/// Each decision joins the stage that grows least by it, among those behind all that it reads.
void Kernel::group_up() {
  std::vector<std::size_t> stage_of(own_.size());
  for (std::uint32_t i = 0; i < own_.size(); ++i) {
    const Table& table = plan_.tables[i];
    bool simple = table.form == Form::Places && !table.adds;
    std::size_t from = 0;
    for (const std::uint32_t source : table.reads) {
      if (source < p_.columns.size()) continue;
      const std::size_t stage = stage_of[source - p_.columns.size()];
      from = std::max(from, stages_[stage].group == kNone ? stage + 1 : stage);
    }
    // What is decided by the letter may read more than its table says.
    if (table.form == Form::Letter) from = stages_.size();
    std::size_t best = stages_.size();
    double least = 0;
    for (std::size_t stage = from; simple && stage < stages_.size(); ++stage) {
      if (stages_[stage].group == kNone) continue;
      const Group& group = groups_[stages_[stage].group];
      double places = 1;
      for (const std::uint32_t source : outside(group, table)) places *= plan_.codings[source].codes;
      const double growth = places / static_cast<double>(group.places.size());
      if (places <= kShared && (best == stages_.size() || growth < least)) best = stage, least = growth;
    }
    simple = simple && (best != stages_.size() || groups_.size() < plan_.groups);
    stage_of[i] = best;
    if (best == stages_.size()) {
      stages_.push_back(simple ? Stage{static_cast<std::uint32_t>(groups_.size()), kNone} : Stage{kNone, i});
      if (simple) groups_.emplace_back();
    }
    if (!simple) continue;
    Group& group = groups_[stages_[best].group];
    const std::vector<std::uint32_t> sources = outside(group, table);
    group.members.push_back(i);
    group.reads.clear();
    std::size_t step = 1;
    for (const std::uint32_t source : sources) {
      group.reads.push_back({source, static_cast<std::uint32_t>(step)});
      step *= plan_.codings[source].codes;
    }
    group.places.assign(step, 0);
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
  lanes_ = std::max<std::size_t>(1, (groups_.size() + kLanes - 1) / kLanes) * kLanes;
  at_.resize(lanes_);
  std::size_t size = 0;
  for (const Coding& c : plan_.codings) {
    first_part_.push_back(size);
    // What has no codes has one that says nothing.
    size += (c.usable ? c.codes : 1) * lanes_;
  }
  parts_.resize(size);
  for (std::uint32_t c = 0; c < fast_.size(); ++c) {
    if (fast_[c].coded) coded_columns_.push_back({parts_.data() + first_part_[c], c});
  }
  for (std::size_t lane = 0; lane < groups_.size(); ++lane) {
    Group& group = groups_[lane];
    for (const Read& read : group.reads) {
      std::uint16_t* part = parts_.data() + first_part_[read.source] + lane;
      for (std::uint32_t code = 0; code < plan_.codings[read.source].codes; ++code, part += lanes_)
        *part = static_cast<std::uint16_t>(code * read.step);
    }
    const std::size_t rows = 1 + std::min(group.places.size(), kMet);
    group.rows.reserve(rows * group.members.size());
    group.rows.resize(group.members.size());
    group.codes.reserve(rows * group.members.size());
    group.codes.resize(group.members.size());
    group.adds.reserve(rows * lanes_);
    group.adds.resize(lanes_);
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
    if (stages_[known_].group == kNone) continue;  // told when it was decided
    const Group& group = groups_[stages_[known_].group];
    const Decided* decided = group.rows.data() + std::size_t{group.row} * group.members.size();
    for (const std::uint32_t member : group.members) decider_.know(member, *decided++);
  }
}

/// Decides a combination that was not met before; rows that are alike are one. Row 0 is for what there is no room for.
void Kernel::fill(Group& group, std::size_t stage, std::size_t at) {
  know(stage);
  const auto members = static_cast<std::ptrdiff_t>(group.members.size());
  const auto lanes = static_cast<std::ptrdiff_t>(lanes_);
  std::fill_n(group.adds.begin(), lanes, std::uint16_t{0});
  for (std::size_t i = 0; i < group.members.size(); ++i) {
    const std::uint32_t member = group.members[i];
    sample(member);
    group.rows[i] = decider_.decision(member);
    decider_.know(member, group.rows[i]);
    group.codes[i] = code(member, group.rows[i]);
    const std::size_t source = p_.columns.size() + member;
    if (!plan_.codings[source].usable) continue;
    const std::uint16_t* parts = parts_.data() + first_part_[source] + std::size_t{group.codes[i]} * lanes_;
    for (std::size_t lane = 0; lane < lanes_; ++lane)
      group.adds[lane] = static_cast<std::uint16_t>(group.adds[lane] + parts[lane]);
  }
  const auto made = group.rows.begin();
  auto row = made + members;
  while (row != group.rows.end() && !std::equal(made, made + members, row)) row += members;
  const auto index = (row - made) / members;
  if (row == group.rows.end()) {
    if (group.rows.size() + group.members.size() > group.rows.capacity()) return;
    group.rows.insert(group.rows.end(), made, made + members);
    group.codes.insert(group.codes.end(), group.codes.begin(), group.codes.begin() + members);
    group.adds.insert(group.adds.end(), group.adds.begin(), group.adds.begin() + lanes);
  }
  group.row = group.places[at] = static_cast<std::uint16_t>(index);
}

/// Of an `attach`: what it begins with, and what its rules add.
Decided Kernel::grown(std::size_t decision, std::size_t stage) {
  const Table& table = plan_.tables[decision];
  Own& own = own_[decision];
  Content from;
  if (table.value != kNone) {
    const Expr& e = p_.exprs[table.value];
    const bool column = e.kind == Expr::Kind::Column;
    if (!column) know(stage);
    from = column ? columns_[e.x] : decider_.value(table.value);
  }
  if (from.state != State::Value) from.number = 0;
  std::size_t at = 0;
  std::uint64_t begins = 0;  // what the rules see of the set before they add to it
  for (std::size_t i = 0; i < table.asked.size(); ++i) {
    const std::uint64_t bit = static_cast<std::uint64_t>(from.number) >> table.asked[i] & 1U;
    at |= static_cast<std::size_t>(bit) << i;
    begins |= bit << table.asked[i];
  }
  for (const Read& read : own.reads) at += std::size_t{codes_[read.source]} * read.step;
  Content adds = own.met[own.places[at]];
  if (own.places[at] == 0) {
    sample(decision);
    know(stage);
    adds = decider_.grown(decision, begins);
    if (own.met.size() != own.met.capacity()) {
      own.places[at] = static_cast<std::uint32_t>(own.met.size());
      own.met.push_back(adds);
    }
  }
  if (from.state == State::Rejected || adds.state == State::Rejected) return {{State::Rejected, 0}, kNone};
  return {{State::Value, adds.number | from.number}, kNone};
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
  const Table& table = plan_.tables[decision];
  const bool letter = table.form == Form::Letter || (table.form == Form::Places && !table.adds);
  if (letter) {
    know(stage);
    sample(decision);
  }
  const Decided made = letter                       ? decider_.decision(decision)
                       : table.form == Form::Places ? grown(decision, stage)
                                                    : by_cubes(decision, stage);
  decider_.know(decision, made);
  const std::size_t source = p_.columns.size() + decision;
  codes_[source] = code(decision, made);
  if (plan_.codings[source].usable) add(static_cast<std::uint32_t>(source), codes_[source]);
}

/// For the groups of one register, which what is added up stays in. `lanes`: all there are, known before where they are
/// few.
template <class Count> void Kernel::add_columns(std::size_t first, Count lanes) {
  std::uint16_t sum[kLanes] = {};
  const std::uint32_t* const codes = codes_.data();
  for (const Columns& c : coded_columns_) {
    const std::uint16_t* const part = c.parts + std::size_t{codes[c.column]} * lanes + first;
    for (std::size_t i = 0; i < kLanes; ++i) sum[i] = static_cast<std::uint16_t>(sum[i] + part[i]);
  }
  std::copy(std::begin(sum), std::end(sum), at_.begin() + static_cast<std::ptrdiff_t>(first));
}

void Kernel::decide_stages() {
  decider_.begin(columns_);
  known_ = 0;
  if (lanes_ == kLanes) add_columns(0, std::integral_constant<std::size_t, kLanes>());
  for (std::size_t first = 0; lanes_ != kLanes && first < lanes_; first += kLanes) add_columns(first, lanes_);
  std::uint32_t* const codes = codes_.data() + p_.columns.size();
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    if (stages_[i].group == kNone) {
      decide_one(stages_[i].decision, i);
      continue;
    }
    Group& group = groups_[stages_[i].group];
    const std::size_t at = at_[stages_[i].group];
    group.row = group.places[at];
    if (group.row == 0) fill(group, i, at);
    add(group.adds.data() + group.row * lanes_);
    const std::uint32_t* code = group.codes.data() + std::size_t{group.row} * group.members.size();
    if (by_codes_) {
      for (const std::uint32_t member : group.members) codes[member] = *code++;
    } else {
      for (const std::uint32_t place : group.read) codes[group.members[place]] = code[place];
    }
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
