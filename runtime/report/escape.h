// Text made safe for the format that it goes into. Bytes that are no UTF-8 become U+FFFD everywhere.
#pragma once

#include <string>
#include <string_view>

namespace msd::report {

/// The text with each byte that belongs to no well-formed UTF-8 sequence replaced by U+FFFD (RFC 3629: no surrogates,
/// no overlong forms, nothing above U+10FFFF). O(size).
std::string valid_utf8(std::string_view text);
/// A JSON string with its quotes (RFC 8259).
std::string json_string(std::string_view text);
/// Text for XML 1.0, in an element or an attribute; what XML cannot hold becomes U+FFFD.
std::string xml_text(std::string_view text);
/// The message of a workflow command of GitHub Actions.
std::string workflow_data(std::string_view text);
/// A property of a workflow command: also the signs that separate properties.
std::string workflow_property(std::string_view text);
/// A path as a URI (RFC 3986): absolute ones with the scheme `file`, others relative.
std::string path_uri(std::string_view path);

}  // namespace msd::report
