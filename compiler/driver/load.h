// Files → trees: a framework with all that it imports, or the files of designs.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"
#include "compiler/variants/removed.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace msd::driver {

struct LoadOptions {
  std::string root;  ///< empty: found from the entry file
  std::size_t max_files = 4096;
  std::vector<std::string> path;  ///< folders with frameworks; see places.h
};

/// Where the text of a file comes from: the disk, or the sources that the program carries.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  enum class Kind : std::uint8_t { Missing, File, Folder, Other };
  virtual Kind kind(const std::string& path) const = 0;
  virtual std::optional<std::string> read(const std::string& path, source::ReadError& error) const = 0;
  /// The names in a folder, sorted.
  virtual std::vector<std::string> list(const std::string& folder) const = 0;
  /// The same file under whatever name: used to see cycles and escapes through links.
  virtual std::string canonical(const std::string& path) const = 0;
  /// The folder that the imports of a framework start from, where the user names none.
  virtual std::string root_of(const std::string& entry) const = 0;
  /// Where the base of a variant is read from that lies neither beside it nor in the program.
  virtual std::unique_ptr<FileSystem> elsewhere() const;
};

std::unique_ptr<FileSystem> disk();
/// The sources of the shipped frameworks.
std::unique_ptr<FileSystem> carried();

struct LoadedFramework {
  std::vector<std::unique_ptr<ast::Unit>> units;  ///< the entry first; of a variant: its base's, then its own
  std::string root;
  source::FileId entry;
  std::vector<std::string> bases = {};  ///< what a variant is made of, the nearest first: `ward 1.2`
  variants::Removed removed = {};       ///< what variants took away
};

/// Loads the entry and its imports. Every fault is reported; what could be read is in the units.
LoadedFramework load_framework(const std::string& entry, const LoadOptions& options, const FileSystem& files,
                               source::SourceMap& sources, diag::Sink& sink);

/// The same; a variant is applied to its base, wherever that is found. False after a fault that stands in the way of
/// looking at the declarations at all.
bool load_whole(const std::string& entry, const LoadOptions& options, const FileSystem& files,
                source::SourceMap& sources, diag::Sink& sink, LoadedFramework& out);

/// Visits the `.msd` files that an argument of the command line means: itself, or all below a folder, each folder
/// sorted by name; links to folders are not followed. Ends when `visit` gives false. A folder without any is reported.
/// Memory: the names in one folder and in those above it.
void for_each_file(const std::string& argument, diag::Sink& sink, const std::function<bool(const std::string&)>& visit);

}  // namespace msd::driver
