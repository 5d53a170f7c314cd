"""Finds the places of a Swift source where it can be broken, and writes the source in which each of them is a choice.

A source is read as text: this relies on its being laid out by swift format, and leaves what does not compile afterwards
to the compiler, whose complaints drop the point. Texts and comments are blanked before anything is looked for.
"""

import re
from dataclasses import dataclass

SPACED = re.compile(r"(?<=\s)(&&|\|\||==|!=|<=|>=|<|>|\?|:|=|\+=|-=|->)(?=\s)")
WORD_BEFORE = re.compile(r"(?<![\w.])(return|if|guard|while|where|in|else|try|case|await|throw)$")
NOT_STATEMENTS = re.compile(
    r"(let|var|return|guard|if|for|while|switch|case|default|throw|break|continue|func|init|self\.init|super|struct|enum"
    r"|extension|import|package|private|static|mutating|public|internal|defer|do|else|try|repeat|fallthrough)\b"
)
PREDICATE = re.compile(
    r"\.(?:filter|contains|allSatisfy|first|last|removeAll|firstIndex|lastIndex|prefix|drop|dropFirst|count)"
    r"(?:\((?:where|while): )?\s*(\{)"
)
ENDS = {"&&", "||", "?", ":", "=", "+=", "-=", "->"}


@dataclass(frozen=True)
class Point:
    """One way to break a source: what to write before and after a range of it; `%d` stands for the point's number."""

    file: str
    line: int
    start: int
    end: int
    prefix: str
    suffix: str
    before: str
    after: str


def string_end(text, at):
    """The end of the string literal that begins at `at`, with everything that is interpolated in it."""
    hashes = len(text[at:]) - len(text[at:].lstrip("#"))
    quote = '"""' if text.startswith('"""', at + hashes) else '"'
    end, escape = quote + "#" * hashes, "\\" + "#" * hashes
    at += hashes + len(quote)
    while not text.startswith(end, at):
        if text.startswith(escape, at):
            at += len(escape)
            if text[at] == "(":
                at = interpolation_end(text, at)
                continue
        at += 1
    return at + len(end)


def interpolation_end(text, at):
    depth = 0
    while True:
        if text[at] == '"':
            at = string_end(text, at)
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return at


def blanked(text):
    """The same text with `_` for everything inside string literals, and spaces for comments."""
    out, at = list(text), 0
    while at < len(text):
        if text.startswith("//", at):
            end = text.find("\n", at)
            fill, first, last = " ", at, end
        elif text.startswith("/*", at):
            end = text.find("*/", at) + 2
            fill, first, last = " ", at, end
        elif re.match(r'#*"', text[at : at + 4]):
            end = string_end(text, at)
            fill, first, last = "_", at + 1, end - 1
        else:
            at += 1
            continue
        for index in range(first, last):
            out[index] = "\n" if text[index] == "\n" and fill == " " else fill
        at = end
    return "".join(out)


class Source:
    def __init__(self, file, text):
        self.file, self.text, self.code = file, text, blanked(text)
        self.partner, self.around, stack = {}, [], []
        for at, char in enumerate(self.code):
            if char in ")]}" and stack:
                opened = stack.pop()
                self.partner[opened], self.partner[at] = at, opened
            self.around.append(stack[-1] if stack else None)
            if char in "([{":
                stack.append(at)
        self.blocks = set()
        self.points, self.flipped, self.seen = [], set(), set()
        self.texts = [
            (m.end() - 1, self.partner[m.end() - 1])
            for m in re.finditer(r"(?:->|:)\s*String\??\s*\{", self.code)
            if "enum " not in self.line_of(m.start())
        ] + [(m.end() - 1, self.partner[m.end() - 1]) for m in re.finditer(r"\bsay\(", self.code)]
        self.patterns = []
        for match in re.finditer(r"(?<![\w.])case\s", self.code):
            end = match.end()
            while not re.match(r":|\swhere\b|\s=\s|[)\]}]", self.code[end : end + 7]):
                end = self.partner[end] + 1 if self.code[end] in "([{" else end + 1
            self.patterns.append((match.start(), end))
        for find in (
            self.clauses, self.operands, self.comparisons, self.choices, self.answers, self.predicates, self.truths,
            self.numbers, self.extremes, self.statements,
        ):
            find()

    def in_pattern(self, at):
        return any(first < at < last for first, last in self.patterns)

    def line_of(self, at):
        end = self.code.find("\n", at)
        return self.code[self.code.rfind("\n", 0, at) + 1 : end]

    def operator_at(self, at):
        match = SPACED.match(self.code, at)
        return match.group() if match else None

    def goes_on(self, newline):
        """Whether an expression goes on over the end of a line."""
        after = self.code[newline:].lstrip()
        before = self.code[:newline].rstrip()
        return bool(
            re.match(r"(&&|\|\||==|!=|<=?\s|>=?\s|\?\??\s|[-+*/:]\s|\.|=\s)", after)
            or re.search(r"\s(&&|\|\||==|!=|<=?|>=?|\?\??|[-+*/:=])$|[,(\[]$", before)
        )

    def right(self, at, ends=frozenset(ENDS)):
        """The end of the operand that begins at `at`."""
        code = self.code
        while at < len(code):
            char = code[at]
            if char in "([" or (char == "{" and at not in self.blocks):
                at = self.partner[at] + 1
                continue
            if char in ")]}{,;" or (char == "\n" and not self.goes_on(at)):
                break
            if self.operator_at(at) in ends or re.match(r"\selse\b", code[at : at + 6]):
                break
            at += 1
        return len(code[:at].rstrip())

    def left(self, at, ends=frozenset(ENDS)):
        """The beginning of the operand that ends before `at`."""
        code = self.code
        while at > 0:
            char = code[at - 1]
            if char in ")]}":
                at = self.partner[at - 1]
                continue
            if char in "([{,;" or (char == "\n" and not self.goes_on(at - 1)) or code[at - 1 : at + 1] == ": ":
                break
            if char.isspace():
                word = WORD_BEFORE.search(code[max(0, at - 10) : at - 1])
                operator = re.search(r"(?<=\s)(\S+)$", code[max(0, at - 6) : at - 1])
                if word or (operator and operator.group() in ends):
                    break
            at -= 1
        return at + len(code[at:]) - len(code[at:].lstrip())

    def add(self, start, end, prefix, suffix, after):
        if end <= start or any(first < start and end <= last for first, last in self.texts):
            return
        if (start, end, prefix) in self.seen:
            return
        self.seen.add((start, end, prefix))
        before = " ".join(self.text[start:end].split())
        self.points.append(
            Point(self.file, self.text.count("\n", 0, start) + 1, start, end, prefix, suffix, before, after.replace("%s", before, 1))
        )

    def flip(self, start, end):
        if (start, end) in self.flipped or re.match(r"(try|await|let|var|switch|if)\b", self.code[start:end]):
            return
        self.flipped.add((start, end))
        self.add(start, end, "mutantFlips(%d, ", ")", "not (%s)")

    def clauses(self):
        """Conditions are turned round, and bindings fail."""
        for match in re.finditer(r"(?<![\w.])(if|guard|while|where|for|switch)\s", self.code):
            keyword, at = match.group(1), match.end()
            if keyword == "where" and re.search(r"\b(func|extension|struct|enum|protocol)\b", self.line_of(at)):
                continue
            starts, ends = [at], []
            while True:
                char = self.code[at]
                if char == "{" and keyword != "guard":
                    after = self.code[self.partner[at] + 1 :].split("\n", 1)[0].lstrip()
                    if not re.match(r"[?.,=!{&|<>:)]", after):
                        self.blocks.add(at)
                        break
                if char in "([{":
                    at = self.partner[at] + 1
                    continue
                if char in ")]}" or (keyword == "guard" and re.match(r"\selse\b", self.code[at : at + 6])):
                    break
                if keyword == "where" and char == ":":
                    break
                if char == ",":
                    ends.append(at)
                    starts.append(at + 1)
                at += 1
            ends.append(at)
            if keyword in ("for", "switch"):
                continue
            for start, end in zip(starts, ends):
                clause = self.code[start:end]
                start, end = start + len(clause) - len(clause.lstrip()), start + len(clause.rstrip())
                if re.match(r"(let|var|case)\s", clause.lstrip()):
                    self.add(start, end, "", ", !mutantIs(%d)", "%s, never")
                else:
                    self.flip(start, end)

    def operands(self):
        """What stands on either side of && and || counts for nothing."""
        for match in re.finditer(r"(?<=\s)(&&|\|\|)(?=\s)", self.code):
            at = match.end()
            start = at + len(self.code[at:]) - len(self.code[at:].lstrip())
            sides = [(start, self.right(start)), (self.left(match.start()), len(self.code[: match.start()].rstrip()))]
            name, after = ("mutantTrue", "true, for %s") if match.group() == "&&" else ("mutantFalse", "false, for %s")
            for start, end in sides:
                self.add(start, end, name + "(%d, ", ")", after)

    def comparisons(self):
        other = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
        for match in re.finditer(r"(?<=\s)(==|!=|<=|>=|<|>)(?=\s)", self.code):
            start = self.left(match.start())
            at = match.end() + len(self.code[match.end() :]) - len(self.code[match.end() :].lstrip())
            end, sign = self.right(at), match.group()
            if sign in ("==", "!="):
                self.flip(start, end)
                continue
            parts = " ".join(self.text[start : match.start()].split()), " ".join(self.text[at:end].split())
            changed = f"{parts[0]} {other[sign]} {parts[1]}"
            self.add(start, end, f"(mutantIs(%d) ? ({changed}) : (", "))", changed)

    def choices(self):
        """The condition of `a ? b : c`; not where it chooses between texts."""
        for match in re.finditer(r"(?<=\s)\?(?=\s)", self.code):
            if not re.match(r'\s*#*"', self.code[match.end() :]):
                start = self.left(match.start(), {"=", "?", ":", "+=", "-="})
                self.flip(start, len(self.code[: match.start()].rstrip()))

    def answers(self):
        """What is returned where it is true or false."""
        for match in re.finditer(r"(?:->|:)\s*Bool\s*(\{)", self.code):
            first, last = match.end(), self.partner[match.start(1)]
            body = self.code[first:last].strip()
            start = first + len(self.code[first:last]) - len(self.code[first:last].lstrip())
            if not NOT_STATEMENTS.match(body):
                if self.right(start, set()) == start + len(body):
                    self.flip(start, start + len(body))
                continue
            for found in re.finditer(r"(?<![\w.])return\s+|\n\s*(?:case\b[^\n]*|default): (?=\S)", self.code[first:last]):
                at = first + found.end()
                if not NOT_STATEMENTS.match(self.code, at):
                    self.flip(at, self.right(at, set()))

    def predicates(self):
        for match in PREDICATE.finditer(self.code):
            first, last = match.end(), self.partner[match.start(1)]
            body = self.code[first:last]
            header = re.match(r"\s*\(?[\w, ]+\)? in\s", body)
            start = first + (header.end() if header else 0)
            start += len(self.code[start:last]) - len(self.code[start:last].lstrip())
            end = len(self.code[:last].rstrip())
            if not NOT_STATEMENTS.match(self.code, start) and self.right(start, set()) == end:
                self.flip(start, end)

    def truths(self):
        for match in re.finditer(r"(?<![\w.])(true|false)\b", self.code):
            if not self.in_pattern(match.start()):
                self.flip(match.start(), match.end())

    def numbers(self):
        for match in re.finditer(r"(?<![\w.$])(0x[0-9a-fA-F_]+|\d[\d_]*)(?![\w]|\.\d)", self.code):
            if self.in_pattern(match.start()):
                continue
            number = match.group()
            changed = f"2 * {number}" if number.isdigit() and int(number) >= 10 else f"{number} + 1"
            self.add(match.start(), match.end(), f"(mutantIs(%d) ? {changed} : ", ")", changed)

    def extremes(self):
        for match in re.finditer(r"(?<![\w.])(min|max)(\()", self.code):
            end = self.partner[match.start(2)] + 1
            changed = {"min": "max", "max": "min"}[match.group(1)] + " ".join(self.text[match.start(2) : end].split())
            self.add(match.start(), end, f"(mutantIs(%d) ? {changed} : ", ")", changed)

    def statements(self):
        """Assignments and calls are left out; not those of texts alone, nor what a value begins with."""
        inits = {
            self.code.find("{", self.partner[m.end() - 1]) for m in re.finditer(r"(?<![\w.])init\??\(", self.code)
        }
        begins = [m.end() for m in re.finditer(r"\n[ ]+(?=[a-z_])", self.code)]
        begins += [m.end() for m in re.finditer(r"\{ (?=[a-z_])", self.code) if m.start() in self.blocks]
        begins += [m.end() for m in re.finditer(r"\n\s*(?:case\b[^\n]*|default): (?=[a-z_])", self.code)]
        for start in begins:
            within = self.around[start]
            if within is None or self.code[within] != "{" or NOT_STATEMENTS.match(self.code, start):
                continue
            end = self.right(start, set())
            statement = self.code[start:end]
            if within in inits and re.match(r"[\w.]+\s=\s", statement):
                continue
            if re.match(r'context\.say\(|[\w.]+ \+?= "|self\.(\w+) = \1\b', statement):
                continue
            if re.match(r"[\w.?]+(\[[^\n]*?\])?[\w.?]*\s(=|\+=|-=)\s", statement) or (
                re.match(r"[\w.?]+(\[[^\n]*?\])?[\w.?]*\(", statement) and statement.endswith(")")
            ):
                self.add(start, end, "if !mutantIs(%d) { ", " }", "(left out)  %s")


def nested(points):
    """Those that lie within or beside each other: what crosses is left out."""
    kept, stack = [], []
    for point in sorted(points, key=lambda p: (p.start, -p.end)):
        while stack and stack[-1] <= point.start:
            stack.pop()
        if not stack or point.end <= stack[-1]:
            kept.append(point)
            stack.append(point.end)
    return kept


def written(text, numbered):
    """The source with all these points in it, and where each came to lie: (number, point) -> (first, last) offset."""
    opens, closes = {}, {}
    for number, point in sorted(numbered, key=lambda pair: (pair[1].start, -pair[1].end, pair[0])):
        opens.setdefault(point.start, []).append((number, point))
        closes.setdefault(point.end, []).insert(0, (number, point))
    out, length, at, places = [], 0, 0, {}

    def put(piece):
        nonlocal length
        out.append(piece)
        length += len(piece)

    for edge in sorted(set(opens) | set(closes)):
        put(text[at:edge])
        at = edge
        for number, point in closes.get(edge, []):
            put(point.suffix.replace("%d", str(number), 1))
            places[number] = (places[number], length)
        for number, point in opens.get(edge, []):
            places[number] = length
            put(point.prefix.replace("%d", str(number), 1))
    put(text[at:])
    return "".join(out), places
