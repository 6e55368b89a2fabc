// Files that msdc writes: whole or not at all.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace msd::driver {

/// Writes `bytes` to `path`: a new file beside it is filled, synced and renamed, so that no reader, no full disk and no
/// crash ever leaves a part of it under that name. An existing file keeps its mode; a link stays and what it leads to
/// is replaced; what is no regular file (a device, a pipe) is written to as it stands. Folders are refused. Empty if
/// all of it went well, else the reason, in words that follow "cannot write `x`: ". Never throws.
std::string write_whole(const std::string& path, std::span<const std::byte> bytes);

}  // namespace msd::driver
