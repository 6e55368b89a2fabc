"""The part of FEEL (DMN 1.3, chapter 10) that is emitted: read by recursive descent into Python functions of a scope.

Booleans have three states, as there: `null` is None. A comparison with null is null, but `=` and `!=`, which are true or false.
"""
import math
import re
from fractions import Fraction

TOKEN = re.compile(r'\s*(?:(?P<number>\d+)|"(?P<string>[^"\\]*)"|(?P<name>[A-Za-z_]\w*)'
                   r'|(?P<sign><=|>=|!=|\.\.|[<>=()\[\]{},:.*/-]))')
KEYWORDS = {"if", "then", "else", "every", "in", "satisfies", "and", "or", "true", "false", "null"}


def equal(a, b):
    if a is None or b is None:
        return a is b
    if isinstance(a, bool) != isinstance(b, bool) or isinstance(a, str) != isinstance(b, str):
        return None
    return a == b


def ordered(a, b, holds):
    if a is None or b is None or isinstance(a, (bool, str)) or isinstance(b, (bool, str)):
        return None
    return holds(a, b)


def inverted(a):
    return None if a is None else not a


SIGNS = {
    "=": equal,
    "!=": lambda a, b: inverted(equal(a, b)),
    "<": lambda a, b: ordered(a, b, lambda x, y: x < y),
    "<=": lambda a, b: ordered(a, b, lambda x, y: x <= y),
    ">": lambda a, b: ordered(a, b, lambda x, y: x > y),
    ">=": lambda a, b: ordered(a, b, lambda x, y: x >= y),
}


def both(a, b):
    return False if a is False or b is False else True if a is True and b is True else None


def either(a, b):
    return True if a is True or b is True else False if a is False and b is False else None


def union(*lists):
    if any(one is None for one in lists):
        return None
    out = []
    for one in lists:
        out += [value for value in one if value not in out]
    return out


def whole(rounding):
    return lambda a: None if a is None else rounding(a)


FUNCTIONS = {
    "not": lambda a: inverted(a) if isinstance(a, bool) else None,
    "list contains": lambda many, a: None if many is None else a in many,
    "union": union,
    "count": lambda many: None if many is None else len(many),
    "floor": whole(math.floor),
    "ceiling": whole(math.ceil),
}


class Feel:
    """Functions of a scope, a dict of names, from a text."""

    def __init__(self, text):
        self.text, self.tokens, self.at = text, [], 0
        place = 0
        while text[place:].strip():
            found = TOKEN.match(text, place)
            if not found:
                raise ValueError(f"FEEL: {text[place:]!r} in {text!r}")
            self.tokens.append((found.lastgroup, found.group(found.lastgroup)))
            place = found.end()
        self.tokens.append(("end", ""))

    # ---- tokens

    def is_next(self, *words):
        kind, text = self.tokens[self.at]
        return kind != "string" and text in words

    def take(self, *words):
        if words and not self.is_next(*words):
            raise ValueError(f"FEEL: {self.tokens[self.at][1]!r}, and not {words}, in {self.text!r}")
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, *words):
        if not self.is_next(*words):
            return None
        return self.take()[1]

    def ended(self, made):
        if self.tokens[self.at][0] != "end":
            raise ValueError(f"FEEL: {self.tokens[self.at][1]!r} is left of {self.text!r}")
        return made

    # ---- whole texts

    def expression(self):
        return self.ended(self.any())

    def tests(self):
        """A function of a scope and the value that is tested."""
        if self.is_next("-") and len(self.tokens) == 2:
            return lambda scope, value: True
        if self.is_next("not") and self.tokens[self.at + 1][1] == "(":
            self.take(), self.take("(")
            some = self.some_test()
            self.take(")")
            return self.ended(lambda scope, value: not some(scope, value))
        return self.ended(self.some_test())

    def some_test(self):
        all_tests = [self.test()]
        while self.accept(","):
            all_tests.append(self.test())
        if len(all_tests) == 1:
            return all_tests[0]
        return lambda scope, value: any(test(scope, value) for test in all_tests)

    def test(self):
        sign = self.accept("<", "<=", ">", ">=")
        if sign is None and self.is_next("(", "["):
            low = ">=" if self.take()[1] == "[" else ">"
            start = self.product()
            self.take("..")
            end = self.product()
            high = "<=" if self.take("]", ")")[1] == "]" else "<"
            return lambda scope, value: (SIGNS[low](value, start(scope)) is True and SIGNS[high](value, end(scope)) is True)
        holds, operand = SIGNS[sign or "="], self.product()
        return lambda scope, value: holds(value, operand(scope)) is True

    # ---- expressions

    def any(self):
        if self.accept("if"):
            condition = self.any()
            self.take("then")
            a = self.any()
            self.take("else")
            b = self.any()
            return lambda scope: a(scope) if condition(scope) is True else b(scope)
        if self.accept("every"):
            name = self.take()[1]
            self.take("in")
            many = self.any()
            self.take("satisfies")
            condition = self.any()
            return lambda scope: all(condition({**scope, name: one}) is True for one in many(scope) or [])
        return self.chain("or", lambda: self.chain("and", self.comparison, both), either)

    def chain(self, word, part, join):
        out = part()
        while self.accept(word):
            out = (lambda a, b: lambda scope: join(a(scope), b(scope)))(out, part())
        return out

    def comparison(self):
        a = self.product()
        sign = self.accept(*SIGNS)
        if sign:
            b, holds = self.product(), SIGNS[sign]
            return lambda scope: holds(a(scope), b(scope))
        if self.accept("in"):
            self.take("(")
            tests = self.some_test()
            self.take(")")
            return lambda scope: tests(scope, a(scope))
        return a

    def product(self):
        out = self.negation()
        while self.is_next("*", "/"):
            sign = self.take()[1]
            out = self.joined(sign, out, self.negation())
        return out

    @staticmethod
    def joined(sign, a, b):
        def of(scope):
            x, y = a(scope), b(scope)
            if x is None or y is None:
                return None
            return x * y if sign == "*" else Fraction(x, y)
        return of

    def negation(self):
        if self.accept("-"):
            of = self.negation()
            return lambda scope: -of(scope)
        return self.path()

    def path(self):
        out = self.primary()
        while self.is_next(".", "["):
            if self.accept("."):
                out = (lambda of, name: lambda scope: of(scope)[name])(out, self.take()[1])
                continue
            self.take("[")
            out = self.filtered(out, self.any())
            self.take("]")
        return out

    @staticmethod
    def filtered(many, condition):
        return lambda scope: [one for one in many(scope) if condition({**scope, "item": one}) is True]

    def primary(self):
        kind, text = self.take()
        if kind in ("number", "string"):
            value = int(text) if kind == "number" else text
            return lambda scope: value
        if kind == "name":
            return self.named(text)
        if text == "(":
            out = self.any()
            self.take(")")
            return out
        if text == "[":
            parts = self.parts("]", self.any)
            return lambda scope: [part(scope) for part in parts]
        if text == "{":
            return self.context(self.parts("}", self.entry))
        raise ValueError(f"FEEL: {text!r} in {self.text!r}")

    @staticmethod
    def context(entries):
        """Each entry sees the ones before."""
        def of(scope):
            inner, out = dict(scope), {}
            for name, value in entries:
                inner[name] = out[name] = value(inner)
            return out
        return of

    def named(self, name):
        constants = {"true": True, "false": False, "null": None}
        if name in constants:
            return lambda scope: constants[name]
        if name in KEYWORDS:
            raise ValueError(f"FEEL: {name!r} in {self.text!r}")
        if name == "list":
            name += " " + self.take("contains")[1]
        if self.accept("("):
            function, parts = FUNCTIONS[name], self.parts(")", self.any)
            return lambda scope: function(*(part(scope) for part in parts))
        return lambda scope: scope[name]

    def entry(self):
        name = self.take()[1]
        self.take(":")
        return name, self.any()

    def parts(self, end, part):
        out = []
        if not self.accept(end):
            out.append(part())
            while self.accept(","):
                out.append(part())
            self.take(end)
        return out
