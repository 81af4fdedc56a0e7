"""Verdicts of audit_verify.py over many files in one process: a line of JSON for each, in and out."""
import base64
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "verify"))
sys.dont_write_bytecode = True
import audit_verify  # noqa: E402

for line in sys.stdin:
    asked = json.loads(line)
    if "signed" in asked:
        public, message, signature = (bytes.fromhex(part) for part in asked["signed"])
        print(json.dumps(audit_verify.is_signed(public, message, signature)))
    elif "canonical" in asked:
        print(json.dumps(audit_verify.canonical(audit_verify.parse(asked["canonical"]))))
    else:
        parts = base64.b64decode(asked["file"]).split(b"\n")
        lines = [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
        kept = {int(number): text for number, text in asked["kept"]}
        trusted = None if asked["trusted"] is None else set(asked["trusted"])
        print(json.dumps(audit_verify.verify_lines(lines, trusted, kept)))
