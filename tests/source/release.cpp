// A batch of designs must take no more memory than its largest one: what the map keeps of a released file.
#include "compiler/source/source.h"
#include "tests/support/catch.h"

using namespace msd::source;

TEST_CASE("a released file leaves nothing behind") {
  SourceMap sources;
  for (int i = 0; i < 1000; ++i) {
    const FileId id = sources.add("design_" + std::to_string(i), "design d {\n}\n");
    REQUIRE(id.index == 0);
    sources.release(id);
  }
  CHECK(sources.size() == 0);
}

TEST_CASE("files that are in use keep their ids and texts while others are released") {
  SourceMap sources;
  const FileId design = sources.add("design", "first");
  const FileId rules = sources.add("rules", "kept\ntext");
  sources.release(design);
  CHECK(sources.size() == 2);
  CHECK(sources.text({rules, 0, 4}) == "kept");
  CHECK(sources.position(rules, 5).line == 2);
  const FileId next = sources.add("next", "second");
  CHECK(next.index == 2);
  sources.release(next);
  CHECK(sources.size() == 2);
  sources.release(rules);
  CHECK(sources.size() == 0);
}

TEST_CASE("spans into a released file are empty, not stale") {
  SourceMap sources;
  const FileId design = sources.add("design", "first");
  const FileId rules = sources.add("rules", "kept");
  sources.release(design);
  CHECK(sources.text({design, 0, 3}).empty());
  CHECK(sources.position(design, 3).line == 1);
  sources.release(rules);
  CHECK(sources.text({rules, 0, 4}).empty());
  CHECK(sources.position(rules, 2).column == 1);
}
