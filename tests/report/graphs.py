#!/usr/bin/env python3
"""What `msdc graph` prints is what it says it is: Graphviz takes the DOT (where it is installed), the SVG is well-formed and shows every
node, and each line of the Mermaid text has one of the forms that a flowchart may have here, whatever labels hold.

    graphs.py MSDC
"""
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MSDC = Path(sys.argv[1]).resolve()
TARGETS = ["interview", "tests/frameworks/triage/triage.msd", "tests/report/hostile.msd",
           *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs/examples").glob("*.msd")))]
# Between the quotes of a label: no quote, no bracket, no `<` but that of a line break, no `#` but that of a code.
LABEL = r'"(?:[^"#<>`%;\\{}\[\]()|*_~]|#\d+;|<br/>)*"'
LINES = [r"flowchart LR", rf"  subgraph g\d+\[{LABEL}\]", r"  end", r"  [cf]\d+(?:_\d+)? (?:-->|-\.->) [cf]\d+(?:_\d+)?",
         rf"    [cf]\d+(?:_\d+)?\[{LABEL}\]:::(?:fact|byDefault|computed|open|absent|rejected)",
         r"  classDef \w+ [\w:#,-]+(?: \d)?"]
MERMAID = re.compile("|".join(f"(?:{line})" for line in LINES))
problems, passed = [], 0


def check(condition, text):
    global passed
    if condition:
        passed += 1
    else:
        problems.append(text)


def graph(target, form):
    done = subprocess.run([MSDC, "graph", "--format", form, target], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          timeout=60)
    return done.stdout.decode()


dot = shutil.which("dot")
for target in TARGETS:
    text = graph(target, "dot")
    nodes = len(re.findall(r"^    \w+ \[label=", text, re.M))
    edges = len(re.findall(r"^  \w+ -> \w+", text, re.M))
    check(nodes > 5 and edges > 5, f"{target}: hardly a graph")
    if dot:
        done = subprocess.run([dot, "-Tcanon"], input=text.encode(), capture_output=True, timeout=60)
        check(done.returncode == 0 and not done.stderr, f"{target}: dot says {done.stderr.decode()[:300]}")
    svg = xml.fromstring(graph(target, "svg"))
    name = "{http://www.w3.org/2000/svg}"
    drawn = [g for g in svg.iter(f"{name}g") if g.get("class", "").startswith("node ")]
    check(len(drawn) == nodes, f"{target}: the SVG has {len(drawn)} nodes, the DOT {nodes}")
    check(len(list(svg.iter(f"{name}path"))) == edges, f"{target}: the SVG has other edges than the DOT")
    check({e.tag.replace(name, "") for e in svg.iter()} <= {"svg", "title", "style", "rect", "text", "tspan", "g", "path"},
          f"{target}: the SVG has elements that no drawing needs")
    mermaid = graph(target, "mermaid")
    wrong = [line for line in mermaid.splitlines() if not MERMAID.fullmatch(line)]
    check(wrong == [], f"{target}: no line of a flowchart: {wrong[:3]}")
    check(len(re.findall(r"^    \w+\[", mermaid, re.M)) == nodes, f"{target}: the Mermaid text has other nodes than the DOT")
for problem in problems:
    print(problem)
print(f"{passed} passed, {len(problems)} failed" + ("" if dot else "; without Graphviz, so DOT was not tried"))
sys.exit(bool(problems))
