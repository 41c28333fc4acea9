#!/usr/bin/env python3
"""What belongs to a program besides its code: its IDL on chain, and from which commit it can be rebuilt.

usage: scripts/metadata.py export CLUSTER KEYPAIR DIR ARTIFACTS TOOLS_DIR
       scripts/metadata.py submit CLUSTER

export  Adds to the steps that `twist apply --export DIR` wrote, in the same form and numbered on: for every program whose
        IDL on chain is not ARTIFACTS/<program>.json, the message that sets it; and for every program the message that tells
        verifiers to rebuild the commit that ARTIFACTS/PROVENANCE names. The IDLs are uploaded into buffers first, which
        KEYPAIR pays for; the buffers are then handed to the upgrade authority of migrations/clusters/CLUSTER.toml, which
        signs the messages.
submit  Asks the public verifier to rebuild every program, once those messages were executed. It knows mainnet alone.

Both take the JSON-RPC endpoint from RPC_URL, or else from the cluster's file. Run them as `just export-metadata` and
`just verification-submit`, which install solana-verify. export also needs Node.js 20 or later with npm.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = "https://github.com/twist-protocol/twist"
SIGNATURE_BYTES = 64
# A blockhash has as many.
KEY_BYTES = 32


def die(reason):
    sys.exit(f"error: metadata: {reason}")


def run(*command, cwd=None):
    """What a command prints. Its errors go where ours do, and are ours."""
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, cwd=cwd, env=environment, text=True, check=False)
    if done.returncode != 0:
        die(f"{command[0]} failed (exit status {done.returncode}, see above)")
    return done.stdout


def message_of(transaction):
    """The message in an unsigned transaction with an all-zero blockhash, and how many signatures it wants.

    >>> legacy = bytes([1, 0, 1, 2]) + b"k" * 64
    >>> message_of(bytes([1]) + bytes(64) + legacy + b"h" * 32 + b"rest") == (legacy + bytes(32) + b"rest", 1)
    True
    >>> v0 = bytes([0x80, 2, 0, 1, 3]) + b"k" * 96
    >>> message_of(bytes([2]) + bytes(128) + v0 + b"h" * 32 + b"rest") == (v0 + bytes(32) + b"rest", 2)
    True
    >>> message_of(bytes([1]) + bytes(63) + b"s" + legacy + b"h" * 32)
    Traceback (most recent call last):
    ValueError: signed already
    """
    count, rest = transaction[0], transaction[1:]
    signatures, message = rest[: count * SIGNATURE_BYTES], rest[count * SIGNATURE_BYTES :]
    if any(signatures):
        raise ValueError("signed already")
    # Behind the version, if it has one, three numbers and a count of keys, which is below 128.
    counted = 4 if message[0] & 0x80 else 3
    blockhash = counted + 1 + message[counted] * KEY_BYTES
    return message[:blockhash] + bytes(KEY_BYTES) + message[blockhash + KEY_BYTES :], count


def transactions_in(text):
    """The transactions that a command printed, each in base64 on a line of its own.

    >>> transactions_in("Exporting 1 transaction\\n[Transaction #1]\\n" + "QUFB" * 30 + "\\n") == [b"AAA" * 30]
    True
    """
    lines = re.findall(r"^[A-Za-z0-9+/]{100,}={0,2}$", text, re.MULTILINE)
    return [base64.b64decode(line, validate=True) for line in lines]


class Cluster:
    """A cluster's file, as far as it matters here."""

    def __init__(self, name):
        path = ROOT / "migrations/clusters" / f"{name}.toml"
        if not path.is_file():
            die(f"there is no {path.relative_to(ROOT)}")
        file = tomllib.loads(path.read_text())
        self.url = os.environ.get("RPC_URL") or file["cluster"]["url"]
        self.authority = file["roles"]["upgrade_authority"]
        if not self.authority:
            die(f"roles.upgrade_authority is not set in {path.relative_to(ROOT)}")
        self.programs = {program: state["id"] for program, state in file["programs"].items()}


class Steps:
    """The directory of exported steps."""

    def __init__(self, directory, authority):
        self.directory = Path(directory)
        self.authority = authority
        if not self.directory.is_dir():
            die(f"{directory} does not exist: run `twist apply --export {directory}` first")
        numbers = [int(path.name[:3]) for path in self.directory.glob("[0-9][0-9][0-9]-*.json")]
        self.last = max(numbers, default=0)

    def add(self, step, explanation, change, transactions):
        if not transactions:
            die(f"{step}: no transaction was exported")
        for transaction in transactions:
            message, signatures = message_of(transaction)
            if signatures != 1:
                die(f"{step}: {signatures} signatures are needed, the upgrade authority's alone should be")
            self.last += 1
            unsigned = {
                "number": self.last,
                "step": step,
                "explanation": explanation,
                "changes": [change],
                "irreversible": False,
                "not_before": None,
                "signers": [self.authority],
                "message": base64.b64encode(message).decode(),
            }
            slug = re.sub("[^a-z0-9]+", "-", step.lower())
            path = self.directory / f"{self.last:03}-{slug}.json"
            path.write_text(json.dumps(unsigned, indent=2) + "\n")
            print(path)


class Metadata:
    """The Program Metadata client, at the version that .ci/program-metadata pins."""

    def __init__(self, cluster, keypair, tools):
        pins = ROOT / ".ci/program-metadata"
        digest = hashlib.sha256((pins / "package-lock.json").read_bytes()).hexdigest()[:16]
        directory = Path(tools) / f"program-metadata-{digest}"
        self.command = directory / "node_modules/.bin/program-metadata"
        self.options = ("--rpc", cluster.url, "--keypair", keypair)
        if not self.command.exists():
            directory.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(pins / name, directory)
            run("npm", "ci", "--prefix", directory, "--ignore-scripts", "--no-audit", "--no-fund")

    def run(self, *arguments):
        return run(self.command, *self.options, *arguments)

    def buffer(self, file, authority):
        """A new buffer with a file's content, handed to an authority."""
        printed = self.run("create-buffer", str(file))
        found = re.search(r"buffer: (\S+)", printed)
        if not found:
            die(f"program-metadata did not say which buffer holds {file.name}")
        self.run("set-buffer-authority", found[1], "--new-authority", authority)
        return found[1]

    def is_current(self, program, file):
        """Whether the IDL on chain is a file's."""
        with tempfile.TemporaryDirectory() as directory:
            found = Path(directory) / "idl.json"
            fetch = (self.command, *self.options, "fetch", "idl", program, "--output", str(found))
            if subprocess.run(fetch, capture_output=True, check=False).returncode != 0 or not found.is_file():
                return False
            try:
                return json.loads(found.read_text()) == json.loads(file.read_text())
            except ValueError:
                return False


def source_commit(artifacts):
    """The commit that verified builds were built from."""
    provenance = dict(line.split(": ", 1) for line in (artifacts / "PROVENANCE").read_text().splitlines())
    if provenance.get("verified") != "true":
        die(f"{artifacts} holds no verified builds: make them with `just verified-build`, or fetch a release")
    return provenance["source_commit"]


def export(name, keypair, directory, artifacts, tools):
    cluster = Cluster(name)
    commit = source_commit(artifacts)
    steps = Steps(directory, cluster.authority)
    metadata = Metadata(cluster, keypair, tools)
    for program, address in cluster.programs.items():
        file = artifacts / f"{program}.json"
        if not file.is_file():
            die(f"there is no {file}: `just release-files {artifacts}` puts it there")
        if metadata.is_current(address, file):
            print(f"{program}: its IDL is on chain")
            continue
        buffer = metadata.buffer(file, cluster.authority)
        printed = metadata.run(
            *("write", "idl", address, "--buffer", buffer, "--close-buffer", "--format", "json"),
            # A price for compute units is the sender's matter: it makes no sense inside a multisig's transaction.
            *("--export", cluster.authority, "--export-encoding", "base64", "--priority-fees", "0"),
        )
        steps.add(
            f"{program}: IDL",
            f"Sets the program's IDL on chain to that of commit {commit}, uploaded into buffer {buffer}.",
            f"IDL: (another) -> sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}",
            transactions_in(printed),
        )
    arguments = (ROOT / "scripts/verified-build.args").read_text().split()
    for program, address in cluster.programs.items():
        with tempfile.TemporaryDirectory() as clone:
            printed = run(
                *("solana-verify", "--url", cluster.url, "--compute-unit-price", "0", "export-pda-tx", REPOSITORY),
                *("--uploader", cluster.authority, "--program-id", address, "--library-name", program),
                *("--commit-hash", commit, "--encoding", "base64", *arguments),
                cwd=clone,
            )
        steps.add(
            f"{program}: verification",
            f"Tells verifiers that the program is a build of {REPOSITORY}, commit {commit}.",
            f"commit: (another) -> {commit}",
            transactions_in(printed),
        )


def submit(name):
    cluster = Cluster(name)
    for address in cluster.programs.values():
        uploader = ("--uploader", cluster.authority)
        print(run("solana-verify", "--url", cluster.url, "remote", "submit-job", "--program-id", address, *uploader))


def main(arguments):
    match arguments:
        case ["export", name, keypair, directory, artifacts, tools]:
            export(name, keypair, directory, Path(artifacts), tools)
        case ["submit", name]:
            submit(name)
        case _:
            sys.exit(__doc__.split("\n\n")[1])


if __name__ == "__main__":
    main(sys.argv[1:])
