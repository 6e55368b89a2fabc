#include "compiler/driver/program/completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::driver {

namespace {

using Takes = OptionInfo::Takes;

std::string words(const std::vector<std::string>& all) { return fmt::format("{}", fmt::join(all, " ")); }

std::string option_words(const CommandInfo& command) {
  std::string out;
  for (const OptionInfo& option : command.options) out += (out.empty() ? "" : " ") + words(option.names);
  return out;
}

std::string command_words(const std::vector<CommandInfo>& commands) {
  std::string out;
  for (const CommandInfo& c : commands) {
    if (!c.name.empty()) out += (out.empty() ? "" : " ") + c.name;
  }
  return out;
}

// ---- bash ----------------------------------------------------------------------------------------------------------

std::string bash_values(const OptionInfo& option) {
  switch (option.takes) {
  case Takes::Choice: return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$cur\"))", words(option.choices));
  case Takes::File: return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")";
  case Takes::Folder: return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
  case Takes::Text:
  case Takes::Nothing: return "COMPREPLY=()";
  }
  return {};
}

std::string bash(const std::vector<CommandInfo>& commands) {
  std::string values, takers, positions, options;
  for (const CommandInfo& c : commands) {
    for (const OptionInfo& o : c.options) {
      if (o.takes == Takes::Nothing) continue;
      for (const std::string& name : o.names) {
        values += fmt::format("    {},{}) {}; return ;;\n", c.name, name, bash_values(o));
        takers += fmt::format("{}{},{}", takers.empty() ? "" : "|", c.name, name);
      }
    }
    for (std::size_t i = 0; i < c.positionals.size(); ++i) {
      const OptionInfo& p = c.positionals[i];
      positions += fmt::format("    {},{}) {} ;;\n", c.name, p.many ? "*" : std::to_string(i), bash_values(p));
    }
    options += fmt::format("      {}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")) ;;\n", c.name.empty() ? "''" : c.name,
                           option_words(c));
  }
  return fmt::format(R"(# bash completion of msdc
_msdc() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} command= position=0 i word
  COMPREPLY=()
  # --option=value comes in three words.
  if [ "$cur" = = ]; then
    cur=
  elif [ "$prev" = = ]; then
    prev=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${{COMP_WORDS[i]}}
    if [ -z "$command" ]; then
      case " {} " in *" $word "*) command=$word ;; esac
      continue
    fi
    case $command,$word in
      {}) ((++i)); if [ "${{COMP_WORDS[i]}}" = = ]; then ((++i)); fi ;;
      *,-?*) ;;
      *) ((++position)) ;;
    esac
  done
  case $command,$prev in
{}  esac
  if [ "${{cur#-}}" != "$cur" ]; then
    case $command in
{}    esac
    return
  fi
  case $command,$position in
    ,*) COMPREPLY=($(compgen -W '{}' -- "$cur")) ;;
{}  esac
}}
complete -F _msdc msdc
)",
                     command_words(commands), takers, values, options, command_words(commands), positions);
}

// ---- zsh -----------------------------------------------------------------------------------------------------------

/// Words inside [brackets] of a single-quoted specification.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    c == '\'' ? out += "'\\''" : out += c;
  }
  return out;
}

std::string zsh_values(const OptionInfo& option, std::string_view label) {
  switch (option.takes) {
  case Takes::Nothing: return {};
  case Takes::Choice: return fmt::format(":{}:({})", label, words(option.choices));
  case Takes::File: return fmt::format(":{}:_files", label);
  case Takes::Folder: return fmt::format(":{}:_files -/", label);
  case Takes::Text: return fmt::format(":{}: ", label);
  }
  return {};
}

std::string zsh_arguments(const CommandInfo& command, std::string_view indent) {
  std::string out;
  for (const OptionInfo& o : command.options) {
    const std::string rest = fmt::format("[{}]{}", zsh_text(o.doc), zsh_values(o, "value"));
    if (o.names.size() == 1) {
      out += fmt::format(" \\\n{}'{}{}'", indent, o.names[0], rest);
    } else {
      out += fmt::format(" \\\n{}'({})'{{{}}}'{}'", indent, words(o.names), fmt::join(o.names, ","), rest);
    }
  }
  for (const OptionInfo& p : command.positionals)
    out += fmt::format(" \\\n{}'{}{}'", indent, p.many ? "*" : "", zsh_values(p, p.names[0]));
  return out;
}

std::string zsh(const std::vector<CommandInfo>& commands) {
  std::string list, cases, top;
  for (const CommandInfo& c : commands) {
    if (c.name.empty()) {
      top = zsh_arguments(c, "    ");
      continue;
    }
    list += fmt::format("        '{}:{}'\n", c.name, zsh_text(c.doc));
    cases += fmt::format("        {})\n          _arguments{} ;;\n", c.name, zsh_arguments(c, "            "));
  }
  return fmt::format(R"(#compdef msdc
_msdc() {{
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C{} \
    '1:command:->command' \
    '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
{}      )
      _describe -t commands command commands ;;
    argument)
      case $words[1] in
{}      esac ;;
  esac
}}
if [ "$funcstack[1]" = _msdc ]; then _msdc "$@"; else compdef _msdc msdc; fi
)",
                     top, list, cases);
}

// ---- fish ----------------------------------------------------------------------------------------------------------

std::string fish_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return "'" + out + "'";
}

std::string fish_values(const OptionInfo& option) {
  switch (option.takes) {
  case Takes::Nothing: return {};
  case Takes::Choice: return fmt::format(" -x -a '{}'", words(option.choices));
  case Takes::File: return " -r -F";
  case Takes::Folder: return " -x -a '(__fish_complete_directories)'";
  case Takes::Text: return " -x";
  }
  return {};
}

std::string fish(const std::vector<CommandInfo>& commands) {
  std::string out = "# fish completion of msdc\ncomplete -c msdc -f\n";
  for (const CommandInfo& c : commands) {
    const std::string when =
        c.name.empty() ? "__fish_use_subcommand" : fmt::format("'__fish_seen_subcommand_from {}'", c.name);
    if (!c.name.empty())
      out += fmt::format("complete -c msdc -n __fish_use_subcommand -a {} -d {}\n", c.name, fish_text(c.doc));
    for (const OptionInfo& o : c.options) {
      out += fmt::format("complete -c msdc -n {}", when);
      for (const std::string& name : o.names)
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      out += fmt::format("{} -d {}\n", fish_values(o), fish_text(o.doc));
    }
    // What follows a choice is completed once one of its words is there.
    std::string seen = fmt::format("__fish_seen_subcommand_from {}", c.name);
    for (const OptionInfo& p : c.positionals) {
      if (p.takes == Takes::File) out += fmt::format("complete -c msdc -n '{}' -F\n", seen);
      if (p.takes != Takes::Choice) continue;
      const std::string chosen = "__fish_seen_subcommand_from " + words(p.choices);
      out += fmt::format("complete -c msdc -n '{}; and not {}' -a '{}'\n", seen, chosen, words(p.choices));
      seen += "; and " + chosen;
    }
  }
  return out;
}

}  // namespace

std::string completion_script(std::string_view shell, const std::vector<CommandInfo>& commands) {
  return shell == "bash" ? bash(commands) : shell == "zsh" ? zsh(commands) : fish(commands);
}

}  // namespace msd::driver
