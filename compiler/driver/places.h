// Where frameworks are found by name: those that the program carries, and those in the folders of --path.
#pragma once

#include "compiler/driver/load.h"
#include "runtime/image/image.h"

namespace msd::driver {

/// A semantic version; parts that are not written are 0.
struct Version {
  std::uint32_t major = 0, minor = 0, patch = 0;
  auto operator<=>(const Version&) const = default;
  /// Whether this one does where `asked` is asked for: the same major, and at least what is asked.
  bool fits(const Version& asked) const { return major == asked.major && *this >= asked; }
};
Version read_version(std::string_view digits);
std::string print(const Version& version);

/// A framework that was found by its name.
struct Place {
  std::string path;  ///< of its entry file or image; of a carried one its name
  Version version;
  bool carried = false;
  bool image = false;
  bool beside = false;                      ///< next to the entry file that asks
  bool fits = true;                         ///< false: none does; this is the highest there is
  std::optional<image::Image> opened = {};  ///< of a carried one and of an image
};

class Places {
 public:
  explicit Places(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  /// What is looked for, and on whose behalf.
  struct Wanted {
    std::string name;
    std::optional<Version> version;
    source::Span from;  ///< where it is asked for
  };
  /// The entry file that asks, and what must not be found.
  struct Beside {
    std::string entry;
    const FileSystem* files = nullptr;
    std::vector<std::string> without;  ///< canonical paths
  };

  /// The highest version that fits, or else the highest. None if there is no such framework, or after a report that two
  /// of those that fit have the same version. What lies beside an entry file and fits is taken before all others. Reads
  /// the entry files and images of that name: O(their sizes).
  std::optional<Place> find(const Wanted& wanted, diag::Sink& sink) const { return find(wanted, {}, sink); }
  std::optional<Place> find(const Wanted& wanted, const Beside& beside, diag::Sink& sink) const;
  /// All names that could be asked for, sorted.
  std::vector<std::string> names() const;

 private:
  void add_folder(const std::string& folder, const std::string& name, const FileSystem& files,
                  std::vector<Place>& out) const;

  std::vector<std::string> folders_;
};

}  // namespace msd::driver
