// ACS3-HMAC-SHA256: the signature that Alibaba Cloud asks of a request.
import { createHash, createHmac } from 'node:crypto';

export interface AlibabaRequest {
  readonly query: Readonly<Record<string, string>>;
  /** All that are sent, by lower-case name; of these `host`, `content-type` and `x-acs-…` are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** RFC 3986: also what encodeURIComponent leaves alone. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `a=1&b=2`, by name: a query, and the body of a form. */
export function encodeSorted(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .sort(byName)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

const isSigned = (name: string): boolean =>
  name === 'host' || name === 'content-type' || name.startsWith('x-acs-');

function signedHeadersOf({ headers }: AlibabaRequest): readonly (readonly [string, string])[] {
  return Object.entries(headers)
    .filter(([name]) => isSigned(name))
    .sort(byName);
}

/** `x-acs-content-sha256` in lower-case hex. */
export const alibabaContentHash = hash;

export function alibabaCanonicalRequest(request: AlibabaRequest): string {
  const headers = signedHeadersOf(request);
  return [
    'POST',
    '/',
    encodeSorted(request.query),
    headers.map(([name, value]) => `${name}:${value.trim()}\n`).join(''),
    headers.map(([name]) => name).join(';'),
    hash(request.body),
  ].join('\n');
}

/** Lower-case hex. The secret is the key itself; nothing is derived by day. */
export function alibabaSignature(secret: string, request: AlibabaRequest): string {
  const toSign = `ACS3-HMAC-SHA256\n${hash(alibabaCanonicalRequest(request))}`;
  return createHmac('sha256', secret).update(toSign).digest('hex');
}

/** The Authorization header; no spaces after the commas. */
export function alibabaAuthorization(
  key: { readonly id: string; readonly secret: string },
  request: AlibabaRequest,
): string {
  const names = signedHeadersOf(request).map(([name]) => name);
  const signature = alibabaSignature(key.secret, request);
  return `ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${names.join(';')},Signature=${signature}`;
}
