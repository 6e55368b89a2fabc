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

const Roles& roles() {
  static const Roles kRoles = roles_of({{P::RuleDesignFile, Role::File},
                                        {P::RuleDesign, Role::Design},
                                        {P::RuleBlock, Role::Block},
                                        {P::RuleEntry, Role::Entry}});
  return kRoles;
}

}  // namespace

void build_design(const Job& job) {
  Session<P> session(job, roles());
  DesignTree(job).file(session.parser().designFile());
}

}  // namespace msd::parse
