// fmt as a static library where only the shared one is packaged: one file of the header-only form, which is the same
// code. The rest of the project includes fmt as usual and finds these functions when it is linked.
#define FMT_HEADER_ONLY 1
#include <fmt/format.h>

namespace {

// Inline functions are left out unless something needs them; this names those that fmt's headers only declare.
template <class Function> constexpr Function* named(Function* function) { return function; }

[[gnu::used]] const auto vformat = named<std::string(fmt::string_view, fmt::format_args)>(&fmt::vformat);
[[gnu::used]] const auto print = named<void(fmt::string_view, fmt::format_args)>(&fmt::vprint);
[[gnu::used]] const auto print_to = named<void(std::FILE*, fmt::string_view, fmt::format_args)>(&fmt::vprint);
[[gnu::used]] const auto assert_fail = named<void(const char*, int, const char*)>(&fmt::detail::assert_fail);
[[gnu::used]] const auto printable = named<bool(std::uint32_t)>(&fmt::detail::is_printable);
[[gnu::used]] const auto throws = &fmt::detail::throw_format_error;
[[gnu::used]] const auto separator = &fmt::detail::thousands_sep_impl<char>;
[[gnu::used]] const auto point = &fmt::detail::decimal_point_impl<char>;

}  // namespace
