#!/usr/bin/env node
// Verifies an exported audit trail of Portcullis by itself: one file, Node alone, nothing of the server.
// What it checks, line by line, is written down in docs/audit-trail.md. Its twin is audit_verify.py.
import * as crypto from 'node:crypto';
import { Buffer, isUtf8 } from 'node:buffer';
import { createReadStream, readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const exitCodes = { whole: 0, notWhole: 1, unreadable: 2 };

const deepest = 100;
const hex64 = /^[0-9a-f]{64}$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const checkpointType = 'portcullis-checkpoint+jwt';
const beforeTheFirst = '0'.repeat(64);
const entryStart = '{"entry":';
/** After the entry: both hashes, of a fixed length. */
const hashes = /^,"hash":"([0-9a-f]{64})","previousHash":"([0-9a-f]{64})"\}$/;
const hashesLength = ',"hash":"","previousHash":""}'.length + 128;

/** `crypto.hash` came with Node 20.12. */
const sha256 = crypto.hash
  ? (data, encoding) => crypto.hash('sha256', data, encoding)
  : (data, encoding) => crypto.createHash('sha256').update(data).digest(encoding);

/** The first thing that is wrong. `seq`: of the event it is found at; 0 before the first. */
export class Fault extends Error {
  constructor(kind, seq, message) {
    super(message);
    this.kind = kind;
    this.seq = seq;
  }
}

/** A file that has nothing to be verified, or that cannot be read: no verdict. */
export class Unreadable extends Error {}

// Canonical JSON (RFC 8785) --------------------------------------------------------------------------------------

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws where it is deeper than anything of ours, and for numbers that JSON lacks. */
export function canonical(value, depth = 0) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('no number of JSON');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth > deepest) throw new RangeError('too deep');
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one, depth + 1)).join(',')}]`;
  const members = Object.keys(value).sort(); // by UTF-16 units, as the RFC wants
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`).join(',')}}`;
}

function isSorted(value, depth) {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > deepest) return false;
  if (Array.isArray(value)) return value.every((one) => isSorted(one, depth + 1));
  let before;
  for (const key of Object.keys(value)) {
    if (before !== undefined && before >= key) return false;
    if (!isSorted(value[key], depth + 1)) return false;
    before = key;
  }
  return true;
}

/** The value, only if this very text is its canonical form. */
function parsed(text, fault) {
  let value;
  try {
    value = JSON.parse(text);
    // the quick way first: what is sorted already and comes out again as it went in; infinities come out as null
    if (isSorted(value, 0) && JSON.stringify(value) === text) return value;
    if (canonical(value) === text) return value;
  } catch {
    throw fault('malformed-line', 'the line is not JSON that could be part of a trail');
  }
  throw fault('not-canonical', 'the line is not written as canonical JSON (RFC 8785)');
}

const hasMembers = (value, names) =>
  isObject(value) && Object.keys(value).sort().join() === [...names].sort().join();
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isHash = (value) => typeof value === 'string' && hex64.test(value);

// The Merkle tree (RFC 9162, 2.1) --------------------------------------------------------------------------------

const leafInput = Buffer.alloc(33);
const nodeInput = Buffer.alloc(65);
nodeInput[0] = 1;

function leafOf(hexHash) {
  leafInput.write(hexHash, 1, 'hex');
  return sha256(leafInput, 'buffer');
}

function nodeOf(left, right) {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput, 'buffer');
}

class Tree {
  size = 0;
  peaks = [];

  add(hexHash) {
    let top = leafOf(hexHash);
    for (let bits = this.size; bits % 2 === 1; bits = (bits - 1) / 2) top = nodeOf(this.peaks.pop(), top);
    this.peaks.push(top);
    this.size += 1;
  }

  root() {
    return this.peaks.reduceRight((right, left) => nodeOf(left, right)).toString('hex');
  }
}

/** RFC 9162, 2.1.3.2. */
export function isIncluded(hexHash, index, size, path, root) {
  if (index >= size) return false;
  let [place, last, found] = [index, size - 1, leafOf(hexHash)];
  const half = (number) => Math.floor(number / 2);
  for (const step of path) {
    if (last === 0) return false;
    const sibling = Buffer.from(step, 'hex');
    if (place % 2 === 1 || place === last) {
      found = nodeOf(sibling, found);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      found = nodeOf(found, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && found.toString('hex') === root;
}

// Keys and checkpoints -------------------------------------------------------------------------------------------

const bytesIn = (part) => {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
};

/** RFC 7638. */
const thumbprintOf = ({ crv, kty, x }) => sha256(JSON.stringify({ crv, kty, x }), 'base64url');

const isEd25519 = (key) =>
  key.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.x === 'string' && bytesIn(key.x)?.length === 32;

const claimNames = ['at', 'firstSeq', 'headHash', 'iss', 'lastSeq', 'number', 'previous', 'root', 'version'];

const areClaims = (claims) =>
  hasMembers(claims, claimNames) &&
  claims.version === 1 &&
  [claims.number, claims.firstSeq, claims.lastSeq].every((count) => isCount(count) && count > 0) &&
  [claims.headHash, claims.root].every(isHash) &&
  (claims.previous === null || isHash(claims.previous)) &&
  typeof claims.iss === 'string' &&
  typeof claims.at === 'string' &&
  moment.test(claims.at);

/** Null unless it is a checkpoint in form; whether anybody signed it is another question. */
export function readCheckpoint(text) {
  if (typeof text !== 'string') return null;
  const parts = text.split('.');
  const [header, payload, signature] = parts.map(bytesIn);
  if (parts.length !== 3 || !header || !payload || signature?.length !== 64) return null;
  if (!isUtf8(header) || !isUtf8(payload)) return null;
  try {
    const head = JSON.parse(header.toString());
    const fault = () => new RangeError();
    const claims = parsed(payload.toString(), fault);
    if (!hasMembers(head, ['alg', 'kid', 'typ']) || !areClaims(claims)) return null;
    if (head.alg !== 'EdDSA' || head.typ !== checkpointType || typeof head.kid !== 'string') return null;
    return { claims, kid: head.kid, signed: Buffer.from(`${parts[0]}.${parts[1]}`), signature };
  } catch {
    return null;
  }
}

// The verifier ---------------------------------------------------------------------------------------------------

/**
 * Takes the lines of an export in order, each without its line feed, as bytes; throws the first `Fault`.
 * `trusted`: thumbprints of the keys that may have signed, or null: those that the file names itself.
 * `kept`: texts of checkpoints that were kept elsewhere, by number.
 */
export class Verifier {
  constructor({ trusted = null, kept = new Map() } = {}) {
    this.trusted = trusted;
    this.kept = kept;
    this.header = null;
    this.keys = null;
    this.used = new Set();
    this.seq = 0;
    this.hash = beforeTheFirst;
    this.entries = 0;
    this.tree = new Tree();
    /** Claims and text of the newest one. */
    this.checkpoint = null;
    this.checkpoints = 0;
  }

  line(bytes) {
    const next = (kind, message) => new Fault(kind, this.header === null ? 0 : this.seq + 1, message);
    if (!isUtf8(bytes)) throw next('malformed-line', 'the line is not UTF-8');
    const text = bytes.toString('utf8');
    if (this.header === null) this.readHeader(text);
    else if (this.keys === null) this.readKeys(text);
    else if (text.startsWith(entryStart)) this.readEntry(text, next);
    else if (text.startsWith('{"checkpoint":')) this.readCheckpointLine(text);
    else throw next('malformed-line', 'the line is neither an entry nor a checkpoint');
  }

  readHeader(text) {
    const fault = (kind, message) => new Fault(kind, 0, message);
    const header = parsed(text, fault);
    const common = ['checkpoints', 'format', 'scope', 'version'];
    const isTrail =
      hasMembers(header, [...common, 'headHash', 'lastSeq']) &&
      header.scope === 'trail' &&
      isHash(header.headHash);
    const isApplication =
      hasMembers(header, [...common, 'application', 'entries']) &&
      header.scope === 'application' &&
      typeof header.application === 'string';
    const isOurs = (isTrail || isApplication) && header.format === 'portcullis-audit' && header.version === 1;
    if (!isOurs || ![header.checkpoints, header.lastSeq ?? header.entries].every(isCount))
      throw fault('malformed-line', 'the first line is not the header of an exported trail');
    this.header = header;
    this.isTrail = isTrail;
  }

  readKeys(text) {
    const fault = (kind, message) => new Fault(kind, 0, message);
    const set = parsed(text, fault);
    if (!hasMembers(set, ['keys']) || !Array.isArray(set.keys))
      throw fault('malformed-line', 'the second line is not the set of keys');
    const keys = new Map();
    for (const key of set.keys) {
      const isKey = hasMembers(key, ['crv', 'kid', 'kty', 'x']) && isEd25519(key);
      if (!isKey || typeof key.kid !== 'string' || keys.has(key.kid))
        throw fault('wrong-key', 'a key is not an Ed25519 key, or is there twice');
      if (key.kid !== thumbprintOf(key))
        throw fault('wrong-key', 'a key does not have the name that follows from it');
      if (this.trusted !== null && !this.trusted.has(key.kid))
        throw fault('wrong-key', `the key ${key.kid} is none of those that are trusted`);
      keys.set(
        key.kid,
        crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.x }, format: 'jwk' }),
      );
    }
    this.keys = keys;
  }

  readEntry(text, next) {
    let entryEnd = text.length - hashesLength;
    let proof = null;
    if (!this.isTrail) {
      const at = text.lastIndexOf(',"proof":[');
      if (at === -1) throw next('malformed-line', 'the entry has no proof');
      proof = parsed(text.slice(at + 9, -1), next);
      if (!text.endsWith('}') || !Array.isArray(proof) || !proof.every(isHash))
        throw next('malformed-line', 'the proof is not a list of hashes');
      text = `${text.slice(0, at)}}`;
      entryEnd = text.length - hashesLength;
    }
    const [, hash, previousHash] = (entryEnd > 0 && hashes.exec(text.slice(entryEnd))) || [];
    if (hash === undefined) throw next('malformed-line', 'the entry does not end with its hashes');
    const entryText = text.slice(entryStart.length, entryEnd);
    const entry = parsed(entryText, next);
    const isEntry =
      isObject(entry) &&
      Object.keys(entry).join() === 'actor,applicationId,at,data,seq,type' &&
      isObject(entry.actor) &&
      (entry.applicationId === null || typeof entry.applicationId === 'string') &&
      typeof entry.at === 'string' &&
      moment.test(entry.at) &&
      isObject(entry.data) &&
      isCount(entry.seq) &&
      entry.seq > 0 &&
      typeof entry.type === 'string';
    if (!isEntry) throw next('malformed-line', 'the entry does not have the members of an entry');
    if (this.isTrail) this.follow(entry, previousHash, next);
    else this.standAlone(entry, next);
    if (sha256(previousHash + entryText, 'hex') !== hash)
      throw new Fault(
        'edited',
        entry.seq,
        `entry ${entry.seq} is not what its hash was made over: it was edited`,
      );
    if (proof !== null) this.include(entry, hash, proof);
    this.seq = entry.seq;
    this.hash = hash;
    this.entries += 1;
    if (this.isTrail) this.tree.add(hash);
  }

  follow({ seq }, previousHash, next) {
    if (seq !== this.seq + 1)
      throw next(
        'not-the-next',
        `entry ${seq} stands where entry ${this.seq + 1} should: something is missing, added or moved`,
      );
    if (previousHash !== this.hash)
      throw next(
        'other-predecessor',
        `entry ${seq} follows another entry ${this.seq} than the one before it`,
      );
  }

  standAlone({ seq, applicationId }, next) {
    if (seq <= this.seq) throw next('not-the-next', `entry ${seq} comes after entry ${this.seq}`);
    if (applicationId !== this.header.application)
      throw new Fault('other-application', seq, `entry ${seq} is of another application`);
  }

  include({ seq }, hash, proof) {
    const { lastSeq, root } = this.checkpoint?.claims ?? { lastSeq: 0, root: '' };
    if (!isIncluded(hash, seq - 1, lastSeq, proof, root))
      throw new Fault('not-included', seq, `entry ${seq} is not proved to be in the newest checkpoint`);
  }

  readCheckpointLine(text) {
    const here = (kind, message) => new Fault(kind, this.seq, message);
    const line = parsed(text, here);
    const read = hasMembers(line, ['checkpoint']) ? readCheckpoint(line.checkpoint) : null;
    if (read === null)
      throw here('malformed-checkpoint', `what stands after entry ${this.seq} is no checkpoint`);
    if (!this.isTrail && this.entries > 0)
      throw here('checkpoint-out-of-place', 'a checkpoint stands after an entry');
    const { claims, kid, signed, signature } = read;
    const named = `checkpoint ${claims.number}`;
    const key = this.keys.get(kid);
    if (key === undefined || !crypto.verify(null, signed, key, signature))
      throw here('not-signed', `${named} is not signed by a key of this trail`);
    this.used.add(kid);
    const before = this.checkpoint;
    const isNext =
      claims.number === this.checkpoints + 1 &&
      claims.firstSeq === (before?.claims.lastSeq ?? 0) + 1 &&
      claims.lastSeq >= claims.firstSeq &&
      claims.previous === (before === null ? null : sha256(before.text, 'hex'));
    if (!isNext || (this.isTrail && claims.lastSeq !== this.seq))
      throw here(
        'checkpoint-out-of-place',
        `${named} does not follow, or stands in another place than it says`,
      );
    if (this.isTrail && (claims.headHash !== this.hash || claims.root !== this.tree.root()))
      throw here('checkpoint-differs', `${named} was signed over other entries`);
    const kept = this.kept.get(claims.number);
    if (kept !== undefined && kept !== line.checkpoint)
      throw new Fault(
        'other-than-kept',
        claims.firstSeq,
        `${named} is another one than was kept: something of entries ${claims.firstSeq} to ${claims.lastSeq} was written anew`,
      );
    this.checkpoint = { claims, text: line.checkpoint };
    this.checkpoints += 1;
  }

  /** `isCutShort`: the last line had no end. */
  end(isCutShort) {
    const after = (kind, message) => new Fault(kind, this.header === null ? 0 : this.seq + 1, message);
    if (isCutShort) throw after('cut-short', 'the file ends in the middle of a line');
    if (this.keys === null) throw after('cut-short', 'the file ends before its first entry');
    const { header } = this;
    const [said, found] = this.isTrail ? [header.lastSeq, this.seq] : [header.entries, this.entries];
    if (found < said) throw after('cut-short', `the file ends after ${found} of ${said} entries`);
    const here = (kind, message) => new Fault(kind, this.seq, message);
    if (
      found > said ||
      (this.isTrail && header.headHash !== this.hash) ||
      header.checkpoints !== this.checkpoints
    )
      throw here('header-differs', 'the header says something else than the file has');
    const newestKept = Math.max(0, ...this.kept.keys());
    if (newestKept > this.checkpoints)
      throw after(
        'older-than-kept',
        `checkpoint ${newestKept} was kept, and this trail ends with checkpoint ${this.checkpoints}: entries are cut off`,
      );
    if (this.used.size !== this.keys.size)
      throw here('wrong-key', 'the file names a key that signed nothing in it');
    if (this.checkpoint === null)
      throw here('not-signed', 'there is no checkpoint: nothing proves who wrote this');
    return {
      scope: header.scope,
      entries: this.entries,
      checkpoints: this.checkpoints,
      newest: this.checkpoint.claims,
      keys: [...this.keys.keys()],
      notSigned: this.isTrail ? this.seq - this.checkpoint.claims.lastSeq : 0,
    };
  }
}

/** The verdict over bytes that are all there: `{ whole, … }`, or `{ fault: { kind, seq, line, message } }`. */
export function verifyBytes(bytes, options) {
  const verifier = new Verifier(options);
  let lines = 0;
  try {
    let from = 0;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
      lines += 1;
      verifier.line(bytes.subarray(from, at));
      from = at + 1;
    }
    return { whole: verifier.end(from < bytes.length) };
  } catch (error) {
    return faultOf(error, lines);
  }
}

function faultOf(error, line) {
  if (!(error instanceof Fault)) throw error;
  return { fault: { kind: error.kind, seq: error.seq, line, message: error.message } };
}

/** As `verifyBytes`, of a file of any size. */
export async function verifyFile(path, options) {
  const verifier = new Verifier(options);
  let lines = 0;
  let rest = null;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes = rest === null ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
        lines += 1;
        verifier.line(bytes.subarray(from, at));
        from = at + 1;
      }
      rest = from < bytes.length ? bytes.subarray(from) : null;
    }
    return { whole: verifier.end(rest !== null) };
  } catch (error) {
    if (error.code !== undefined && !(error instanceof Fault))
      throw new Unreadable(`the trail cannot be read: ${error.message}`);
    return faultOf(error, lines);
  }
}

const textOf = (path, what) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Unreadable(`${what} cannot be read: ${error.message}`);
  }
};

/** Checkpoints that were kept: a line each, as `{"checkpoint":"…"}` or the signature alone; other lines are passed over. */
export function keptIn(text) {
  const kept = new Map();
  for (const line of text.split('\n')) {
    let checkpoint = line.trim();
    try {
      checkpoint = JSON.parse(checkpoint).checkpoint;
    } catch {
      // the signature alone, or no checkpoint
    }
    const read = readCheckpoint(checkpoint);
    if (read === null) continue;
    const { number } = read.claims;
    if (kept.has(number) && kept.get(number) !== checkpoint)
      throw new Unreadable(`two different checkpoints ${number} were kept`);
    kept.set(number, checkpoint);
  }
  if (kept.size === 0) throw new Unreadable('there is no checkpoint among what was kept');
  return kept;
}

/** Thumbprints of the Ed25519 keys in a JWKS. */
export function trustedIn(text) {
  try {
    const { keys } = JSON.parse(text);
    return new Set(keys.filter(isEd25519).map(thumbprintOf));
  } catch (error) {
    throw new Unreadable(`there is no set of keys: ${error.message}`);
  }
}

function sayWhole(found, { hasKept, isTrusted }, print) {
  const { scope, entries, checkpoints, newest, keys, notSigned } = found;
  print(
    `  ${entries} entries${scope === 'application' ? ' of one application, each proved to be in the newest checkpoint' : ''}`,
  );
  print(
    `  ${checkpoints} checkpoints, the newest ${newest.number} at ${newest.at}, up to entry ${newest.lastSeq}, of ${newest.iss}`,
  );
  if (notSigned > 0)
    print(`  ${notSigned} entries after it are in no checkpoint yet: they prove nothing by themselves`);
  for (const key of keys) print(`  signed by ${key}`);
  if (!isTrusted)
    print('  The keys are those that the file names: compare them, or give those you trust with --jwks.');
  if (!hasKept) print('  Without --head, an older state of the trail is not told from the newest.');
  if (scope === 'application')
    print('  Whether all entries of the application are here is not told by this file.');
  print(`whole: ${entries} entries, ${checkpoints} checkpoints`);
}

/** Answers the exit code. */
export async function verifyTrail(path, { head, jwks }, { print, complain }) {
  try {
    const options = {
      kept: head === undefined ? new Map() : keptIn(textOf(head, 'what was kept')),
      trusted: jwks === undefined ? null : trustedIn(textOf(jwks, 'the file of keys')),
    };
    const { whole, fault } = await verifyFile(path, options);
    if (fault === undefined) {
      sayWhole(whole, { hasKept: head !== undefined, isTrusted: jwks !== undefined }, print);
      return exitCodes.whole;
    }
    print(`not whole: event ${fault.seq} (line ${fault.line}), ${fault.kind}: ${fault.message}`);
    return exitCodes.notWhole;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    complain(error.message);
    return exitCodes.unreadable;
  }
}

const usage = 'usage: audit-verify.mjs FILE [--head FILE] [--jwks FILE]';

/** `{ path, head, jwks }`, or null. */
function readWords(words) {
  const read = {};
  for (let at = 0; at < words.length; at += 1) {
    const option = /^--(head|jwks)$/.exec(words[at])?.[1];
    if (option !== undefined && words[at + 1] !== undefined) read[option] = words[(at += 1)];
    else if (!words[at].startsWith('-') && read.path === undefined) read.path = words[at];
    else return null;
  }
  return read.path === undefined ? null : read;
}

if (process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url) {
  const read = readWords(process.argv.slice(2));
  const print = (line) => console.log(line);
  const complain = (line) => console.error(`audit-verify: ${line}`);
  if (read === null) complain(usage);
  process.exitCode =
    read === null ? exitCodes.unreadable : await verifyTrail(read.path, read, { print, complain });
}
