#!/usr/bin/env python3
"""Verifies an exported audit trail of Portcullis by itself: one file, Python's standard library alone.

What it checks, line by line, is written down in docs/audit-trail.md. Its twin is audit-verify.mjs; both find the same
first fault. Usage: audit_verify.py FILE [--head FILE] [--jwks FILE]. Exit codes: 0 whole, 1 not whole, 2 unreadable.
"""
import base64
import functools
import hashlib
import json
import re
import sys

WHOLE, NOT_WHOLE, UNREADABLE = 0, 1, 2

DEEPEST = 100
MOST_EXACT = 2**53 - 1
HEX64 = re.compile("[0-9a-f]{64}")
MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z")
CHECKPOINT_TYPE = "portcullis-checkpoint+jwt"
BEFORE_THE_FIRST = "0" * 64
ENTRY_START = '{"entry":'
HASHES = re.compile(',"hash":"([0-9a-f]{64})","previousHash":"([0-9a-f]{64})"}')
HASHES_LENGTH = len(',"hash":"","previousHash":""}') + 128


class Fault(Exception):
    """The first thing that is wrong. `seq`: of the event it is found at; 0 before the first."""

    def __init__(self, kind, seq, message):
        super().__init__(message)
        self.kind, self.seq, self.message = kind, seq, message


class Unreadable(Exception):
    """A file that has nothing to be verified, or that cannot be read: no verdict."""


def sha256(data):
    return hashlib.sha256(data).digest()


def sha256_hex(text):
    return hashlib.sha256(text.encode()).hexdigest()


# Ed25519 (RFC 8032), verification alone ------------------------------------------------------------------------------
# Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z, on -x^2 + y^2 = 1 + d*x^2*y^2 over the integers modulo P.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def sum_of_multiples(a, p, b, q):
    """a*p + b*q, doubling both at once."""
    both = {(0, 1): q, (1, 0): p, (1, 1): add(p, q)}
    found = NEUTRAL
    for bit in range(max(a.bit_length(), b.bit_length()) - 1, -1, -1):
        found = add(found, found)
        step = both.get((a >> bit & 1, b >> bit & 1))
        if step is not None:
            found = add(found, step)
    return found


def point_in(encoded):
    """The point that 32 bytes stand for (RFC 8032, 5.1.3); None when there is none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * SQRT_MINUS_1 % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def encoding_of(point):
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_in((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=4096)
def is_signed(public, message, signature):
    """RFC 8032, 5.1.7, by comparing the encoding of S*B - k*A with the first half of the signature."""
    point = point_in(public) if len(public) == 32 and len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y, z, t = point
    return encoding_of(sum_of_multiples(s, BASE, k, (P - x, y, z, P - t))) == signature[:32]


# Canonical JSON (RFC 8785) -------------------------------------------------------------------------------------------


def number_text(value):
    """A double as ECMAScript writes it (Number::toString); Python finds the same digits and sets them otherwise."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("no number of JSON")
    if value == 0:
        return "0"
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)  # the value is 0.digits * 10^point
    digits = whole + fraction
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    sign = "-" if value < 0 else ""
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    rest = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


LONE_SURROGATE = re.compile("[\ud800-\udfff]")
write_string = json.JSONEncoder(ensure_ascii=False).encode


def string_text(value):
    return LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", write_string(value))


def utf16_units(text):
    return text.encode("utf-16-be", "surrogatepass")


def canonical(value, depth=0):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        return string_text(value)
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, list):
        return "[" + ",".join(canonical(one, depth + 1) for one in value) + "]"
    members = sorted(value.items(), key=lambda member: utf16_units(member[0]))
    return "{" + ",".join(f"{string_text(key)}:{canonical(one, depth + 1)}" for key, one in members) + "}"


def refuse_constant(text):
    raise ValueError(text)


def parse(text):
    """As JavaScript reads it: every number is a double."""
    return json.loads(text, parse_int=float, parse_float=float, parse_constant=refuse_constant)


def parsed(text, fault):
    """The value, only if this very text is its canonical form."""
    try:
        value = parse(text)
        is_canonical = canonical(value) == text
    except (ValueError, RecursionError):
        raise fault("malformed-line", "the line is not JSON that could be part of a trail") from None
    if not is_canonical:
        raise fault("not-canonical", "the line is not written as canonical JSON (RFC 8785)")
    return value


def has_members(value, *names):
    return isinstance(value, dict) and set(value) == set(names)


def is_count(value):
    return isinstance(value, float) and value.is_integer() and 0 <= value <= MOST_EXACT


def is_hash(value):
    return isinstance(value, str) and HEX64.fullmatch(value) is not None


# The Merkle tree (RFC 9162, 2.1) -------------------------------------------------------------------------------------


def leaf_of(hex_hash):
    return sha256(b"\x00" + bytes.fromhex(hex_hash))


def node_of(left, right):
    return sha256(b"\x01" + left + right)


class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, hex_hash):
        top, bits = leaf_of(hex_hash), self.size
        while bits & 1:
            top, bits = node_of(self.peaks.pop(), top), bits >> 1
        self.peaks.append(top)
        self.size += 1

    def root(self):
        found = None
        for peak in reversed(self.peaks):
            found = peak if found is None else node_of(peak, found)
        return found.hex()


def is_included(hex_hash, index, size, path, root):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    place, last, found = index, size - 1, leaf_of(hex_hash)
    for step in path:
        if last == 0:
            return False
        sibling = bytes.fromhex(step)
        if place & 1 or place == last:
            found = node_of(sibling, found)
            while not place & 1 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            found = node_of(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found.hex() == root


# Keys and checkpoints ------------------------------------------------------------------------------------------------


def base64url_of(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_in(part):
    """None unless it is base64url in the one way it can be written."""
    try:
        data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return None
    return data if base64url_of(data) == part else None


def thumbprint_of(key):
    """RFC 7638."""
    text = "".join(f'"{name}":{string_text(key[name])},' for name in ("crv", "kty", "x"))
    return base64url_of(sha256(("{" + text[:-1] + "}").encode()))


def is_ed25519(key):
    x = key.get("x")
    return (
        key.get("kty") == "OKP"
        and key.get("crv") == "Ed25519"
        and isinstance(x, str)
        and len(bytes_in(x) or b"") == 32
    )


CLAIMS = ("at", "firstSeq", "headHash", "iss", "lastSeq", "number", "previous", "root", "version")


def are_claims(claims):
    return (
        has_members(claims, *CLAIMS)
        and isinstance(claims["version"], float)
        and claims["version"] == 1
        and all(is_count(claims[name]) and claims[name] > 0 for name in ("number", "firstSeq", "lastSeq"))
        and all(is_hash(claims[name]) for name in ("headHash", "root"))
        and (claims["previous"] is None or is_hash(claims["previous"]))
        and isinstance(claims["iss"], str)
        and isinstance(claims["at"], str)
        and MOMENT.fullmatch(claims["at"]) is not None
    )


def read_checkpoint(text):
    """None unless it is a checkpoint in form; whether anybody signed it is another question."""
    if not isinstance(text, str):
        return None
    parts = text.split(".")
    found = [bytes_in(part) for part in parts]
    if len(parts) != 3 or None in found or len(found[2]) != 64:
        return None
    try:
        head, payload = parse(found[0].decode()), found[1].decode()
        claims = parsed(payload, lambda kind, message: ValueError(kind))
    except (ValueError, RecursionError):
        return None
    if not has_members(head, "alg", "kid", "typ") or not are_claims(claims):
        return None
    if head["alg"] != "EdDSA" or head["typ"] != CHECKPOINT_TYPE or not isinstance(head["kid"], str):
        return None
    claims = {name: int(one) if isinstance(one, float) else one for name, one in claims.items()}
    return {"claims": claims, "kid": head["kid"], "signed": f"{parts[0]}.{parts[1]}".encode(), "signature": found[2]}


# The verifier --------------------------------------------------------------------------------------------------------


class Verifier:
    """Takes the lines of an export in order, each without its line feed, as bytes; raises the first Fault.

    trusted: thumbprints of the keys that may have signed, or None: those that the file names itself.
    kept: texts of checkpoints that were kept elsewhere, by number.
    """

    def __init__(self, trusted=None, kept=None):
        self.trusted, self.kept = trusted, kept or {}
        self.header = self.keys = self.checkpoint = None
        self.is_trail = True
        self.used, self.tree = set(), Tree()
        self.seq, self.hash = 0, BEFORE_THE_FIRST
        self.entries = self.checkpoints = 0

    def next(self, kind, message):
        return Fault(kind, 0 if self.header is None else self.seq + 1, message)

    def here(self, kind, message):
        return Fault(kind, self.seq, message)

    def line(self, data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise self.next("malformed-line", "the line is not UTF-8") from None
        if self.header is None:
            self.read_header(text)
        elif self.keys is None:
            self.read_keys(text)
        elif text.startswith(ENTRY_START):
            self.read_entry(text)
        elif text.startswith('{"checkpoint":'):
            self.read_checkpoint_line(text)
        else:
            raise self.next("malformed-line", "the line is neither an entry nor a checkpoint")

    def read_header(self, text):
        header = parsed(text, self.here)
        common = ("checkpoints", "format", "scope", "version")
        is_trail = (
            has_members(header, *common, "headHash", "lastSeq")
            and header["scope"] == "trail"
            and is_hash(header["headHash"])
        )
        is_application = (
            has_members(header, *common, "application", "entries")
            and header["scope"] == "application"
            and isinstance(header["application"], str)
        )
        is_ours = (
            (is_trail or is_application)
            and header["format"] == "portcullis-audit"
            and isinstance(header["version"], float)
            and header["version"] == 1
        )
        counted = "lastSeq" if is_trail else "entries"
        if not is_ours or not is_count(header["checkpoints"]) or not is_count(header[counted]):
            raise self.here("malformed-line", "the first line is not the header of an exported trail")
        self.header, self.is_trail = header, is_trail

    def read_keys(self, text):
        key_set = parsed(text, self.here)
        if not has_members(key_set, "keys") or not isinstance(key_set["keys"], list):
            raise self.here("malformed-line", "the second line is not the set of keys")
        keys = {}
        for key in key_set["keys"]:
            is_key = has_members(key, "crv", "kid", "kty", "x") and is_ed25519(key)
            if not is_key or not isinstance(key["kid"], str) or key["kid"] in keys:
                raise self.here("wrong-key", "a key is not an Ed25519 key, or is there twice")
            if key["kid"] != thumbprint_of(key):
                raise self.here("wrong-key", "a key does not have the name that follows from it")
            if self.trusted is not None and key["kid"] not in self.trusted:
                raise self.here("wrong-key", f"the key {key['kid']} is none of those that are trusted")
            keys[key["kid"]] = bytes_in(key["x"])
        self.keys = keys

    def read_entry(self, text):
        proof = None
        if not self.is_trail:
            at = text.rfind(',"proof":[')
            if at == -1:
                raise self.next("malformed-line", "the entry has no proof")
            proof = parsed(text[at + 9 : -1], self.next)
            if not text.endswith("}") or not isinstance(proof, list) or not all(is_hash(one) for one in proof):
                raise self.next("malformed-line", "the proof is not a list of hashes")
            text = text[:at] + "}"
        end = len(text) - HASHES_LENGTH
        found = HASHES.fullmatch(text[end:]) if end > 0 else None
        if found is None:
            raise self.next("malformed-line", "the entry does not end with its hashes")
        hash_, previous_hash = found.groups()
        entry_text = text[len(ENTRY_START) : end]
        entry = parsed(entry_text, self.next)
        is_entry = (
            has_members(entry, "actor", "applicationId", "at", "data", "seq", "type")
            and isinstance(entry["actor"], dict)
            and isinstance(entry["applicationId"], (str, type(None)))
            and isinstance(entry["at"], str)
            and MOMENT.fullmatch(entry["at"]) is not None
            and isinstance(entry["data"], dict)
            and is_count(entry["seq"])
            and entry["seq"] > 0
            and isinstance(entry["type"], str)
        )
        if not is_entry:
            raise self.next("malformed-line", "the entry does not have the members of an entry")
        seq = int(entry["seq"])
        if self.is_trail:
            self.follow(seq, previous_hash)
        else:
            self.stand_alone(seq, entry["applicationId"])
        if sha256_hex(previous_hash + entry_text) != hash_:
            raise Fault("edited", seq, f"entry {seq} is not what its hash was made over: it was edited")
        if proof is not None:
            self.include(seq, hash_, proof)
        self.seq, self.hash = seq, hash_
        self.entries += 1
        if self.is_trail:
            self.tree.add(hash_)

    def follow(self, seq, previous_hash):
        if seq != self.seq + 1:
            wanted = f"where entry {self.seq + 1} should: something is missing, added or moved"
            raise self.next("not-the-next", f"entry {seq} stands {wanted}")
        if previous_hash != self.hash:
            before = f"another entry {self.seq} than the one before it"
            raise self.next("other-predecessor", f"entry {seq} follows {before}")

    def stand_alone(self, seq, application):
        if seq <= self.seq:
            raise self.next("not-the-next", f"entry {seq} comes after entry {self.seq}")
        if application != self.header["application"]:
            raise Fault("other-application", seq, f"entry {seq} is of another application")

    def include(self, seq, hash_, proof):
        claims = {"lastSeq": 0, "root": ""} if self.checkpoint is None else self.checkpoint["claims"]
        if not is_included(hash_, seq - 1, claims["lastSeq"], proof, claims["root"]):
            raise Fault("not-included", seq, f"entry {seq} is not proved to be in the newest checkpoint")

    def read_checkpoint_line(self, text):
        line = parsed(text, self.here)
        read = read_checkpoint(line["checkpoint"]) if has_members(line, "checkpoint") else None
        if read is None:
            raise self.here("malformed-checkpoint", f"what stands after entry {self.seq} is no checkpoint")
        if not self.is_trail and self.entries > 0:
            raise self.here("checkpoint-out-of-place", "a checkpoint stands after an entry")
        claims, number = read["claims"], read["claims"]["number"]
        key = self.keys.get(read["kid"])
        if key is None or not is_signed(key, read["signed"], read["signature"]):
            raise self.here("not-signed", f"checkpoint {number} is not signed by a key of this trail")
        self.used.add(read["kid"])
        before = self.checkpoint
        is_next = (
            number == self.checkpoints + 1
            and claims["firstSeq"] == (0 if before is None else before["claims"]["lastSeq"]) + 1
            and claims["lastSeq"] >= claims["firstSeq"]
            and claims["previous"] == (None if before is None else sha256_hex(before["text"]))
        )
        if not is_next or (self.is_trail and claims["lastSeq"] != self.seq):
            message = f"checkpoint {number} does not follow, or stands in another place than it says"
            raise self.here("checkpoint-out-of-place", message)
        if self.is_trail and (claims["headHash"] != self.hash or claims["root"] != self.tree.root()):
            raise self.here("checkpoint-differs", f"checkpoint {number} was signed over other entries")
        kept = self.kept.get(number)
        if kept is not None and kept != line["checkpoint"]:
            span = f"entries {claims['firstSeq']} to {claims['lastSeq']}"
            message = f"checkpoint {number} is another one than was kept: something of {span} was written anew"
            raise Fault("other-than-kept", claims["firstSeq"], message)
        self.checkpoint = {"claims": claims, "text": line["checkpoint"]}
        self.checkpoints += 1

    def end(self, is_cut_short):
        if is_cut_short:
            raise self.next("cut-short", "the file ends in the middle of a line")
        if self.keys is None:
            raise self.next("cut-short", "the file ends before its first entry")
        header = self.header
        said = int(header["lastSeq"] if self.is_trail else header["entries"])
        found = self.seq if self.is_trail else self.entries
        if found < said:
            raise self.next("cut-short", f"the file ends after {found} of {said} entries")
        is_other_head = self.is_trail and header["headHash"] != self.hash
        if found > said or is_other_head or header["checkpoints"] != self.checkpoints:
            raise self.here("header-differs", "the header says something else than the file has")
        newest_kept = max(self.kept, default=0)
        if newest_kept > self.checkpoints:
            ends = f"this trail ends with checkpoint {self.checkpoints}: entries are cut off"
            raise self.next("older-than-kept", f"checkpoint {newest_kept} was kept, and {ends}")
        if len(self.used) != len(self.keys):
            raise self.here("wrong-key", "the file names a key that signed nothing in it")
        if self.checkpoint is None:
            raise self.here("not-signed", "there is no checkpoint: nothing proves who wrote this")
        return {
            "scope": header["scope"],
            "entries": self.entries,
            "checkpoints": self.checkpoints,
            "newest": self.checkpoint["claims"],
            "keys": list(self.keys),
            "notSigned": self.seq - self.checkpoint["claims"]["lastSeq"] if self.is_trail else 0,
        }


def verify_lines(lines, trusted=None, kept=None):
    """The verdict over lines as a file opened for bytes gives them: {"whole": …} or {"fault": {kind, seq, line, message}}."""
    verifier, count, is_cut_short = Verifier(trusted, kept), 0, False
    try:
        for data in lines:
            is_cut_short = not data.endswith(b"\n")
            if not is_cut_short:
                count += 1
                verifier.line(data[:-1])
        return {"whole": verifier.end(is_cut_short)}
    except Fault as fault:
        return {"fault": {"kind": fault.kind, "seq": fault.seq, "line": count, "message": fault.message}}


def text_of(path, what):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{what} cannot be read: {error}") from None


def kept_in(text):
    """Checkpoints that were kept: a line each, as {"checkpoint":"…"} or the signature alone; other lines are passed over."""
    kept = {}
    for line in text.split("\n"):
        checkpoint = line.strip()
        try:
            checkpoint = json.loads(checkpoint)["checkpoint"]
        except (ValueError, TypeError, KeyError):
            pass  # the signature alone, or no checkpoint
        read = read_checkpoint(checkpoint)
        if read is None:
            continue
        number = read["claims"]["number"]
        if kept.setdefault(number, checkpoint) != checkpoint:
            raise Unreadable(f"two different checkpoints {number} were kept")
    if not kept:
        raise Unreadable("there is no checkpoint among what was kept")
    return kept


def trusted_in(text):
    """Thumbprints of the Ed25519 keys in a JWKS."""
    try:
        return {thumbprint_of(key) for key in json.loads(text)["keys"] if is_ed25519(key)}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(f"there is no set of keys: {error}") from None


def say_whole(found, has_kept, is_trusted):
    entries, checkpoints, newest = found["entries"], found["checkpoints"], found["newest"]
    is_application = found["scope"] == "application"
    of_one = " of one application, each proved to be in the newest checkpoint" if is_application else ""
    print(f"  {entries} entries{of_one}")
    at = f"at {newest['at']}, up to entry {newest['lastSeq']}, of {newest['iss']}"
    print(f"  {checkpoints} checkpoints, the newest {newest['number']} {at}")
    if found["notSigned"] > 0:
        print(f"  {found['notSigned']} entries after it are in no checkpoint yet: they prove nothing by themselves")
    for key in found["keys"]:
        print(f"  signed by {key}")
    if not is_trusted:
        print("  The keys are those that the file names: compare them, or give those you trust with --jwks.")
    if not has_kept:
        print("  Without --head, an older state of the trail is not told from the newest.")
    if is_application:
        print("  Whether all entries of the application are here is not told by this file.")
    print(f"whole: {entries} entries, {checkpoints} checkpoints")


def read_words(words):
    """(path, {"head": …, "jwks": …}), or None."""
    path, options, words = None, {}, list(words)
    while words:
        word = words.pop(0)
        if word in ("--head", "--jwks") and words:
            options[word[2:]] = words.pop(0)
        elif not word.startswith("-") and path is None:
            path = word
        else:
            return None
    return None if path is None else (path, options)


def main(words):
    read = read_words(words)
    try:
        if read is None:
            raise Unreadable("usage: audit_verify.py FILE [--head FILE] [--jwks FILE]")
        path, options = read
        kept = kept_in(text_of(options["head"], "what was kept")) if "head" in options else {}
        trusted = trusted_in(text_of(options["jwks"], "the file of keys")) if "jwks" in options else None
        try:
            with open(path, "rb") as file:
                verdict = verify_lines(file, trusted, kept)
        except OSError as error:
            raise Unreadable(f"the trail cannot be read: {error}") from None
    except Unreadable as error:
        print(f"audit-verify: {error}", file=sys.stderr)
        return UNREADABLE
    fault = verdict.get("fault")
    if fault is not None:
        print(f"not whole: event {fault['seq']} (line {fault['line']}), {fault['kind']}: {fault['message']}")
        return NOT_WHOLE
    say_whole(verdict["whole"], "head" in options, "jwks" in options)
    return WHOLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
