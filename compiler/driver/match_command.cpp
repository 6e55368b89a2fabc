// msdc match
#include "compiler/bind/bind.h"
#include "compiler/driver/session.h"
#include "compiler/parse/parse.h"
#include "runtime/archetypes/rank.h"
#include "runtime/report/display.h"
#include "runtime/report/json_writer.h"

#include <fmt/format.h>

#include <cmath>

namespace msd::driver {

namespace {

using archetypes::Match;
using archetypes::Ranking;
using archetypes::Reason;
using archetypes::Weight;
using image::kNone;

constexpr std::size_t kMostReasons = 6;  // of one archetype, in the text
constexpr std::size_t kShownAtLeast = 3;

/// Thousandths of a bit as a decimal with one place, which is all that they are worth.
std::string bits(Weight weight) {
  const Weight tenths = (std::abs(weight) + 50) / 100;
  return fmt::format("{}{}.{}", weight < 0 && tenths != 0 ? "-" : "", tenths / 10, tenths % 10);
}

class MatchRun {
 public:
  explicit MatchRun(const Common& options) : session_(options), json_(session_.output) {}

  int run() {
    if (session_.options.json) begin_json();
    for (const std::string& argument : session_.options.files) {
      diag::Sink sink;
      for_each_file(argument, sink, [this](const std::string& path) {
        file(path);
        return !session_.output.failed();
      });
      if (!sink.all().empty()) status_ = 2;
      complain(session_, sink);
    }
    if (session_.options.json) {
      json_.close_array();
      json_.close_object();
      json_.newline();
    }
    return finish(session_, status_);
  }

 private:
  void file(const std::string& path) {
    diag::Sink sink;
    source::ReadError error;
    auto text = source::read_file(path, source::kMaxFileBytes, error);
    if (!text) {
      sink.report(diag::kind::CannotRead, {}, path, error.reason);
      status_ = 2;
      return complain(session_, sink);
    }
    const source::FileId id = session_.sources.add(path == "-" ? "<standard input>" : path, std::move(*text));
    parse::Options options;
    options.kind = parse::FileKind::Design;
    const ast::Unit unit = parse::parse_file(session_.sources, id, options, sink);
    if (!unit.designs.empty()) design(unit, unit.designs[0], sink);
    if (sink.errors() != 0) status_ = std::max(status_, 1);
    complain(session_, sink);
    session_.sources.release(id);
  }

  void design(const ast::Unit& unit, const ast::Design& design, diag::Sink& sink) {
    const image::Image* image = session_.framework(design, sink);
    if (image == nullptr) return;
    const eval::Facts facts = bind::bind_design(design, design.body, *image, session_.sources, unit.file, {}, sink);
    eval::Evaluator evaluator(facts, {});
    archetypes::Judge judge(evaluator);
    const Ranking ranking = archetypes::rank(judge, {});
    if (session_.options.json) {
      print_json(facts, ranking);
    } else {
      print_text(facts, ranking);
    }
    session_.output.flush();
  }

  // ---- text
  template <class... Args> void line(fmt::format_string<Args...> form, Args&&... args) {
    session_.output.write(fmt::format(form, std::forward<Args>(args)...));
  }
  static std::string_view name(const image::Image& image, const Match& match) {
    return image.text(image.archetypes()[match.archetype].name);
  }
  static const image::RoleRecord& role(const image::Image& image, const Match& match, std::uint32_t position) {
    return image.roles()[image.archetypes()[match.archetype].role_first + position];
  }

  void print_text(const eval::Facts& facts, const Ranking& ranking) {
    const image::Image& image = facts.image();
    line("{} ({})\n", report::printable(facts.design_label.empty() ? facts.design_name : facts.design_label),
         report::printable(facts.file));
    if (ranking.matches.empty()) line("  the framework has no archetypes\n");
    std::size_t width = 0;
    for (const Match& match : ranking.matches) width = std::max(width, name(image, match).size());
    for (std::size_t i = 0; i < ranking.matches.size(); ++i) {
      const Match& match = ranking.matches[i];
      line("  {:>2}{} {:<{}} {:>6}  {}{}\n", match.rank, match.tied > 1 ? "=" : " ", name(image, match), width,
           bits(match.score), report::printable(image.text(image.archetypes()[match.archetype].label)),
           match.settled ? "" : " (not settled within the budget)");
      if (i < std::max(kShownAtLeast, ranking.composed) && match.score > 0) details(facts, match);
    }
    std::string all;
    for (std::size_t i = 0; i < ranking.composed; ++i)
      all += (i == 0 ? "" : " + ") + std::string(name(image, ranking.matches[i]));
    if (!all.empty()) line("  composition: {}, over {} of {} rows\n", all, ranking.covered, ranking.rows);
    line("\n");
  }

  void details(const eval::Facts& facts, const Match& match) {
    const image::Image& image = facts.image();
    std::string roles;
    for (std::uint32_t r = 0; r < match.filling.size(); ++r) {
      if (match.filling[r] == kNone) continue;
      roles += fmt::format("{}{}: {}", roles.empty() ? "" : "  ", image.text(role(image, match, r).name),
                           report::row_name(facts, match.filling[r]));
    }
    line("        {}\n", report::printable(roles));
    for (const bool good : {true, false}) {
      std::size_t shown = 0, more = 0;
      for (const Reason& reason : match.reasons) {
        if ((reason.weight > 0) != good) continue;
        if (shown == kMostReasons) {
          ++more;
          continue;
        }
        ++shown;
        const image::ConditionRecord& record = image.conditions()[reason.condition.record];
        line("        {} {:>5}  {}: {}\n", good ? "for    " : "against", bits(reason.weight),
             image.text(role(image, match, reason.condition.role).name), report::printable(image.text(record.written)));
      }
      if (more != 0) line("        {}        and {} more\n", good ? "for    " : "against", more);
    }
    for (std::uint32_t missing : match.missing)
      line("        against        nothing fills the role {}\n", image.text(role(image, match, missing).name));
  }

  // ---- JSON
  void begin_json() {
    json_.open_object();
    json_.member("schema", "msd-match-1");
    json_.key("tool");
    json_.open_object();
    json_.member("name", "msdc");
    json_.member("version", session_.options.report.version);
    json_.close_object();
    json_.key("designs");
    json_.open_array();
  }

  void truth(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }

  void print_json(const eval::Facts& facts, const Ranking& ranking) {
    const image::Image& image = facts.image();
    json_.newline();
    json_.open_object();
    json_.member("name", facts.design_name);
    json_.member("label", facts.design_label);
    json_.member("file", facts.file);
    json_.key("framework");
    json_.open_object();
    json_.member("name", image.text(image.framework().name));
    json_.member("version", image.text(image.framework().version));
    json_.close_object();
    json_.key("archetypes");
    json_.open_array();
    for (const Match& match : ranking.matches) print_json(facts, match);
    json_.close_array();
    json_.key("composition");
    json_.open_object();
    json_.key("archetypes");
    json_.open_array();
    for (std::size_t i = 0; i < ranking.composed; ++i) json_.text(name(image, ranking.matches[i]));
    json_.close_array();
    json_.member("covered", static_cast<std::int64_t>(ranking.covered));
    json_.member("rows", static_cast<std::int64_t>(ranking.rows));
    json_.close_object();
    json_.close_object();
  }

  void print_json(const eval::Facts& facts, const Match& match) {
    const image::Image& image = facts.image();
    json_.open_object();
    json_.member("archetype", name(image, match));
    json_.member("label", image.text(image.archetypes()[match.archetype].label));
    json_.member("rank", static_cast<std::int64_t>(match.rank));
    json_.member("tied", static_cast<std::int64_t>(match.tied));
    json_.key("score");
    json_.raw(decimal(match.score));
    json_.key("alone");
    json_.raw(decimal(match.alone));
    truth("settled", match.settled);
    json_.key("roles");
    json_.open_object();
    for (std::uint32_t r = 0; r < match.filling.size(); ++r) {
      json_.key(image.text(role(image, match, r).name));
      match.filling[r] == kNone ? json_.null() : json_.text(report::row_name(facts, match.filling[r]));
    }
    json_.close_object();
    json_.key("missing");
    json_.open_array();
    for (std::uint32_t missing : match.missing) json_.text(image.text(role(image, match, missing).name));
    json_.close_array();
    for (const bool good : {true, false}) {
      static constexpr const char* kKinds[] = {"must", "usually", "expects"};
      json_.key(good ? "for" : "against");
      json_.open_array();
      for (const Reason& reason : match.reasons) {
        if ((reason.weight > 0) != good) continue;
        json_.open_object();
        json_.member("role", image.text(role(image, match, reason.condition.role).name));
        json_.member("kind", kKinds[static_cast<int>(reason.condition.kind)]);
        json_.member("condition", image.text(image.conditions()[reason.condition.record].written));
        json_.key("bits");
        json_.raw(decimal(reason.weight));
        json_.close_object();
      }
      json_.close_array();
    }
    json_.close_object();
  }

  static std::string decimal(Weight weight) {
    return fmt::format("{}{}.{:03}", weight < 0 ? "-" : "", std::abs(weight) / 1000, std::abs(weight) % 1000);
  }

  Session session_;
  report::JsonWriter json_;
  int status_ = 0;
};

}  // namespace

int match(const Common& options) { return MatchRun(options).run(); }

}  // namespace msd::driver
