#include "compiler/driver/git_tree.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <set>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace msd::driver {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20U;  // of a list of files

struct Ran {
  int status = -1;  ///< of the process; -1: it did not run
  std::string out;
  std::string fault;  ///< why it did not run
};

/// Runs git without a shell; what it says on standard error is dropped.
Ran git(const std::vector<std::string>& arguments, std::size_t most) {
  Ran out;
  int ends[2];
  if (::pipe(ends) != 0) return out.fault = std::strerror(errno), out;
  std::vector<char*> argv;
  std::string program = "git";
  std::vector<std::string> copy = arguments;
  argv.push_back(program.data());
  for (std::string& a : copy) argv.push_back(a.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return out.fault = std::strerror(error), out;
  }
  char buffer[1U << 16U];
  for (;;) {
    const ssize_t n = ::read(ends[0], buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 || out.out.size() > most) break;
    out.out.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  if (out.status == 127) out.fault = "it is not there";
  return out;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

/// A path without `.`, `..` and a slash at either end; empty for the top.
std::string plain(std::string_view path) {
  std::string out = fs::path(path).lexically_normal().string();
  while (out.starts_with('/')) out.erase(0, 1);
  while (out.ends_with('/')) out.pop_back();
  return out == "." ? std::string() : out;
}

class GitTree final : public FileSystem {
 public:
  GitTree(std::string rev, std::map<std::string, std::string> files) : rev_(std::move(rev)), files_(std::move(files)) {
    for (const auto& [path, object] : files_) {
      for (fs::path up = fs::path(path).parent_path(); !up.empty(); up = up.parent_path()) folders_.insert(up.string());
    }
    folders_.insert("");
  }

  Kind kind(const std::string& path) const override {
    const std::string at = inside(path);
    if (files_.contains(at)) return Kind::File;
    return folders_.contains(at) ? Kind::Folder : Kind::Missing;
  }
  std::optional<std::string> read(const std::string& path, source::ReadError& error) const override {
    const auto found = files_.find(inside(path));
    if (found == files_.end()) {
      error.reason = "the revision has no such file";
      return std::nullopt;
    }
    Ran blob = git({"cat-file", "blob", found->second}, source::kMaxFileBytes);
    if (blob.status == 0 && blob.out.size() <= source::kMaxFileBytes) return std::move(blob.out);
    error.reason = blob.status == 0 ? "it is too large" : "git does not give it";
    return std::nullopt;
  }
  std::vector<std::string> list(const std::string& folder) const override {
    std::string at = inside(folder);
    if (!at.empty()) at += '/';
    std::set<std::string> names;
    for (auto it = files_.lower_bound(at); it != files_.end() && it->first.starts_with(at); ++it) {
      const std::string rest = it->first.substr(at.size());
      names.insert(rest.substr(0, rest.find('/')));
    }
    return {names.begin(), names.end()};
  }
  std::string canonical(const std::string& path) const override { return "/" + inside(path); }
  std::string root_of(const std::string& entry) const override {
    const fs::path own = fs::path(inside(entry)).parent_path();
    for (fs::path at = own;; at = at.parent_path()) {
      if (files_.contains((at / ".msdroot").string())) return rev_ + ":" + (at.empty() ? "." : at.string());
      if (at.empty()) break;
    }
    return rev_ + ":" + (own.empty() ? "." : own.string());
  }

 private:
  std::string inside(const std::string& path) const {
    const std::string mark = rev_ + ":";
    return plain(path.starts_with(mark) ? std::string_view(path).substr(mark.size()) : std::string_view(path));
  }

  std::string rev_;
  std::map<std::string, std::string> files_;  ///< object names by path
  std::set<std::string> folders_;
};

}  // namespace

std::optional<Revision> revision(const std::string& argument) {
  const std::size_t colon = argument.find(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  if (disk()->kind(argument) != FileSystem::Kind::Missing) return std::nullopt;
  return Revision{argument.substr(0, colon), argument.substr(colon + 1)};
}

std::string path_in_tree(const Revision& revision) {
  if (!revision.path.starts_with("./") && !revision.path.starts_with("../")) return plain(revision.path);
  return plain(trimmed(git({"rev-parse", "--show-prefix"}, 1U << 16U).out) + revision.path);
}

std::unique_ptr<FileSystem> git_tree(const Revision& revision, diag::Sink& sink) {
  const std::string shown = revision.rev + ":" + revision.path;
  Ran tree = git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision.rev + "^{tree}"}, 1U << 16U);
  if (!tree.fault.empty()) {
    sink.report(diag::kind::GitMissing, {}, shown, tree.fault)
        .help("files, folders and names of frameworks can be compared without git");
    return nullptr;
  }
  if (tree.status != 0) {
    if (git({"rev-parse", "--git-dir"}, 1U << 16U).status != 0) {
      sink.report(diag::kind::NoRepository, {}, shown)
          .help("if `" + shown + "` is meant to be a file, there is no such file either");
    } else {
      sink.report(diag::kind::NoRevision, {}, revision.rev).help("`git rev-parse " + revision.rev + "` says more");
    }
    return nullptr;
  }
  Ran list = git({"ls-tree", "-r", "-z", "--full-tree", trimmed(tree.out)}, kMostBytes);
  std::map<std::string, std::string> files;
  // MODE TYPE OBJECT<tab>PATH<nul>
  for (std::size_t at = 0; at < list.out.size();) {
    const std::size_t end = std::min(list.out.find('\0', at), list.out.size());
    const std::string_view entry(list.out.data() + at, end - at);
    at = end + 1;
    const std::size_t tab = entry.find('\t');
    if (tab == std::string_view::npos || !entry.starts_with("100")) continue;  // links and modules are no files
    const std::size_t object = entry.rfind(' ', tab) + 1;
    files.emplace(entry.substr(tab + 1), entry.substr(object, tab - object));
  }
  return std::make_unique<GitTree>(revision.rev, std::move(files));
}

}  // namespace msd::driver
