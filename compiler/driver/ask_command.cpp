// msdc ask
#include "compiler/ask/begin.h"
#include "compiler/driver/session.h"
#include "compiler/driver/terminal.h"
#include "compiler/driver/write_file.h"
#include "compiler/parse/parse.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace msd::driver {

namespace {

class AskRun {
 public:
  explicit AskRun(const Common& options) : session_(options) {}

  int run() {
    const bool fresh = session_.options.files.empty();
    path_ = fresh ? "" : session_.options.files.front();
    if (path_ == "-") return complain_about("`msdc ask` reads answers from standard input, so the design needs a file");
    if (fresh && !begin()) return finish(session_, status_);
    const image::Image* image = open();
    if (image == nullptr) return finish(session_, status_);
    ask::Interview interview(saved_, path_, *image);
    if (!interview.usable()) {
      diag::Sink sink;
      for (diag::Diagnostic& d : interview.faults()) sink.put(std::move(d));
      complain(session_, sink);
      return complain_about(fmt::format("mend `{}` first: an interview goes on with a design that can be read", path_));
    }
    // What cannot be written at the end is better known before the first answer.
    if (::access(path_.c_str(), W_OK) != 0) return cannot_write(std::strerror(errno));
    show(interview.opening());
    talk(interview);
    if (status_ == 0) {
      show(interview.summary());
      session_.output.write(fmt::format("\nwritten: {}\n", path_));
    }
    return finish(session_, status_);
  }

 private:
  void show(const ask::Lines& lines) { driver::show(session_.output, lines, session_.options.report.color); }
  int complain_about(const std::string& what) {
    session_.output.flush();
    fmt::print(stderr, "msdc: {}\n", what);
    status_ = 2;
    return finish(session_, status_);
  }
  int cannot_write(const std::string& reason) {
    return complain_about(fmt::format("cannot write `{}`: {}", path_, reason));
  }

  /// One line from whoever answers. None at the end of the input.
  std::optional<std::string> line() {
    while (true) {
      session_.output.write("> ");
      session_.output.flush();
      if (session_.output.failed()) return std::nullopt;
      std::string got;
      switch (reader_.read(got)) {
      case LineReader::Got::Line:
        // Where nobody typed it, the answer is shown where a terminal would.
        if (!typed_) session_.output.write(report::printable(got) + "\n");
        return got;
      case LineReader::Got::End: session_.output.write("\n"); return std::nullopt;
      case LineReader::Got::TooLong:
        show({{ask::Line::Style::Wrong, fmt::format("that line is longer than {} bytes", ask::kLongestLine)}});
        break;
      case LineReader::Got::NotText: show({{ask::Line::Style::Wrong, "that line is not UTF-8"}}); break;
      }
    }
  }

  bool save(const std::string& text) {
    const std::string fault = write_whole(path_, std::as_bytes(std::span(text.data(), text.size())));
    if (!fault.empty()) {
      cannot_write(fault);
      return false;
    }
    saved_ = text;
    return true;
  }

  /// A new design: its name, its framework, and a file for it.
  bool begin() {
    std::string name;
    while (name.empty()) {
      show({{ask::Line::Style::Question, "what is the design called?"},
            {ask::Line::Style::Aside, "  a name, or a few words; it is written to NAME.msd in this folder"}});
      const auto got = line();
      if (!got) return false;
      const std::string words(ask_trimmed(*got));
      name = edit::name_of(words);
      label_ = edit::is_name(words) ? "" : words;
      path_ = name + ".msd";
      std::error_code ignored;
      if (name.empty()) {
        show({{ask::Line::Style::Wrong, "a name needs a letter from a to z, or a digit"}});
      } else if (std::filesystem::exists(std::filesystem::symlink_status(path_, ignored))) {
        show({{ask::Line::Style::Wrong,
               fmt::format("there is a `{0}` already; `msdc ask {0}` goes on with it", path_)}});
        name.clear();
      }
    }
    const image::Image* image = choose_framework();
    if (image == nullptr) return false;
    return save(ask::begin_design(*image, {name, label_}));
  }

  static std::string_view ask_trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    const std::size_t end = text.find_last_not_of(" \t");
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
  }

  const image::Image* choose_framework() {
    diag::Sink sink;
    std::string chosen = session_.options.framework;
    const std::vector<std::string_view> names = embedded_names();
    if (chosen.empty() && names.size() == 1) chosen = names[0];
    while (chosen.empty()) {
      ask::Lines lines{{ask::Line::Style::Question, "by which framework is it judged?"}};
      for (std::size_t i = 0; i < names.size(); ++i)
        lines.push_back({ask::Line::Style::Choice, fmt::format("{:>4}  {}", i + 1, names[i])});
      show(lines);
      const auto got = line();
      if (!got) return nullptr;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (ask_trimmed(*got) == names[i] || ask_trimmed(*got) == std::to_string(i + 1)) chosen = names[i];
      }
      if (chosen.empty()) show({{ask::Line::Style::Wrong, "type a number from the list"}});
    }
    const image::Image* image = session_.named(chosen, sink);
    if (image == nullptr) {
      complain(session_, sink);
      status_ = 2;
    }
    return image;
  }

  /// Reads the file and finds its framework. None after a report.
  const image::Image* open() {
    diag::Sink sink;
    source::ReadError error;
    auto text = source::read_file(path_, source::kMaxFileBytes, error);
    status_ = 2;
    if (!text) {
      auto report = sink.report(diag::kind::CannotRead, {}, path_, error.reason);
      std::error_code ignored;
      if (!std::filesystem::exists(path_, ignored)) report.help("`msdc ask` without a file begins a new design");
      complain(session_, sink);
      return nullptr;
    }
    saved_ = *text;
    const source::FileId id = session_.sources.add(path_, std::move(*text));
    parse::Options options;
    options.kind = parse::FileKind::Auto;
    const ast::Unit unit = parse::parse_file(session_.sources, id, options, sink);
    const image::Image* image = nullptr;
    if (sink.errors() == 0 && unit.designs.empty()) sink.report(diag::kind::NoInput, {id, 0, 0}, path_);
    if (sink.errors() == 0) image = session_.framework(unit.designs[0], sink);
    if (image == nullptr) {
      status_ = 1;
      complain(session_, sink);
      return nullptr;
    }
    status_ = 0;
    return image;
  }

  void talk(ask::Interview& interview) {
    bool ask = true;
    while (!interview.done() && !interview.quit()) {
      if (ask) show(interview.question());
      const auto got = line();
      if (!got) return;
      const std::string before = interview.text();
      const ask::Lines said = interview.answer(*got);
      if (interview.text() != before && !keep(interview)) return;
      show(said);
      ask = true;
    }
    if (interview.done()) show({{ask::Line::Style::Head, "nothing is left to ask"}});
  }

  /// Writes the new text; if somebody else has changed the file meanwhile, theirs counts.
  bool keep(ask::Interview& interview) {
    source::ReadError error;
    const auto there = source::read_file(path_, source::kMaxFileBytes, error);
    if (there && *there != saved_) {
      if (!interview.replace(*there)) {
        complain_about(fmt::format(
            "`{}` was changed meanwhile and cannot be read any more; your last answer is not in it", path_));
        return false;
      }
      saved_ = *there;
      show({{ask::Line::Style::Wrong,
             fmt::format("`{}` was changed meanwhile and is read anew; please answer again", path_)}});
      return true;
    }
    return save(interview.text());
  }

  Session session_;
  LineReader reader_{STDIN_FILENO};
  const bool typed_ = ::isatty(STDIN_FILENO) == 1;
  std::string path_, saved_, label_;
  int status_ = 0;
};

}  // namespace

int ask(const Common& options) { return AskRun(options).run(); }

}  // namespace msd::driver
