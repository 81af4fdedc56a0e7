// A stand-in for a transit engine on this machine: its own key for each version, a token, and troubles when told to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const transitToken = 's.stand-in-token-41c7';
export const transitKey = 'portcullis';

type Trouble =
  | 'sealed'
  | 'hangs'
  | 'hangs-up'
  | 'not-json'
  | 'other-shape'
  | 'redirects'
  | 'huge'
  | 'unknown-refusal'
  | 'short-plaintext';

export interface Transit {
  readonly url: string;
  /** `decrypt`, `encrypt`, `keys`, `rotate` of every request that came. */
  readonly asked: () => readonly string[];
  readonly trouble: (what: Trouble | null, times?: number) => void;
  readonly rotate: () => void;
  readonly forbidRotation: () => void;
  readonly setOldest: (version: number) => void;
  readonly takeToken: (token: string) => void;
  readonly demandNamespace: (name: string) => void;
  /** Questions are kept waiting until the answer is called. */
  readonly hold: () => () => void;
  readonly close: () => Promise<void>;
}

type Body = Readonly<Record<string, string | undefined>>;
interface Answer {
  readonly status: number;
  readonly json: unknown;
}
const refused = (status: number, ...errors: string[]): Answer => ({ status, json: { errors } });
const given = (data: unknown): Answer => ({ status: 200, json: { request_id: 'r', data } });
const bytesOf = (text = ''): Buffer => Buffer.from(text, 'base64');

function encrypt(keys: readonly Buffer[], { plaintext, associated_data: aad }: Body): Answer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.at(-1) ?? '', nonce);
  cipher.setAAD(bytesOf(aad));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(bytesOf(plaintext)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return given({
    ciphertext: `vault:v${keys.length}:${sealed.toString('base64')}`,
    key_version: keys.length,
  });
}

function decrypt(
  keys: readonly Buffer[],
  oldest: number,
  { ciphertext = '', associated_data: aad }: Body,
): Answer {
  const [, version, text] = /^vault:v(\d+):(.*)$/s.exec(ciphertext) ?? [];
  if (version === undefined) return refused(400, 'invalid ciphertext: no prefix');
  if (Number(version) > keys.length) return refused(400, 'invalid ciphertext: version is too new');
  if (Number(version) < oldest)
    return refused(400, 'ciphertext or signature version is disallowed by policy (too old)');
  const sealed = bytesOf(text);
  if (sealed.length < 28) return refused(400, 'invalid ciphertext length');
  const decipher = createDecipheriv('aes-256-gcm', keys[Number(version) - 1] ?? '', sealed.subarray(0, 12));
  decipher.setAAD(bytesOf(aad));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    return given({ plaintext: plain.toString('base64') });
  } catch {
    return refused(400, 'cipher: message authentication failed');
  }
}

const misbehave: Readonly<Record<Trouble, (response: ServerResponse) => void>> = {
  sealed: (response) => void response.writeHead(503).end('{"errors":["Vault is sealed"]}'),
  hangs: () => undefined,
  'hangs-up': (response) => void response.destroy(),
  'not-json': (response) => void response.writeHead(200).end('<h1>a gateway</h1>'),
  'other-shape': (response) => void response.writeHead(200).end('{"data":{"text":"yes"}}'),
  redirects: (response) => void response.writeHead(307, { location: '/v1/elsewhere' }).end(),
  huge: (response) => void response.writeHead(200).end(`{"data":"${'x'.repeat(200_000)}"}`),
  'unknown-refusal': (response) =>
    void response.writeHead(400).end('{"errors":["encryption key not found"]}'),
  'short-plaintext': (response) => void response.writeHead(200).end('{"data":{"plaintext":"AAAA"}}'),
};

export async function openTransit(): Promise<Transit> {
  const keys = [randomBytes(32)];
  const asked: string[] = [];
  let [oldest, token, mayRotate, namespace] = [1, transitToken, true, ''];
  let trouble: { what: Trouble; left: number } | null = null;
  let held: Promise<void> = Promise.resolve();

  function answerTo({ method, url = '', headers }: IncomingMessage, body: Body): Answer {
    if (headers['x-vault-token'] !== token) return refused(403, 'permission denied');
    if ((headers['x-vault-namespace'] ?? '') !== namespace) return refused(403, 'permission denied');
    const question = `${method} ${url}`;
    if (question === `GET /v1/transit/keys/${transitKey}`)
      return given({ latest_version: keys.length, min_decryption_version: oldest });
    if (question === `POST /v1/transit/keys/${transitKey}/rotate`) {
      if (!mayRotate) return refused(403, '1 error occurred: permission denied');
      keys.push(randomBytes(32));
      return { status: 204, json: null };
    }
    if (question === `POST /v1/transit/encrypt/${transitKey}`) return encrypt(keys, body);
    if (question === `POST /v1/transit/decrypt/${transitKey}`) return decrypt(keys, oldest, body);
    return refused(404);
  }

  async function reply(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    asked.push(/(rotate|encrypt|decrypt|keys)(\/[^/]+)?$/.exec(request.url ?? '')?.[1] ?? 'elsewhere');
    await held;
    if (trouble !== null && trouble.left > 0) {
      trouble.left -= 1;
      misbehave[trouble.what](response);
      return;
    }
    const { status, json } = answerTo(request, (text === '' ? {} : JSON.parse(text)) as Body);
    response.writeHead(status).end(status === 204 ? undefined : JSON.stringify(json));
  }

  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => void reply(request, response, text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    trouble: (what, times = Infinity) => {
      trouble = what === null ? null : { what, left: times };
    },
    rotate: () => void keys.push(randomBytes(32)),
    forbidRotation: () => {
      mayRotate = false;
    },
    setOldest: (version) => {
      oldest = version;
    },
    takeToken: (other) => {
      token = other;
    },
    demandNamespace: (name) => {
      namespace = name;
    },
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
