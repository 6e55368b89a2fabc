// One page that needs nothing else: verdict, findings, questions, worksheets, and the graph of decisions with the path
// to each value. It is all there without its script, which only lights paths.
#include "runtime/report/html_page.h"

#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/formats.h"
#include "runtime/report/html_parts.h"
#include "runtime/report/origin.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

class HtmlReporter final : public Reporter {
 public:
  HtmlReporter(const ReportOptions& options, Output& output) : options_(options), output_(output) {}

  void findings(const std::vector<Finding>& findings) override {
    loose_.insert(loose_.end(), findings.begin(), findings.end());
    total_.add(findings);
  }

  /// The first design waits, as the head of the page depends on whether it is the only one.
  void design(const DesignReport& report) override {
    const eval::Facts& facts = report.evaluator->facts();
    total_.add(report.findings);
    add_origin(origins_, facts.image());
    std::string label = facts.design_label.empty() ? facts.design_name : facts.design_label;
    std::string article = DesignPage(report, designs_ == 0 ? "" : fmt::format("d{}-", designs_ + 1)).article();
    if (designs_ == 0) {
      first_ = std::move(article);
      title_ = label;
    } else {
      if (designs_ == 1) head(title_ + " and others");
      output_.write(article);
      output_.flush();
    }
    ++designs_;
    contents_.push_back(std::move(label));
  }

  void finish() override {
    if (designs_ < 2) head(designs_ == 0 ? "No design" : title_);
    if (!loose_.empty()) {
      output_.write(
          "<section class=\"loose\" aria-labelledby=\"loose\">\n<h2 id=\"loose\">What belongs to no design</h2>\n");
      output_.write(finding_list(loose_, {}, "loose-") + "</section>\n");
    }
    output_.write("</main>\n<footer class=\"page\">\n");
    if (designs_ > 1) contents();
    output_.write(
        fmt::format("<p>{} · written by msdc {}{}</p>\n</footer>\n<p id=\"why\" role=\"status\" hidden></p>\n",
                    html_text(designs_ > 1 ? counted(designs_, "design") + ": " + total_.words() : total_.words()),
                    html_text(options_.version), judged_by()));
    output_.write(fmt::format("<script>{}</script>\n</body>\n</html>\n", kPageScript));
    output_.flush();
  }

 private:
  std::string judged_by() const {
    std::string out;
    for (const Origin& one : origins_) {
      out += fmt::format("{}{} {}, image {}", out.empty() ? " by the rules of " : "; ", html_text(one.name),
                         html_text(one.version), one.hash);
    }
    return out;
  }

  void head(const std::string& title) {
    output_.write(fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; script-src '{}'; "
        "base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
        "design</a>\n"
        "<main id=\"main\">\n",
        kPageStyleHash, kPageScriptHash, html_text(title), kPageStyle));
    output_.write(first_);
    first_.clear();
  }

  void contents() {
    output_.write("<nav aria-label=\"Designs on this page\">\n<ul>\n");
    for (std::size_t i = 0; i < contents_.size(); ++i) {
      output_.write(fmt::format("<li><a href=\"#{}top\"><bdi>{}</bdi></a></li>\n",
                                i == 0 ? "" : fmt::format("d{}-", i + 1), html_text(contents_[i])));
    }
    output_.write("</ul>\n</nav>\n");
  }

  ReportOptions options_;
  Output& output_;
  Tally total_;
  std::vector<Finding> loose_;
  std::vector<std::string> contents_;
  std::vector<Origin> origins_;
  std::string first_, title_;
  std::size_t designs_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_html_reporter(const ReportOptions& options, Output& output) {
  return std::make_unique<HtmlReporter>(options, output);
}

}  // namespace msd::report
