// Braces made to balance. Every later step relies on it: a block that is open ends, whatever the file.
#include "compiler/parse/lexer.h"

#include <algorithm>
#include <utility>

namespace msd::parse {

std::uint32_t indent_of(std::string_view text, std::uint32_t offset) {
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  std::uint32_t columns = 0;
  for (std::size_t i = newline == std::string_view::npos ? 0 : newline + 1; i < text.size(); ++i) {
    if (text[i] == '\t') {
      columns += 4;
    } else if (text[i] == ' ') {
      ++columns;
    } else {
      break;
    }
  }
  return columns;
}

namespace {

/// One change that makes a file balance.
struct Repair {
  enum class Kind : std::uint8_t { Close, Open, Drop } kind{};
  std::size_t token = 0;   ///< Close, Open: what is made stands before this token; Drop: this one
  std::size_t opener = 0;  ///< Close: the brace that was never closed
  bool told = true;        ///< of several that end at one place, only the innermost is reported
};

/// Repairs of the tokens from one declaration at the margin to the next.
class Chunk {
 public:
  Chunk(const std::vector<Token>& tokens, std::string_view text, std::size_t begin, std::size_t end)
      : tokens_(tokens), text_(text), begin_(begin), end_(end) {}

  bool balances() const { return by_counting().repairs.empty(); }

  std::vector<Repair> repairs() const {
    Plan best = by_counting();
    if (best.repairs.empty()) return {};
    for (const bool rows : {false, true}) {
      Plan shown = by_layout(rows);
      if (shown.cost() <= best.cost()) best = std::move(shown);
    }
    return std::move(best.repairs);
  }

 private:
  struct Brace {
    std::size_t token = 0;
    std::uint32_t indent = 0;
  };
  struct Plan {
    std::vector<Repair> repairs;
    std::size_t misplaced = 0;  ///< closing braces at the begin of a line, not below the line of what they close
    std::size_t cost() const { return repairs.size() + misplaced; }
  };

  std::uint32_t indent(std::size_t i) const { return indent_of(text_, tokens_[i].begin); }

  void close_rest(const std::vector<Brace>& stack, Plan& out) const {
    for (std::size_t i = stack.size(); i-- > 0;)
      out.repairs.push_back({Repair::Kind::Close, end_, stack[i].token, i + 1 == stack.size()});
  }

  void close_one(std::size_t i, std::uint32_t at, std::vector<Brace>& stack, Plan& out) const {
    if (stack.empty()) {
      out.repairs.push_back({Repair::Kind::Drop, i});
      return;
    }
    if (tokens_[i].line_start && stack.back().indent != at) ++out.misplaced;
    stack.pop_back();
  }

  Plan by_counting() const {
    Plan out;
    std::vector<Brace> stack;
    std::uint32_t at = 0;
    for (std::size_t i = begin_; i < end_; ++i) {
      if (tokens_[i].line_start) at = indent(i);
      if (tokens_[i].kind == Tok::LBRACE) stack.push_back({i, at});
      if (tokens_[i].kind == Tok::RBRACE) close_one(i, at, stack, out);
    }
    close_rest(stack, out);
    return out;
  }

  /// Believes the indentation: a line no deeper than the line of a brace stands behind its block, and a closing brace
  /// at the begin of a line closes what begins at its column. With `rows`, a row may lack its opening brace, and a
  /// closing brace may be one too many.
  Plan by_layout(bool rows) const {
    Plan out;
    std::vector<Brace> stack;
    std::size_t line = begin_;  // the first token of the line before
    std::uint32_t at = indent(begin_);
    for (std::size_t i = begin_; i < end_; ++i) {
      const Token& token = tokens_[i];
      if (token.line_start && i != begin_) {
        const std::uint32_t before = std::exchange(at, indent(i));
        const bool closes = token.kind == Tok::RBRACE;
        while (!stack.empty() && (closes ? stack.size() > 1 && stack.back().indent > at : stack.back().indent >= at)) {
          out.repairs.push_back({Repair::Kind::Close, i, stack.back().token});
          stack.pop_back();
        }
        if (rows && !closes && !stack.empty() && opens_row(line, i) && stack.back().indent < before && before < at) {
          out.repairs.push_back({Repair::Kind::Open, i});
          stack.push_back({line, before});
        }
        line = i;
      }
      if (token.kind == Tok::LBRACE) stack.push_back({i, at});
      if (token.kind != Tok::RBRACE) continue;
      if (rows && token.line_start && !stack.empty() && at > stack.back().indent) {
        out.repairs.push_back({Repair::Kind::Drop, i});
      } else {
        close_one(i, at, stack, out);
      }
    }
    close_rest(stack, out);
    return out;
  }

  /// Whether the line that begins at `line` can be the header of a row whose `{` is missing before `next`.
  bool opens_row(std::size_t line, std::size_t next) const {
    const std::string_view first = text_.substr(tokens_[begin_].begin, tokens_[begin_].end - tokens_[begin_].begin);
    if (first != "design" && first != "test") return false;
    if (tokens_[line].kind != Tok::WORD || tokens_[next].kind != Tok::WORD) return false;
    return tokens_[line + 1].kind != Tok::COLON && tokens_[next - 1].kind != Tok::LBRACE;
  }

  const std::vector<Token>& tokens_;
  std::string_view text_;
  std::size_t begin_, end_;
};

class Balancer {
 public:
  Balancer(Lexed& lexed, std::string_view text, source::FileId file, const Options& options, diag::Sink& sink)
      : lexed_(lexed), text_(text), file_(file), options_(options), sink_(sink) {}

  void run() {
    const std::size_t last = lexed_.tokens.size() - 1;  // END
    if (Chunk(lexed_.tokens, text_, 0, last).balances()) {
      for (Token& token : lexed_.tokens) place(token);
      return;
    }
    const std::vector<Token> old = std::exchange(lexed_.tokens, {});
    lexed_.tokens.reserve(old.size());
    for (std::size_t begin = 0; begin < last;) {
      std::size_t end = begin + 1;
      while (end < last && !old[end].margin) ++end;
      apply(old, begin, end, Chunk(old, text_, begin, end).repairs());
      begin = end;
    }
    push(old[last]);
    lexed_.usable = reports_ < options_.max_errors;
    if (!lexed_.usable) too_many();
  }

 private:
  void place(Token& token) {
    if (token.kind == Tok::RBRACE) --depth_;
    token.depth = depth_;
    if (token.kind == Tok::LBRACE) ++depth_;
  }
  void push(Token token) {
    place(token);
    token.behind_stray = std::exchange(behind_stray_, false);
    lexed_.tokens.push_back(token);
  }

  /// Nothing is parsed then, so what was kept for the parser is reported here.
  void too_many() {
    for (source::Span stray : lexed_.strays) sink_.report(diag::kind::StrayBrace, stray, "}");
    source::Span last{file_, 0, 0};
    for (const diag::Diagnostic& d : sink_.all()) {
      if (d.span.file == file_ && d.span.begin >= last.begin) last = d.span;
    }
    sink_.report(diag::kind::TooManyErrors, last, options_.max_errors);
  }

  void apply(const std::vector<Token>& old, std::size_t begin, std::size_t end, const std::vector<Repair>& repairs) {
    auto next = repairs.begin();
    for (std::size_t i = begin; i <= end; ++i) {
      bool dropped = false;
      for (; next != repairs.end() && next->token == i; ++next) {
        dropped = next->kind == Repair::Kind::Drop;
        behind_stray_ = behind_stray_ || dropped;
        report(old, *next);
        if (!dropped) make(next->kind == Repair::Kind::Close ? Tok::RBRACE : Tok::LBRACE, old[i - 1].end);
      }
      if (!dropped && i < end) push(old[i]);
    }
  }

  void make(Tok kind, std::uint32_t at) {
    Token token;
    token.kind = kind;
    token.begin = token.end = at;
    push(token);
  }

  void report(const std::vector<Token>& old, const Repair& repair) {
    const auto span = [&](const Token& token) { return source::Span{file_, token.begin, token.end}; };
    const Token& at = old[repair.token];
    if (repair.told && ++reports_ > options_.max_errors) return;
    if (repair.kind == Repair::Kind::Drop) {
      lexed_.strays.push_back(span(at));
    } else if (old[repair.token - 1].kind == Tok::STRAY) {
      // A sign without a meaning stands in the place of the brace, and was reported.
    } else if (repair.kind == Repair::Kind::Open) {
      const std::uint32_t end = old[repair.token - 1].end;
      sink_.report(diag::kind::Unexpected, {file_, end, end}, describe(Tok::LBRACE), "the end of the line")
          .note(span(at), "this line stands deeper");
    } else if (repair.told) {
      auto report = sink_.report(diag::kind::UnclosedBrace, span(old[repair.opener])).label("opened here");
      if (at.kind != Tok::END)
        report.note(span(at), at.margin ? "a declaration begins here" : "by its place, this stands behind the block");
    }
  }

  Lexed& lexed_;
  std::string_view text_;
  source::FileId file_;
  const Options& options_;
  diag::Sink& sink_;
  std::uint32_t depth_ = 0;
  std::size_t reports_ = 0;
  bool behind_stray_ = false;
};

}  // namespace

void balance(Lexed& lexed, std::string_view text, source::FileId file, const Options& options, diag::Sink& sink) {
  Balancer(lexed, text, file, options, sink).run();
}

}  // namespace msd::parse
