#include "compiler/generate/generate.h"

#include "compiler/analysis/witness.h"
#include "compiler/format/format.h"
#include "compiler/generate/drafts.h"
#include "compiler/generate/expect.h"
#include "compiler/generate/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::generate {

using analysis::Diagrams;
using coverage::Claim;
using coverage::Coverage;
using coverage::Table;

namespace {

class Generator {
 public:
  Generator(const tir::Program& program, Coverage begun, source::SourceMap& sources, const Options& options)
      : start_(std::move(begun)), aims_(program, start_, sources), bench_(aims_.image(), sources), sources_(sources),
        proof_(aims_.program(), options.analysis), workshop_(aims_, bench_, program) {
    for (const ast::TestDecl* test : options.tests) {
      bench_.run(test->body, test->name.span.file,
                 [&](eval::Evaluator& evaluator) { aims_.add({}, evaluator, aims_.shown(evaluator)); });
    }
    begun_ = aims_.met();
  }

  Generated run() {
    for (std::size_t t : order()) table(t);
    leave_out(drafts_, begun_);
    credit(drafts_, begun_);
    Generated out{print(), drafts_.size()};
    std::tie(out.told, out.neighbours) = aims_.told();
    out.untold = aims_.untold();
    out.coverage = by_tests();
    return out;
  }

 private:
  /// What is decided last comes first: on the way its tests show much of what it reads.
  std::vector<std::size_t> order() const {
    std::vector<std::size_t> out(aims_.tables());
    for (std::size_t t = 0; t < out.size(); ++t) out[t] = t;
    const auto rank = [&](std::size_t t) {
      const Table& table = aims_.table(t);
      return table.kind == Table::Kind::Require ? UINT32_MAX : aims_.image().fields()[table.field].rank;
    };
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
    return out;
  }

  void table(std::size_t t) {
    for (std::size_t i = 0; i < aims_.size(t); ++i) {
      const AimId id{t, i};
      // With fewer rows if the budget does not do for more.
      for (unsigned rows = proof_.rows(); rows != 0 && !aims_.met(id); --rows) {
        if (attempt(id, rows)) break;
      }
      if (!aims_.met(id) && aims_.claim(id).answer == Claim::Answer::Unknown) aims_.claim(id) = aims_.prove(id, proof_);
    }
  }

  /// False if the budget does not do.
  bool attempt(AimId id, unsigned rows) {
    GoalFunctions* functions = proof_.models(aims_.table(id.first)).with(rows);
    if (functions == nullptr) return false;
    attempt(id, *functions);
    if (!functions->model().exhausted()) return true;
    // All together may be too much where one alone is not.
    if (!alone_.insert(id.first).second) return false;
    return attempt(id, rows);
  }

  void attempt(AimId id, GoalFunctions& functions) {
    analysis::Model& model = functions.model();
    Diagrams& d = model.diagrams();
    analysis::Node here = aims_.where(id, functions);
    if (here == Diagrams::no() || model.exhausted()) return;
    // One case for as many aims of the table as go together.
    std::set<AimId> wanted{id};
    for (std::size_t i = 0; i < aims_.size(id.first) && !alone_.contains(id.first); ++i) {
      const AimId other{id.first, i};
      if (aims_.met(other) || other == id) continue;
      const analysis::Node both = d.both(here, aims_.where(other, functions));
      if (both == Diagrams::no() || model.exhausted()) continue;
      here = both;
      wanted.insert(other);
    }
    auto at = model.exhausted() ? std::nullopt : analysis::shortest(model, here);
    if (!at) return;
    at = with_forms(model, *at);
    const std::string text = analysis::witness(model, *at, "t", {}).text;
    const std::size_t begin = text.find('\n') + 1;
    if (auto made = workshop_.draft(text.substr(begin, text.rfind('}') - begin), id, wanted, drafts_.size()))
      drafts_.push_back(*std::move(made));
  }

  /// With the facts that say which form a text has, where it is asked whether it has it.
  static analysis::Assignment with_forms(analysis::Model& model, analysis::Assignment at) {
    std::set<std::uint32_t> texts, fields;
    for (const auto& [variable, value] : at) {
      const analysis::Atom& a = model.atoms()[variable];
      if (a.kind == analysis::Atom::Kind::Fits && a.slot == 0) texts.insert(a.field.index);
    }
    for (const tir::SentenceTemplate& t : model.program().templates) {
      if (!t.when.valid() || !texts.contains(t.field.index)) continue;
      for (analysis::Variable v : model.functions().support(model.truth(t.when))) {
        const analysis::Atom& a = model.atoms()[v];
        if (a.kind == analysis::Atom::Kind::Fact && a.slot == 0) fields.insert(a.field.index);
      }
    }
    return fields.empty() ? at : analysis::filled(model, std::move(at), fields);
  }

  std::string print() {
    // In the order of the tables, and in them of the aims.
    std::vector<Draft*> all;
    for (Draft& d : drafts_) all.push_back(&d);
    std::stable_sort(all.begin(), all.end(),
                     [](const Draft* a, const Draft* b) { return *a->credited.begin() < *b->credited.begin(); });
    std::map<std::string, std::size_t> names;
    std::string text;
    for (Draft* d : all) {
      std::string name = aims_.title(*d->credited.begin());
      if (const std::size_t n = ++names[name]; n > 1) name += fmt::format(" ({})", n);
      d->name = name;
      text += fmt::format("test \"{}\" {{\n{}{}}}\n", name, bench_.compact(d->facts), expects(*d));
    }
    return formatted(text);
  }

  /// The coverage of what was there and of the tests that are left; claims as they were made on the way.
  Coverage by_tests() {
    Coverage out = std::move(start_);
    for (const Draft& d : drafts_) {
      const coverage::Case from{coverage::Case::Kind::Test, d.name, "", 0};
      bench_.run(d.facts, [&](eval::Evaluator& evaluator) { coverage::add(out, from, evaluator); });
    }
    for (std::size_t t = 0; t < out.tables.size(); ++t) {
      for (std::size_t g = 0; g < out.tables[t].goals.size(); ++g)
        out.tables[t].goals[g].claim = std::move(aims_.claim({t, g}));
    }
    return out;
  }

  std::string expects(const Draft& d) {
    std::set<std::size_t> tables;
    for (const AimId& id : d.credited) tables.insert(id.first);
    std::string out;
    bench_.run(d.facts, [&](eval::Evaluator& evaluator) {
      for (std::size_t t : tables) {
        for (const std::string& e : expectations(evaluator, aims_.table(t))) out += "  expect " + e + "\n";
      }
    });
    if (bench_.misfits(d.facts)) out += fmt::format("  expect error {}\n", diag::info(diag::Id::SentenceMisfit).slug);
    return out;
  }

  std::string formatted(const std::string& text) {
    const source::FileId file = sources_.add("generated", text);
    diag::Sink sink;
    const auto out = format::format(sources_, file, {parse::FileKind::Rules}, sink);
    sources_.release(file);
    std::string done = out ? *out : text;
    if (!done.empty() && done.back() != '\n') done += '\n';
    return done;
  }

  Coverage start_;
  Aims aims_;
  Bench bench_;
  source::SourceMap& sources_;
  AnalysisProof proof_;
  Workshop workshop_;
  std::set<std::size_t> alone_;  ///< tables whose aims are asked for one by one
  std::set<AimId> begun_;
  std::vector<Draft> drafts_;
};

}  // namespace

Generated generate(const tir::Program& program, Coverage begun, source::SourceMap& sources, const Options& options) {
  return Generator(program, std::move(begun), sources, options).run();
}

}  // namespace msd::generate
