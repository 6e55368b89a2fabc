// The files of a git revision, read by way of the command `git`.
#pragma once

#include "compiler/driver/load.h"

namespace msd::driver {

/// `REV:path` as git writes it: the path is from the top of the repository, or from the working directory if it begins
/// with `./`.
struct Revision {
  std::string rev, path;
};
/// What an argument says, if it is no file or folder and has a colon.
std::optional<Revision> revision(const std::string& argument);

/// The tree of a revision; paths begin with `REV:`. None after a report: git cannot be run, this is no repository, it
/// has no such revision. Runs `git` once, and once for each file that is read.
std::unique_ptr<FileSystem> git_tree(const Revision& revision, diag::Sink& sink);
/// `./path` made a path from the top of the repository.
std::string path_in_tree(const Revision& revision);

}  // namespace msd::driver
