#include "runtime/records/kernel.h"

#include "runtime/lanes/lanes.h"
#include "runtime/records/cubes.h"

namespace msd::records {

namespace {

using State = Content::State;
using Form = Table::Form;

constexpr std::size_t kMet = 512;  // different outcomes of a decision that are remembered
constexpr double kShared = 1U << 15U;  // places of a group, times its members

}  // namespace

Kernel::Kernel(const Program& program, const Plan& plan)
    : p_(program), plan_(plan), decider_(program), columns_(program.columns.size()), fast_(program.columns.size()),
      codes_(plan.codings.size()), own_(plan.tables.size()) {
  for (std::size_t i = 0; i < fast_.size(); ++i) {
    const Coding& c = plan.codings[i];
    const image::TypeRecord& type = p_.image.types()[p_.columns[i].type];
    Fast& f = fast_[i];
    f.number = c.cls == Class::Number;
    f.set = c.cls == Class::Set;
    f.low = f.number ? p_.image.number(type.low) : 0;
    f.high = f.number ? p_.image.number(type.high)
             : f.set  ? static_cast<std::int64_t>((std::uint64_t{1} << c.values) - 1)
                      : std::int64_t{c.values} - 1;
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
    const bool constant =
        std::all_of(d.lines.begin(), d.lines.end(), [&](const Line& l) { return plain(l.outcome); });
    coded_ = coded_ && table.form != Form::Letter && (table.form != Form::Places || !table.adds || plain(table.value)) &&
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
  for (std::size_t i = 0; i < own_.size(); ++i) own_[i].met.reserve(1 + std::min(plan.tables[i].places, kMet));
  group_up();
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
    const bool simple = table.form == Form::Places && !table.adds;
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
      const double size = places * static_cast<double>(group.members.size() + 1);
      const double growth = size / static_cast<double>(group.places.size());
      if (size <= kShared && (best == stages_.size() || growth < least)) best = stage, least = growth;
    }
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
    std::size_t step = group.members.size();
    for (const std::uint32_t source : sources) {
      group.reads.push_back({source, 0});
      step *= plan_.codings[source].codes;
    }
    group.places.assign(step, 0);
  }
  for (Group& group : groups_) {
    std::size_t step = group.members.size();
    for (Read& read : group.reads) {
      read.step = static_cast<std::uint32_t>(step);
      step *= plan_.codings[read.source].codes;
    }
  }
}

/// Where codes are all that is known, one of what they stand for does as well as any other.
void Kernel::sample(std::size_t decision) {
  for (const std::uint32_t source : plan_.tables[decision].reads) {
    if (by_codes_ && source < columns_.size() && !fast_[source].set)
      columns_[source] = plan_.codings[source].sample(codes_[source]);
  }
}

std::uint32_t Kernel::meet(std::size_t decision, const Decided& made) {
  std::vector<Met>& met = own_[decision].met;
  for (std::size_t i = 1; i < met.size(); ++i) {
    if (met[i].decided == made) return static_cast<std::uint32_t>(i);
  }
  if (met.size() == met.capacity()) return 0;
  met.push_back({made, code(decision, made)});
  return static_cast<std::uint32_t>(met.size() - 1);
}

std::uint32_t Kernel::code(std::size_t decision, const Decided& made) const {
  const Coding& c = plan_.codings[p_.columns.size() + decision];
  return c.usable ? c.code(made.content) : 0;
}

void Kernel::decide_group(Group& group) {
  std::size_t at = 0;
  for (const Read& read : group.reads) at += std::size_t{codes_[read.source]} * read.step;
  std::uint32_t* place = group.places.data() + at;
  const std::size_t own = p_.columns.size();
  for (const std::uint32_t member : group.members) {
    std::uint32_t& met = *place++;
    if (met == 0) {
      sample(member);
      const Decided made = decider_.decision(member);
      decider_.know(member, made);
      codes_[own + member] = code(member, made);
      met = meet(member, made);
      continue;
    }
    const Met& known = own_[member].met[met];
    codes_[own + member] = known.code;
    decider_.know(member, known.decided);
  }
}

/// Of an `attach`: what it begins with, and what its rules add.
Decided Kernel::grown(std::size_t decision) {
  const Table& table = plan_.tables[decision];
  Own& own = own_[decision];
  Content from;
  if (table.value != kNone) {
    const Expr& e = p_.exprs[table.value];
    from = e.kind == Expr::Kind::Column ? columns_[e.x] : decider_.value(table.value);
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
  Content adds = own.met[own.places[at]].decided.content;
  if (own.places[at] == 0) {
    sample(decision);
    adds = decider_.grown(decision, begins);
    own.places[at] = meet(decision, {adds, kNone});
  }
  if (from.state == State::Rejected || adds.state == State::Rejected) return {{State::Rejected, 0}, kNone};
  return {{State::Value, adds.number | from.number}, kNone};
}

Decided Kernel::by_cubes(std::size_t decision) {
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
    for (std::size_t i = 0; i < table.reads.size(); ++i)
      own.rows[i] =
          table.sets.bits.data() + std::size_t{table.sets.first[i] + codes_[table.reads[i]]} * table.sets.words;
    const std::uint32_t cube = lanes::best().first_common(own.rows.data(), own.rows.size(), table.sets.words);
    if (cube < table.sets.lines.size()) line = table.sets.lines[cube];
  }
  if (line == kRejectsLine) return {{State::Rejected, 0}, kNone};
  if (line == kAbsentLine) return {};
  const Line& fired = p_.decisions[decision].lines[line];
  if (fired.outcome == kNone) return {{State::Rejected, 0}, fired.record};
  const Expr& e = p_.exprs[fired.outcome];
  if (e.kind != Expr::Kind::Const) return {decider_.value(fired.outcome), fired.record};
  return {e.absent ? Content{} : Content{State::Value, e.number}, fired.record};
}

void Kernel::decide_one(std::size_t decision) {
  const Form form = plan_.tables[decision].form;
  const Decided made = form == Form::Letter   ? decider_.decision(decision)
                       : form == Form::Places ? grown(decision)
                                              : by_cubes(decision);
  decider_.know(decision, made);
  const Coding& own = plan_.codings[p_.columns.size() + decision];
  if (own.usable) codes_[p_.columns.size() + decision] = own.code(made.content);
}

void Kernel::decide_stages() {
  decider_.begin(columns_);
  for (const Stage& stage : stages_) {
    if (stage.group != kNone) decide_group(groups_[stage.group]);
    else decide_one(stage.decision);
  }
}

std::span<const Decided> Kernel::decide() {
  by_codes_ = false;
  decide_stages();
  return decider_.decided();
}

std::span<const Decided> Kernel::decide(std::span<const Content> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) column(i, columns[i]);
  return decide();
}

std::span<const Decided> Kernel::decide_codes() {
  by_codes_ = true;
  decide_stages();
  return decider_.decided();
}

}  // namespace msd::records
