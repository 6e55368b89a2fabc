// The worker of the bind stage: rows first, then cells (references may point forward), then sentences.
#pragma once

#include "compiler/bind/bind.h"
#include "compiler/bind/sentence.h"

#include <map>
#include <set>
#include <unordered_map>

namespace msd::bind {

using image::kNone;

class Binder {
 public:
  Binder(const image::Image& image, const source::SourceMap& sources, source::FileId file, const Options& options,
         diag::Sink& sink)
      : image_(image), sources_(sources), file_(file), options_(options), sink_(sink),
        faults_of_reading_(sink.all().size()), facts_(image) {}

  eval::Facts run(const ast::Block& body);

 private:
  struct Pending {
    eval::RowIndex row;
    std::uint32_t field;
    const ast::Value* value;
    const ast::Text* because;
    source::Span key;
  };

  // rows.cpp
  void block(const ast::Block& body, eval::RowIndex parent);
  void row(const ast::Entry& entry, eval::RowIndex parent);
  std::uint32_t kind_of(const ast::Entry& entry, eval::RowIndex parent);
  std::string header_form(const image::RowRecord& record) const;
  std::string where_from(const image::FieldRecord& field) const;
  void header(const ast::Entry& entry, eval::RowIndex row, std::size_t from);
  bool name_taken(std::string_view name, std::uint32_t kind, source::Span head);
  /// The rows that were given a name; those of several kinds are a fault.
  const std::vector<eval::RowIndex>& called(std::string_view name) const;
  eval::RowIndex same_row(std::string_view name, std::uint32_t kind) const;
  eval::RowIndex unnamed_single(std::uint32_t kind) const;
  std::string name_in_header(const ast::Entry& entry, std::uint32_t kind);
  void name_rows();
  void add_singles();
  void field(const ast::Entry& entry, eval::RowIndex row);

  // likes.cpp
  bool like(const ast::Entry& entry);
  void likes();
  void role(const ast::Entry& entry, eval::LikeFact& out);
  eval::Insertion insertion(const ast::Entry& entry) const;

  // cells.cpp
  void state(const Pending& pending);
  void doubts(const ast::Block& design);
  bool reported(source::Span span) const;
  bool read(const ast::Value& value, std::uint32_t field, eval::CellFact& out);
  bool finite(const ast::Value& value, const image::TypeRecord& type, std::uint64_t& mask);
  bool number(const ast::Value& value, const image::TypeRecord& type, std::int64_t& out);
  eval::RowIndex row_called(std::string_view name, std::uint32_t kind) const;
  bool names_scenario(std::string_view name, source::Span span);
  bool reference(const ast::Value& value, const image::TypeRecord& type, std::int64_t& out);
  bool wrong(const ast::Value& value, const image::TypeRecord& type);
  void reasons();

  // sentences.cpp
  void sentences();
  void sentence(eval::RowIndex row, std::uint32_t field, std::uint32_t chosen);
  void render(eval::RowIndex row, std::uint32_t field, std::uint32_t chosen);
  std::string told(const std::vector<Piece>& pieces, const SlotRanges& reading, const std::string& sentence) const;
  void fill_slot(eval::RowIndex row, std::uint32_t slot, const std::string& text, source::Span span);

  std::string_view text(std::uint32_t index) const { return image_.text(index); }
  std::uint32_t field_of(std::uint32_t kind, std::string_view name) const;
  std::vector<std::string_view> field_names(std::uint32_t kind) const;
  std::string describe(const image::TypeRecord& type) const;
  std::string cell_name(eval::RowIndex row, std::uint32_t field) const;
  eval::Place place(source::Span span) const;
  std::string written(const ast::Value& value) const;

  const image::Image& image_;
  const source::SourceMap& sources_;
  source::FileId file_;
  Options options_;
  diag::Sink& sink_;
  std::size_t faults_of_reading_;
  eval::Facts facts_;
  std::vector<Pending> pending_;
  std::vector<const ast::Entry*> likes_;  // read once all rows are known
  struct Key {
    source::Span span;
    std::size_t pending;  ///< its place in pending_
  };
  std::map<std::pair<eval::RowIndex, std::uint32_t>, Key> keys_;
  std::unordered_map<std::uint32_t, std::vector<eval::RowIndex>>
      named_;  // rows by the symbol of a name they were given
  std::unordered_map<std::uint32_t, std::vector<eval::RowIndex>> by_name_;  // all of them, once all have names
  std::vector<source::Span> row_spans_;
  std::vector<std::pair<eval::RowIndex, const ast::Block*>> damaged_;  // rows of which something could not be read
  std::map<std::pair<eval::RowIndex, std::uint32_t>, const ast::Value*> texts_;
};

}  // namespace msd::bind
