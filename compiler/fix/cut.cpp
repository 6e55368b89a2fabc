#include "compiler/fix/cut.h"

#include <algorithm>

namespace msd::fix {

namespace {

parse::Options rules() {
  parse::Options out;
  out.kind = parse::FileKind::Rules;
  return out;
}

}  // namespace

Cut::Cut(const source::SourceMap& sources, source::FileId file) : text_(sources.file(file).text) {
  diag::Sink aside;  // what there was to say, compiling said
  lexed_ = parse::read_words(sources, file, rules(), aside);
  unit_ = parse::parse_file(sources, file, rules(), aside);
  gone_.resize(lexed_.tokens.size());
  gone_comments_.resize(lexed_.comments.size());
  instead_.resize(lexed_.tokens.size());
}

// ---- tokens --------------------------------------------------------------------------------------------------------

/// The tokens of a span; false if it does not begin and end with one.
bool Cut::find(source::Span span, Range& out) const {
  const auto& all = lexed_.tokens;
  const auto first = std::lower_bound(all.begin(), all.end(), span.begin,
                                      [](const parse::Token& t, std::uint32_t at) { return t.begin < at; });
  if (first == all.end() || first->begin != span.begin || first->kind == Tok::END) return false;
  auto last = first;
  while (last->end < span.end && last + 1 != all.end()) ++last;
  out = {static_cast<std::size_t>(first - all.begin()), static_cast<std::size_t>(last - all.begin())};
  return last->end == span.end && last->kind != Tok::END;
}

std::size_t Cut::before(std::size_t token) const {
  while (token-- > 0) {
    if (!gone_[token]) return token;
  }
  return kNone;
}

std::size_t Cut::after(std::size_t token) const {
  while (++token < lexed_.tokens.size() && lexed_.tokens[token].kind != Tok::END) {
    if (!gone_[token]) return token;
  }
  return kNone;
}

void Cut::take(Range range) {
  for (std::size_t i = range.first; i <= range.last; ++i) gone_[i] = true;
}

void Cut::take_docs(std::size_t token) {
  const std::uint32_t begin = token == 0 ? 0 : lexed_.tokens[token - 1].end;
  for (std::size_t i = 0; i < lexed_.comments.size(); ++i) {
    const ast::Comment& c = lexed_.comments[i];
    if (c.doc && c.span.begin >= begin && c.span.end <= lexed_.tokens[token].begin) gone_comments_[i] = true;
  }
}

/// With the comma behind it, or else the one before it. False if it stands alone.
bool Cut::from_list(Range range) {
  const std::size_t next = after(range.last);
  const std::size_t previous = before(range.first);
  if (kind(next) == Tok::COMMA)
    gone_[next] = true;
  else if (kind(previous) == Tok::COMMA)
    gone_[previous] = true;
  else
    return false;
  take(range);
  return true;
}

// ---- what is taken out ---------------------------------------------------------------------------------------------

/// The line of a change that holds this.
const ast::Edit* Cut::edit_around(source::Span span, ast::Member member) const {
  for (const ast::ChangeDecl& change : unit_.edited) {
    for (const ast::Edit& e : change.edits) {
      if (e.member == member && e.span.begin <= span.begin && span.end <= e.span.end) return &e;
    }
  }
  return nullptr;
}

/// A change without a line goes, too.
bool Cut::take_edit(const ast::Edit& edit) {
  Range range{};
  if (!find(edit.span, range)) return false;
  take(range);
  take_docs(range.first);
  for (std::size_t i = range.last; kind(i = after(i)) == Tok::SEMI;) gone_[i] = true;
  const std::size_t open = before(range.first);
  const std::size_t close = after(range.last);
  if (kind(open) != Tok::LBRACE || kind(close) != Tok::RBRACE) return true;
  for (const ast::ChangeDecl& change : unit_.edited) {
    Range whole{};
    if (change.label.given() || change.span.begin > edit.span.begin || change.span.end < edit.span.end) continue;
    if (!find(change.span, whole)) continue;
    take(whole);
    take_docs(whole.first);
  }
  return true;
}

bool Cut::line(source::Span span) {
  Range range{};
  if (!find(span, range)) return false;
  if (const ast::Edit* edit = edit_around(span, ast::Member::Line)) {
    if (edit->verb == ast::Verb::Add) return take_edit(*edit);
    const std::size_t verb = before(range.first);
    if (kind(verb) != Tok::K_REPLACE || range.first == range.last) return false;
    instead_[verb] = "remove";
    take({range.first + 1, range.last});
    return true;
  }
  take(range);
  take_docs(range.first);
  for (std::size_t i = range.last; kind(i = after(i)) == Tok::SEMI;) gone_[i] = true;
  return true;
}

bool Cut::operand(source::Span span) {
  Range range{};
  if (!find(span, range) || gone_[range.first]) return false;
  const auto joins = [](Tok t) { return t == Tok::K_AND || t == Tok::K_OR; };
  std::size_t previous = before(range.first);
  std::size_t next = after(range.last);
  while (!joins(kind(previous)) && !joins(kind(next))) {
    if (kind(previous) != Tok::LPAREN || kind(next) != Tok::RPAREN) return false;
    range = {previous, next};
    previous = before(range.first);
    next = after(range.last);
  }
  // `and` binds closer than `or`.
  const bool conjunction = kind(previous) == Tok::K_AND || kind(next) == Tok::K_AND;
  const Tok by = conjunction ? Tok::K_AND : Tok::K_OR;
  const bool behind = kind(next) == by;
  gone_[behind ? next : previous] = true;
  take(range);
  unwrap(before(range.first), after(range.last));
  return true;
}

/// Takes out the parentheses around the place between two tokens if what is left in them needs none.
void Cut::unwrap(std::size_t left, std::size_t right) {
  std::size_t depth = 0;
  for (;; left = before(left)) {
    const Tok t = kind(left);
    if (t == Tok::END || (t == Tok::LBRACE && depth == 0)) return;
    if (t == Tok::RPAREN || t == Tok::RBRACE) ++depth;
    if (t != Tok::LPAREN && t != Tok::LBRACE) continue;
    if (depth == 0) break;
    --depth;
  }
  for (;; right = after(right)) {
    const Tok t = kind(right);
    if (t == Tok::END || (t == Tok::RBRACE && depth == 0)) return;
    if (t == Tok::LPAREN || t == Tok::LBRACE) ++depth;
    if (t != Tok::RPAREN && t != Tok::RBRACE) continue;
    if (depth == 0) break;
    --depth;
  }
  if (bare(left, right)) gone_[left] = gone_[right] = true;
}

/// Whether what stands between the two means the same without them: of a kind that binds closer than all around it.
bool Cut::bare(std::size_t open, std::size_t close) const {
  bool path = true;
  for (std::size_t i = after(open); i != close; i = after(i)) {
    const Tok t = kind(i);
    path = path && (t == Tok::WORD || t == Tok::DOT);
    if (t == Tok::K_AND || t == Tok::K_OR || t == Tok::K_NOT || t == Tok::K_WHERE || t == Tok::LPAREN ||
        (t >= Tok::K_IF && t <= Tok::K_FIRST))
      return false;
  }
  const Tok left = kind(before(open));
  const Tok right = kind(after(close));
  const bool joined = left == Tok::K_AND || left == Tok::K_OR || left == Tok::K_WHEN || left == Tok::LPAREN;
  const bool ends = right == Tok::K_AND || right == Tok::K_OR || right == Tok::RPAREN || right == Tok::ARROW;
  return joined ? path || ends : path && (left == Tok::K_NOT || left == Tok::K_WHERE);
}

bool Cut::allowed(source::Span span) {
  Range slug{};
  if (!find(span, slug)) return false;
  if (from_list(slug)) return true;
  std::size_t first = before(before(slug.first));
  if (kind(first) != Tok::K_ALLOW || kind(after(slug.last)) != Tok::RPAREN) return false;
  if (const ast::Edit* edit = edit_around(span, ast::Member::Allow))
    return edit->verb == ast::Verb::Add && take_edit(*edit);
  std::size_t last = after(slug.last);
  if (kind(after(last)) == Tok::K_BECAUSE) last = after(after(last));
  take({first, last});
  return true;
}

bool Cut::parent(source::Span span, source::Span path) {
  Range one{};
  if (path.valid() && find(path, one) && from_list(one)) return true;
  Range whole{};
  if (!find(span, whole)) return false;
  if (from_list(whole)) return true;
  if (kind(before(whole.first)) != Tok::K_FROM) return false;
  if (const ast::Edit* edit = edit_around(span, ast::Member::Parents))
    return edit->verb == ast::Verb::Add && take_edit(*edit);
  take({before(whole.first), whole.last});
  return true;
}

}  // namespace msd::fix
