"""Emitted decision models (DMN 1.3), read back: what they are made of, and what they decide."""
import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as xml

from feel import Feel
from records import big, put

MODEL = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
DRAWN = "{https://www.omg.org/spec/DMN/20191111/DMNDI/}"
POINT = "{http://www.omg.org/spec/DMN/20180521/DI/}"
BOUNDS = "{http://www.omg.org/spec/DMN/20180521/DC/}"


def text_of(element):
    return element.find(MODEL + "text").text


class Literal:
    def __init__(self, element):
        self.value = Feel(text_of(element)).expression()

    def decide(self, scope):
        return self.value(scope)


class Table:
    def __init__(self, element):
        if element.get("hitPolicy") != "FIRST":
            raise ValueError("a table of another hit policy")
        self.inputs = [Feel(text_of(one.find(MODEL + "inputExpression"))).expression()
                       for one in element.findall(MODEL + "input")]
        self.outputs = [one.get("name") for one in element.findall(MODEL + "output")]
        self.rules = []
        for rule in element.findall(MODEL + "rule"):
            cells = [text_of(one) for one in rule.findall(MODEL + "inputEntry")]
            gives = [Feel(text_of(one)).expression() for one in rule.findall(MODEL + "outputEntry")]
            if len(cells) != len(self.inputs) or len(gives) != len(self.outputs):
                raise ValueError(f"{rule.get('id')}: as many cells as there are columns")
            self.rules.append(([(i, Feel(cell).tests()) for i, cell in enumerate(cells) if cell != "-"], gives))

    def decide(self, scope):
        known = [of(scope) for of in self.inputs]
        for cells, gives in self.rules:
            if all(test(scope, known[i]) for i, test in cells):
                return {name: of(scope) for name, of in zip(self.outputs, gives)}
        return None


READERS = {MODEL + "literalExpression": Literal, MODEL + "decisionTable": Table}


class Model:
    def __init__(self, text):
        root = xml.fromstring(text)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        if len(ids) != len(set(ids)):
            raise ValueError("two elements of one id")
        self.inputs = [(one.get("id"), one.get("name")) for one in root.findall(MODEL + "inputData")]
        self.names = dict(self.inputs)
        self.decisions = []
        self.edges = {}
        for one in root.findall(MODEL + "decision"):
            needs = []
            for requirement in one.findall(MODEL + "informationRequirement"):
                target = requirement[0].get("href").removeprefix("#")
                if requirement[0].tag != MODEL + ("requiredInput" if target.startswith("input-") else "requiredDecision"):
                    raise ValueError(f"{requirement.get('id')}: of another kind")
                needs.append(self.names[target])  # what it requires stands before it
                self.edges[requirement.get("id")] = (target, one.get("id"))
            expression = [READERS[part.tag](part) for part in one if part.tag in READERS]
            if len(expression) != 1 or one.find(MODEL + "variable").get("name") != one.get("name"):
                raise ValueError(f"{one.get('id')}: one expression and its own variable")
            self.names[one.get("id")] = one.get("name")
            self.decisions.append((one.get("name"), needs, expression[0]))
        self.types(root)
        self.drawing(root)

    @staticmethod
    def types(root):
        made = {one.get("name") for one in root.findall(MODEL + "itemDefinition")} | {"string", "number", "boolean"}
        used = {one.get("typeRef") for one in root.iter() if one.get("typeRef")} | {one.text for one in root.iter(MODEL + "typeRef")}
        if not used <= made:
            raise ValueError(f"types that are not defined: {used - made}")

    def drawing(self, root):
        """Each node has a place that it shares with none, each requirement a line from one to the other."""
        places = {}
        for shape in root.iter(DRAWN + "DMNShape"):
            x, y, width, height = (int(shape.find(BOUNDS + "Bounds").get(k)) for k in ("x", "y", "width", "height"))
            places[shape.get("dmnElementRef")] = (x, y, x + width, y + height)
        if sorted(places) != sorted(self.names):
            raise ValueError("nodes that are not drawn once")
        rows = sorted(places.values(), key=lambda place: (place[1], place[0]))
        if any(a[1] == b[1] and a[2] > b[0] or a[1] != b[1] and a[3] > b[1] for a, b in zip(rows, rows[1:])):
            raise ValueError("nodes drawn over each other")
        lines = {}
        for edge in root.iter(DRAWN + "DMNEdge"):
            lines[edge.get("dmnElementRef")] = [(int(p.get("x")), int(p.get("y"))) for p in edge.findall(POINT + "waypoint")]
        if sorted(lines) != sorted(self.edges):
            raise ValueError("requirements that are not drawn once")
        for name, (source, target) in self.edges.items():
            ends = zip((lines[name][0], lines[name][-1]), (places[source], places[target]))
            if not all(left <= x <= right and top <= y <= bottom for (x, y), (left, top, right, bottom) in ends):
                raise ValueError(f"{name}: drawn beside its nodes")
            for (x, y), (to_x, to_y) in zip(lines[name], lines[name][1:]):
                # What it goes past in the layer, if the part is not between two layers.
                passed = [place for place in rows if place[1] < y and to_y < place[3]]
                if any(x != to_x or place[0] <= x <= place[2] for place in passed):
                    raise ValueError(f"{name}: drawn over another node")

    def decide(self, scope):
        """Each decision sees what it requires, and nothing else."""
        known = dict(scope)
        for name, needs, expression in self.decisions:
            known[name] = expression.decide({need: known[need] for need in needs})
        return known


def dmn(case):
    try:
        with open(case.base + ".dmn", encoding="utf-8") as file:
            model = Model(file.read())
        return [decided(case, model, record) for record in case.records], ""
    except (ValueError, KeyError, TypeError, xml.ParseError) as fault:
        return None, f"{type(fault).__name__}: {fault}"


def scope_of(case, names, record):
    names = iter(names)
    scope = {}
    for column in case.program["columns"]:
        value = record[column["name"]]
        rejected = isinstance(value, dict)
        scope[next(names)] = None if rejected else value
        if "measure" in column:
            scope[next(names)] = rejected
    return scope


def decided(case, model, record):
    known = model.decide(scope_of(case, [name for _, name in model.inputs], record))
    return results_of(case, [known[name] for name, _, _ in model.decisions])


def results_of(case, contexts):
    result = {"values": {}, "rules": {}, "rejected": {}}
    for decision, came in zip(case.program["decisions"], contexts):
        if not decision["of_the_row"]:
            continue
        value = came["value"]
        if decision["type"] == "enum" and value is not None:
            value = decision["values"].index(value)
        if decision["type"] == "set" and value is not None:
            value = sum(1 << decision["values"].index(v) for v in value)
        put(result, decision, 2 if came["rejected"] else 1 if value is None else 0, value, came.get("rule"))
    return result


def npm_file():
    """A file in the folder whose node_modules have dmn-moddle and feelin: $MSD_FEELIN, or where the tests are."""
    at = os.path.join(os.environ.get("MSD_FEELIN", os.path.dirname(os.path.abspath(__file__))), "from.cjs")
    asked = ("const r = require('node:module').createRequire(process.argv[1]); r.resolve('feelin'); r.resolve('dmn-moddle')")
    if not shutil.which("node"):
        return None
    return at if subprocess.run(["node", "-e", asked, at], capture_output=True, check=False).returncode == 0 else None


def feelin(case):
    """It reads each text anew for each record, so that it gets two hundred of them; and JavaScript rounds numbers beyond 2^53. What is
    left out comes as None."""
    with open(case.base + ".dmn", encoding="utf-8") as file:
        names = [name for _, name in Model(file.read()).inputs]
    exact = [i for i, record in enumerate(case.records) if not any(big(v) for v in record.values())]
    asked = set(exact[::(len(exact) + 199) // 200 or 1])
    fit = [i in asked for i in range(len(case.records))]
    with open(case.base + ".scopes", "w", encoding="utf-8") as file:
        for record, fits in zip(case.records, fit):
            file.write(json.dumps(scope_of(case, names, record)) + "\n" if fits else "")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "feelin.mjs")
    out = subprocess.run(["node", script, npm_file(), case.base + ".dmn", case.base + ".scopes"], capture_output=True, text=True,
                         check=False)
    if out.returncode != 0:
        return None, out.stderr
    results = iter(out.stdout.splitlines())
    return [results_of(case, json.loads(next(results))) if fits else None for fits in fit], ""
