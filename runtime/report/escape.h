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
/// Text for people in HTML or SVG, in an element or a quoted attribute: marked-up signs are escaped, and what a
/// terminal must not see (controls, marks that change direction) is visible here too.
std::string html_text(std::string_view text);
/// The same for GitHub-flavoured Markdown, within a line or a cell of a table: no markup, HTML, mention, reference,
/// link or formula comes of it.
std::string markdown_text(std::string_view text);
/// Text for a quoted string of the DOT language.
std::string dot_text(std::string_view text);
/// Text for a quoted label of a Mermaid diagram.
std::string mermaid_text(std::string_view text);
/// A path as a URI (RFC 3986): absolute ones with the scheme `file`, others relative.
std::string path_uri(std::string_view path);

}  // namespace msd::report
