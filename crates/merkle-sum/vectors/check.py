#!/usr/bin/env python3
"""Checks golden.json with nothing but Python's standard library.

Follows README.md and shares no code with the crate. Prints leaves, depth, root and total of every tree as
recomputed here, and exits 1 at the first disagreement.
"""

import hashlib
import json
import pathlib
import sys

PAGE_LEVELS, MAX_DEPTH, U64_MAX = 10, 26, 2**64 - 1


class Refused(Exception):
    pass


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def le(number, size):
    return number.to_bytes(size, "little")


def wire(node):
    return node[0] + le(node[1], 8)


def unwire(digits):
    raw = bytes.fromhex(digits)
    assert len(raw) == 40
    return raw[:32], int.from_bytes(raw[32:], "little")


def leaf(distribution, index, payee, cumulative):
    return sha256(b"\x00", distribution, le(index, 4), payee, le(cumulative, 8)), cumulative


def parent(left, right):
    total = left[1] + right[1]
    if total > U64_MAX:
        raise Refused("SumOverflow")
    return sha256(b"\x01", wire(left), wire(right)), total


def golden_leaf(index):
    payee = sha256(b"twist golden payee", le(index, 4))
    return leaf(sha256(b"twist golden distribution"), index, payee, index * 2654435761 % 2**32 + 1)


def levels(leaf_count):
    """All levels of a tree, leaves first, padding included."""
    depth = max(PAGE_LEVELS, (leaf_count - 1).bit_length())
    nodes = [golden_leaf(i) for i in range(leaf_count)]
    nodes += [(bytes(32), 0)] * (2**depth - leaf_count)
    result = [nodes]
    while len(nodes) > 1:
        nodes = [parent(nodes[i], nodes[i + 1]) for i in range(0, len(nodes), 2)]
        result.append(nodes)
    return result


def climb(node, position, siblings):
    for sibling in siblings:
        node = parent(sibling, node) if position % 2 else parent(node, sibling)
        position //= 2
    return node


def verify(vector):
    index, depth = vector["index"], vector["depth"]
    in_page = [unwire(s) for s in vector["in_page"]]
    above = [unwire(s) for s in vector["above"]]
    assert len(in_page) == PAGE_LEVELS
    start = leaf(
        bytes.fromhex(vector["distribution"]), index, bytes.fromhex(vector["payee"]), int(vector["cumulative"])
    )
    page_root = climb(start, index % 1024, in_page)
    if not PAGE_LEVELS <= depth <= MAX_DEPTH or len(above) != depth - PAGE_LEVELS:
        raise Refused("WrongDepth")
    if index >> depth:
        raise Refused("PositionOutOfRange")
    if climb(page_root, index // 1024, above) != unwire(vector["root"]):
        raise Refused("RootMismatch")


def outcome(vector):
    try:
        verify(vector)
    except Refused as refusal:
        return str(refusal)
    return "Ok"


def check(what, computed, published):
    if computed != published:
        sys.exit(f"{what}: computed {computed}, published {published}")


def main():
    golden = json.loads(pathlib.Path(__file__).with_name("golden.json").read_text())
    for tree in golden["trees"]:
        computed = levels(tree["leaf_count"])
        (root_hash, total), depth = computed[-1][0], len(computed) - 1
        what = f"tree of {tree['leaf_count']}"
        check(what, depth, tree["depth"])
        check(what, root_hash.hex(), tree["root_hash"])
        check(what, str(total), tree["total"])
        check(what, [wire(node).hex() for node in computed[PAGE_LEVELS]], tree["page_roots"])
        print(tree["leaf_count"], depth, root_hash.hex(), total)
    for vector in golden["openings"]:
        check(f"opening \"{vector['note']}\"", outcome(vector), vector["outcome"])


if __name__ == "__main__":
    main()
