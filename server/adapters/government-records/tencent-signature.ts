// TC3-HMAC-SHA256: the signature that Tencent Cloud asks of a request.
import { createHash, createHmac } from 'node:crypto';

export interface TencentRequest {
  /** With the port, where it is not the usual one, as it stands in the Host header. */
  readonly host: string;
  readonly service: string;
  /** Byte for byte the header that is sent. */
  readonly contentType: string;
  readonly body: string;
  /** Seconds since 1970, as in X-TC-Timestamp. */
  readonly timestamp: number;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The day that the timestamp lies in, in UTC. */
const dayOf = (timestamp: number): string => new Date(timestamp * 1000).toISOString().slice(0, 10);

export function tencentCanonicalRequest({ host, contentType, body }: TencentRequest): string {
  const headers = `content-type:${contentType}\nhost:${host}\n`;
  return ['POST', '/', '', headers, 'content-type;host', hash(body)].join('\n');
}

/** Lower-case hex. */
export function tencentSignature(secretKey: string, request: TencentRequest): string {
  const day = dayOf(request.timestamp);
  const scope = `${day}/${request.service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', request.timestamp, scope, hash(tencentCanonicalRequest(request))];
  const signing = hmac(hmac(hmac(`TC3${secretKey}`, day), request.service), 'tc3_request');
  return hmac(signing, toSign.join('\n')).toString('hex');
}

/** The Authorization header. */
export function tencentAuthorization(
  key: { readonly id: string; readonly secret: string },
  request: TencentRequest,
): string {
  const scope = `${dayOf(request.timestamp)}/${request.service}/tc3_request`;
  const signature = tencentSignature(key.secret, request);
  return `TC3-HMAC-SHA256 Credential=${key.id}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`;
}
