#include "compiler/driver/lint_run.h"

#include "compiler/analysis/report.h"
#include "compiler/driver/certificate_file.h"
#include "compiler/driver/replay.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::driver {

namespace {

constexpr std::uint64_t kReplay = 20'000;  ///< steps for each cell of a witness
constexpr std::size_t kLifting = 1'000;    ///< cases that one proof for any number of rows may look at

std::string counted(std::size_t n, std::string_view what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

/// Without the rows of which it says nothing, as far as the runtime agrees.
void leave_out_rows(analysis::Witness& witness, const image::Image& image, Session& session, std::uint64_t budget) {
  for (const std::string& row : witness.bare) {
    std::string less = witness.text;
    less.erase(less.find(row), row.size());
    if (replay(less, image, session, {}, budget).empty()) witness.text = std::move(less);
  }
}

void confirm(analysis::Analysis& analysis, const image::Image& image, Session& session) {
  for (analysis::Claim& claim : analysis.claims) {
    if (!claim.witness) continue;
    // What is left open is searched through for a while; with more facts there is less to search.
    const std::uint64_t budget = claim.fuller ? kReplay : eval::Options{}.budget;
    const std::vector<report::Finding> wrong = replay(claim.witness->text, image, session, {}, budget);
    if (wrong.empty()) {
      leave_out_rows(*claim.witness, image, session, budget);
      continue;
    }
    if (claim.fuller && replay(claim.fuller->text, image, session).empty()) {
      claim.witness = claim.fuller;
      leave_out_rows(*claim.witness, image, session, budget);
      continue;
    }
    // What the runtime does not confirm is not claimed.
    claim.witness.reset();
    claim.words = {fmt::format("`{}`, whose witness the runtime does not confirm", diag::info(claim.id).slug)};
    claim.id = diag::Id::Undecided;
    claim.notes.push_back({{}, wrong.front().message});
    claim.help.clear();
  }
}

verify::Checker checker_of(const Compiled& compiled, Session& session) {
  return {compiled.program, *compiled.image, [&](const std::string& test, const auto& seen) {
            return replay(test, *compiled.image, session, seen).empty();
          }};
}

/// Certificates that are there already, by place of the claim.
using Made = std::map<std::size_t, certify::Certificate>;

/// What the analysis found with a bounded number of rows, and what cases show for any number of them.
Made lift_bounds(analysis::Analysis& analysis, const Compiled& compiled, Session& session) {
  verify::Checker checker = checker_of(compiled, session);
  Made out;
  std::vector<analysis::Claim> left;
  for (analysis::Claim& claim : analysis.claims) {
    if (claim.bounded && !claim.witness) {
      certify::Certificate made = certify::certify(compiled.program, claim, checker, {kLifting});
      const bool lifted = made.kind == certify::Certificate::Kind::Cases;
      if (lifted && claim.id == diag::Id::ProvedForFew) {
        ++analysis.figures.proved;
        continue;
      }
      claim.bounded = !lifted;
      if (lifted) out.emplace(left.size(), std::move(made));
    }
    left.push_back(std::move(claim));
  }
  analysis.claims = std::move(left);
  return out;
}

/// Writes certificates of every finding, and of what is declared and holds; false after a report.
bool certify(const Compiled& compiled, const analysis::Analysis& analysis, const Made& lifted, const std::string& path,
             Session& session) {
  verify::Checker checker = checker_of(compiled, session);
  CertificateFile file(compiled, session.sources);
  for (std::size_t i = 0; i < analysis.claims.size(); ++i) {
    const auto made = lifted.find(i);
    file.add(made != lifted.end() ? made->second : certify::certify(compiled.program, analysis.claims[i], checker, {}),
             analysis::message(analysis.claims[i]));
  }
  for (certify::Certificate& made : certify::kept(compiled.program, analysis)) {
    certify::prove(checker, made, {});
    file.add(made, "it is declared, and holds");
  }
  return file.write(path);
}

}  // namespace

Linted analyze(Compiled compiled, const LintOptions& lint, Session& session, diag::Sink& sink) {
  Linted out;
  out.compiled = std::move(compiled);
  if (!out.compiled.usable) return out;
  const analysis::Options options{lint.rows, lint.budget};
  analysis::Analysis analysis = analysis::analyze(out.compiled.program, options);
  if (out.compiled.image) {
    confirm(analysis, *out.compiled.image, session);
    const Made lifted = lift_bounds(analysis, out.compiled, session);
    if (!lint.certificates.empty()) out.written = certify(out.compiled, analysis, lifted, lint.certificates, session);
  }
  analysis::report(analysis, out.compiled.program, options, sink);
  const analysis::Figures& f = analysis.figures;
  out.complete = f.undecided == 0;
  out.figures = fmt::format("  {} of {} fields are computed by rules, {} are stated, {} judged\n", f.by_rule, f.fields,
                            f.stated, f.judged);
  if (f.declared != 0) out.figures += fmt::format("  {} of {} declared properties are proved\n", f.proved, f.declared);
  return out;
}

LintReport::LintReport(const LintOptions& lint, Session& session)
    : lint_(lint), session_(session), known_(lint, session) {}

/// Made when it is first asked for: where nothing is reported, nothing is begun.
report::Reporter& LintReport::reporter() {
  if (reporter_ == nullptr) {
    report::ReportOptions options = session_.options.report;
    options.source = [this](const std::string& path) { return session_.source_text(path); };
    options.quiet = true;
    reporter_ = report::make_reporter(options, session_.output);
  }
  return *reporter_;
}

bool LintReport::begin() {
  diag::Sink sink;
  if (known_.begin(sink)) return true;
  complain(session_, sink);
  return false;
}

void LintReport::framework(const std::string& entry, const Linted& linted, diag::Sink& sink) {
  if (!linted.written) status_ = 2;
  if (!linted.compiled.image) status_ = std::max(status_, linted.compiled.loaded.units.empty() ? 2 : 1);
  sink.finish();
  std::vector<bool> told(sink.all().size(), true);
  std::size_t hidden = 0;
  if (linted.compiled.usable) {
    const std::vector<diag::Diagnostic> found = sink.all();
    told = known_.look(linted.compiled.program.name, found, linted.complete, sink);
    hidden = static_cast<std::size_t>(std::count(told.begin(), told.end(), false));
  }
  std::vector<report::Finding> all;
  for (std::size_t i = 0; i < sink.all().size(); ++i) {
    const bool fresh = i >= told.size() || told[i];
    const bool listed = session_.options.report.format == report::Format::Sarif;
    if (!fresh && (lint_.update || !listed)) continue;
    if (fresh && lint_.update && linted.compiled.usable) continue;  // it is written into the baseline
    all.push_back(finding(sink.all()[i], session_.sources));
    if (known_.wanted()) all.back().baseline = fresh ? "new" : "unchanged";
  }
  count(all, entry, linted.figures, hidden);
}

void LintReport::count(std::vector<report::Finding>& all, const std::string& entry, const std::string& figures,
                       std::size_t hidden) {
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.severity > b.severity; });
  std::size_t counts[3] = {0, 0, 0};
  for (const report::Finding& f : all) {
    if (f.baseline == "unchanged") continue;
    ++counts[static_cast<int>(f.severity)];
    status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
  }
  if (!lint_.notes) std::erase_if(all, [](const report::Finding& f) { return f.severity == Severity::Note; });
  reporter().findings(all);
  verdicts_.push_back(fmt::format("{}: {}, {}, {}{}{}\n", entry, counted(counts[2], "error"),
                                  counted(counts[1], "warning"), counted(counts[0], "note"),
                                  lint_.notes || counts[0] == 0 ? "" : " (--notes shows them)",
                                  hidden == 0 ? "" : fmt::format("; {} known", hidden)) +
                      figures);
}

void LintReport::stale() {
  diag::Sink sink;
  known_.stale(sink);
  std::vector<report::Finding> all = findings(sink, session_.sources);
  for (report::Finding& f : all) {
    f.baseline = "new";
    status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
  }
  reporter().findings(all);
}

int LintReport::finish() {
  stale();
  reporter().finish();
  const std::string fault = status_ == 2 ? std::string() : known_.update();
  if (session_.options.report.format == report::Format::Text && !session_.options.report.quiet) {
    for (const std::string& line : verdicts_) session_.output.write(line);
    if (fault.empty() && status_ != 2) session_.output.write(known_.summary());
  }
  if (!fault.empty()) {
    session_.output.flush();
    fmt::print(stderr, "msdc: cannot write `{}`: {}\n", report::printable(lint_.baseline), fault);
    status_ = 2;
  }
  return status_;
}

}  // namespace msd::driver
