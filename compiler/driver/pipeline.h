// The whole pipeline in one place: sources → trees → variants → registry → typed IR → image.
#pragma once

#include "compiler/check/check.h"
#include "compiler/driver/load.h"
#include "compiler/lower/lower.h"
#include "runtime/image/image.h"
#include "runtime/records/store.h"

namespace msd::driver {

struct Compiled {
  LoadedFramework loaded;
  tir::Program program;
  bool checked = false;  ///< the program is whole, whatever else was reported
  bool usable = false;   ///< no error stands in the way of an image
  std::optional<image::Image> image;
};

/// Where a framework is that is named by its entry file, or by its name: none after a report.
struct Found {
  std::string entry;
  bool carried = false;  ///< by the program
};
std::optional<Found> locate(const std::string& entry, const LoadOptions& options, diag::Sink& sink);

/// Compiles a framework from its entry file, or from its name: one that the program carries, or one on the path. Faults
/// are in `sink`; without an error there is an image.
Compiled compile(const std::string& entry, const LoadOptions& options, source::SourceMap& sources, diag::Sink& sink);

/// The same, with the files from anywhere.
Compiled compile_from(const FileSystem& files, const std::string& entry, const LoadOptions& options,
                      source::SourceMap& sources, diag::Sink& sink);

/// Opens an image file; a refusal is reported.
std::optional<image::Image> open_image(const std::string& path, diag::Sink& sink);
/// Opens a rules file; a refusal is reported.
std::optional<records::Stored> open_rules(const std::string& path, diag::Sink& sink);

/// The frameworks that the program carries, by name. Opening one verifies it. None if there is no such framework.
std::optional<image::Image> embedded(std::string_view name, diag::Sink& sink);
std::vector<std::string_view> embedded_names();
/// What may stand where a framework is asked for.
std::string framework_help();
/// The entry file of a framework among the carried sources.
std::optional<std::string> carried_entry(const std::string& name);

}  // namespace msd::driver
