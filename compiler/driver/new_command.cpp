// msdc new
#include "compiler/ask/begin.h"
#include "compiler/driver/session.h"
#include "compiler/driver/skeletons.h"
#include "compiler/driver/write_file.h"
#include "compiler/edit/edit.h"

#include <fmt/format.h>

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
    return design();
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
    const std::string text = ask::begin_design(*with, {what_.name, ""});
    return put(text, session_.options.framework.empty() ? "" : " --framework " + session_.options.framework);
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
    session_.output.write(fmt::format("written: {}\nnext: msdc ask {}{}\n", path, path, flags));
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
