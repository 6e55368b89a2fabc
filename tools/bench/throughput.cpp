// Stages inside one process (Google Benchmark): a rule file of 1 MB, designs, decisions.
#include "compiler/bind/bind.h"
#include "compiler/check/check.h"
#include "compiler/driver/findings.h"
#include "compiler/driver/pipeline.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/lexer.h"
#include "compiler/parse/parse.h"
#include "compiler/registry/registry.h"
#include "runtime/report/reporter.h"
#include "tools/bench/generate.h"

#include <benchmark/benchmark.h>

#include <ctime>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace {

using namespace msd;

constexpr std::size_t kRuleBytes = 1'000'000;

const std::string& rules() {
  static const std::string text = bench::rule_file(kRuleBytes);
  return text;
}

void bytes(benchmark::State& state, std::size_t size) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size));
}

void stop_on_errors(benchmark::State& state, const diag::Sink& sink) {
  if (sink.errors() != 0) state.SkipWithError(sink.all().front().message.c_str());
}

void rules_lex(benchmark::State& state) {
  source::SourceMap sources;
  const auto file = sources.add("rules.msd", rules());
  for (auto _ : state) {
    diag::Sink sink;
    auto lexed = parse::lex(sources, file, {}, sink);
    parse::classify_words(lexed, sources.file(file).text);
    benchmark::DoNotOptimize(lexed.tokens.data());
  }
  bytes(state, rules().size());
}

void rules_parse(benchmark::State& state) {
  source::SourceMap sources;
  const auto file = sources.add("rules.msd", rules());
  for (auto _ : state) {
    diag::Sink sink;
    const ast::Unit unit = parse::parse_file(sources, file, {}, sink);
    stop_on_errors(state, sink);
    benchmark::DoNotOptimize(unit.order.data());
  }
  bytes(state, rules().size());
}

/// Time of this thread on a processor: other programs do not count.
double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// The stages behind the parser, one after the other; which of them is timed says the argument.
enum Stage { Registry, Check, Lower, Verify };

void rules_stage(benchmark::State& state) {
  const auto timed = static_cast<Stage>(state.range(0));
  constexpr const char* kNames[] = {"registry", "check", "lowering", "image"};
  state.SetLabel(kNames[timed]);
  source::SourceMap sources;
  const auto file = sources.add("rules.msd", rules());
  diag::Sink parsed;
  const ast::Unit unit = parse::parse_file(sources, file, {}, parsed);
  for (auto _ : state) {
    diag::Sink sink;
    double begin = cpu_seconds();
    auto lap = [&](Stage stage) {
      const double now = cpu_seconds();
      if (stage == timed) state.SetIterationTime(now - begin);
      begin = now;
    };
    auto registry = registry::build({&unit}, {}, sink);
    lap(Registry);
    auto checked = check::check(std::move(registry), {}, sink);
    lap(Check);
    const auto builder = lower::lower(checked.program, sources, {}, sink);
    stop_on_errors(state, sink);
    lap(Lower);
    image::Refusal refusal;
    const auto image = image::Image::open(builder.finish(), refusal);
    if (!image) state.SkipWithError(refusal.reason.c_str());
    lap(Verify);
  }
  bytes(state, rules().size());
}

void rules_whole(benchmark::State& state) {
  for (auto _ : state) {
    source::SourceMap sources;
    diag::Sink sink;
    const ast::Unit unit = parse::parse_file(sources, sources.add("rules.msd", rules()), {}, sink);
    auto checked = check::check(registry::build({&unit}, {}, sink), {}, sink);
    const auto builder = lower::lower(checked.program, sources, {}, sink);
    stop_on_errors(state, sink);
    image::Refusal refusal;
    const auto image = image::Image::open(builder.finish(), refusal);
    benchmark::DoNotOptimize(image.has_value());
  }
  bytes(state, rules().size());
}

// ---- designs, judged by the first shipped framework

const std::vector<std::string>& designs() {
  static const std::vector<std::string> all = [] {
    const std::string folder = MSD_SOURCE_DIR "/docs/examples/";
    const std::vector<std::string> examples = {bench::read_or_stop(folder + "auction.msd"),
                                               bench::read_or_stop(folder + "seat_hold.msd")};
    std::vector<std::string> out;
    for (std::size_t i = 0; i < 1000; ++i) out.push_back(bench::design(examples[i % examples.size()], i));
    return out;
  }();
  return all;
}

/// The image of the shipped framework, as the build made it.
const image::Image& framework() {
  static const image::Image image = [] {
    diag::Sink sink;
    auto opened = driver::open_image(MSD_IMAGE, sink);
    if (!opened) std::abort();
    return *opened;
  }();
  return image;
}

void image_open(benchmark::State& state) {
  const auto block = framework().block();
  for (auto _ : state) {
    image::Refusal refusal;
    benchmark::DoNotOptimize(image::Image::open_static(block, refusal));
  }
  bytes(state, block.size());
}

enum DesignStage { Lex, Parse, Bind, Summarize, Findings, Report };

/// One design through the stages up to `last`; gives the number of cells that were decided.
std::size_t judge(const std::string& text, DesignStage last, report::Reporter* reporter) {
  source::SourceMap sources;
  diag::Sink sink;
  const auto file = sources.add("design.msd", text);
  parse::Options options;
  options.kind = parse::FileKind::Design;
  if (last == Lex) return parse::lex(sources, file, options, sink).tokens.size();
  const ast::Unit unit = parse::parse_file(sources, file, options, sink);
  if (last == Parse) return unit.designs.size();
  const eval::Facts facts = bind::bind(unit.designs[0].body, framework(), sources, file, {}, sink);
  if (last == Bind) return facts.cell_count();
  eval::Evaluator evaluator(facts, {});
  report::DesignReport report = report::summarize(evaluator);
  if (last == Summarize) return facts.cell_count();
  driver::evaluation_findings(report, {});
  if (last == Report) reporter->design(report);
  return facts.cell_count();
}

void designs_up_to(benchmark::State& state) {
  const auto last = static_cast<DesignStage>(state.range(0));
  constexpr const char* kNames[] = {"lexer", "parser", "binding", "evaluation", "findings", "report"};
  state.SetLabel(kNames[last]);
  report::Output output(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  const auto reporter = report::make_reporter({}, output);
  std::size_t at = 0;
  std::size_t size = 0;
  std::size_t cells = 0;
  judge(designs()[0], Report, reporter.get());  // warm
  for (auto _ : state) {
    const std::string& text = designs()[at++ % designs().size()];
    cells += judge(text, last, reporter.get());
    size += text.size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.SetBytesProcessed(static_cast<std::int64_t>(size));
  if (last >= Summarize)
    state.counters["cells/s"] = benchmark::Counter(static_cast<double>(cells), benchmark::Counter::kIsRate);
}

/// The first design of a process: nothing is cached, the automaton of the parser is not yet made. One iteration only.
void first_design(benchmark::State& state) {
  const std::string text = bench::read_or_stop(MSD_SOURCE_DIR "/docs/examples/auction.msd");
  report::Output output(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  const auto reporter = report::make_reporter({}, output);
  for (auto _ : state) judge(text, Report, reporter.get());
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(first_design)->Iterations(1)->Unit(benchmark::kMicrosecond);
BENCHMARK(designs_up_to)->ArgName("stage")->DenseRange(Lex, Report)->Unit(benchmark::kMicrosecond);
BENCHMARK(image_open)->Unit(benchmark::kMicrosecond);
BENCHMARK(rules_lex)->Unit(benchmark::kMillisecond);
BENCHMARK(rules_parse)->Unit(benchmark::kMillisecond);
BENCHMARK(rules_stage)->ArgName("stage")->DenseRange(Registry, Verify)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(rules_whole)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
