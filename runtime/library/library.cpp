#include "runtime/library/msd.h"

#include "runtime/records/batch_possible.h"
#include "runtime/records/possible.h"
#include "runtime/records/store.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include <sys/stat.h>

using namespace msd;
using records::Content;

// ---- what the handles stand for ------------------------------------------------------------------------------------

struct msd_image {
  image::Image image;
  std::vector<std::string> rows;
  std::string name, version;
  std::uint64_t hash = 0;
  std::vector<std::shared_ptr<const records::Rules>> stored;  // of a rules file: by row
};

namespace {

/// Texts that end with a zero byte.
class Texts {
 public:
  void reserve(std::size_t texts) { begins_.reserve(texts), bytes_.reserve(texts * kUsual); }
  void add(std::string_view text) {
    begins_.push_back(bytes_.size());
    bytes_.append(text).push_back('\0');
  }
  std::size_t size() const { return begins_.size(); }
  /// Null beyond the last; stays until one is added.
  const char* operator[](std::size_t at) const { return at < size() ? bytes_.c_str() + begins_[at] : nullptr; }

 private:
  static constexpr std::size_t kUsual = 16;
  std::string bytes_;
  std::vector<std::size_t> begins_;
};

/// A column or a decision.
struct Part {
  msd_info info{};
  std::string name, measure;
  Texts values, rules;
};

struct Rules {
  explicit Rules(std::shared_ptr<const records::Rules> flat)
      : keeps(std::move(flat)), program(keeps->program), plan(keeps->plan), packing(records::packing(program, plan)) {}

  std::shared_ptr<const records::Rules> keeps;
  const records::Program& program;
  const records::Plan& plan;
  std::optional<records::Packing> packing;
  std::vector<Part> columns, decisions;
  std::vector<std::uint32_t> first_lines;  // of decisions
  std::map<std::string, std::size_t, std::less<>> column_names, decision_names;

  /// The place of a line among those of its decision; -1: none.
  std::int32_t rule(std::size_t decision, std::uint32_t line) const {
    return line == records::kNone ? -1 : static_cast<std::int32_t>(line - first_lines[decision]);
  }
};

}  // namespace

struct msd_rules {
  std::shared_ptr<const Rules> shared;
};

struct msd_decider {
  std::shared_ptr<const Rules> rules;
  records::Kernel kernel;
  std::vector<std::uint32_t> unknown;
  std::vector<records::Range> ranges;
  std::vector<records::Can> possible;
  std::vector<std::uint64_t> limits;  // of codes, by column
  bool coded = false;                 // all decisions follow from codes of 32 bits

  explicit msd_decider(std::shared_ptr<const Rules> of)
      : rules(std::move(of)), kernel(rules->program, rules->plan), possible(rules->decisions.size()) {
    // All memory is there from the start.
    unknown.reserve(rules->columns.size());
    ranges.reserve(rules->columns.size());
    coded = kernel.coded();
    for (const std::optional<records::Packed>& packed : rules->plan.packed) {
      coded = coded && packed && packed->bits <= 32;
      if (coded && limits.size() < rules->columns.size()) limits.push_back(packed->codes);
    }
  }
};

struct msd_batch {
  std::shared_ptr<const Rules> rules;
  std::unique_ptr<records::Batch> batch;
};

namespace {

constexpr std::size_t kLargest = std::size_t{256} << 20U;  // bytes of an image file

void say(char* why, std::size_t size, const std::string& words) {
  if (why == nullptr || size == 0) return;
  const std::size_t length = std::min(size - 1, words.size());
  std::memcpy(why, words.data(), length);
  why[length] = '\0';
}

/// Nothing is thrown across the interface; what can be is a lack of memory.
template <class Make> msd_status guarded(Make make) noexcept {
  try {
    return make();
  } catch (const std::exception&) {
    return MSD_NO_MEMORY;
  }
}

std::unique_ptr<msd_image> of_rules(std::span<const std::byte> block, std::string& why) {
  image::Refusal refusal;
  std::optional<records::Stored> opened = records::stored(block, refusal);
  if (!opened) return why = "this is not a usable rules file: " + refusal.reason, nullptr;
  auto made = std::make_unique<msd_image>();
  made->image = opened->image;
  made->hash = opened->origin;
  for (const auto& rules : opened->rules) made->rows.push_back(rules->program.name);
  made->stored = std::move(opened->rules);
  return made;
}

std::unique_ptr<msd_image> of_image(std::span<const std::byte> block, std::string& why) {
  image::Refusal refusal;
  std::vector<std::uint64_t> words(block.size() / sizeof(std::uint64_t));
  if (!words.empty()) std::memcpy(words.data(), block.data(), block.size());
  const std::optional<image::Image> opened = image::Image::open(std::move(words), refusal);
  if (!opened) return why = "this is not a usable image: " + refusal.reason, nullptr;
  auto made = std::make_unique<msd_image>();
  made->image = *opened;
  made->hash = opened->hash();
  for (const image::RowRecord& row : opened->rows()) made->rows.emplace_back(opened->text(row.name));
  return made;
}

/// `block` is aligned as words are.
msd_status load(std::span<const std::byte> block, msd_image** out, char* why, std::size_t why_size) {
  if (block.size() % sizeof(std::uint64_t) != 0 || block.size() > kLargest) {
    say(why, why_size, "this is not a usable image: no image has this size");
    return MSD_NOT_AN_IMAGE;
  }
  std::string reason;
  auto made = records::begins_like_rules(block) ? of_rules(block, reason) : of_image(block, reason);
  if (made == nullptr) return say(why, why_size, reason), MSD_NOT_AN_IMAGE;
  const image::FrameworkRecord& framework = made->image.framework();
  made->name = made->image.text(framework.name);
  made->version = made->image.text(framework.version);
  *out = made.release();
  return MSD_OK;
}

struct Closed {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closed>;

/// Words that nobody has set yet.
struct Block {
  std::unique_ptr<std::uint64_t[]> words;  // NOLINT(modernize-avoid-c-arrays): a vector sets them
  std::size_t bytes = 0, room = 0;

  void grow(std::size_t size) {
    std::unique_ptr<std::uint64_t[]> more(new std::uint64_t[size / sizeof(std::uint64_t)]);  // NOLINT: as above
    if (bytes != 0) std::memcpy(more.get(), words.get(), bytes);
    words = std::move(more);
    room = size;
  }
  std::byte* begin() const { return reinterpret_cast<std::byte*>(words.get()); }
};

/// All of a file, up to a word more than the largest. No if it cannot be read.
bool read_all(std::FILE* file, Block& out) {
  constexpr std::size_t kPage = 1U << 12U;
  struct stat about {};
  const bool told = ::fstat(::fileno(file), &about) == 0 && about.st_size > 0;
  const std::size_t expected = told ? std::min(static_cast<std::size_t>(about.st_size), kLargest) : 0;
  out.grow((expected / kPage + 1) * kPage);
  for (;;) {
    out.bytes += std::fread(out.begin() + out.bytes, 1, out.room - out.bytes, file);
    if (out.bytes < out.room || out.bytes > kLargest) return std::ferror(file) == 0;
    out.grow(out.room * 2);
  }
}

Part part(const image::Image& image, const std::string& name, std::uint32_t type_index) {
  const image::TypeRecord& type = image.types()[type_index];
  Part out;
  out.name = name;
  out.info.optional = type.optional != 0 ? 1 : 0;
  out.info.of_the_row = 1;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
    out.info.type = MSD_BOOL;
    out.values.add("no");
    out.values.add("yes");
    break;
  case Class::Enum:
  case Class::Set: {
    out.info.type = static_cast<Class>(type.cls) == Class::Set ? MSD_SET : MSD_ENUM;
    const image::EnumRecord& e = image.enums()[type.target];
    for (std::uint32_t v = 0; v < e.value_count; ++v)
      out.values.add(image.text(image.values()[e.value_first + v].name));
    break;
  }
  default:
    out.info.type = MSD_NUMBER;
    out.info.low = image.number(type.low);
    out.info.high = image.number(type.high);
  }
  out.info.values = out.values.size();
  return out;
}

std::shared_ptr<const Rules> laid_flat(std::shared_ptr<const records::Rules> flat) {
  auto out = std::make_shared<Rules>(std::move(flat));
  const image::Image& image = out->program.image;
  for (const records::Column& c : out->program.columns) {
    out->columns.push_back(part(image, c.name, c.type));
    if (c.kind == records::Column::Kind::Measure) out->columns.back().measure = c.written;
  }
  for (const records::Decision& d : out->program.decisions) {
    Part made = part(image, d.name, d.type);
    made.info.of_the_row = d.asked ? 1 : 0;
    const bool table = d.kind == records::Decision::Kind::First || d.kind == records::Decision::Kind::Unique;
    if (table) made.rules.reserve(d.lines.size());
    for (const records::Line& line : d.lines) {
      if (table) made.rules.add(image.text(image.lines()[line.record].name));
    }
    out->first_lines.push_back(d.lines.empty() ? 0 : d.lines.front().record);
    out->decisions.push_back(std::move(made));
  }
  // Texts stay where they are from here on.
  for (auto* all : {&out->columns, &out->decisions}) {
    auto& names = all == &out->columns ? out->column_names : out->decision_names;
    for (std::size_t i = 0; i < all->size(); ++i) {
      Part& p = (*all)[i];
      p.info.name = p.name.c_str();
      p.info.measure = p.measure.empty() ? nullptr : p.measure.c_str();
      names.emplace(p.name, i);
    }
  }
  return out;
}

/// Whether a cell is a content of its column.
bool fits(const records::Coding& column, const msd_cell& cell) {
  if (cell.state == MSD_VALUE) return cell.value >= column.low && cell.value <= column.high;
  return cell.state == MSD_ABSENT ? column.can_be_absent : cell.state == MSD_REJECTED && column.can_be_rejected;
}

msd_status ask(const std::vector<Part>& of, std::size_t at, msd_info* info) {
  if (at >= of.size()) return MSD_BAD_RECORD;
  *info = of[at].info;
  return MSD_OK;
}

const char* text(const std::vector<std::string>& of, std::size_t at) {
  return at < of.size() ? of[at].c_str() : nullptr;
}

std::size_t named(const std::map<std::string, std::size_t, std::less<>>& of, const char* name) {
  const auto found = of.find(std::string_view(name));
  return found == of.end() ? SIZE_MAX : found->second;
}

}  // namespace

// ---- the interface -------------------------------------------------------------------------------------------------

std::uint32_t msd_api_version(void) { return MSD_API_VERSION; }

msd_status msd_image_load(const void* bytes, std::size_t size, msd_image** image, char* why, std::size_t why_size) {
  say(why, why_size, "");
  *image = nullptr;
  return guarded([&] {
    Block block;
    const bool fits = size <= kLargest;  // else it is refused for its size
    block.grow(((fits ? size : 0) / sizeof(std::uint64_t) + 1) * sizeof(std::uint64_t));
    if (size != 0 && fits) std::memcpy(block.begin(), bytes, size);
    return load({block.begin(), size}, image, why, why_size);
  });
}

msd_status msd_image_load_file(const char* path, msd_image** image, char* why, std::size_t why_size) {
  say(why, why_size, "");
  *image = nullptr;
  return guarded([&] {
    const File file(std::fopen(path, "rb"));
    Block block;
    if (file == nullptr || !read_all(file.get(), block)) {
      say(why, why_size, "cannot read `" + std::string(path) + "`: " + std::strerror(errno));
      return MSD_CANNOT_READ;
    }
    return load({block.begin(), block.bytes}, image, why, why_size);
  });
}

void msd_image_free(msd_image* image) { delete image; }
const char* msd_image_name(const msd_image* image) { return image->name.c_str(); }
const char* msd_image_version(const msd_image* image) { return image->version.c_str(); }
std::uint64_t msd_image_hash(const msd_image* image) { return image->hash; }
std::size_t msd_image_row_count(const msd_image* image) { return image->rows.size(); }
const char* msd_image_row_name(const msd_image* image, std::size_t row) { return text(image->rows, row); }

msd_status msd_rules_of(const msd_image* image, const char* row, msd_rules** rules) {
  *rules = nullptr;
  const auto found = std::find(image->rows.begin(), image->rows.end(), row);
  if (found == image->rows.end()) return MSD_NO_SUCH_ROW;
  return guarded([&] {
    const auto at = static_cast<std::size_t>(found - image->rows.begin());
    *rules = new msd_rules{laid_flat(
        image->stored.empty() ? records::lay_flat(image->image, static_cast<std::uint32_t>(at)) : image->stored[at])};
    return MSD_OK;
  });
}

void msd_rules_free(msd_rules* rules) { delete rules; }
std::size_t msd_column_count(const msd_rules* rules) { return rules->shared->columns.size(); }
std::size_t msd_decision_count(const msd_rules* rules) { return rules->shared->decisions.size(); }
msd_status msd_column_info(const msd_rules* rules, std::size_t column, msd_info* info) {
  return ask(rules->shared->columns, column, info);
}
msd_status msd_decision_info(const msd_rules* rules, std::size_t decision, msd_info* info) {
  return ask(rules->shared->decisions, decision, info);
}
std::size_t msd_column_named(const msd_rules* rules, const char* name) {
  return named(rules->shared->column_names, name);
}
std::size_t msd_decision_named(const msd_rules* rules, const char* name) {
  return named(rules->shared->decision_names, name);
}
const char* msd_column_value(const msd_rules* rules, std::size_t column, std::size_t value) {
  return column < rules->shared->columns.size() ? rules->shared->columns[column].values[value] : nullptr;
}
const char* msd_decision_value(const msd_rules* rules, std::size_t decision, std::size_t value) {
  return decision < rules->shared->decisions.size() ? rules->shared->decisions[decision].values[value] : nullptr;
}
std::size_t msd_rule_count(const msd_rules* rules, std::size_t decision) {
  return decision < rules->shared->decisions.size() ? rules->shared->decisions[decision].rules.size() : 0;
}
const char* msd_rule_name(const msd_rules* rules, std::size_t decision, std::size_t rule) {
  return decision < rules->shared->decisions.size() ? rules->shared->decisions[decision].rules[rule] : nullptr;
}

msd_status msd_decider_new(const msd_rules* rules, msd_decider** decider) {
  *decider = nullptr;
  return guarded([&] {
    *decider = new msd_decider(rules->shared);
    return MSD_OK;
  });
}
void msd_decider_free(msd_decider* decider) { delete decider; }

msd_status msd_decide(msd_decider* decider, const msd_cell* record, msd_cell* results, std::size_t* bad) {
  const Rules& rules = *decider->rules;
  records::Kernel& kernel = decider->kernel;
  if (const std::size_t taken = kernel.take_cells(record); taken != rules.columns.size()) {
    if (bad != nullptr) *bad = taken;
    return MSD_BAD_RECORD;
  }
  kernel.decide_each([&](std::uint32_t i, const records::Decided& d) {
    results[i] = {d.content.number, static_cast<std::uint32_t>(d.content.state), rules.rule(i, d.line)};
  });
  return MSD_OK;
}

msd_status msd_decide_many(msd_decider* decider, const msd_cell* records, std::size_t count, msd_cell* results,
                           std::size_t* done, std::size_t* bad) {
  const std::size_t columns = decider->rules->columns.size();
  const std::size_t decisions = decider->rules->decisions.size();
  msd_status status = MSD_OK;
  std::size_t i = 0;
  for (; i < count; ++i) {
    status = msd_decide(decider, records + i * columns, results + i * decisions, bad);
    if (status != MSD_OK) break;
  }
  if (done != nullptr) *done = i;
  return status;
}

int msd_rule_held(msd_decider* decider, std::size_t decision, std::size_t rule) {
  if (rule >= (decision < decider->rules->decisions.size() ? decider->rules->decisions[decision].rules.size() : 0))
    return -1;
  // The first time, what stands aside is read: of no use if it is unsound, or there is no memory for it.
  try {
    const records::Program* const letter = decider->rules->keeps->letter();
    return letter == nullptr ? -1 : decider->kernel.held(decision, rule, *letter);
  } catch (const std::exception&) {
    return -1;
  }
}

// ---- not known as a whole ------------------------------------------------------------------------------------------

msd_status msd_decide_possible(msd_decider* decider, const msd_cell* record, msd_cell* results, std::uint64_t* possible,
                               std::size_t limit, std::size_t* bad) {
  const Rules& rules = *decider->rules;
  decider->unknown.clear();
  for (std::size_t i = 0; i < rules.columns.size(); ++i) {
    if (record[i].state == MSD_UNKNOWN) {
      decider->unknown.push_back(static_cast<std::uint32_t>(i));
      continue;
    }
    if (!decider->kernel.take(i, record[i].state, record[i].value)) {
      if (bad != nullptr) *bad = i;
      return MSD_BAD_RECORD;
    }
  }
  const std::size_t completions = records::possible(rules.program, rules.plan, decider->kernel, decider->unknown, limit,
                                                    decider->possible, decider->ranges);
  if (completions > limit) return MSD_TOO_MANY;
  for (std::size_t i = 0; i < rules.decisions.size(); ++i) {
    const records::Can& can = decider->possible[i];
    const Content& content = can.decided.content;
    results[i] = {can.open ? 0 : content.number,
                  can.open ? static_cast<std::uint32_t>(MSD_UNKNOWN) : static_cast<std::uint32_t>(content.state),
                  rules.rule(i, can.decided.line)};
    if (possible != nullptr) possible[i] = can.values;
  }
  return MSD_OK;
}

// ---- codes ---------------------------------------------------------------------------------------------------------

namespace {

msd_status coding_of(const Rules& rules, std::size_t source, msd_coding* coding) {
  const std::optional<records::Packed>& packed = rules.plan.packed[source];
  *coding = packed ? msd_coding{packed->codes, packed->bits, packed->bytes()} : msd_coding{0, 0, 0};
  return MSD_OK;
}

}  // namespace

msd_status msd_column_coding(const msd_rules* rules, std::size_t column, msd_coding* coding) {
  return column < rules->shared->columns.size() ? coding_of(*rules->shared, column, coding) : MSD_BAD_RECORD;
}
msd_status msd_decision_coding(const msd_rules* rules, std::size_t decision, msd_coding* coding) {
  return decision < rules->shared->decisions.size()
             ? coding_of(*rules->shared, rules->shared->columns.size() + decision, coding)
             : MSD_BAD_RECORD;
}
msd_status msd_column_code(const msd_rules* rules, std::size_t column, const msd_cell* cell, std::uint64_t* code) {
  const Rules& of = *rules->shared;
  if (column >= of.columns.size() || !fits(of.plan.codings[column], *cell)) return MSD_BAD_RECORD;
  if (!of.plan.packed[column]) return MSD_NOT_CODED;
  const auto state = static_cast<Content::State>(cell->state);
  *code = records::pack(of.plan.codings[column], *of.plan.packed[column], {state, cell->value});
  return MSD_OK;
}
msd_status msd_decision_cell(const msd_rules* rules, std::size_t decision, std::uint64_t code, msd_cell* cell) {
  const Rules& of = *rules->shared;
  if (decision >= of.decisions.size()) return MSD_BAD_RECORD;
  const std::size_t source = of.columns.size() + decision;
  if (!of.plan.packed[source]) return MSD_NOT_CODED;
  if (code >= of.plan.packed[source]->codes) return MSD_BAD_RECORD;
  const Content content = records::unpack(of.plan.codings[source], *of.plan.packed[source], code);
  *cell = {content.number, static_cast<std::uint32_t>(content.state), -1};
  return MSD_OK;
}

msd_status msd_decide_codes(msd_decider* decider, const std::uint32_t* codes, std::uint32_t* results,
                            std::size_t* bad) {
  if (!decider->coded) return MSD_NOT_CODED;
  records::Kernel& kernel = decider->kernel;
  // All are looked at together, as that is quicker; which one is wrong only matters if one is.
  const std::size_t count = decider->limits.size();
  std::uint32_t wrong = 0;
  for (std::size_t i = 0; i < count; ++i) wrong |= codes[i] >= decider->limits[i] ? 1U : 0U;
  if (wrong != 0) {
    if (bad != nullptr)
      *bad = static_cast<std::size_t>(
          std::mismatch(codes, codes + count, decider->limits.begin(), std::less<>()).first - codes);
    return MSD_BAD_RECORD;
  }
  kernel.take_codes({codes, count});
  const std::span<const std::uint32_t> decided = kernel.decide_codes();
  std::copy(decided.begin(), decided.end(), results);
  return MSD_OK;
}

namespace {

msd_status slot_of(const std::vector<records::Slot>& slots, std::size_t index, msd_slot* slot) {
  if (index >= slots.size()) return MSD_BAD_RECORD;
  *slot = {slots[index].word, slots[index].shift, slots[index].bits};
  return MSD_OK;
}

}  // namespace

msd_status msd_packed_words(const msd_rules* rules, std::size_t* record, std::size_t* results) {
  const std::optional<records::Packing>& packing = rules->shared->packing;
  if (!packing) return MSD_NOT_CODED;
  *record = packing->record;
  *results = packing->results;
  return MSD_OK;
}
msd_status msd_column_slot(const msd_rules* rules, std::size_t column, msd_slot* slot) {
  const std::optional<records::Packing>& packing = rules->shared->packing;
  return packing ? slot_of(packing->columns, column, slot) : MSD_NOT_CODED;
}
msd_status msd_decision_slot(const msd_rules* rules, std::size_t decision, msd_slot* slot) {
  const std::optional<records::Packing>& packing = rules->shared->packing;
  return packing ? slot_of(packing->decisions, decision, slot) : MSD_NOT_CODED;
}

msd_status msd_decide_packed(msd_decider* decider, const std::uint64_t* record, std::uint64_t* results,
                             std::size_t* bad) {
  records::Kernel& kernel = decider->kernel;
  if (!kernel.packing()) return MSD_NOT_CODED;
  const std::size_t column = kernel.decide_packed(record, results);
  if (column == decider->rules->columns.size()) return MSD_OK;
  if (bad != nullptr) *bad = column;
  return MSD_BAD_RECORD;
}

// ---- many records --------------------------------------------------------------------------------------------------

msd_status msd_batch_new(const msd_rules* rules, const std::size_t* decisions, std::size_t count, msd_batch** batch,
                         char* why, std::size_t why_size) {
  say(why, why_size, "");
  *batch = nullptr;
  return guarded([&] {
    std::vector<std::uint32_t> asked;
    for (std::size_t i = 0; i < count; ++i) {
      if (decisions[i] >= rules->shared->decisions.size()) {
        say(why, why_size, "there is no such decision");
        return MSD_BAD_RECORD;
      }
      asked.push_back(static_cast<std::uint32_t>(decisions[i]));
    }
    std::string reason;
    const records::Program* const letter = rules->shared->keeps->letter();
    if (letter == nullptr) return say(why, why_size, "its conditions are not usable"), MSD_NOT_AN_IMAGE;
    auto made = records::Batch::make(*letter, rules->shared->plan, std::move(asked), reason);
    if (made == nullptr) {
      say(why, why_size, reason);
      return MSD_NOT_CODED;
    }
    *batch = new msd_batch{rules->shared, std::move(made)};
    return MSD_OK;
  });
}
void msd_batch_free(msd_batch* batch) { delete batch; }
int msd_batch_reads(const msd_batch* batch, std::size_t column) {
  const std::vector<std::uint32_t>& columns = batch->batch->columns();
  return std::find(columns.begin(), columns.end(), column) != columns.end() ? 1 : 0;
}
msd_status msd_batch_bytes(const msd_batch* batch, const void* const* columns, std::size_t count, void* const* results,
                           std::size_t threads, std::size_t* bad_column, std::size_t* bad_record) {
  return guarded([&] {
    records::Batch::Bad bad;
    if (batch->batch->bytes(columns, count, results, threads, bad)) return MSD_OK;
    if (bad_column != nullptr) *bad_column = bad.column;
    if (bad_record != nullptr) *bad_record = bad.record;
    return MSD_BAD_RECORD;
  });
}
msd_status msd_batch_bits(const msd_batch* batch, const std::uint64_t* const* columns, std::size_t stride,
                          std::size_t count, std::uint64_t* const* results, std::size_t threads) {
  return guarded([&] {
    batch->batch->planes(columns, stride, count, results, threads);
    return MSD_OK;
  });
}
msd_status msd_batch_possible(const msd_batch* batch, const void* const* columns, const std::uint64_t* const* unknown,
                              std::size_t count, void* const* results, std::uint64_t* const* open,
                              std::uint64_t* const* possible, std::uint64_t* beyond, std::size_t limit,
                              std::size_t threads, std::size_t* bad_column, std::size_t* bad_record) {
  return guarded([&] {
    records::Batch::Bad bad;
    const records::HalfKnown data{columns, unknown, count, results, open, possible, beyond, limit};
    if (records::possible(*batch->batch, data, threads, bad)) return MSD_OK;
    if (bad_column != nullptr) *bad_column = bad.column;
    if (bad_record != nullptr) *bad_record = bad.record;
    return MSD_BAD_RECORD;
  });
}
