#include "compiler/driver/program/declare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace msd::driver {

using Takes = OptionInfo::Takes;

namespace {

const std::vector<std::pair<std::string, coverage::Form>> kCoverage{
    {"text", coverage::Form::Text}, {"json", coverage::Form::Json}, {"lcov", coverage::Form::Lcov}};

void coverage_options(CLI::App& test, Arguments& a) {
  CLI::Option* coverage = choice(test, a, "--coverage", "measure what the tests cover, as text unless it says ",
                                 names_of(kCoverage), [&a](const std::string& form) {
                                   a.coverage.wanted = true;
                                   a.coverage.form = value_of(kCoverage, form);
                                 });
  coverage->type_name("[FORM]");
  test.add_flag("--missing", a.coverage.missing, "(with --coverage) list what is not covered, and what it needs");
  a.takes[test.add_option("--designs", a.coverage.designs,
                          "(with --coverage) designs that count like tests; repeatable")
              ->type_name("PATH")
              ->allow_extra_args(false)] = Takes::File;
  test.add_option("--fail-under", a.coverage.fail_under, "(with --coverage) percent that each measure has to reach")
      ->type_name("PERCENT")
      ->check(CLI::Validator(
          [](std::string& given) -> std::string {
            char* end = nullptr;
            const double share = std::strtod(given.c_str(), &end);
            const bool good = end != given.c_str() && *end == '\0' && share >= 0 && share <= 100;
            return good ? "" : fmt::format("`{}` is no percentage; say a number from 0 to 100", given);
          },
          ""));
  a.takes[test.add_option("-o,--output", a.coverage.output, "the file that --coverage or --generate writes")
              ->type_name("FILE")] = Takes::File;
}

void lint_options(CLI::App& lint, Arguments& a) {
  a.takes[lint.add_option("--baseline", a.lint.baseline, "a file of findings that are known: they are not told")
              ->type_name("FILE")] = Takes::File;
  lint.add_flag("--update", a.lint.update, "(with --baseline) write the file anew, with what is found now");
  lint.add_option("--rename", a.lint.renames, "(with --baseline) OLD=NEW: what has a new name; repeatable")
      ->type_name("OLD=NEW")
      ->allow_extra_args(false);
  lint.add_flag("--fix", a.lint.fix, "take out what does nothing, once it is proved that all else stays the same");
  lint.add_flag("--diff", a.lint.diff, "(with --fix) print what would change, write nothing");
}

const std::vector<std::pair<std::string, DiffOptions::FailFrom>> kFailFrom{{"major", DiffOptions::FailFrom::Major},
                                                                           {"minor", DiffOptions::FailFrom::Minor},
                                                                           {"patch", DiffOptions::FailFrom::Patch},
                                                                           {"never", DiffOptions::FailFrom::Never}};

void diff_options(CLI::App& diff, Arguments& a) {
  for (const auto& [name, side] : {std::pair{"OLD", &a.diff.old_side}, std::pair{"NEW", &a.diff.new_side}}) {
    CLI::Option* option = diff.add_option(name, *side, "a file, a folder, the name of a framework, or REV:PATH of git");
    a.takes[option->required()->type_name("")] = Takes::File;
  }
  diff.add_option("--rename", a.diff.renames, "OLD=NEW: what has a new name; repeatable")
      ->type_name("OLD=NEW")
      ->allow_extra_args(false);
  a.takes[diff.add_option("--designs", a.diff.designs, "designs: say which of their cells and findings change")
              ->type_name("PATH")] = Takes::File;
  proof_options(diff, a.diff.rows, a.diff.budget, "results");
  format_option(diff, a, {"text", "json", "markdown"});
  choice(diff, a, "--fail-on", "the version step from which on the exit status is 1: ", names_of(kFailFrom),
         [&a](const std::string& name) { a.diff.fail_from = value_of(kFailFrom, name); })
      ->type_name("STEP");
  root_option(diff, a);
  path_option(diff, a);
}

const std::vector<std::pair<std::string, bulk::Form>> kForms{{"ndjson", bulk::Form::Ndjson}, {"csv", bulk::Form::Csv}};
const char* const kOfRecords[] = {"--read", "--write", "--trace", "--from", "--on-error"};

void bulk_options(CLI::App& eval, Arguments& a) {
  eval.add_flag("--records", a.bulk.wanted, "the lines are flat records, as `msdc dump records` lists them: in bulk");
  choice(eval, a, "--read", "(with --records) what is read: ", names_of(kForms), [&a](const std::string& form) {
    a.bulk.run.read = value_of(kForms, form);
  })->type_name("FORM");
  choice(eval, a, "--write", "(with --records) what is written: ", names_of(kForms), [&a](const std::string& form) {
    a.bulk.run.write = value_of(kForms, form);
  })->type_name("FORM");
  eval.add_flag("--trace", a.bulk.run.trace, "(with --records) say which rules fired");
  eval.add_option("--from", a.bulk.run.from, "(with --records) pass over so many records, which are decided already")
      ->type_name("N");
  choice(eval, a, "--on-error", "(with --records) at a record that is bad: ", {"skip", "stop"},
         [&a](const std::string& what) { a.bulk.run.stop = what == "stop"; })
      ->type_name("WHAT");
}

/// Throws if an option of the one kind of lines stands with the other.
void check_eval(const CLI::App& eval) {
  const bool records = eval.count("--records") != 0;
  for (const char* name : kOfRecords) {
    if (!records && eval.count(name) != 0) throw CLI::RequiresError(name, "--records");
  }
  for (const char* name : {"--defaults", "--fail-on"}) {
    if (records && eval.count(name) != 0) throw CLI::ExcludesError(name, "--records");
  }
}

/// Throws if an option that is about coverage stands without it.
void check_coverage(const CLI::App& test) {
  for (const char* name : {"--missing", "--designs", "--fail-under"}) {
    if (test.count(name) != 0 && test.count("--coverage") == 0) throw CLI::RequiresError(name, "--coverage");
  }
  if (test.count("--output") != 0 && test.count("--coverage") == 0 && test.count("--generate") == 0)
    throw CLI::RequiresError("--output", "--coverage or --generate");
}

const std::vector<std::pair<std::string, EmitOptions::Language>> kLanguages{
    {"json", EmitOptions::Language::Json},   {"js", EmitOptions::Language::JavaScript},
    {"cpp", EmitOptions::Language::Cpp},     {"c", EmitOptions::Language::C},
    {"sql", EmitOptions::Language::Sql},     {"duckdb", EmitOptions::Language::DuckDb},
    {"spark", EmitOptions::Language::Spark}, {"dmn", EmitOptions::Language::Dmn}};

/// Throws if an option stands without the one that it is about.
void check_lint(const CLI::App& lint) {
  for (const char* name : {"--update", "--rename"}) {
    if (lint.count(name) != 0 && lint.count("--baseline") == 0) throw CLI::RequiresError(name, "--baseline");
  }
  if (lint.count("--diff") != 0 && lint.count("--fix") == 0) throw CLI::RequiresError("--diff", "--fix");
  for (const char* name : {"--update", "--certify"}) {
    if (lint.count(name) != 0 && lint.count("--fix") != 0) throw CLI::ExcludesError(name, "--fix");
  }
}

}  // namespace

void declare(CLI::App& app, Arguments& a) {
  app.name("msdc");  // not the path that it was called by
  app.set_version_flag("--version", "msdc " MSD_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);

  auto* check = app.add_subcommand("check", "judge designs: findings, what is closed, what is open");
  files(*check, a, "design files, folders, or - for standard input")->required();
  check->add_flag("--sheets", a.common.report.sheets, "print the filled worksheets");
  framework_option(*check, a);
  root_option(*check, a);
  path_option(*check, a);
  output_options(*check, a, names_of(kFormats));

  auto* eval = app.add_subcommand("eval", "decide one JSON object a line");
  files(*eval, a, "files of JSON lines, with --records also of CSV; standard input if none");
  eval->add_option("--row", a.common.row, "the kind of row that a line gives")->required()->type_name("ROW");
  eval->add_flag("--defaults", a.common.defaults, "a missing key takes the default of its field");
  fail_on_option(*eval, a);
  bulk_options(*eval, a);
  framework_option(*eval, a);
  root_option(*eval, a);
  path_option(*eval, a);

  auto* test = app.add_subcommand("test", "run the test blocks of frameworks");
  files(*test, a, "entry files or names of frameworks")->required();
  root_option(*test, a);
  path_option(*test, a);
  output_options(*test, a, kFindingFormats);
  coverage_options(*test, a);
  choice(*test, a, "--generate", "write tests that cover ", {"all", "missing"},
         [&a](const std::string& what) {
           a.generate.wanted = true;
           a.generate.missing = what == "missing";
         })
      ->type_name("[WHAT]")
      ->excludes(test->get_option("--coverage"));

  auto* lint = app.add_subcommand("lint", "prove what the rules of frameworks do: dead rules, gaps, what is always so");
  files(*lint, a, "entry files or names of frameworks")->required();
  lint->add_flag("--notes", a.lint.notes, "print notes, too");
  proof_options(*lint, a.lint.rows, a.lint.budget, "findings");
  a.takes[lint->add_option("--certify", a.lint.certificates, "write what shows each finding, for `msdc verify`")
              ->type_name("FILE")] = Takes::File;
  lint_options(*lint, a);
  root_option(*lint, a);
  path_option(*lint, a);
  output_options(*lint, a, kFindingFormats);

  auto* verify = app.add_subcommand("verify", "check again, by a checker of its own, what shows the findings of lint");
  a.takes[verify->add_option("FRAMEWORK", a.certified, "the entry file or the name of the framework")
              ->required()
              ->type_name("")] = Takes::File;
  files(*verify, a, "certificates that `msdc lint --certify` or `msdc why-not --certify` wrote")->required();
  root_option(*verify, a);
  path_option(*verify, a);
  output_options(*verify, a, kFindingFormats);

  auto* diff = app.add_subcommand("diff", "say what is different between two frameworks, exactly");
  diff_options(*diff, a);

  auto* dump = app.add_subcommand("dump", "print an intermediate form");
  choice(*dump, a, "FORM", "", {"ast", "registry", "graph", "archetypes", "systems", "tir", "image", "records"},
         [&a](const std::string& form) { a.what = form; })
      ->required();
  files(*dump, a, "a file, the entry file of a framework, or the name of a shipped one (the default)")->expected(0, 1);
  choice(*dump, a, "--format", "(json: of the registry, archetypes and systems) ", {"text", "json"},
         [&a](const std::string& format) { a.common.json = format == "json"; })
      ->type_name("FORMAT");
  root_option(*dump, a);
  path_option(*dump, a);

  auto* explain = app.add_subcommand("explain", "explain a finding's code, or a cell of a design");
  a.takes[explain->add_option("WHAT", a.what, "a code or name of a finding, or a design file")
              ->required()
              ->type_name("")] = Takes::File;
  explain->add_option("CELL", a.cell, "ROW.FIELD: why this cell of the design is what it is")->type_name("");
  framework_option(*explain, a);
  root_option(*explain, a);
  path_option(*explain, a);

  auto* graph = app.add_subcommand("graph", "print what depends on what, in a design or a framework");
  files(*graph, a, "a design, or a framework by its name or file (a shipped one is the default)")->expected(0, 1);
  choice(*graph, a, "--format", "(dot is the default) ", {"dot", "svg", "mermaid"}, [&a](const std::string& form) {
    a.form = form;
  })->type_name("FORMAT");
  framework_option(*graph, a);
  root_option(*graph, a);
  path_option(*graph, a);

  auto* script = app.add_subcommand("script", "print the prose of a framework with the facts of a design in it");
  files(*script, a, "a design file, or - for standard input")->required()->expected(1);
  format_option(*script, a, {"text", "json", "markdown"});
  framework_option(*script, a);
  root_option(*script, a);
  path_option(*script, a);

  auto* match = app.add_subcommand("match", "rank the archetypes that designs look like");
  files(*match, a, "design files, folders, or - for standard input")->required();
  choice(*match, a, "--format", "", {"text", "json"}, [&a](const std::string& format) {
    a.common.json = format == "json";
  })->type_name("FORMAT");
  framework_option(*match, a);
  root_option(*match, a);

  auto* why = app.add_subcommand("why", "name the fewest facts of a design that force what a cell is");
  design_file(*why, a);
  why->add_option("CELL", a.cell, "ROW.FIELD")->required()->type_name("");
  question_options(*why, a);
  budget_option(*why, a);

  auto* why_not =
      app.add_subcommand("why-not", "say why a cell is not VALUE, and the smallest change that makes it so");
  design_file(*why_not, a);
  why_not->add_option("CELL", a.asked, "ROW.FIELD = VALUE; of a set also ROW.FIELD has VALUE")
      ->required()
      ->type_name("");
  a.takes[why_not
              ->add_option("--certify", a.certificates,
                           "write what shows that no choice gives it, if none does, for `msdc verify`")
              ->type_name("FILE")] = Takes::File;
  question_options(*why_not, a);
  budget_option(*why_not, a);

  auto* what_if = app.add_subcommand("what-if", "say what changes if facts of a design were others");
  design_file(*what_if, a);
  what_if->add_option("FACT", a.asked, "ROW.FIELD=VALUE")->required()->type_name("");
  question_options(*what_if, a);

  auto* sensitivity = app.add_subcommand("sensitivity", "say what each choice of a design can still change");
  design_file(*sensitivity, a);
  sensitivity->add_option("CELL", a.asked, "ROW.FIELD: look at these outcomes only")->type_name("");
  question_options(*sensitivity, a);
  budget_option(*sensitivity, a);

  auto* compile = app.add_subcommand("compile", "compile a framework to an image, or its rules to another language");
  files(*compile, a, "the entry file, or with --emit or --records the name of a framework")->required()->expected(1);
  a.takes[compile->add_option("-o,--output", a.common.output, "the file to write")->required()->type_name("FILE")] =
      Takes::File;
  choice(*compile, a, "--emit", "in place of an image, the rules of one kind of row in ", names_of(kLanguages),
         [&a](const std::string& language) { a.emitted.language = value_of(kLanguages, language); })
      ->type_name("LANGUAGE");
  compile->add_flag("--records", a.laid_flat,
                    "in place of an image, what deciding records needs of it: loaded at once by libmsd");
  compile
      ->add_option("--row", a.common.row,
                   "(with --emit) the kind of row, needed where several have rules; (with --records) only this one")
      ->type_name("ROW");
  root_option(*compile, a);
  path_option(*compile, a);
  output_options(*compile, a, kFindingFormats);

  auto* fmt_command = app.add_subcommand("fmt", "put files into the one style, in place");
  files(*fmt_command, a, "files, folders, or - for standard input to standard output")->required();
  fmt_command->add_flag("--check", a.fmt.check,
                        "write nothing; name the files that would change, and exit with 1 if any");
  fmt_command->add_flag("--diff", a.fmt.diff, "write nothing; print what would change");
  color_option(*fmt_command, a);
  fmt_command->add_flag("-q,--quiet", a.common.report.quiet, "errors only");
  auto* make = app.add_subcommand("new", "begin a design, an archetype, a rule or a framework");
  choice(*make, a, "KIND", "", {"design", "archetype", "rule", "framework"}, [&a](const std::string& kind) {
    a.made.kind = kind;
  })->required();
  make->add_option("NAME", a.made.name, "what it is called")->required()->type_name("");
  a.takes[make->add_option("-o,--output", a.common.output,
                           "the file to write, - for standard output; else NAME.msd (a framework: the folder NAME)")
              ->type_name("FILE")] = Takes::File;
  make->add_option("--archetype", a.made.archetypes, "(design) an archetype that it follows; may be given again")
      ->type_name("A")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  make->add_option("--system", a.made.system, "(design) a known system, for its archetypes")->type_name("SYSTEM");
  framework_option(*make, a);
  root_option(*make, a);
  path_option(*make, a);

  auto* ask = app.add_subcommand("ask", "ask what a design still leaves open, and write the answers into it");
  files(*ask, a, "the design; without one, a new design is begun")->expected(0, 1);
  color_option(*ask, a);
  framework_option(*ask, a);
  root_option(*ask, a);
  path_option(*ask, a);

  auto* completions = app.add_subcommand("completions", "print the completion script of a shell");
  choice(*completions, a, "SHELL", "", {"bash", "zsh", "fish"}, [&a](const std::string& shell) {
    a.shell = shell;
  })->required();
}

std::vector<std::string> words(int argc, char** argv) {
  std::vector<std::string> out(argv + std::min(argc, 1), argv + argc);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] == "--") break;
    if (out[i] != "--coverage" && out[i] != "--generate") continue;
    const std::vector<std::string> forms =
        out[i] == "--coverage" ? names_of(kCoverage) : std::vector<std::string>{"all", "missing"};
    const bool given = i + 1 < out.size() && std::find(forms.begin(), forms.end(), out[i + 1]) != forms.end();
    if (!given) out.insert(out.begin() + static_cast<std::ptrdiff_t>(i) + 1, forms.front());
  }
  return {out.rbegin(), out.rend()};  // as the library takes them
}

void check_together(const CLI::App& app) {
  check_coverage(*app.get_subcommand("test"));
  check_lint(*app.get_subcommand("lint"));
  check_eval(*app.get_subcommand("eval"));
  const CLI::App& compile = *app.get_subcommand("compile");
  const bool records = compile.count("--records") != 0;
  if (records && compile.count("--emit") != 0) throw CLI::ExcludesError("--records", "--emit");
  if (compile.count("--row") != 0 && compile.count("--emit") == 0 && !records)
    throw CLI::RequiresError("--row", "--emit or --records");
}

}  // namespace msd::driver
