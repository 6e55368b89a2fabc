#include "compiler/registry/build.h"

namespace msd::registry {

std::string describe(const tir::Type& type, const tir::Program& program) {
  std::string out;
  switch (type.cls) {
  case Class::Bool: out = "bool"; break;
  case Class::Enum: out = "`" + program[type.enum_].name + "`"; break;
  case Class::Set: out = "set of `" + program[type.enum_].name + "`"; break;
  case Class::Text: out = "text"; break;
  case Class::Id: out = type.of_scenario ? "scenario" : "id"; break;
  case Class::Ref: out = "`" + program[type.row].name + "`"; break;
  case Class::List: out = "list of `" + program[type.row].name + "`"; break;
  case Class::Number: out = std::string(name(type.dimension)); break;
  }
  return type.optional ? "optional " + out : out;
}

std::string phrase(const tir::Type& type, const tir::Program& program) {
  std::string out;
  switch (type.cls) {
  case Class::Bool: return type.optional ? "yes, no or absent" : "yes or no";
  case Class::Enum: out = "value of `" + program[type.enum_].name + "`"; break;
  case Class::Set: out = "set of `" + program[type.enum_].name + "`"; break;
  case Class::Text: out = "text"; break;
  case Class::Id: out = type.of_scenario ? "scenario" : "id"; break;
  case Class::Ref: out = "row of `" + program[type.row].name + "`"; break;
  case Class::List: out = "list of `" + program[type.row].name + "`"; break;
  case Class::Number: out = std::string(name(type.dimension)); break;
  }
  if (type.optional) return "an optional " + out;
  return (type.cls == Class::Id && !type.of_scenario ? "an " : "a ") + out;
}

std::string written(const ast::Number& number) {
  return std::string(number.digits) + (number.unit.empty() ? "" : " ") + std::string(number.unit);
}

namespace {

std::string_view units(Dimension dimension) {
  switch (dimension) {
  case Dimension::Count: return "a count is a plain number, also with `k`, `M` or `G`";
  case Dimension::Ratio: return "a ratio is written with `%`";
  case Dimension::Time: return "a time is written with `ns`, `us`, `ms`, `s`, `min`, `h` or `d`";
  case Dimension::Rate: return "a rate is written with `/s`, `/min`, `/h` or `/d`, also `k/s`";
  case Dimension::Size: return "a size is written with `B`, `kB`, `MB`, `GB`, `TB`, `KiB`, `MiB`, `GiB` or `TiB`";
  }
  return {};
}

std::string_view finest(Dimension dimension) {
  switch (dimension) {
  case Dimension::Count:
  case Dimension::Ratio: return "a count or a ratio is exact to a millionth";
  case Dimension::Time: return "a time is a whole number of nanoseconds";
  case Dimension::Rate: return "a rate is a whole number of thousandths a day";
  case Dimension::Size: return "a size is a whole number of bytes";
  }
  return {};
}

}  // namespace

void report_number(const ast::Number& number, Dimension dimension, const QuantityError& error, diag::Sink& sink) {
  using Kind = QuantityError::Kind;
  if (number.digits.size() > ast::kMaxDigits) return;
  const std::string text = written(number);
  switch (error.kind) {
  case Kind::Unit:
    sink.report(diag::kind::WrongUnit, number.span, text, "a " + std::string(name(dimension)))
        .help(std::string(units(dimension)));
    return;
  case Kind::Range:
    sink.report(diag::kind::BadQuantity, number.span, text, "is too large")
        .help("quantities are held in 64 bits; take a narrower range");
    return;
  case Kind::Inexact:
    sink.report(diag::kind::BadQuantity, number.span, text, "has no exact form").help(std::string(finest(dimension)));
    return;
  case Kind::Digits:
  case Kind::None: sink.report(diag::kind::BadQuantity, number.span, text, "is not a number"); return;
  }
}

namespace {

class LiteralReader {
 public:
  LiteralReader(const tir::Type& type, const LiteralContext& context)
      : type_(type), program_(*context.program), sink_(*context.sink), removed_(context.removed) {}

  std::optional<tir::Const> read(const ast::Value& value) {
    using Kind = ast::Value::Kind;
    tir::Const out;
    if (value.kind == Kind::Word && value.word.text == "absent") {
      if (type_.optional) return out;
      return wrong(value);
    }
    switch (type_.cls) {
    case Class::Bool:
      if (value.kind != Kind::Word) return wrong(value);
      return boolean(value);
    case Class::Enum:
      if (value.kind != Kind::Word) return wrong(value);
      return enumerator(value);
    case Class::Set: return set(value);
    case Class::Text:
      if (value.kind != Kind::Text) return wrong(value);
      out.kind = tir::Const::Kind::Text;
      out.text = value.text.value;
      return out;
    case Class::Id:
      if (value.kind != Kind::Text && value.kind != Kind::Word) return wrong(value);
      out.kind = tir::Const::Kind::Text;
      out.text = value.kind == Kind::Text ? value.text.value : value.word.text;
      return out;
    case Class::Number:
      if (value.kind != Kind::Number) return wrong(value);
      return number(value.number);
    case Class::Ref: return wrong(value);
    case Class::List:
      if (value.kind == Kind::Set && value.items.empty()) return out;
      return wrong(value);
    }
    return std::nullopt;
  }

 private:
  static std::string written(const ast::Value& value) {
    switch (value.kind) {
    case ast::Value::Kind::Word: return std::string(value.word.text);
    case ast::Value::Kind::Text: return "\"" + std::string(value.text.raw) + "\"";
    case ast::Value::Kind::Number: return registry::written(value.number);
    case ast::Value::Kind::Unknown: return "?";
    case ast::Value::Kind::Set: return "{…}";
    }
    return {};
  }

  std::optional<tir::Const> wrong(const ast::Value& value) {
    const bool ref = type_.cls == Class::Ref || type_.cls == Class::List;
    sink_.report(diag::kind::BadValue, value.span, written(value), describe(type_, program_))
        .label("expected " + expected())
        .help(ref ? "which rows there are is known in a design only, so that there is no literal for one" : "");
    return std::nullopt;
  }

  /// The values that would do, in words.
  std::string expected() const {
    switch (type_.cls) {
    case Class::Bool: return "`yes` or `no`";
    case Class::Enum: return "a value of `" + program_[type_.enum_].name + "`";
    case Class::Set: return "values of `" + program_[type_.enum_].name + "` in braces";
    case Class::Text: return "a quoted text";
    case Class::Id: return "a name";
    case Class::Number: return "a number" + range();
    case Class::Ref: return "none";
    case Class::List: return "`{}`";
    }
    return {};
  }
  std::string range() const {
    if (type_.low == INT64_MIN || type_.high == INT64_MAX) return {};
    return " from " + print_quantity(type_.low, type_.dimension) + " to " + print_quantity(type_.high, type_.dimension);
  }

  std::optional<tir::Const> boolean(const ast::Value& value) {
    const std::string_view word = value.word.text;
    if (word != "yes" && word != "no" && word != "true" && word != "false") {
      sink_.report(diag::kind::UnknownValue, value.span, word, "bool").help("write `yes` or `no`");
      return std::nullopt;
    }
    tir::Const out;
    out.kind = tir::Const::Kind::Finite;
    out.mask = word == "yes" || word == "true" ? 2 : 1;
    return out;
  }

  std::optional<tir::Const> enumerator(const ast::Value& value) {
    const tir::Enum& type = program_[type_.enum_];
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < type.values.size(); ++i) {
      names.push_back(type.values[i].name);
      if (type.values[i].name != value.word.text) continue;
      tir::Const out;
      out.kind = tir::Const::Kind::Finite;
      out.mask = std::uint64_t{1} << i;
      return out;
    }
    const std::string near = sink_.all().size() > kMaxSuggestions ? "" : diag::did_you_mean(value.word.text, names);
    auto report = sink_.report(diag::kind::UnknownValue, value.span, value.word.text, type.name);
    report.label("expected a value of `" + type.name + "`")
        .note(type.span, "declared here")
        .help(near.empty() ? listed(names) : near);
    if (removed_ != nullptr) removed_->explain(report, variants::Use::Value, type.name, value.word.text);
    return std::nullopt;
  }

  /// Few values are all named; of many the first ones would help nobody.
  static std::string listed(const std::vector<std::string_view>& names) {
    constexpr std::size_t kFew = 8;
    if (names.empty() || names.size() > kFew) return {};
    std::string out = names.size() == 1 ? "its only value is `" : "its values are `";
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i != 0) out += i + 1 == names.size() ? "` and `" : "`, `";
      out += names[i];
    }
    return out + "`";
  }

  std::optional<tir::Const> set(const ast::Value& value) {
    tir::Const out;
    out.kind = tir::Const::Kind::Set;
    if (value.kind == ast::Value::Kind::Word) {
      const auto one = enumerator(value);
      if (!one) return std::nullopt;
      out.mask = one->mask;
      return out;
    }
    if (value.kind != ast::Value::Kind::Set) return wrong(value);
    bool good = true;
    for (const ast::Value& item : value.items) {
      if (item.kind != ast::Value::Kind::Word) {
        wrong(item);
        good = false;
        continue;
      }
      const auto one = enumerator(item);
      good = good && one.has_value();
      if (one) out.mask |= one->mask;
    }
    if (!good) return std::nullopt;
    return out;
  }

  std::optional<tir::Const> number(const ast::Number& number) {
    QuantityError error;
    const std::string text = registry::written(number);
    const auto value = parse_quantity(number.digits, number.unit, type_.dimension, error);
    if (!value) {
      if (number.digits.size() <= 40)
        report_number(number, type_.dimension, error, sink_);  // else reported when the file was read
      return std::nullopt;
    }
    if (type_.integer && type_.dimension == Dimension::Count && *value % 1'000'000 != 0) {
      sink_.report(diag::kind::BadQuantity, number.span, text, "is not a whole number")
          .help("an `int` has no fraction; a `decimal` may have one");
      return std::nullopt;
    }
    if (*value < type_.low || *value > type_.high) {
      sink_.report(diag::kind::OutOfRange, number.span, text, print_quantity(type_.low, type_.dimension),
                   print_quantity(type_.high, type_.dimension));
      return std::nullopt;
    }
    tir::Const out;
    out.kind = tir::Const::Kind::Number;
    out.number = *value;
    return out;
  }

  const tir::Type& type_;
  const tir::Program& program_;
  diag::Sink& sink_;
  const variants::Removed* removed_;
};

}  // namespace

std::optional<tir::Const> read_literal(const ast::Value& value, const tir::Type& type, const LiteralContext& context) {
  return LiteralReader(type, context).read(value);
}

}  // namespace msd::registry
