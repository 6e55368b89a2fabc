"""Records of a framework, emitted in every language, and what they come to."""
import json
import os

def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def compared(result):
    """Sets without an order."""
    values = {k: sorted(v) if isinstance(v, list) else v for k, v in result["values"].items()}
    return {"values": values, "rules": result["rules"], "rejected": result["rejected"]}


class Case:
    def __init__(self, folder, number, what):
        self.base = os.path.join(folder, str(number))
        self.what = what
        self.folder = folder
        self.number = number
        with open(self.base + ".json", encoding="utf-8") as file:
            self.program = json.load(file)
        self.records = lines(self.base + ".records")
        self.expected = [compared(line) for line in lines(self.base + ".expected")]

    def has(self, end):
        return os.path.exists(f"{self.base}.{end}")


def big(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2 ** 53


def number_of(column, value):
    """A value as the number that stands for it: the place of a bool or an enum value, a mask, a number."""
    if column["type"] == "bool":
        return int(value)
    if column["type"] == "enum":
        return column["values"].index(value)
    if column["type"] == "set":
        return sum(1 << column["values"].index(v) for v in value)
    return value


def value_of(column, number):
    if column["type"] == "bool":
        return bool(number)
    if column["type"] == "enum":
        return column["values"][number]
    if column["type"] == "set":
        return sorted(v for i, v in enumerate(column["values"]) if number >> i & 1)
    return number


def put(result, decision, state, number, rule):
    """state: 0 a value, 1 absent, 2 rejected"""
    name = decision["name"]
    if state == 2:
        result["rejected"][name] = rule
    else:
        result["values"][name] = None if state == 1 else value_of(decision, number)
    if rule is not None:
        result["rules"][name] = rule
