#!/usr/bin/env python3
"""Breaks the pure core in a great many ways, one at a time, and counts how many of them the tests notice.

    mutate.py [COUNT [SEED]]         COUNT of all points, spread over the files, in the choice that SEED gives
    mutate.py again [COUNT [SEED]]   those of them that nothing noticed, once more: for tests that are new
    mutate.py list                   every point that there is
    mutate.py point NUMBER...        these alone, once more

All points are in one build, made in a copy of the package below .build/mutants: WIFI_AP_MUTANT names the one that is
broken as a program runs. What was found is kept there line by line, so that a run that was broken off goes on.
"""

import hashlib
import json
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import time

import points

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.path.join(ROOT, ".build", "mutants")
TREE = os.path.join(WORK, "tree")
BUILD = os.path.join(WORK, "build")
RELEASE = os.path.join(BUILD, "release")
PASSING = 90

# The pure core: all decisions, and the nouns that decide something. Words and readers of text are judged elsewhere, and
# what only tells states apart for a search decides nothing.
LEFT_OUT = {"Diagnosis+Words", "HostapdConfiguration+Sentence", "JSON+Plan", "Lane+Key", "LogDecoration", "LogLine"}
NOUNS = (
    "BandCapabilities Capabilities Channel Channel+Block Channel+Width ChannelCapabilities Chronicle DesiredState Disruption"
    " DriverProfile History Incident Ledger ObservedState ObservedState+Merging OutageRecord Security Settings"
    " SignatureIndex Step Suspension Uptime"
).split()
TARGETS = (
    "WiFiModel WiFiReconcile WiFiSimulation WiFiSpec LinuxPlatform CLinux CLibSystemd CLibYAML CSignatures"
    " WiFiReconcileTests WiFiModelTests wifi-ap-prove"
).split()

CHOICE_C = """#include <stdint.h>
#include <stdlib.h>
int32_t wifi_ap_mutant = 0;
__attribute__((constructor)) static void choose(void) {
  const char *number = getenv("WIFI_AP_MUTANT");
  if (number) wifi_ap_mutant = (int32_t)strtol(number, NULL, 10);
}
"""
CHOICE_H = """#include <stdint.h>
extern const int32_t wifi_ap_mutant;
"""
CHOICE_SWIFT = """internal import CMutant

@inline(__always) func mutantIs(_ point: Int32) -> Bool { wifi_ap_mutant == point }
@inline(__always) func mutantFlips(_ point: Int32, _ value: Bool) -> Bool { value != mutantIs(point) }
@inline(__always) func mutantTrue(_ point: Int32, _ value: Bool) -> Bool { mutantIs(point) || value }
@inline(__always) func mutantFalse(_ point: Int32, _ value: Bool) -> Bool { !mutantIs(point) && value }
"""
# What is built of the copy: the core, what it is judged by, and the choice.
MANIFEST = """
let kept: Set = [%s]
package.targets.removeAll { !kept.contains($0.name) }
package.products.removeAll { $0.name != "wifi-ap-prove" }
package.targets.append(.target(name: "CMutant", path: "Sources/CMutant"))
for target in package.targets where ["WiFiModel", "WiFiReconcile"].contains(target.name) {
  target.dependencies.append("CMutant")
}
"""


def say(text):
    print(text, flush=True)


def keep(path, text):
    """Writes a file, unless it says the same already: what is older than its object is not built again."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def core():
    """The files that are broken, as paths in the package."""
    folder = "Sources/WiFiReconcile"
    stems = sorted(name[:-6] for name in os.listdir(os.path.join(ROOT, folder)) if name.endswith(".swift"))
    return [f"{folder}/{stem}.swift" for stem in stems if stem not in LEFT_OUT] + [
        f"Sources/WiFiModel/{stem}.swift" for stem in NOUNS
    ]


def copy_tree():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    names = [name for name in listed.decode().split("\0") if name and not re.match(r"Tests/Lab/(?!cases/)", name)]
    broken = set(core()) | {"Package.swift"}
    for name in names:
        source, target = os.path.join(ROOT, name), os.path.join(TREE, name)
        if name in broken or not os.path.lexists(source):
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.islink(source) or not os.path.exists(target) or os.path.getmtime(source) != os.path.getmtime(target):
            if os.path.lexists(target):
                os.unlink(target)
            shutil.copy2(source, target, follow_symlinks=False)
    for folder, _, files in os.walk(TREE):
        for name in files:
            path = os.path.relpath(os.path.join(folder, name), TREE)
            is_copied = (name.endswith(".swift") and name != "Mutant.swift") or path.startswith("Specs/")
            if is_copied and not os.path.lexists(os.path.join(ROOT, path)):
                os.unlink(os.path.join(TREE, path))
    manifest = re.sub(r"\n *\.treatAllWarnings.*", "", read(os.path.join(ROOT, "Package.swift")))
    keep(os.path.join(TREE, "Package.swift"), manifest + MANIFEST % ", ".join(f'"{name}"' for name in TARGETS))
    keep(os.path.join(TREE, "Sources/CMutant/choice.c"), CHOICE_C)
    keep(os.path.join(TREE, "Sources/CMutant/include/choice.h"), CHOICE_H)
    for module in ("WiFiModel", "WiFiReconcile"):
        keep(os.path.join(TREE, "Sources", module, "Mutant.swift"), CHOICE_SWIFT)


class Mutants:
    """All points of the core, numbered from 1, and those that the compiler refused."""

    def __init__(self):
        self.texts = {file: read(os.path.join(ROOT, file)) for file in core()}
        all_points = []
        for file, text in self.texts.items():
            all_points += points.nested(points.Source(file, text).points)
        self.all = dict(enumerate(all_points, 1))
        state = json.dumps([[p.file, p.start, p.end, p.prefix, p.suffix] for p in all_points]) + str(self.texts)
        self.folder = os.path.join(WORK, hashlib.sha256(state.encode()).hexdigest()[:12])
        os.makedirs(self.folder, exist_ok=True)
        self.refused = set()
        if os.path.exists(self.path("refused")):
            self.refused = set(json.loads(read(self.path("refused"))))

    def path(self, name):
        return os.path.join(self.folder, name)

    @property
    def usable(self):
        return {number: point for number, point in self.all.items() if number not in self.refused}

    def write(self):
        """Writes the broken sources; gives where each point lies in them."""
        self.places, self.written = {}, {}
        for file, text in self.texts.items():
            numbered = [(number, point) for number, point in self.usable.items() if point.file == file]
            self.written[file], self.places[file] = points.written(text, numbered)
            keep(os.path.join(TREE, file), self.written[file])

    def refuse(self, errors, attempt):
        """Drops the points in which the compiler found errors: the innermost, or all that it lies in."""
        refused = set()
        for file, line, column in errors:
            text = self.written[file]
            at = 0
            for _ in range(line - 1):
                at = text.find("\n", at) + 1
            at += len(text[at:].encode()[: column - 1].decode(errors="ignore"))
            around = sorted(
                (last - first, number) for number, (first, last) in self.places[file].items() if first <= at <= last
            )
            end = text.find("\n", at)
            on_line = [
                number for number, (first, last) in self.places[file].items()
                if first <= end and last >= text.rfind("\n", 0, at)
            ]
            near = [number for number in sorted(self.places[file]) if abs(self.all[number].line - line) <= 3 * attempt]
            found = [number for _, number in around] or on_line or near
            refused |= set(found if attempt >= 4 else found[:1])
        self.refused |= refused
        keep(self.path("refused"), json.dumps(sorted(self.refused)))
        return refused


def build(mutants):
    """Builds the programs with all points in them that compile."""
    command = ["swift", "build", "-c", "release", "--build-tests", "-Xswiftc", "-enable-testing"]
    command += ["--package-path", TREE, "--scratch-path", BUILD]
    for attempt in range(40):
        mutants.write()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode == 0:
            return
        # What is not used any more was a value, and no statement.
        found = re.findall(r"^(/\S+?\.swift):(\d+):(\d+): (?:error:|warning: .* unused)", done.stdout, re.M)
        errors = {
            (os.path.relpath(path, TREE), int(line), int(column)) for path, line, column in found
            if os.path.relpath(path, TREE) in mutants.texts
        }
        refused = mutants.refuse(errors, attempt)
        say(f"{len(errors)} errors: {len(refused)} points do not compile, {len(mutants.usable)} are left")
        if not refused:
            sys.exit(done.stdout[-4000:] + "\nthe copy does not build, and no point is to blame")
    sys.exit("the copy still does not build; see what the compiler says of " + TREE)


def watched(command, number, limit, sign):
    """Runs a program with a point broken: None where it ends well, else how it showed the break."""
    environment = dict(os.environ, WIFI_AP_MUTANT=str(number), SWIFT_BACKTRACE="enable=no")
    process = subprocess.Popen(
        command, cwd=TREE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    end, seen, found = time.monotonic() + limit, b"", None
    try:
        while found is None:
            left = end - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                return "a hang"
            chunk = os.read(process.stdout.fileno(), 65536)
            if not chunk:
                break
            seen += chunk
            found = re.search(sign, seen)
        if found:
            return found.group(1).decode(errors="replace").strip()[:100]
        status = process.wait()
        # A kind of fault that never happened in so few courses is not held against a mutant.
        if status == 0 or seen.rstrip().endswith(b"no violation"):
            return None
        return f"exit status {status}" if status > 0 else f"signal {-status}"
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.stdout.close()
        process.wait()


def catchers():
    """The name, the command, what shows a violation, and the seconds that it may take."""
    proof = os.path.join(WORK, "proof")
    package = next(name for name in sorted(os.listdir(RELEASE)) if name.endswith("PackageTests.xctest"))
    tests = [os.path.join(RELEASE, package), "--testing-library", "swift-testing", "--no-parallel"]
    records = "TableTests|RecordedCourseTests|ScenarioTests"
    # The courses of PropertyTests are those that wifi-ap-prove plays.
    rest = ["--skip", "PropertyTests/properties", "--skip", records]
    issue = rb"Test (\S.*?) recorded an issue"
    prove, violation = os.path.join(RELEASE, "wifi-ap-prove"), rb"\n(seed \d+), once more"
    # What notices most comes first. `make test` plays many more courses.
    return [
        ("records", tests + ["--filter", records], issue),
        ("unit tests", tests + rest, issue),
        ("courses", [prove, "300", "0", proof], violation),
    ]


def judge(number, limits):
    """The catcher that noticed, and how; None where none did."""
    for name, command, sign in catchers():
        shutil.rmtree(os.path.join(WORK, "proof"), ignore_errors=True)
        how = watched(command, number, limits[name], sign)
        if how is not None:
            return name, how
    return None, None


def baseline():
    """How long each may take: ten times what it takes with nothing broken, where all must be well."""
    limits = {}
    for name, command, sign in catchers():
        shutil.rmtree(os.path.join(WORK, "proof"), ignore_errors=True)
        start = time.monotonic()
        how = watched(command, 0, 1800, sign)
        if how is not None:
            sys.exit(f"with nothing broken the {name} show: {how}")
        limits[name] = 30 + 10 * (time.monotonic() - start)
        say(f"nothing broken: {name} pass in {time.monotonic() - start:.0f} s")
    return limits


def chosen(usable, count, seed):
    """One point of each of `count` equal parts of all: so they are spread over the files."""
    numbers, dice = sorted(usable), random.Random(seed)
    count = min(count, len(numbers))
    edges = [len(numbers) * part // count for part in range(count + 1)]
    picked = [numbers[dice.randrange(first, last)] for first, last in zip(edges, edges[1:])]
    # A run that is broken off has then seen all files.
    dice.shuffle(picked)
    return picked


def line_of(number, point, result=None):
    words = f"{number:5}  {point.file.split('/')[-1]}:{point.line}  {point.before[:110]}  ->  {point.after[:110]}"
    return words if result is None else f"{result['catcher'] or 'SURVIVED':12}  {words}"


def run(mutants, numbers, again=lambda result: False):
    results = {}
    path = mutants.path("results")
    if os.path.exists(path):
        results = {entry["number"]: entry for entry in map(json.loads, read(path).splitlines())}
    results = {number: result for number, result in results.items() if number not in numbers or not again(result)}
    limits = None
    for done, number in enumerate(numbers, 1):
        if number not in results:
            limits = limits or baseline()
            catcher, how = judge(number, limits)
            point = mutants.all[number]
            results[number] = {
                "number": number, "file": point.file, "line": point.line, "before": point.before,
                "after": point.after, "catcher": catcher, "how": how,
            }
            with open(path, "a", encoding="utf-8") as file:
                file.write(json.dumps(results[number]) + "\n")
        say(f"{done:4}/{len(numbers)}  {line_of(number, mutants.all[number], results[number])}  {results[number]['how'] or ''}")
    return [results[number] for number in numbers]


def main(words):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    copy_tree()
    mutants = Mutants()
    if words == ["list"]:
        for number, point in mutants.all.items():
            say(line_of(number, point))
        return
    build(mutants)
    usable = mutants.usable
    if words[:1] == ["point"]:
        results = run(mutants, [int(word) for word in words[1:]], lambda result: True)
    else:
        is_again = words[:1] == ["again"]
        numbers = [int(word) for word in words[is_again:]]
        numbers += [120, 1][len(numbers) :]
        results = run(mutants, chosen(usable, *numbers), lambda result: is_again and result["catcher"] is None)
    survivors = [result for result in results if result["catcher"] is None]
    say("\n" + "\n".join(f"{name:14}{sum(r['catcher'] == name for r in results):5}" for name, _, _ in catchers()))
    say(f"{'survived':14}{len(survivors):5}\n")
    for result in survivors:
        say(f"{result['file']}:{result['line']}: {result['before'][:200]}\n    -> {result['after'][:200]}")
    share = 100 * (len(results) - len(survivors)) / len(results)
    hangs = sum(result["how"] == "a hang" for result in results)
    say(
        f"{len(results)} of {len(usable)} points broken, {len(results) - len(survivors)} noticed ({hangs} by a hang):"
        f" {share:.1f} %, at least {PASSING} % are asked for")
    sys.exit(0 if share >= PASSING else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
