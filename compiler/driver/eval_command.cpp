// msdc eval: one JSON object a line in, one out.
#include "compiler/bind/json.h"
#include "compiler/driver/session.h"

#include <cstdio>
#include <fstream>
#include <iostream>

namespace msd::driver {

int eval_rows(const Common& options) {
  Session session(options);
  diag::Sink sink;
  const std::vector<std::string_view> shipped = embedded_names();
  const std::string framework =
      !options.framework.empty() || shipped.empty() ? options.framework : std::string(shipped.front());
  const image::Image* image = session.named(framework, sink);
  if (image == nullptr) {
    report_findings(session, sink);
    return finish(session, 2);
  }
  bind::JsonOptions json;
  json.row = options.row;
  json.defaults = options.defaults;
  std::string fault = bind::check_row(*image, options.row);
  if (!fault.empty()) {
    std::fputs(("msdc: " + fault + "\n").c_str(), stderr);
    return 2;
  }
  int status = 0;
  std::size_t number = 0;
  auto stream = [&](std::istream& in) {
    std::string line;
    while (std::getline(in, line) && !session.output.failed()) {
      ++number;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      bool good = true;
      session.output.write(bind::decide_line(line, number, *image, json, good) + "\n");
      if (!good) status = 1;
    }
  };
  if (options.files.empty()) stream(std::cin);
  for (const std::string& path : options.files) {
    if (path == "-") {
      stream(std::cin);
      continue;
    }
    std::ifstream in(path);
    if (!in) {
      std::fputs(("msdc: cannot read " + path + "\n").c_str(), stderr);
      return finish(session, 2);
    }
    stream(in);
  }
  return finish(session, status);
}

}  // namespace msd::driver
