// A local stand-in for an outside service: listens on this machine, and can misbehave in every way that a wire can.
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

export type WireTrouble =
  | 'hangs'
  | 'slow-body'
  | 'cut-off'
  | 'hangs-up'
  | 'not-json'
  | 'wrong-type'
  | 'not-utf-8'
  | 'huge'
  | 'redirects'
  | 'gateway-busy'
  | 'gateway-down';

export type WireReply =
  | {
      readonly json: unknown;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly retryAfterSeconds?: number;
    }
  | { readonly trouble: WireTrouble };

export interface WireRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WireServer {
  /** With a slash at its end. */
  readonly url: string;
  /** How many questions have come so far. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

const mostBodyBytes = 8 * 1024 * 1024;
const jsonType = { 'content-type': 'application/json' };
const half = '{"Response":{"Result":"Succ';

/** A yes in either provider's words, so that what is wrong with the wire is all that keeps it from being one. */
const yes = {
  Response: { Result: 'Success', Sim: 99 },
  Code: '200',
  ResultObject: {
    Passed: 'T',
    SubCode: '200',
    MaterialInfo: '{"facialPictureFront":{"verifyScore":99}}',
    BizCode: '1',
  },
};
const yesWith = (filler: Buffer): Buffer => {
  const [before = '', after = ''] = JSON.stringify({ ...yes, filler: '|' }).split('|');
  return Buffer.concat([Buffer.from(before), filler, Buffer.from(after)]);
};

/** Of all of these nothing may ever be read as an answer. */
const misbehave: Record<WireTrouble, (response: ServerResponse) => void> = {
  hangs: () => undefined,
  'slow-body': (response) => void response.writeHead(200, jsonType).write(half),
  'cut-off': (response) => {
    response.writeHead(200, { ...jsonType, 'content-length': '4000' });
    response.write(half, () => response.destroy());
  },
  'hangs-up': (response) => void response.destroy(),
  'not-json': (response) => void response.writeHead(200, jsonType).end(half),
  'wrong-type': (response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify(yes)),
  'not-utf-8': (response) => void response.writeHead(200, jsonType).end(yesWith(Buffer.from([0xff, 0xfe]))),
  huge: (response) => void response.writeHead(200, jsonType).end(yesWith(Buffer.alloc(2_000_000, 'x'))),
  redirects: (response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
  'gateway-busy': (response) => void response.writeHead(429, { 'retry-after': '7' }).end('slow down'),
  'gateway-down': (response) =>
    void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502</h1>'),
};

function send(response: ServerResponse, reply: WireReply): void {
  if ('trouble' in reply) {
    misbehave[reply.trouble](response);
    return;
  }
  const wait = reply.retryAfterSeconds;
  const headers = {
    ...jsonType,
    ...reply.headers,
    ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
  };
  response.writeHead(reply.status ?? 200, headers).end(JSON.stringify(reply.json));
}

export interface WireServerOptions {
  /** Any free one, unless given. */
  readonly port?: number | undefined;
  /** Plain http without it. */
  readonly tls?: ServerOptions | null;
  /** Sees each question as it came; nothing is kept here. */
  readonly onQuestion?: ((request: WireRequest) => void) | undefined;
}

export async function openWireServer(
  answer: (request: WireRequest) => WireReply | Promise<WireReply>,
  { port = 0, tls = null, onQuestion }: WireServerOptions = {},
): Promise<WireServer> {
  let asked = 0;
  const reply = async (response: ServerResponse, request: WireRequest): Promise<void> => {
    try {
      send(response, await answer(request));
    } catch {
      response.destroy(); // a question that it cannot read
    }
  };
  const listener: RequestListener = (request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > mostBodyBytes) request.destroy();
      else parts.push(part);
    });
    request.on('end', () => {
      asked += 1;
      const question = { headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      onQuestion?.(question);
      void reply(response, question);
    });
  };
  const server = tls === null ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `${tls === null ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
