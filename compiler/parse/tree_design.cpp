// The small grammar: files that hold a design.
#include "MsdBlock.h"
#include "compiler/parse/tree.h"

namespace msd::parse {

namespace {

using Blocks = grammar::MsdBlock;

class DesignTree final : public TreeBase {
 public:
  using TreeBase::TreeBase;
  void file(Blocks::DesignFileContext* context) {
    for (auto* one : context->design()) design<Blocks>(one);
  }
};

const Roles& roles_of_designs() {
  static const Roles kRoles = roles_of({{Blocks::RuleDesignFile, Role::File},
                                        {Blocks::RuleDesign, Role::Design},
                                        {Blocks::RuleBlock, Role::Block},
                                        {Blocks::RuleEntry, Role::Entry}});
  return kRoles;
}

}  // namespace

void build_design(const Job& job) {
  Session<Blocks> session(job, roles_of_designs());
  DesignTree(job).file(session.parser().designFile());
}

}  // namespace msd::parse
