#!/usr/bin/env python3
"""The documents that other programs read: JSON as the design of the format states it, SARIF 2.1.0 by the properties that its
specification requires, JUnit as well-formed XML with counts that add up, workflow commands that decode to the findings.

    documents.py MSDC
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as tree

DESIGNS = ["docs/examples/auction.msd", "docs/examples/half_written.msd", "docs/examples/wrong_mechanism.msd"]
HOSTILE_RULES = """framework odd 1
row thing "Thing"
field thing.size "Size" : int 0 .. 9 given from "x" as external
field thing.words "Words" : text given from "x" as external
require small on thing { size < 5 otherwise error "{words}" hint "{words}" }
"""
HOSTILE = 'design odd "<&\\"]]> %,:" uses odd {\n  thing t { size: 8  words: "100 %, a:b <c> & \\"d\\"\\n::error::e \u001f \u200b \U0001F375" }\n}\n'
problems = []


def check(condition, text):
    if not condition:
        problems.append(text)
    return condition


def run(msdc, form, files, *more):
    done = subprocess.run([msdc, "check", "--format", form, *more, *files], capture_output=True, timeout=60)
    check(not done.stderr, f"{form}: {done.stderr[:300]}")
    return done.stdout.decode("utf-8"), done.returncode


def keys(thing, required, optional, where):
    """A closed set of members: what a reader may rely on, and what it may find."""
    check(set(required) <= set(thing) <= set(required) | set(optional), f"{where}: {sorted(thing)}")


def place(thing, where, needed=False):
    if needed or "line" in thing:
        check(all(isinstance(thing.get(k), int) and thing[k] > 0 for k in ("line", "column")), f"{where}: {thing}")
        keys(thing.get("end", {}), ["line", "column"], [], where + ".end")


def json_findings(findings, where):
    for f in findings:
        keys(f, ["code", "name", "severity", "message", "hint", "notes"],
             ["file", "line", "column", "end", "label", "fixes", "design", "row", "field", "requirement", "step"], where)
        check(re.fullmatch(r"M\d{4}", f["code"]) and f["severity"] in ("error", "warning", "note"), f"{where}: {f}")
        place(f, where)
        for note in f["notes"]:
            keys(note, ["text"], ["file", "line", "column", "end"], where + ".notes")
            place(note, where)


def json_document(text):
    document = json.loads(text)
    keys(document, ["schema", "tool", "framework", "designs", "findings"], [], "document")
    keys(document["tool"], ["name", "version"], [], "tool")
    keys(document["framework"], ["name", "version", "hash"], [], "framework")
    json_findings(document["findings"], "findings")
    origins = set()
    for design in document["designs"]:
        keys(design, ["name", "label", "file", "framework", "line", "rows", "checklists", "likes", "questions", "findings"], ["scenarios"], "design")
        json_findings(design["findings"], design["name"])
        for row in design["rows"]:
            keys(row, ["row", "name", "fields"], ["id", "parent", "line"], "row")
            for name, cell in row["fields"].items():
                keys(cell, ["value", "category", "origin"], ["rule", "possible", "open", "rejected", "needs", "settled"], name)
                check(cell["category"] in ("given", "chosen", "classified", "derived", "output"), f"{name}: {cell}")
                origins.add(cell["origin"])
                check((cell["value"] is None) == (cell["origin"] in ("unknown", "absent", "rejected")), f"{name}: {cell}")
        for like in design["likes"]:
            keys(like, ["archetype", "state", "roles"], [], "like")
            check(like["state"] in ("fits", "open", "ambiguous", "unfilled", "undecided", "broken"), f"like: {like}")
        for checklist in design["checklists"]:
            keys(checklist, ["name", "label", "conditions"], [], "checklist")
            for condition in checklist["conditions"]:
                keys(condition, ["name", "text", "state", "broken", "open"], [], "condition")
                check(condition["state"] in ("closed", "open", "broken"), f"condition: {condition}")
                check((condition["state"] == "closed") == (not condition["broken"] and not condition["open"]), f"{condition}")
    return document, origins


def sarif_document(text):
    """Required properties: SARIF 2.1.0, sections 3.13, 3.14, 3.18, 3.19, 3.27 to 3.30, 3.49, 3.55 to 3.57."""
    log = json.loads(text)
    check(log["version"] == "2.1.0" and isinstance(log["runs"], list), "sarif: version, runs")
    for one in log["runs"]:
        driver = one["tool"]["driver"]
        check(isinstance(driver["name"], str), "sarif: tool.driver.name")
        rules = driver["rules"]
        check(len({r["id"] for r in rules}) == len(rules), "sarif: rules are unique")
        check(one["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints"), "sarif: columnKind")
        for result in one["results"]:
            check(isinstance(result["message"]["text"], str) and result["message"]["text"], "sarif: message.text")
            check(result["level"] in ("none", "note", "warning", "error"), "sarif: level")
            check(rules[result["ruleIndex"]]["id"] == result["ruleId"], "sarif: ruleIndex fits ruleId")
            for location in result["locations"] + result["relatedLocations"]:
                physical = location["physicalLocation"]
                uri = physical["artifactLocation"]["uri"]
                check(re.fullmatch(r"[A-Za-z0-9._~:/%-]+", uri), f"sarif: uri {uri}")
                if "region" in physical:
                    region = physical["region"]
                    check(1 <= region["startLine"] <= region["endLine"], f"sarif: {region}")
                    check(region["startColumn"] >= 1 and region["endColumn"] >= 1, f"sarif: {region}")
            for fix in result.get("fixes", []):
                for change in fix["artifactChanges"]:
                    check(change["artifactLocation"]["uri"] and change["replacements"], f"sarif: {fix}")
                    for replacement in change["replacements"]:
                        check("startLine" in replacement["deletedRegion"], f"sarif: {fix}")
    return log


def junit_document(text):
    root = tree.fromstring(text)
    check(root.tag == "testsuites", "junit: root")
    failures = []
    for suite in root:
        cases = suite.findall("testcase")
        failed = [c.find("failure") for c in cases if c.find("failure") is not None]
        skipped = [c for c in cases if c.find("skipped") is not None]
        check(len(cases) == int(suite.get("tests")), "junit: tests")
        check(len(failed) == int(suite.get("failures")), "junit: failures")
        check(len(skipped) == int(suite.get("skipped")), "junit: skipped")
        failures += [f.get("message") for f in failed]
    return failures


def workflow(text):
    """Decodes the commands as the runner does."""
    def decode(value):
        return value.replace("%2C", ",").replace("%3A", ":").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")

    out = []
    for line in text.splitlines():
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        check(not re.search(r"%(?!25|0A|0D|2C|3A)", line), f"github: a bare % in {line}")
        if check(found, f"github: {line}"):
            properties = dict(p.split("=", 1) for p in found.group(2).split(","))
            out.append((found.group(1), {k: decode(v) for k, v in properties.items()}, decode(found.group(3))))
    return out


def same_findings(msdc, files, *more):
    """Every format tells of the same findings."""
    document, origins = json_document(run(msdc, "json", files, *more)[0])
    found = [f for d in document["designs"] for f in d["findings"]]
    sarif = sarif_document(run(msdc, "sarif", files, *more)[0])
    results = [r for one in sarif["runs"] for r in one["results"]]
    check([f["code"] for f in found] == [r["ruleId"] for r in results], "sarif and json differ")
    for f, r in zip(found, results):
        check(r["message"]["text"].startswith(f["message"]), f"sarif: {r['message']}")
        uri = r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        check(urllib.parse.unquote(urllib.parse.urlparse(uri).path) == f["file"], f"sarif: {uri}")
    commands = workflow(run(msdc, "github", files, *more)[0])
    words = {"error": "error", "warning": "warning", "note": "notice"}
    check([(words[f["severity"]], f["file"], str(f["line"])) for f in found] ==
          [(kind, p["file"], p["line"]) for kind, p, _ in commands], "github and json differ")
    check(all(text.startswith(f["message"]) for f, (_, _, text) in zip(found, commands)), "github: messages")
    failures = junit_document(run(msdc, "junit", files, *more)[0])
    check(len(failures) == sum(f["severity"] != "note" for f in found), "junit and json differ")
    return document, origins, failures


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    document, origins, _ = same_findings(msdc, DESIGNS)
    check([d["name"] for d in document["designs"]] == ["auction", "half_written", "wrong_mechanism"], "designs")
    check({"stated", "defaulted", "computed", "unknown", "absent"} <= origins, f"origins: {origins}")
    _, origins, _ = same_findings(msdc, ["tests/frameworks/triage/designs"], "--framework", "tests/frameworks/triage/triage.msd")
    check({"judged", "rejected"} <= origins, f"origins: {origins}")
    with tempfile.TemporaryDirectory() as folder:
        odd = pathlib.Path(folder, "odd, 100 %: [x]")
        odd.mkdir()
        (odd / "rules.msd").write_text(HOSTILE_RULES)
        (odd / "design.msd").write_text(HOSTILE.replace("\u001f", ""))
        document, _, failures = same_findings(msdc, [str(odd / "design.msd")], "--framework", str(odd / "rules.msd"))
        words = document["designs"][0]["rows"][0]["fields"]["words"]["value"]
        check(words.startswith("100 %, a:b <c> & \"d\"\n::error::e") and words.endswith("\U0001F375"), f"text: {words!r}")
        check(failures and failures[0] == words, f"junit: {failures!r}")
        for form in ("json", "sarif", "junit"):
            text, status = run(msdc, form, [str(odd / "none.msd")])
            check(status == 2, f"{form}: exit {status} for a file that is not there")
            {"json": json.loads, "sarif": json.loads, "junit": tree.fromstring}[form](text)
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
