// The laws on random frameworks, held against an implementation that is slow and obvious: it knows nothing but the
// lists that the text was made from.
#include "tests/registry/build.h"

#include <map>
#include <random>

using namespace msd;
using namespace msd::test;

namespace {

enum class Cat { Given, Chosen, Classified, Derived, Output };
constexpr const char* kWritten[] = {"given", "chosen", "classified stated", "derived judged", "output"};
constexpr const char* kNames[] = {"given", "chosen", "classified", "derived", "output"};

/// A parent: a field, perhaps found through a relation.
struct ModelParent {
  std::size_t to = 0;
  std::optional<std::size_t> through;
};

struct ModelField {
  std::string row, name;
  Cat category{};
  std::string leads;  ///< a reference to rows of this kind; empty: a bool
  std::vector<ModelParent> parents;
  bool external = false;
  std::string full() const { return row + "." + name; }
};

/// Two single rows with fields of all categories, references among them, parents at random.
class Model {
 public:
  explicit Model(std::mt19937& random) {
    const std::size_t count = 2 + random() % 10;
    for (std::size_t i = 0; i < count; ++i) {
      ModelField field;
      field.row = random() % 2 == 0 ? "a" : "b";
      field.name = "f" + std::to_string(i);
      field.category = static_cast<Cat>(random() % 5);
      if (random() % 4 == 0) field.leads = random() % 2 == 0 ? "a" : "b";
      field.external = random() % 6 == 0;
      fields.push_back(field);
    }
    const std::size_t density = 1 + random() % 3;
    for (ModelField& field : fields) {
      const std::size_t wanted = random() % (density + 1);
      std::set<std::pair<std::size_t, std::size_t>> seen;
      for (std::size_t k = 0; k < wanted; ++k) {
        ModelParent parent{random() % count, {}};
        const std::size_t relation = random() % count;
        const bool reaches = fields[relation].row == field.row && fields[relation].leads == fields[parent.to].row;
        if (reaches && random() % 2 == 0) parent.through = relation;
        if (seen.emplace(parent.to, parent.through.value_or(count)).second) field.parents.push_back(parent);
      }
    }
  }

  std::string text() const {
    std::string out = "row a single\nrow b single\n";
    for (const ModelField& field : fields) {
      out += "field " + field.full() + " : " + (field.leads.empty() ? "bool" : "optional " + field.leads) + " " +
             kWritten[static_cast<std::size_t>(field.category)];
      std::string from;
      for (const ModelParent& parent : field.parents) {
        const std::string path =
            parent.through ? fields[*parent.through].name + "." + fields[parent.to].name : fields[parent.to].full();
        // Quoted, so that listing a field once more over a relation is no double.
        from += (from.empty() ? "" : ", ") + fmt::format("\"{}\" as {}", path, path);
      }
      if (field.external) from += std::string(from.empty() ? "" : ", ") + "\"nothing\" as external";
      out += (from.empty() ? "" : " from " + from) + "\n";
    }
    return out;
  }

  /// Every message that the two laws of categories ask for.
  std::set<std::string> categories() const {
    std::set<std::string> out;
    for (const ModelField& field : fields) {
      for (const ModelParent& parent : field.parents) {
        category(field, fields[parent.to], out);
        if (parent.through) category(field, fields[*parent.through], out);
      }
    }
    return out;
  }

  std::vector<std::vector<bool>> reach(bool relations) const {
    const std::size_t n = fields.size();
    std::vector<std::vector<bool>> out(n, std::vector<bool>(n));
    for (std::size_t i = 0; i < n; ++i) {
      for (const ModelParent& parent : fields[i].parents) {
        out[i][parent.to] = true;
        if (relations && parent.through) out[i][*parent.through] = true;
      }
    }
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) out[i][j] = out[i][j] || (out[i][k] && out[k][j]);
      }
    }
    return out;
  }

  /// Hidden assumptions that begin a chain, and those that only hang on one; a chain into a cycle is neither.
  void hidden(std::set<std::string>& roots, std::set<std::string>& rest) const {
    const auto reaches = reach(false);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      bool ground = fields[i].category == Cat::Given;
      bool cycle = reaches[i][i];
      for (std::size_t j = 0; j < fields.size(); ++j) {
        ground = ground || (reaches[i][j] && fields[j].category == Cat::Given);
        cycle = cycle || (reaches[i][j] && reaches[j][j]);
      }
      if (!ground && !cycle) (fields[i].parents.empty() ? roots : rest).insert(fields[i].full());
    }
  }

  std::vector<ModelField> fields;

 private:
  static void category(const ModelField& field, const ModelField& parent, std::set<std::string>& out) {
    const std::string kind = kNames[static_cast<std::size_t>(parent.category)];
    if (field.category == Cat::Chosen && parent.category != Cat::Given && parent.category != Cat::Chosen) {
      out.insert("the chosen field `" + field.full() + "` has the " + kind + " parent `" + parent.full() + "`");
    } else if (field.category != Cat::Output && parent.category == Cat::Output) {
      out.insert(std::string("the ") + kNames[static_cast<std::size_t>(field.category)] + " field `" + field.full() +
                 "` has the output `" + parent.full() + "` as a parent");
    }
  }
};

/// The text between the first two backticks.
std::string quoted(const std::string& text) {
  const std::size_t begin = text.find('`') + 1;
  return text.substr(begin, text.find('`', begin) - begin);
}

}  // namespace

TEST_CASE("the laws hold on random frameworks as a slow implementation has them") {
  constexpr unsigned kSeed = 7001;
  std::mt19937 random(kSeed);
  std::map<std::string, std::size_t> met;
  for (int round = 0; round < 2000; ++round) {
    const Model model(random);
    const auto b = build(model.text());
    INFO("seed " << kSeed << ", round " << round << "\n" << model.text());
    std::set<std::string> categories, roots, rest, cyclic;
    for (const auto& d : b->sink.all()) {
      const std::string code(diag::info(d.id).code);
      ++met[code];
      if (d.id == diag::Id::ChosenFromComputed || d.id == diag::Id::ParentIsOutput) {
        categories.insert(d.message);
      } else if (d.id == diag::Id::HiddenAssumption) {
        CHECK(roots.insert(quoted(d.message)).second);
        for (const diag::Label& note : d.notes) {
          if (note.text.front() == '`') CHECK(rest.insert(quoted(note.text)).second);
        }
      } else {
        REQUIRE(d.id == diag::Id::Cycle);
        for (const diag::Label& note : d.notes) cyclic.insert(quoted(note.text));
      }
    }
    CHECK(categories == model.categories());
    std::set<std::string> model_roots, model_rest;
    model.hidden(model_roots, model_rest);
    CHECK(roots == model_roots);
    CHECK(rest == model_rest);
    // Every reported field is in a cycle, and every cycle has a reported field.
    const auto reach = model.reach(true);
    bool any = false;
    for (std::size_t i = 0; i < model.fields.size(); ++i) {
      any = any || reach[i][i];
      if (cyclic.contains(model.fields[i].full())) CHECK(reach[i][i]);
      bool part = false;
      for (std::size_t j = 0; j < model.fields.size(); ++j)
        part = part || (reach[i][j] && reach[j][i] && cyclic.contains(model.fields[j].full()));
      CHECK(part == reach[i][i]);
    }
    CHECK(b->registry.usable == !any);
  }
  for (const char* code : {"M0311", "M0312", "M0313", "M0314"}) CHECK(met[code] > 100);
}

TEST_CASE("reads and parents of random rules, held against the two sets") {
  constexpr unsigned kSeed = 7002;
  std::mt19937 random(kSeed);
  std::size_t undeclared = 0;
  std::size_t unread = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto count = static_cast<unsigned>(1 + random() % 6);
    std::string text = "row r\n";
    for (unsigned i = 0; i < count; ++i) text += fmt::format("field r.f{} : bool given\n", i);
    std::set<std::string> parents, reads;
    for (unsigned i = 0; i < count; ++i) {
      if (random() % 2 == 0) parents.insert(fmt::format("r.f{}", i));
      if (random() % 2 == 0) reads.insert(fmt::format("r.f{}", i));
    }
    parents.insert("r.f0");
    reads.insert("r.f0");
    std::string from, rule;
    for (const std::string& p : parents) from += (from.empty() ? "" : ", ") + p.substr(2);
    for (const std::string& p : reads)
      rule += std::string(rule.empty() ? "" : random() % 2 == 0 ? " and " : " or ") + p.substr(2);
    text += "field r.x : bool derived from " + from + "\nderive r.x = " + rule + "\n";
    const auto b = checked(text);
    INFO("seed " << kSeed << ", round " << round << "\n" << text);
    std::set<std::string> found_undeclared, found_unread;
    for (const auto& d : b->sink.all()) {
      const std::string rest = d.message.substr(d.message.find("`r.x`") + 5);
      if (d.id == diag::Id::UndeclaredRead) {
        found_undeclared.insert(quoted(rest));
      } else {
        REQUIRE(d.id == diag::Id::UnreadParent);
        found_unread.insert(quoted(rest));
      }
    }
    for (const std::string& p : reads) CHECK(found_undeclared.contains(p) != parents.contains(p));
    for (const std::string& p : parents) CHECK(found_unread.contains(p) != reads.contains(p));
    for (const std::string& p : found_undeclared) CHECK(reads.contains(p));
    for (const std::string& p : found_unread) CHECK(parents.contains(p));
    undeclared += found_undeclared.size();
    unread += found_unread.size();
  }
  CHECK(undeclared > 300);
  CHECK(unread > 300);
}
