"""Emitted C and C++, compiled and run."""
import subprocess

from records import number_of, put

# A record comes as three numbers a column: its state, a number, nothing else; so do results, with the rule.
CPP = """
#include "NUMBER.hpp"
#include <cstdio>
using namespace SPACE;
bool rejected = false;
template <class T> void get(cell<T>& to) {
  long long s = 0, n = 0;
  if (std::scanf("%lld %lld", &s, &n) != 2) return;
  to = {static_cast<T>(n), s == 0};
  rejected = s == 2;
}
template <class T> void put(const decided<T>& d) {
  std::printf("%d %lld %d ", d.rejected ? 2 : d.value.there ? 0 : 1, static_cast<long long>(d.value.value), d.rule);
}
// All of it can be evaluated when it is compiled.
constexpr decisions early = decide(record{});
int main() {
  long long records = 0;
  if (std::scanf("%lld", &records) != 1) return 1;
  while (records-- > 0) {
    record c;
READ
    [[maybe_unused]] const decisions d = decide(c);
WRITE
    std::printf("\\n");
  }
  return sizeof early == 0;
}
"""

C = """
#include "NUMBER.h"
#include <stdio.h>
static bool rejected = false;
static void get(struct SPACEcell *to) {
  long long s = 0, n = 0;
  if (scanf("%lld %lld", &s, &n) != 2) return;
  to->value = n;
  to->there = s == 0;
  rejected = s == 2;
}
static void put(const struct SPACEdecided *d) {
  printf("%d %lld %d ", d->rejected ? 2 : d->value.there ? 0 : 1, (long long)d->value.value, d->rule);
}
int main(void) {
  long long records = 0;
  if (scanf("%lld", &records) != 1) return 1;
  while (records-- > 0) {
    struct SPACErecord c = {0};
READ
    const struct SPACEdecisions d = SPACEdecide(&c);
    (void)get, (void)put, (void)d;  /* not needed without columns, or fields of the row */
WRITE
    printf("\\n");
  }
  return rejected;
}
"""


def members(header, start, kind):
    """The cells, or what fields come to, of a struct of the header, in order."""
    body = header.split(f"{start} {{\n", 1)[1].split("\n};", 1)[0]
    found = []
    for line in body.split("\n"):
        words = line.split("//")[0].rstrip("; ").removesuffix("{}").split()
        if words and kind in line.split("//")[0] and not line.strip().startswith("//"):
            found.append(words[-1])
    return found


def given(case):
    text = [str(len(case.records))]
    for record in case.records:
        cells = []
        for column in case.program["columns"]:
            value = record[column["name"]]
            cells.append("1 0" if value is None else "2 0" if isinstance(value, dict) else f"0 {number_of(column, value)}")
        text.append(" ".join(cells))
    return "\n".join(text) + "\n"


def run(case, command, source, end, space, columns, decisions, get, show):
    read = []
    for column, known in zip(columns, case.program["columns"]):
        read.append(f"    get({get(column)});")
        if "measure" in known:
            read.append(f"    c.{column}_rejected = rejected;")
    asked = [(name, d) for name, d in zip(decisions, case.program["decisions"]) if d["of_the_row"]]
    text = source.replace("READ", "\n".join(read)).replace("WRITE", "\n".join(f"    put({show(name)});" for name, _ in asked))
    text = text.replace("SPACE", space).replace("NUMBER", str(case.number))
    program = f"{case.base}.{end}.run"
    with open(f"{program}.{end}", "w", encoding="utf-8") as file:
        file.write(text)
    out = subprocess.run(command + ["-O0", "-Wall", "-Wextra", "-Werror", "-pedantic", f"{program}.{end}", "-o", program],
                         capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    out = subprocess.run([program], input=given(case), capture_output=True, text=True, check=False)
    results = []
    for line in out.stdout.splitlines():
        numbers = [int(word) for word in line.split()]
        result = {"values": {}, "rules": {}, "rejected": {}}
        for k, (_, decision) in enumerate(asked):
            state, number, rule = numbers[3 * k:3 * k + 3]
            put(result, decision, state, number, decision["rules"][rule]["name"] if rule >= 0 else None)
        results.append(result)
    return results, out.stderr


def cpp(compiler):
    def of(case):
        with open(case.base + ".hpp", encoding="utf-8") as file:
            header = file.read()
        space = header.split("\nnamespace ", 1)[1].split(" ", 1)[0]
        return run(case, [compiler, "-std=c++17"], CPP, "cpp", space, members(header, "struct record", "cell<"),
                   members(header, "struct decisions", "decided<"), lambda name: "c." + name, lambda name: "d." + name)
    return of


def c(compiler):
    def of(case):
        with open(case.base + ".h", encoding="utf-8") as file:
            header = file.read()
        space = header.split("\nstatic const char ", 1)[1].split("image[]", 1)[0]
        return run(case, [compiler, "-std=c99"], C, "c", space, members(header, f"struct {space}record", f"struct {space}cell"),
                   members(header, f"struct {space}decisions", f"struct {space}decided"), lambda name: "&c." + name,
                   lambda name: "&d." + name)
    return of
