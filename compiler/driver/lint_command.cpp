// msdc lint: what the rules of a framework do, proved.
#include "compiler/analysis/report.h"
#include "compiler/driver/certificate_file.h"
#include "compiler/driver/replay.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

namespace {

constexpr std::uint64_t kReplay = 20'000;  ///< steps for each cell of a witness

class LintRun {
 public:
  LintRun(const LintOptions& lint, const Common& options) : lint_(lint), session_(options) {
    report::ReportOptions report = options.report;
    report.source = [this](const std::string& path) { return session_.source_text(path); };
    report.quiet = true;
    reporter_ = report::make_reporter(report, session_.output);
  }

  int run() {
    if (!lint_.certificates.empty() && session_.options.files.size() != 1) {
      fmt::print(stderr, "msdc: --certify is for one framework at a time\n");
      return 2;
    }
    for (const std::string& entry : session_.options.files) framework(entry);
    reporter_->finish();
    if (session_.options.report.format == report::Format::Text && !session_.options.report.quiet) {
      for (const std::string& line : verdicts_) session_.output.write(line);
    }
    return finish(session_, status_);
  }

 private:
  void framework(const std::string& entry) {
    diag::Sink sink;
    Compiled compiled = compile(entry, session_.load_options(), session_.sources, sink);
    if (!compiled.image) status_ = std::max(status_, compiled.loaded.units.empty() ? 2 : 1);
    if (compiled.usable) analyze(compiled, sink);
    std::vector<report::Finding> all = findings(sink, session_.sources);
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.severity > b.severity; });
    std::size_t counts[3] = {0, 0, 0};
    for (const report::Finding& f : all) {
      ++counts[static_cast<int>(f.severity)];
      status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
    }
    if (!lint_.notes) std::erase_if(all, [](const report::Finding& f) { return f.severity == Severity::Note; });
    reporter_->findings(all);
    const std::string figures = std::exchange(figures_, {});
    verdicts_.push_back(fmt::format("{}: {}, {}, {}{}\n", entry, counted(counts[2], "error"),
                                    counted(counts[1], "warning"), counted(counts[0], "note"),
                                    lint_.notes || counts[0] == 0 ? "" : " (--notes shows them)") +
                        figures);
  }

  static std::string counted(std::size_t n, std::string_view what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  }

  void analyze(Compiled& compiled, diag::Sink& sink) {
    const analysis::Options options{lint_.rows, lint_.budget};
    analysis::Analysis analysis = analysis::analyze(compiled.program, options);
    for (analysis::Claim& claim : analysis.claims) {
      if (!claim.witness || !compiled.image) continue;
      // What is left open is searched through for a while; with more facts there is less to search.
      const std::uint64_t budget = claim.fuller ? kReplay : eval::Options{}.budget;
      const std::vector<report::Finding> wrong = replay(claim.witness->text, *compiled.image, session_, {}, budget);
      if (wrong.empty()) continue;
      if (claim.fuller && replay(claim.fuller->text, *compiled.image, session_).empty()) {
        claim.witness = claim.fuller;
        continue;
      }
      // What the runtime does not confirm is not claimed.
      claim.witness.reset();
      claim.words = {fmt::format("`{}`, whose witness the runtime does not confirm", diag::info(claim.id).slug)};
      claim.id = diag::Id::Undecided;
      claim.notes.push_back({{}, wrong.front().message});
      claim.help.clear();
    }
    if (!lint_.certificates.empty() && compiled.image) certify(compiled, analysis);
    analysis::report(analysis, compiled.program, options, sink);
    const analysis::Figures& f = analysis.figures;
    figures_ = fmt::format("  {} of {} fields are computed by rules, {} are stated, {} judged\n", f.by_rule, f.fields,
                           f.stated, f.judged);
    if (f.declared != 0) figures_ += fmt::format("  {} of {} declared properties are proved\n", f.proved, f.declared);
  }

  /// Of every finding, and of what is declared and holds.
  void certify(const Compiled& compiled, const analysis::Analysis& analysis) {
    verify::Checker checker(compiled.program, *compiled.image, [&](const std::string& test, const auto& seen) {
      return replay(test, *compiled.image, session_, seen).empty();
    });
    CertificateFile file(compiled, session_.sources);
    for (const analysis::Claim& claim : analysis.claims)
      file.add(certify::certify(compiled.program, claim, checker, {}), analysis::message(claim));
    for (certify::Certificate& made : certify::kept(compiled.program, analysis)) {
      certify::prove(checker, made, {});
      file.add(made, "it is declared, and holds");
    }
    if (!file.write(lint_.certificates)) status_ = 2;
  }

  LintOptions lint_;
  Session session_;
  std::unique_ptr<report::Reporter> reporter_;
  std::vector<std::string> verdicts_;
  std::string figures_;
  int status_ = 0;
};

}  // namespace

int lint(const LintOptions& lint, const Common& options) { return LintRun(lint, options).run(); }

}  // namespace msd::driver
