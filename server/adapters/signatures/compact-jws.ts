// Signed documents as compact JSON Web Signatures with Ed25519: read strictly, with one algorithm and one type.
import { createPublicKey, verify } from 'node:crypto';
import { signedTypes, type SignedKind } from '../../domain/signed-type.ts';
import type { Keys, PublicKey } from '../../ports/keys.ts';
import type { SignatureFault, Signatures, SignatureVerdict } from '../../ports/signatures.ts';

const signatureBytes = 64;

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** Null unless it is base64url in the one way it can be written: so no character of a document can be changed unseen. */
function bytesOf(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}

/** Null unless it is a JSON object. */
function objectIn(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(part) ?? undefined),
    );
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null; // what cannot be read is no document of ours; the caller says so
  }
}

/** What `Signatures.verify` promises; needs no key of its own. */
export function verifyCompactJws(
  kind: SignedKind,
  text: string,
  keys: readonly PublicKey[],
): SignatureVerdict {
  const parts = text.trim().split('.');
  const [headerPart = '', payloadPart = '', signaturePart = ''] = parts;
  const header = objectIn(headerPart);
  const claims = objectIn(payloadPart);
  const not = (fault: SignatureFault): SignatureVerdict => ({ isSigned: false, claims, fault });
  if (parts.length !== 3 || header === null || claims === null) return not('cut-short');
  // before the signature is looked at: with another algorithm it means nothing, whatever it is
  if (header['alg'] !== 'EdDSA') return not('other-algorithm');
  if (header['typ'] !== signedTypes[kind] || header['crit'] !== undefined) return not('other-type');
  const signature = bytesOf(signaturePart);
  if (signature?.length !== signatureBytes) return not('cut-short');
  const key = keys.find(({ keyId }) => keyId === header['kid']);
  if (key === undefined) return not('other-key');
  const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
  const signed = Buffer.from(`${headerPart}.${payloadPart}`, 'ascii');
  return verify(null, signed, publicKey, signature)
    ? { isSigned: true, claims, keyId: key.keyId }
    : not('altered');
}

export function createCompactSignatures({ keys }: { keys: Pick<Keys, 'signing'> }): Signatures {
  return {
    async sign(kind, claims) {
      const key = await keys.signing();
      const { keyId, publicJwk } = key;
      const header = { alg: 'EdDSA', typ: signedTypes[kind], kid: keyId };
      const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
      const signature = Buffer.from(await key.sign(Buffer.from(signed, 'ascii')));
      return { text: `${signed}.${signature.toString('base64url')}`, key: { keyId, publicJwk } };
    },
    verify: verifyCompactJws,
  };
}
