#!/usr/bin/env bash
# msd: build the compiler where needed, then run it.
#
#   ./msd check design.msd …     any subcommand and option of msdc
#   ./msd test                   build everything and run the whole test suite
#   ./msd bench [--plots FOLDER] build and run the benchmarks: Markdown tables, and plots (tools/bench/README.md)
#   ./msd setup [GROUP]          only install packages: build, test, bench, ci (those of the tests, and clang-format), or look (a browser and
#                                Graphviz, for the tests that look at pages and graphs)
#
# `./msd test FILE…` runs the test blocks of rule files, as `msdc test FILE…` does.
# Whatever setting up prints goes to stderr; stdout belongs to msdc.
#
#   MSD_JOBS=N          build with N jobs instead of what cores and memory allow
#   MSD_NO_INSTALL=1    look for no packages: everything is there, wherever that is
#   MSD_BUILD=DIR       build there instead of in build/release
set -efuo pipefail
unset CDPATH

self=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${self%/*}
build=${MSD_BUILD:-$root/build/release}
case $build in /*) ;; *) build=$PWD/$build ;; esac
stamp=$build/.msd-built

say() { printf 'msd: %s\n' "$*" >&2; }
die() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# ---- packages ------------------------------------------------------------------------------------------------------

# One package a line: its group, its names on Debian (A|B: the first that there is), and what shows that it is there: a
# command, or a file below /usr or /usr/local. One of several is enough.
packages() {
  cat <<'END'
build g++                           g++
build cmake                         cmake
build ninja-build                   ninja
build ccache                        ccache
build antlr4                        antlr4
build libantlr4-runtime-dev         include/antlr4-runtime/antlr4-runtime.h
build llvm-14-dev|llvm-dev          lib/llvm-*/lib/cmake/llvm/LLVMConfig.cmake lib*/cmake/llvm/LLVMConfig.cmake
build libfmt-dev                    include/fmt/core.h
build libcli11-dev                  include/CLI/CLI.hpp
build libxxhash-dev                 include/xxhash.h
build zlib1g-dev                    include/zlib.h
build libcadical-dev                include/cadical.hpp
test  catch2                        include/catch2/catch.hpp include/catch2/catch_all.hpp
test  python3                       python3
test  tmux                          tmux
test  git                           git
test  nodejs                        node nodejs
test  sqlite3                       sqlite3
bench libbenchmark-dev              include/benchmark/benchmark.h
bench libsimdjson-dev               include/simdjson.h
bench python3                       python3
ci    clang-format-14|clang-format  clang-format-14 clang-format
look  chromium                      chromium chromium-browser google-chrome
look  graphviz                      dot
END
}

# there PROBE…: whether one of the commands or files exists.
there() {
  local probe
  for probe in "$@"; do
    case $probe in
      */*) compgen -G "/usr/$probe" >/dev/null || compgen -G "/usr/local/$probe" >/dev/null || continue ;;
      *) command -v "$probe" >/dev/null 2>&1 || continue ;;
    esac
    return 0
  done
  return 1
}

# missing_packages GROUP…: the names of what is not there, one package a line.
missing_packages() {
  local group names probes
  while read -r group names probes; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    # shellcheck disable=SC2086  # several probes
    there $probes || printf '%s\n' "$names"
  done < <(packages)
}

# pick A|B…: for each, the first name that apt knows; the first of all where it knows none.
pick() {
  local entry name chosen
  for entry in "$@"; do
    chosen=
    for name in ${entry//|/ }; do
      if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
        chosen=$name
        break
      fi
    done
    printf '%s\n' "${chosen:-${entry%%|*}}"
  done
}

# apt ARGUMENT…: apt-get as root, without questions, with patience for another one that runs.
apt() {
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a \
    apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

# The lists of packages have a lock of their own, for which apt-get does not wait.
update_lists() {
  local try output
  for try in 1 2 3 4 5 6 7 8 9 10 11 12; do
    if output=$(apt update 2>&1); then return 0; fi
    case $output in *[Ll]ock*) ;; *) break ;; esac
    [ "$try" -gt 1 ] || say "another program holds the package lists; waiting for it"
    sleep 5
  done
  printf '%s\n' "$output" >&2
  say "the package lists could not be updated; trying with those that there are"
}

# install_packages NAME…: with everything that apt-get says on a terminal, elsewhere only if it fails.
install_packages() {
  local log status=0
  if [ -t 2 ]; then
    apt install --no-install-recommends "$@" >&2 </dev/null
    return
  fi
  log=$(mktemp)
  apt install --no-install-recommends "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" -eq 0 ] || cat "$log" >&2
  rm -f -- "$log"
  return "$status"
}

# ensure_packages GROUP…: install what is missing; stop with 2 where that cannot be done from here.
ensure_packages() {
  [ "${MSD_NO_INSTALL:-}" = "" ] || return 0
  local missing chosen
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0

  if ! command -v apt-get >/dev/null 2>&1; then
    say "this is no system with apt, so msd cannot install what it needs. Missing, by their Debian names:"
    printf '  %s\n' "${missing[@]//|/ or }" >&2
    die 2 "install them, then run msd again (MSD_NO_INSTALL=1 if they are there, but in a place of their own)"
  fi
  if [ "$(id -u)" -ne 0 ] && ! { [ -t 0 ] && command -v sudo >/dev/null 2>&1; }; then
    mapfile -t chosen < <(pick "${missing[@]}")
    say "some packages are missing; run this once, then msd again:"
    printf "  sudo sh -c 'apt-get update; apt-get install -y --no-install-recommends %s'\n" "${chosen[*]}" >&2
    exit 2
  fi

  update_lists
  mapfile -t chosen < <(pick "${missing[@]}")
  say "installing ${chosen[*]}"
  install_packages "${chosen[@]}" || die 2 "apt-get could not install: ${chosen[*]}"
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -eq 0 ] || die 2 "still missing after the installation: ${missing[*]}"
}

# ---- building ------------------------------------------------------------------------------------------------------

# As many jobs as there are cores, and 1.5 GiB of memory for each.
jobs() {
  local cores memory limit
  if [[ ${MSD_JOBS:-} =~ ^[1-9][0-9]*$ ]]; then
    printf '%s\n' "$MSD_JOBS"
    return
  fi
  cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || true)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
  if [[ $limit =~ ^[0-9]+$ ]]; then
    limit=$((limit / 1048576))
    [ -n "$memory" ] && [ "$memory" -lt "$limit" ] || memory=$limit
  fi
  if [ -n "$memory" ] && [ $((memory / 1536)) -lt "$cores" ]; then cores=$((memory / 1536)); fi
  [ "$cores" -ge 1 ] || cores=1
  printf '%s\n' "$cores"
}

# cached NAME: a variable of the configured build.
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt" 2>/dev/null; }

# configure [OPTION…]: only where it was not yet done, was done elsewhere, or without one of these options.
configure() {
  local option log status=0 settings=() done=1
  if [ -f "$build/CMakeCache.txt" ] && [ "$(cached CMAKE_HOME_DIRECTORY)" != "$root" ]; then
    say "$build was configured for another folder; starting afresh"
    rm -rf -- "$build/CMakeCache.txt" "$build/CMakeFiles"
  fi
  [ -f "$build/build.ninja" ] || done=
  [ -f "$build/CMakeCache.txt" ] || settings=(-DMSD_TESTS=OFF -DMSD_UNITY=ON)
  for option in "$@"; do
    [ "$(cached "$option")" = ON ] || done=
    settings+=("-D$option=ON")
  done
  [ -z "$done" ] || return 0

  log=$build/msd-configure.log
  CC=${CC:-gcc} CXX=${CXX:-g++} cmake -S "$root" -B "$build" -G Ninja \
    -DCMAKE_BUILD_TYPE=Release ${settings[@]+"${settings[@]}"} >"$log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$log" >&2
    rm -f -- "$build/build.ninja"
    die 3 "the build could not be configured"
  fi
}

# ninja without what it says when there is nothing to do. The stamp is as old as the beginning of the build: what is
# changed while it runs counts as newer.
build_targets() {
  local first=
  : >"$stamp.new"
  [ -f "$build/.ninja_log" ] || first=1
  if [ -n "$first" ]; then say "building in build/release, $(jobs) at a time; this takes a while the first time"; fi
  if [ -n "$first" ] && [ -t 2 ]; then
    ninja -C "$build" -j "$(jobs)" "$@" >&2 </dev/null 9>&- || die 3 "the build failed"
  else
    ninja -C "$build" -j "$(jobs)" "$@" 2>&1 </dev/null 9>&- |
      sed -u -e '/^ninja: \(Entering directory\|no work to do\)/d' -e '/Re-checking globbed directories/d' >&2 9>&- ||
      die 3 "the build failed"
  fi
  mv -f -- "$stamp.new" "$stamp"
}

# One msd at a time sets up a build folder; the lock goes with the descriptor.
lock() {
  mkdir -p -- "$build" 2>/dev/null || true
  [ -w "$build" ] || die 2 "cannot write to $build; give another folder for the build: MSD_BUILD=DIR"
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$build/.msd-lock"
    flock -n 9 || {
      say "another msd is building; waiting for it"
      flock 9
    }
  fi
}
unlock() { exec 9>&-; }

# Whether nothing that msdc is made of has changed since it was built: no source (a folder changes when a file in it comes or
# goes), and no package. The times are those of changes to the files themselves, which no copying sets back.
up_to_date() {
  [ -f "$stamp" ] && msdc=$(msdc_path 2>/dev/null) || return 1
  local newer packages=/var/lib/dpkg/status
  [ -e "$packages" ] || packages=$root/msd
  newer=$(find "$root"/{CMakeLists.txt,msd,compiler,docs/diagnostics,grammar,rules,runtime,stdlib,tools} "$packages" \
    -cnewer "$stamp" -print -quit 2>&1) && [ -z "$newer" ]
}

msdc_path() {
  local candidate
  for candidate in "$build/bin/msdc" "$build/msdc" "$build/compiler/driver/msdc"; do
    if [ -x "$candidate" ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  die 3 "the build left no msdc in $build"
}

# ---- commands ------------------------------------------------------------------------------------------------------

run_suite() {
  local log status=0
  ensure_packages build test
  lock
  configure MSD_TESTS
  build_targets
  unlock
  log=$(mktemp)
  # shellcheck disable=SC2064  # the name as it is now
  trap "rm -f -- '$log'" EXIT
  ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$(jobs)" 2>&1 </dev/null | tee "$log" || status=$?
  # "98% tests passed, 2 tests failed out of 100"
  sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests* failed out of \([0-9]*\)$/\1 \2/p' "$log" | tail -n 1 |
    { read -r failed total || failed=0 total=0; printf '%d passed, %d failed\n' $((total - failed)) "$failed"; }
  return "$status"
}

run_msdc() {
  local msdc
  if ! up_to_date; then
    ensure_packages build
    lock
    configure
    build_targets msdc
    unlock
    msdc=$(msdc_path)
  fi
  exec "$msdc" "$@"
}

run_benchmarks() {
  ensure_packages build bench
  lock
  configure MSD_BENCH
  build_targets msdc bench
  unlock
  exec "$root/tools/bench/run" --build "$build" "$@"
}

setup() {
  case ${1:-build} in
    build) ensure_packages build ;;
    test) ensure_packages build test ;;
    bench) ensure_packages build bench ;;
    ci) ensure_packages build test ci ;;
    look) ensure_packages look ;;
    *) die 2 "setup takes build, test, bench, ci or look" ;;
  esac
}

case ${1:-} in
  test) if [ $# -eq 1 ]; then run_suite; else run_msdc "$@"; fi ;;
  bench)
    shift
    run_benchmarks "$@"
    ;;
  setup)
    shift
    setup "$@"
    ;;
  *) run_msdc "$@" ;;
esac
