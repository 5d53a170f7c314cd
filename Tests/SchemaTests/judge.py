"""Judges documents by a JSON Schema, with a validator that is not ours (python3-jsonschema).

    judge.py SCHEMA <cases

Each line of the input is a JSON object with one member: "yaml" or "json", the text of a document. Each line of the
output is a JSON array of what is wrong with it, in words; an empty one for a valid document.

YAML is read as editors read it, by the core schema of YAML 1.2, and not by PyYAML's own YAML 1.1, for which `NO`, `on`
and `02:00:00:00:00:01` are a boolean, a boolean and a number. So a country, a band and an address are strings, but an
SSID `0123` is a number: where wifi-ap takes what is written as text and such a text can be meant, its schema takes
numbers and booleans too. Keys are text, as in JSON.
"""

import json
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2, core schema."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def resolver(tag, pattern, first):
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first) + [""])


resolver("null", r"^(~|null|Null|NULL|)$", "~nN")
resolver("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF")
resolver("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789")
resolver(
    "float",
    r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
    "-+.0123456789",
)


def integer(loader, node):
    text = node.value
    return int(text[2:], 8 if text[1] == "o" else 16) if text[:2] in ("0o", "0x") else int(text, 10)


def real(loader, node):
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


def mapping(loader, node):
    return loader.construct_mapping(node)


CoreLoader.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() == "true")
CoreLoader.add_constructor("tag:yaml.org,2002:int", integer)
CoreLoader.add_constructor("tag:yaml.org,2002:float", real)
CoreLoader.add_constructor("tag:yaml.org,2002:map", mapping)


def problems(validator, case):
    try:
        document = json.loads(case["json"]) if "json" in case else yaml.load(case["yaml"], CoreLoader)
    except (yaml.YAMLError, TypeError, ValueError, RecursionError) as error:
        return ["not readable: " + " ".join(str(error).split())]
    return [
        "/".join(str(part) for part in error.absolute_path) + ": " + error.message[:300]
        for error in validator.iter_errors(document)
    ]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for line in sys.stdin:
        print(json.dumps(problems(validator, json.loads(line))))


main()
