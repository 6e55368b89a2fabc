// The catalogue and the sink.
#include "compiler/diagnostics/diagnostics.h"
#include "tests/support/catch.h"

#include <cctype>
#include <set>

using namespace msd;
using diag::Id;
using diag::Sink;

namespace {

struct Entry {
  std::string_view name, code, slug, message;
};

const std::vector<Entry>& catalogue() {
  static const std::vector<Entry> kAll = {
#define MSD_KIND(Name, code, slug, severity, allowable, message, ...) {#Name, code, #slug, message},
#include "compiler/diagnostics/kinds.def"
  };
  return kAll;
}

}  // namespace

TEST_CASE("codes, slugs and names are unique, and found again") {
  std::set<std::string_view> codes, slugs;
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    const Entry& entry = catalogue()[i];
    INFO(entry.code);
    CHECK(codes.insert(entry.code).second);
    CHECK(slugs.insert(entry.slug).second);
    CHECK(entry.code.size() == 5);
    CHECK(entry.code.front() == 'M');
    CHECK(diag::find_kind(entry.code) == static_cast<Id>(i));
    CHECK(diag::find_kind(entry.slug) == static_cast<Id>(i));
    CHECK(diag::info(static_cast<Id>(i)).code == entry.code);
  }
  CHECK(catalogue().size() == static_cast<std::size_t>(Id::Count));
  CHECK(diag::find_kind("M9999") == Id::Count);
  CHECK(diag::find_kind("empty-file") == Id::EmptyFile);
}

TEST_CASE("messages are lower case, have no full stop, and pair their backticks") {
  for (const Entry& entry : catalogue()) {
    INFO(entry.code << ": " << entry.message);
    CHECK(!entry.message.empty());
    CHECK(std::isupper(static_cast<unsigned char>(entry.message.front())) == 0);
    CHECK(entry.message.back() != '.');
    CHECK(std::count(entry.message.begin(), entry.message.end(), '`') % 2 == 0);
  }
}

TEST_CASE("reports are sorted by place, and equal ones come once") {
  Sink sink;
  const source::FileId a{0};
  const source::FileId b{1};
  sink.report(diag::kind::NulByte, {b, 1, 2});
  sink.report(diag::kind::StrayBrace, {a, 5, 6}, "}");
  sink.report(diag::kind::StrayBrace, {a, 2, 3}, "}").help("the first");
  sink.report(diag::kind::StrayBrace, {a, 2, 3}, "}").help("the second");
  sink.report(diag::kind::StrayBrace, {a, 2, 3}, "]");
  CHECK(sink.errors() == 5);
  sink.finish();
  REQUIRE(sink.all().size() == 4);
  CHECK(sink.all()[0].help == "the first");
  CHECK(sink.all()[1].message == "this `]` closes nothing");
  CHECK(sink.all()[2].span.begin == 5);
  CHECK(sink.all()[3].span.file == b);
}

TEST_CASE("long words of the user are cut in the middle, whole characters only") {
  CHECK(diag::shortened("`" + std::string(100, 'x') + "` is fine") == "`" + std::string(100, 'x') + "` is fine");
  const std::string cut = diag::shortened("there is no `" + std::string(5000, 'x') + "` and no `y`");
  CHECK(cut.size() < 200);
  CHECK(cut.find("…") != std::string::npos);
  CHECK(cut.substr(0, 13) == "there is no `");
  CHECK(cut.substr(cut.size() - 12) == "` and no `y`");
  std::string wide;
  for (int i = 0; i < 1000; ++i) wide += i % 2 == 0 ? "é" : "東";
  for (int shift = 0; shift < 4; ++shift) {
    const std::string out = diag::shortened("`" + std::string(static_cast<std::size_t>(shift), 'a') + wide + "`");
    for (std::size_t i = 0; i < out.size();) {
      const auto byte = static_cast<unsigned char>(out[i]);
      const std::size_t length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 0;
      REQUIRE(length != 0);
      for (std::size_t k = 1; k < length; ++k) REQUIRE((static_cast<unsigned char>(out[i + k]) & 0xC0U) == 0x80U);
      i += length;
    }
  }
  CHECK(diag::shortened(std::string(100'000, '`')).size() < 3000);
}

TEST_CASE("the nearest name") {
  const std::vector<std::string_view> names = {"classify", "class", "derive", "drive", "id", "with", "width"};
  CHECK(diag::nearest("clasify", names) == "classify");
  CHECK(diag::nearest("derive", names) == "derive");
  CHECK(diag::nearest("dreive", names) == "derive");  // neighbours swapped
  CHECK(diag::nearest("di", names) == "id");
  CHECK(diag::nearest("ab", names).empty());
  CHECK(diag::nearest("something", names).empty());
  CHECK(diag::nearest("", names).empty());
  CHECK(diag::nearest("wit", names) == "with");
  CHECK(diag::nearest(std::string(100'000, 'x'), names).empty());
  CHECK(diag::did_you_mean("clas", names) == "did you mean `class`?");
  CHECK(diag::did_you_mean("zzz", names).empty());
}
