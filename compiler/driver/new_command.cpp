// msdc new
#include "compiler/ask/begin.h"
#include "compiler/driver/session.h"
#include "compiler/driver/skeletons.h"
#include "compiler/driver/write_file.h"
#include "compiler/edit/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace msd::driver {

namespace {

namespace fs = std::filesystem;

class NewRun {
 public:
  NewRun(const NewOptions& what, const Common& options) : what_(what), session_(options) {}

  int run() {
    const std::string name = edit::name_of(what_.name);
    if (!edit::is_name(what_.name)) {
      sink_.report(diag::kind::NoName, {}, what_.name)
          .help(name.empty() ? "a name is made of letters from a to z, digits and `_`"
                             : fmt::format("write `{}`; the words can be its label later", name));
      return refuse();
    }
    if (what_.kind == "framework") return framework();
    if (what_.kind == "design") return design();
    const image::Image* with = image();
    if (with == nullptr) return refuse();
    const std::string text =
        what_.kind == "rule" ? ask::begin_rule(*with, what_.name) : ask::begin_archetype(*with, what_.name);
    if (!text.empty()) return put(text, "");
    fmt::print(stderr, "msdc: the framework has no row with a name and a closed fact to begin with\n");
    return finish(session_, 2);
  }

 private:
  int refuse() {
    complain(session_, sink_);
    return finish(session_, 2);
  }
  const image::Image* image() {
    const std::string& wanted = session_.options.framework;
    const std::vector<std::string_view> names = embedded_names();
    return session_.named(!wanted.empty() ? wanted : names.empty() ? "" : std::string(names.front()), sink_);
  }

  bool taken(const std::string& path) {
    std::error_code fault;
    if (!fs::exists(fs::symlink_status(path, fault))) return false;
    sink_.report(diag::kind::FileExists, {}, path)
        .help("`msdc new` overwrites nothing: take another name, or give a file with -o");
    return true;
  }
  bool write(const std::string& path, const std::string& text) {
    const std::string fault = write_whole(path, std::as_bytes(std::span(text.data(), text.size())));
    if (!fault.empty()) fmt::print(stderr, "msdc: cannot write `{}`: {}\n", path, fault);
    return fault.empty();
  }

  int design() {
    const image::Image* with = image();
    if (with == nullptr) return refuse();
    ask::Beginning beginning{what_.name, "", {}};
    if (!archetypes(*with, beginning.archetypes)) return refuse();
    const std::string text = ask::begin_design(*with, beginning);
    return put(text, session_.options.framework.empty() ? "" : " --framework " + session_.options.framework);
  }

  /// The archetypes that the command line names, and those of the system. False after a report.
  bool archetypes(const image::Image& with, std::vector<std::uint32_t>& out) {
    auto add = [&](std::uint32_t one) {
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    };
    if (!what_.system.empty()) {
      std::vector<std::string_view> known;
      bool found = false;
      for (const image::SystemRecord& system : with.systems()) {
        known.push_back(with.text(system.label));
        if (!alike(with.text(system.label), what_.system) && with.text(system.name) != what_.system) continue;
        found = true;
        for (std::uint32_t i = 0; i < system.archetype_count; ++i)
          add(with.archetype_list()[system.archetype_first + i].archetype);
      }
      if (!found) return no_such("system", what_.system, known);
    }
    for (const std::string& wanted : what_.archetypes) {
      std::vector<std::string_view> known;
      bool found = false;
      for (std::uint32_t i = 0; i < with.archetypes().size(); ++i) {
        const image::ArchetypeRecord& archetype = with.archetypes()[i];
        known.push_back(with.text(archetype.name));
        if (!alike(with.text(archetype.label), wanted) && with.text(archetype.name) != wanted) continue;
        found = true;
        add(i);
      }
      if (!found) return no_such("archetype", wanted, known);
    }
    return true;
  }
  bool no_such(std::string_view what, const std::string& wanted, const std::vector<std::string_view>& known) {
    const std::string near = diag::did_you_mean(wanted, known);
    sink_.report(diag::kind::NoSuchName, {}, what, wanted)
        .help(!near.empty()   ? near
              : known.empty() ? fmt::format("the framework has no {}s", what)
                              : fmt::format("`msdc dump {}s` lists them", what));
    return false;
  }
  static bool alike(std::string_view a, std::string_view b) {
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
  }

  /// Writes one file, or standard output; says how it goes on.
  int put(const std::string& text, const std::string& flags) {
    const std::string path = session_.options.output.empty() ? what_.name + ".msd" : session_.options.output;
    if (path == "-") {
      session_.output.write(text);
      return finish(session_, 0);
    }
    if (taken(path)) return refuse();
    if (!write(path, text)) return finish(session_, 2);
    session_.output.write(fmt::format("written: {}\n", path));
    if (what_.kind == "design") session_.output.write(fmt::format("next: msdc ask {}{}\n", path, flags));
    return finish(session_, 0);
  }

  int framework() {
    const std::string folder = session_.options.output.empty() ? what_.name : session_.options.output;
    if (folder == "-") {
      fmt::print(stderr, "msdc: a framework is a folder, and cannot be written to standard output\n");
      return finish(session_, 2);
    }
    if (taken(folder)) return refuse();
    std::string said;
    for (const auto& [name, text] : framework_skeleton(what_.name)) {
      const fs::path path = fs::path(folder) / name;
      std::error_code fault;
      fs::create_directories(path.parent_path(), fault);
      if (fault) {
        fmt::print(stderr, "msdc: cannot write `{}`: {}\n", path.string(), fault.message());
        return finish(session_, 2);
      }
      if (!write(path.string(), text)) return finish(session_, 2);
      said += fmt::format("written: {}\n", path.string());
    }
    const std::string entry = (fs::path(folder) / (what_.name + ".msd")).string();
    session_.output.write(
        fmt::format("{}next: msdc test {}\n      msdc new design NAME --framework {}\n", said, entry, entry));
    return finish(session_, 0);
  }

  const NewOptions& what_;
  Session session_;
  diag::Sink sink_;
};

}  // namespace

int make_new(const NewOptions& what, const Common& options) { return NewRun(what, options).run(); }

}  // namespace msd::driver
