// The small grammar: files that hold a design.
#include "MsdBlock.h"
#include "compiler/parse/tree.h"

namespace msd::parse {

namespace {

using P = grammar::MsdBlock;

class DesignTree final : public TreeBase {
 public:
  using TreeBase::TreeBase;
  void file(P::DesignFileContext* context) {
    for (auto* one : context->design()) design<P>(one);
  }
};

}  // namespace

void build_design(const Job& job) {
  P::ready();
  SyncRules rules;
  rules.file = P::RuleDesignFile;
  rules.design = P::RuleDesign;
  rules.block = P::RuleBlock;
  rules.entry = P::RuleEntry;
  TokenFeed feed(job.lexed.tokens);
  antlr4::CommonTokenStream stream(&feed);
  P parser(&stream);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<Recovery>(job.lexed, job.text, job.file, rules, job.options, job.sink));
  DesignTree(job.lexed, job.text, job.file, job.sink, job.unit).file(parser.designFile());
}

}  // namespace msd::parse
