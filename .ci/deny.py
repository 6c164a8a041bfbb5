#!/usr/bin/env python3
"""Stands in for cargo-deny where it is not installed: licences, sources and bans of .deny.toml, against Cargo.lock.

What it cannot do is the advisory database, which needs the network. `cargo install cargo-deny` gives the real one.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict


def licensed(expression, allowed):
    """Whether an SPDX expression can be met with the allowed licences."""
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def either():
        met = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = both() or met
        return met

    def both():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        name = tokens.pop(0)
        if name == "(":
            met = either()
            tokens.pop(0)
            return met
        if tokens and tokens[0] == "WITH":
            name = " ".join([name, tokens.pop(0), tokens.pop(0)])
        return name in allowed

    return either()


def main():
    with open(".deny.toml", "rb") as file:
        rules = tomllib.load(file)
    asked = ["cargo", "metadata", "--locked", "--format-version", "1", "--all-features"]
    packages = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)["packages"]
    allowed, registries = set(rules["licenses"]["allow"]), set(rules["sources"]["allow-registry"])
    versions, wrong = defaultdict(set), []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        versions[package["name"]].add(package["version"])
        if not package["license"] or not licensed(package["license"], allowed):
            wrong.append(f"{name}: licence {package['license']!r} is not on the list")
        source = package["source"]
        if source is not None and source.removeprefix("registry+") not in registries:
            wrong.append(f"{name}: comes from {source}")
        if source is None:
            wild = [d["name"] for d in package["dependencies"] if d["req"] == "*"]
            wrong += [f"{name}: `{d}` without a version" for d in wild]
    for ban in rules["bans"]["deny"]:
        found = versions[ban["crate"]]
        if len(found) > (1 if ban.get("deny-multiple-versions") else 0):
            wrong.append(f"{ban['crate']}: banned, found {', '.join(sorted(found))}")
    print("\n".join(wrong) or f"{len(packages)} packages: licences, sources and bans hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
