#include "compiler/driver/program/completions.h"

namespace msd::driver {

namespace {

constexpr std::string_view kBash = R"(_msdc() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  case $prev in
    --format) COMPREPLY=($(compgen -W 'text json sarif github junit' -- "$cur")); return ;;
    --color) COMPREPLY=($(compgen -W 'auto always never' -- "$cur")); return ;;
    --fail-on) COMPREPLY=($(compgen -W 'error warning note open never' -- "$cur")); return ;;
    dump) COMPREPLY=($(compgen -W 'ast registry graph tir image' -- "$cur")); return ;;
    completions) COMPREPLY=($(compgen -W 'bash zsh fish' -- "$cur")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W 'check eval test dump explain compile completions --help --version' -- "$cur"))
  elif [ "${cur#-}" != "$cur" ]; then
    COMPREPLY=($(compgen -W '--framework --root --format --fail-on --color --quiet --sheets --row --defaults --output --help' -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _msdc msdc
)";

constexpr std::string_view kZsh = R"(#compdef msdc
_arguments -C \
  '1:command:((check\:"judge designs" eval\:"decide JSON lines" test\:"run test blocks" dump\:"print a form" explain\:"explain a finding or a cell" compile\:"write an image" completions\:"print this script"))' \
  '--framework[framework, entry file or image]:framework:_files' \
  '--root[folder that imports start from]:folder:_files -/' \
  '--format[output format]:format:(text json sarif github junit)' \
  '--fail-on[failing severity]:level:(error warning note open never)' \
  '--color[colours]:when:(auto always never)' \
  '--sheets[print the worksheets]' \
  '(-q --quiet)'{-q,--quiet}'[findings only]' \
  '*:file:_files'
)";

constexpr std::string_view kFish = R"(complete -c msdc -n __fish_use_subcommand -a 'check' -d 'judge designs'
complete -c msdc -n __fish_use_subcommand -a 'eval' -d 'decide JSON lines'
complete -c msdc -n __fish_use_subcommand -a 'test' -d 'run test blocks'
complete -c msdc -n __fish_use_subcommand -a 'dump' -d 'print an intermediate form'
complete -c msdc -n __fish_use_subcommand -a 'explain' -d 'explain a finding or a cell'
complete -c msdc -n __fish_use_subcommand -a 'compile' -d 'write an image'
complete -c msdc -n __fish_use_subcommand -a 'completions' -d 'print a completion script'
complete -c msdc -l framework -r -d 'framework, entry file or image'
complete -c msdc -l root -r -d 'folder that imports start from'
complete -c msdc -l format -x -a 'text json sarif github junit'
complete -c msdc -l fail-on -x -a 'error warning note open never'
complete -c msdc -l color -x -a 'auto always never'
complete -c msdc -l sheets -d 'print the worksheets'
complete -c msdc -s q -l quiet -d 'findings only'
)";

}  // namespace

std::string_view completion_script(std::string_view shell) {
  return shell == "bash" ? kBash : shell == "zsh" ? kZsh : kFish;
}

}  // namespace msd::driver
