// A message is signed as the standard says, sent to the very address that was looked at, and its answer not read.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpsWebhookSender, type Resolve } from '../../../server/adapters/webhooks/https.ts';
import { signedHeaders } from '../../../server/adapters/webhooks/signature.ts';

const never = new AbortController().signal;
const secret = Buffer.from('0123456789abcdef0123456789abcdef');
const shown = `whsec_${secret.toString('base64')}`;
const body = JSON.stringify({ type: 'admission.granted', data: { n: 1, text: '准入' } });

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function serve(listener: RequestListener): Promise<{ port: number; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return { port: (server.address() as AddressInfo).port, server };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const message = (url: string): Parameters<ReturnType<typeof createHttpsWebhookSender>['send']>[0] => ({
  url,
  id: 'm_1',
  body,
  secrets: [secret],
  at: new Date(),
});
const here = createHttpsWebhookSender({ allowsLoopback: true, allowedNetworks: [] });

describe('the signature', () => {
  test('is that of the published example', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const headers = signedHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
      [key],
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('is verified by another program, with any of two secrets, and by no third', () => {
    const other = Buffer.alloc(32, 7);
    const headers = signedHeaders('m_1', new Date(), body, [other, secret]);
    for (const one of [secret, other])
      expect(new Webhook(`whsec_${one.toString('base64')}`).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() =>
      new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`).verify(body, headers),
    ).toThrow();
    expect(() => new Webhook(shown).verify(`${body} `, headers)).toThrow();
  });
});

describe('a message', () => {
  test('arrives whole, as JSON, verifiable', async () => {
    let got: unknown;
    const { port } = await serve((request, response) => {
      void textOf(request).then((text) => {
        got = new Webhook(shown).verify(text, request.headers as Record<string, string>);
        expect(request.headers['content-type']).toBe('application/json');
        response.writeHead(204).end();
      });
    });
    expect(await here.send(message(`http://localhost:${port}/in`), never)).toEqual({ status: 204 });
    expect(got).toEqual(JSON.parse(body));
  });

  test('is not sent on where the receiver points', async () => {
    let asked = 0;
    const { port } = await serve((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: `/elsewhere` }).end();
    });
    expect(await here.send(message(`http://127.0.0.1:${port}/`), never)).toEqual({ status: 307 });
    expect(asked).toBe(1);
  });

  test('waits for no end of an answer that has none', async () => {
    const { port } = await serve((_request, response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', pour);
      };
      pour();
    });
    expect(await here.send(message(`http://127.0.0.1:${port}/`), never)).toEqual({ status: 200 });
  });

  test('says what was in the way', async () => {
    const silent = await serve(() => undefined);
    const impatient = createHttpsWebhookSender({ allowsLoopback: true, allowedNetworks: [], timeoutMs: 50 });
    expect(await impatient.send(message(`http://127.0.0.1:${silent.port}/`), never)).toEqual({
      fault: 'no-answer-in-time',
    });
    const babbling = createTcpServer((socket) => socket.end('hello\r\n\r\n'));
    await new Promise<void>((resolve) => babbling.listen(0, '127.0.0.1', resolve));
    open.push(babbling);
    const { port } = babbling.address() as AddressInfo;
    expect(await here.send(message(`http://127.0.0.1:${port}/`), never)).toEqual({ fault: 'no-http' });
    // nobody speaks TLS there
    expect(await here.send(message(`https://127.0.0.1:${silent.port}/`), never)).toHaveProperty('fault');
    const { port: free, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await here.send(message(`http://127.0.0.1:${free}/`), never)).toEqual({ fault: 'no-connection' });
  });

  test('is stopped when the process is', async () => {
    const stopping = new AbortController();
    const { port } = await serve(() => stopping.abort(new Error('closing')));
    await expect(here.send(message(`http://127.0.0.1:${port}/`), stopping.signal)).rejects.toThrow('closing');
  });
});

describe('nothing is sent', () => {
  const answers =
    (address: string): Resolve =>
    async () => [{ address, family: address.includes(':') ? 6 : 4 }];
  const outside = createHttpsWebhookSender({
    allowsLoopback: false,
    allowedNetworks: [],
    resolve: answers('8.8.8.8'),
  });

  test.each([
    ['nonsense', 'malformed'],
    ['ftp://example.com/', 'not-https'],
    ['http://example.com/', 'not-https'],
    ['https://user:secret@example.com/', 'has-credentials'],
    ['https://127.0.0.1/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:127.0.0.1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
  ] as const)('to %s: %s', async (url, refused) => {
    expect(await outside.refusalOf(url)).toBe(refused);
    expect(await outside.send(message(url), never)).toEqual({ refused });
  });

  test('to a name that leads inside, whatever it was answered with before', async () => {
    const turns = ['8.8.8.8', '10.0.0.5'];
    const rebinding = createHttpsWebhookSender({
      allowsLoopback: false,
      allowedNetworks: [],
      resolve: async () => [{ address: turns.shift() ?? '', family: 4 }],
    });
    expect(await rebinding.refusalOf('https://shop.example/')).toBeNull();
    expect(await rebinding.send(message('https://shop.example/'), never)).toEqual({ refused: 'private' });
  });

  test('to a name of which one address leads inside', async () => {
    const mixed = createHttpsWebhookSender({
      allowsLoopback: false,
      allowedNetworks: [],
      resolve: async () => [
        { address: '8.8.8.8', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    });
    expect(await mixed.send(message('https://shop.example/'), never)).toEqual({ refused: 'private' });
  });

  test('to a name without an address', async () => {
    const lost = createHttpsWebhookSender({
      allowsLoopback: true,
      allowedNetworks: [],
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
    });
    expect(await lost.refusalOf('https://nowhere.example/')).toBe('unresolved');
    expect(await lost.send(message('https://nowhere.example/'), never)).toEqual({ refused: 'unresolved' });
  });

  test('by plain http to another machine, though this one is allowed', async () => {
    const inside = createHttpsWebhookSender({
      allowsLoopback: true,
      allowedNetworks: ['10.0.0.0/8'],
      resolve: answers('10.0.0.5'),
    });
    expect(await inside.refusalOf('http://inside.example/')).toBe('not-https');
    expect(await inside.refusalOf('https://inside.example/')).toBeNull();
  });
});

test('the name is looked up once for a message, and the connection goes to that address', async () => {
  let looks = 0;
  const { port } = await serve((request, response) => {
    response.writeHead(request.headers.host === `shop.example:${port}` ? 200 : 400).end();
  });
  const pinned = createHttpsWebhookSender({
    allowsLoopback: true,
    allowedNetworks: [],
    resolve: async () => {
      looks += 1;
      return [{ address: looks === 1 ? '127.0.0.1' : '8.8.8.8', family: 4 }];
    },
  });
  expect(await pinned.send(message(`http://shop.example:${port}/`), never)).toEqual({ status: 200 });
  expect(looks).toBe(1);
});
