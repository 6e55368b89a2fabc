#include "runtime/records/store.h"

#include "runtime/image/sections.h"
#include "runtime/records/brief.h"
#include "runtime/records/sound.h"

#include <fmt/format.h>

#include <cstring>
#include <map>
#include <mutex>
#include <utility>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace msd::records {

namespace {

template <class T> constexpr std::size_t kWords = sizeof(T) == sizeof(std::uint64_t) ? 2 : 1;  // of a number

constexpr char kRulesMagic[8] = {'m', 's', 'd', 'r', 'u', 'l', 'e', 's'};

static_assert(offsetof(RulesHeader, origin) == sizeof(image::Header), "its first members are those of an image");

std::uint64_t sum_behind_header(std::span<const std::byte> after_header) {
  return XXH3_64bits(after_header.data(), after_header.size());
}

// ---- one description of the words, for both directions -------------------------------------------------------------
// A Writer or a Reader is called with each number, in their order; a Reader fills it.

/// Which parts of an expression are there, behind its kind and class.
enum Part : std::uint32_t {
  kPartAbsent = 1U << 16U,
  kPartA = 1U << 17U,
  kPartB = 1U << 18U,
  kPartC = 1U << 19U,
  kPartX = 1U << 20U,
  kPartNumber = 1U << 21U,
  kPartFactor = 1U << 22U,
  kPartOther = 1U << 23U
};

std::uint32_t head_of(const Expr& e) {
  std::uint32_t out = static_cast<std::uint32_t>(e.kind) | static_cast<std::uint32_t>(e.cls) << 8U;
  const auto part = [&](bool there, std::uint32_t bit) { out |= there ? bit : 0U; };
  part(e.absent, kPartAbsent);
  part(e.a != kNone, kPartA);
  part(e.b != kNone, kPartB);
  part(e.c != kNone, kPartC);
  part(e.x != 0 || e.kind == Expr::Kind::Const, kPartX);  // a type is counted anew
  part(e.number != 0, kPartNumber);
  part(e.top != 1 || e.bottom != 1, kPartFactor);
  part(e.other_top != 1 || e.other_bottom != 1, kPartOther);
  return out;
}

template <class Io, class E> void pass_expr(Io& io, E& e) {
  std::uint32_t head = 0;
  if constexpr (!Io::kReads) head = head_of(e);
  io(head);
  if constexpr (Io::kReads) {
    e.kind = io.template named<Expr::Kind>(head & 0xFFU, static_cast<std::uint32_t>(Expr::Kind::Self) + 1);
    e.cls = io.template named<Class>(head >> 8U & 0xFFU, static_cast<std::uint32_t>(Class::List) + 1);
    e.absent = (head & kPartAbsent) != 0;
  }
  if ((head & kPartA) != 0) io(e.a);
  if ((head & kPartB) != 0) io(e.b);
  if ((head & kPartC) != 0) io(e.c);
  if ((head & kPartX) != 0) e.kind == Expr::Kind::Const ? io.type(e.x) : io(e.x);
  if ((head & kPartNumber) != 0) io(e.number);
  if ((head & kPartFactor) != 0) io(e.top), io(e.bottom);
  if ((head & kPartOther) != 0) io(e.other_top), io(e.other_bottom);
}

template <class Io, class P> void pass_program(Io& io, P& p) {
  io.text(p.name);
  io.each(p.columns, 4, [&](auto& c) {
    io.kind(c.kind, Column::Kind::Measure);
    io.text(c.name);
    io.text(c.written);
    io.type(c.type);
  });
  io.each(p.exprs, 1, [&](auto& e) { pass_expr(io, e); });
  io.each(p.decisions, 8, [&](auto& d) {
    io.text(d.name);
    io.type(d.type);
    io.kind(d.kind, Decision::Kind::Attach);
    io(d.proven);
    io(d.asked);
    io(d.where);
    io(d.value);
    io.each(d.lines, 2, [&](auto& line) {
      io.line(line.record);
      io(line.condition);
      io(line.outcome);
    });
  });
  io.each(p.left, 2, [&](auto& left) {
    io.text(left.name);
    io.text(left.reason);
  });
}

template <class Io, class P> void pass_plan(Io& io, P& plan) {
  io.each(plan.codings, 5, [&](auto& c) {
    io(c.usable);
    io(c.passed_on);
    io(c.can_be_absent);
    io(c.can_be_rejected);
    io.all(c.cuts);
  });
  io(plan.groups);
  io.each(plan.tables, 18, [&](auto& t) {
    io.kind(t.form, Table::Form::RuleSets);
    io.text(t.why);
    io(t.adds);
    io(t.places);
    io(t.cubes);
    io.all(t.reads);
    io.each(t.asked, 1, [&](auto& v) { io.kind(v, std::uint8_t{63}); });
    io.all(t.diagram.nodes);
    io(t.diagram.root);
    io(t.diagram.depth);
    io.all(t.sets.bits);
    io.all(t.sets.first);
    io(t.sets.codes);
    io(t.sets.words);
    io.all(t.sets.lines);
  });
}

// ---- writing -------------------------------------------------------------------------------------------------------

class Writer {
 public:
  static constexpr bool kReads = false;
  explicit Writer(const image::Image& from) : from_(from) {
    const image::FrameworkRecord& of = from.framework();
    builder_.frameworks.push_back({builder_.text(from.text(of.name)), builder_.text(""), of.major, of.minor, of.patch,
                                   builder_.text(from.text(of.version)), builder_.text(from.text(of.bases))});
  }

  template <class T> void operator()(const T& number) {
    if constexpr (sizeof(T) == sizeof(std::uint64_t)) {
      const auto wide = static_cast<std::uint64_t>(number);
      words_.push_back(static_cast<std::uint32_t>(wide));
      words_.push_back(static_cast<std::uint32_t>(wide >> 32U));
    } else {
      words_.push_back(static_cast<std::uint32_t>(number));
    }
  }
  template <class T> void kind(const T& kind, T /*last*/) { (*this)(static_cast<std::uint32_t>(kind)); }
  void text(const std::string& text) { (*this)(builder_.text(text)); }
  template <class T, class Pass> void each(const std::vector<T>& all, std::size_t /*least*/, Pass pass) {
    (*this)(static_cast<std::uint32_t>(all.size()));
    for (const T& one : all) pass(one);
  }
  template <class T, class A> void all(const std::vector<T, A>& numbers) {
    (*this)(static_cast<std::uint32_t>(numbers.size()));
    if (sizeof(T) == sizeof(std::uint64_t) && words_.size() % 2 != 0) words_.push_back(0);
    const std::size_t at = words_.size();
    words_.resize(at + numbers.size() * kWords<T>);
    if (!numbers.empty()) std::memcpy(words_.data() + at, numbers.data(), numbers.size() * sizeof(T));
  }
  /// Behind the names of the lines of the rows before.
  std::uint32_t first_line() const { return static_cast<std::uint32_t>(builder_.lines.size()); }
  void line(std::uint32_t record) {
    if (aside_) return;  // its name is there already
    const image::LineRecord& of = from_.lines()[record];
    image::LineRecord made;
    made.name = builder_.text(from_.text(of.name));
    builder_.lines.push_back(made);
  }
  void type(std::uint32_t index) {
    const auto [at, fresh] = types_.emplace(index, static_cast<std::uint32_t>(builder_.types.size()));
    if (fresh) {
      image::TypeRecord made = from_.types()[index];
      if (made.target != kNone) made.target = enumeration(made.target);
      made.low = builder_.number(from_.number(made.low));
      made.high = builder_.number(from_.number(made.high));
      for (std::uint32_t image::TypeRecord::*label : {&image::TypeRecord::true_label, &image::TypeRecord::false_label})
        made.*label = builder_.text(from_.text(made.*label));
      builder_.types.push_back(made);
    }
    (*this)(at->second);
  }

  /// What is passed from here on stands aside: gives the words before.
  std::vector<std::uint32_t> aside() {
    aside_ = true;
    return std::exchange(words_, {});
  }
  /// These words, and how many and which have come since.
  void back(std::vector<std::uint32_t> before) {
    aside_ = false;
    std::vector<std::uint32_t> words = std::exchange(words_, std::move(before));
    all(words);
  }

  std::vector<std::uint64_t> finish(std::size_t rows) {
    const std::vector<std::uint64_t> image = builder_.finish();
    RulesHeader header{};
    std::memcpy(header.magic, kRulesMagic, sizeof kRulesMagic);
    header.byte_order = image::kByteOrder;
    header.version = kRulesVersion;
    header.origin = from_.hash();
    header.image_size = image.size() * sizeof(std::uint64_t);
    words_.insert(words_.begin(), {static_cast<std::uint32_t>(rows), 0});  // two, so that pairs stay pairs
    if (words_.size() % 2 != 0) words_.push_back(0);
    header.word_count = words_.size();
    header.size = sizeof header + header.image_size + words_.size() * sizeof(std::uint32_t);
    std::vector<std::uint64_t> out(header.size / sizeof(std::uint64_t));
    auto* const to = reinterpret_cast<std::byte*>(out.data());
    std::memcpy(to, &header, sizeof header);
    std::memcpy(to + sizeof header, image.data(), header.image_size);
    std::memcpy(to + sizeof header + header.image_size, words_.data(), words_.size() * sizeof(std::uint32_t));
    header.checksum = rules_checksum(std::as_bytes(std::span(out)));
    std::memcpy(to, &header, sizeof header);
    return out;
  }

 private:
  std::uint32_t enumeration(std::uint32_t index) {
    const auto [at, fresh] = enums_.emplace(index, static_cast<std::uint32_t>(builder_.enums.size()));
    if (!fresh) return at->second;
    const image::EnumRecord& of = from_.enums()[index];
    image::EnumRecord made;
    made.name = builder_.text(from_.text(of.name));
    made.label = builder_.text(from_.text(of.label));
    made.value_first = static_cast<std::uint32_t>(builder_.values.size());
    made.value_count = of.value_count;
    builder_.enums.push_back(made);
    for (std::uint32_t v = of.value_first; v < of.value_first + of.value_count; ++v) {
      image::ValueRecord value;
      value.name = builder_.text(from_.text(from_.values()[v].name));
      value.label = builder_.text(from_.text(from_.values()[v].label));
      builder_.values.push_back(value);
    }
    return at->second;
  }

  const image::Image& from_;
  image::Builder builder_;
  std::vector<std::uint32_t> words_;
  bool aside_ = false;
  std::map<std::uint32_t, std::uint32_t> types_, enums_;
};

// ---- reading -------------------------------------------------------------------------------------------------------

class Reader {
 public:
  static constexpr bool kReads = true;
  Reader(const image::Image& image, std::span<const std::uint32_t> words)
      : image_(image), begin_(words.data()), at_(begin_), end_(begin_ + words.size()) {}

  bool good() const { return good_; }
  bool ended() const { return at_ == end_ || (at_ + 1 == end_ && *at_ == 0); }

  template <class T> void operator()(T& number) {
    if constexpr (sizeof(T) == sizeof(std::uint64_t)) {
      const std::uint64_t low = word();
      number = static_cast<T>(low | std::uint64_t{word()} << 32U);
    } else if constexpr (std::is_same_v<T, bool>) {
      number = named<std::uint32_t>(word(), 2) != 0;
    } else {
      number = word();
    }
  }
  template <class T> T named(std::uint32_t number, std::uint32_t limit) {
    good_ = good_ && number < limit;
    return static_cast<T>(good_ ? number : 0);
  }
  template <class T> void kind(T& kind, T last) { kind = named<T>(word(), static_cast<std::uint32_t>(last) + 1); }
  void text(std::string& text) {
    const std::uint32_t index = word();
    good_ = good_ && index < image_.text_count();
    if (good_) text = image_.text(index);
  }
  /// `least`: words that each takes at least.
  template <class T, class Pass> void each(std::vector<T>& all, std::size_t least, Pass pass) {
    const std::uint32_t count = word();
    if (!room(count, least * sizeof(std::uint32_t))) return;
    all.resize(count);
    for (T& one : all) {
      pass(one);
      if (!good_) return;
    }
  }
  template <class T, class A> void all(std::vector<T, A>& numbers) {
    const std::uint32_t count = word();
    if (sizeof(T) == sizeof(std::uint64_t) && (at_ - begin_) % 2 != 0) word();
    if (!room(count, sizeof(T))) return;
    const auto* const from = reinterpret_cast<const T*>(at_);
    numbers.assign(from, from + count);
    at_ += count * kWords<T>;
  }
  void first_line(std::uint32_t line) { line_ = line; }
  void line(std::uint32_t& record) { record = line_++; }
  void type(std::uint32_t& index) { (*this)(index); }

 private:
  std::uint32_t word() {
    good_ = good_ && at_ != end_;
    return good_ ? *at_++ : 0;
  }
  bool room(std::size_t count, std::size_t bytes) {
    return good_ = good_ && count <= static_cast<std::size_t>(end_ - at_) * sizeof(std::uint32_t) / bytes;
  }

  const image::Image& image_;
  const std::uint32_t *begin_, *at_, *end_;
  std::uint32_t line_ = 0;
  bool good_ = true;
};

// ---- the file ------------------------------------------------------------------------------------------------------

std::string check_frame(std::span<const std::byte> block, RulesHeader& header) {
  if (!begins_like_rules(block)) return "it does not begin like one";  // said first, however short it is
  static constexpr image::Frame kFrame{kRulesMagic, kRulesVersion, "version", sizeof(RulesHeader), sum_behind_header};
  if (std::string fault = image::check_header(block, kFrame); !fault.empty()) return fault;
  std::memcpy(&header, block.data(), sizeof header);
  const std::uint64_t rest = block.size() - sizeof header;
  if (header.image_size > rest || header.image_size % sizeof(std::uint64_t) != 0 ||
      header.word_count != (rest - header.image_size) / sizeof(std::uint32_t) || header.word_count < 2)
    return "its parts do not lie where they should";
  return {};
}

}  // namespace

struct Rules::Aside {
  std::vector<std::uint32_t> words;
  std::uint32_t first_line = 0;
  image::Image image;
  std::once_flag once;
  bool sound = false;
  Program program;
};

const Program* Rules::letter() const {
  if (aside == nullptr) return &program;
  std::call_once(aside->once, [this] {
    Reader reader(aside->image, aside->words);
    reader.first_line(aside->first_line);
    aside->program.image = aside->image;
    pass_program(reader, aside->program);
    aside->words = {};
    aside->sound = reader.good() && same_shape(program, aside->program) && unsound(aside->program).empty() &&
                   unsound(aside->program, plan).empty();
  });
  return aside->sound ? &aside->program : nullptr;
}

std::shared_ptr<const Rules> lay_flat(const image::Image& image, std::uint32_t row) {
  auto out = std::make_shared<Rules>();
  out->program = flatten(image, row);
  out->plan = plan(out->program);
  return out;
}

std::vector<std::shared_ptr<const Rules>> lay_flat(const image::Image& image) {
  std::vector<std::shared_ptr<const Rules>> out;
  for (std::uint32_t kind = 0; kind < image.rows().size(); ++kind) {
    auto made = lay_flat(image, kind);
    if (!made->program.decisions.empty()) out.push_back(std::move(made));
  }
  return out;
}

std::uint64_t rules_checksum(std::span<const std::byte> block) {
  return sum_behind_header(block.subspan(sizeof(image::Header)));
}

bool begins_like_rules(std::span<const std::byte> block) {
  return block.size() >= sizeof kRulesMagic && std::memcmp(block.data(), kRulesMagic, sizeof kRulesMagic) == 0;
}

std::vector<std::uint64_t> store(const image::Image& image, std::span<const std::shared_ptr<const Rules>> rules) {
  Writer writer(image);
  for (const auto& one : rules) {
    const std::optional<Program> brief = without_letter(one->program, one->plan);
    writer(writer.first_line());
    writer(brief.has_value());
    pass_program(writer, brief ? *brief : one->program);
    pass_plan(writer, one->plan);
    if (!brief) continue;
    std::vector<std::uint32_t> before = writer.aside();
    pass_program(writer, one->program);
    writer.back(std::move(before));
  }
  return writer.finish(rules.size());
}

namespace {

/// Why the rules of the next row are not usable; empty if they are.
std::string read(Reader& reader, const image::Image& image, Rules& out) {
  std::uint32_t first_line = 0;
  bool brief = false;
  reader(first_line);
  reader(brief);
  reader.first_line(first_line);
  out.program.image = image;
  pass_program(reader, out.program);
  if (reader.good()) {
    if (std::string fault = unsound(out.program); !fault.empty()) return fault;
  }
  pass_plan(reader, out.plan);
  if (brief) {
    out.aside = std::make_shared<Rules::Aside>();
    out.aside->first_line = first_line;
    out.aside->image = image;
    reader.all(out.aside->words);
  }
  if (!reader.good()) return "its numbers end early, or say what there is not";
  if (!complete(out.program, out.plan.codings)) return "its codings are not those of its columns and decisions";
  out.plan.packed = packed(out.plan.codings);
  return unsound(out.program, out.plan);
}

}  // namespace

std::optional<Stored> stored(std::span<const std::byte> block, image::Refusal& refusal) {
  RulesHeader header;
  refusal.reason = check_frame(block, header);
  if (!refusal.reason.empty()) return std::nullopt;
  Stored out;
  out.origin = header.origin;
  std::vector<std::uint64_t> of_image(header.image_size / sizeof(std::uint64_t));
  if (!of_image.empty()) std::memcpy(of_image.data(), block.data() + sizeof header, header.image_size);
  std::optional<image::Image> image = image::Image::open(std::move(of_image), refusal);
  if (!image) return std::nullopt;
  out.image = *image;
  const auto* const words = reinterpret_cast<const std::uint32_t*>(block.data() + sizeof header + header.image_size);
  Reader reader(out.image, {words, static_cast<std::size_t>(header.word_count)});
  std::uint64_t rows = 0;
  reader(rows);
  for (std::uint64_t row = 0; row < rows; ++row) {
    auto made = std::make_shared<Rules>();
    refusal.reason = read(reader, out.image, *made);
    if (!refusal.reason.empty()) return std::nullopt;
    out.rules.push_back(std::move(made));
  }
  if (!reader.ended()) return refusal.reason = "it goes on after its last number", std::nullopt;
  return out;
}

}  // namespace msd::records
