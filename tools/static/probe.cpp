// Whether a static program comes out: what msdc takes from its libraries, in a few lines.
#include <fmt/format.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

int main(int argc, char**) {
  auto json = llvm::json::parse("[1]");
  llvm::consumeError(json.takeError());
  std::string text;
  llvm::raw_string_ostream(text) << fmt::format("{}", argc);
  return static_cast<int>(text.size()) - 1;
}
