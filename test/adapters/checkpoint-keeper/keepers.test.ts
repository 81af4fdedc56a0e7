// Whoever keeps checkpoints has every one that they say they have, as the line that verifiers read.
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { createFileKeeper } from '../../../server/adapters/checkpoint-keeper/file.ts';
import { createStdoutKeeper } from '../../../server/adapters/checkpoint-keeper/stdout.ts';
import { createWebhookKeeper } from '../../../server/adapters/checkpoint-keeper/webhook.ts';
import { signedHeaders } from '../../../server/adapters/webhooks/signature.ts';
import type { SendingAnswer, WebhookMessage } from '../../../server/ports/webhook-sender.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'checkpoints-'))));
afterAll(() => rm(folder, { recursive: true }));

const at = new Date('2026-11-02T01:00:00.000Z');
const checkpoint = (number: number) => ({ number, text: `head.payload-${number}.signature`, at });
const line = (number: number): string => `{"checkpoint":"head.payload-${number}.signature"}\n`;
const { signal } = new AbortController();

test('a file is only ever added to, also after somebody was stopped in the middle of a line', async () => {
  const path = join(folder, 'kept.ndjson');
  const keeper = createFileKeeper({ path });
  expect(await keeper.keep([checkpoint(1), checkpoint(2)], signal)).toEqual({ isKept: true });
  await appendFile(path, '{"checkp');
  expect(await keeper.keep([checkpoint(3)], signal)).toEqual({ isKept: true });
  expect(await readFile(path, 'utf8')).toBe(`${line(1)}${line(2)}{"checkp\n${line(3)}`);
});

test('a file that cannot be written keeps nothing, and says why', async () => {
  const keeper = createFileKeeper({ path: join(folder, 'none', 'kept.ndjson') });
  expect(await keeper.keep([checkpoint(1)], signal)).toEqual({ isKept: false, why: 'ENOENT' });
});

test('standard output takes a line for each; when it is gone, nothing is kept', async () => {
  let written = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  expect(await createStdoutKeeper(output).keep([checkpoint(1), checkpoint(2)], signal)).toEqual({
    isKept: true,
  });
  expect(written).toBe(line(1) + line(2));
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
  gone.on('error', () => undefined);
  expect((await createStdoutKeeper(gone).keep([checkpoint(1)], signal)).isKept).toBe(false);
});

const secret = Buffer.alloc(32, 7);

function webhookWith(answers: readonly SendingAnswer[]) {
  const sent: WebhookMessage[] = [];
  const waiting = [...answers];
  const sender = {
    send: async (message: WebhookMessage) => {
      sent.push(message);
      return waiting.shift() ?? { status: 204 };
    },
  };
  return {
    sent,
    keeper: createWebhookKeeper({
      sender,
      clock: { now: () => new Date() },
      url: 'https://keep.example',
      secret,
    }),
  };
}

test('a webhook is sent for each, under an id that stays, signed so that the receiver can tell', async () => {
  const { sent, keeper } = webhookWith([]);
  expect(await keeper.keep([checkpoint(1), checkpoint(2)], signal)).toEqual({ isKept: true });
  expect(sent.map(({ id, url }) => [id, url])).toEqual([
    ['checkpoint-1', 'https://keep.example'],
    ['checkpoint-2', 'https://keep.example'],
  ]);
  for (const { id, body, secrets, at: sentAt } of sent) {
    const headers = signedHeaders(id, sentAt, body, secrets);
    const read = new Webhook(secret.toString('base64')).verify(body, { ...headers });
    expect(read).toMatchObject({ type: 'audit.checkpoint', timestamp: at.toISOString() });
  }
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
    data: { number: 1, checkpoint: 'head.payload-1.signature' },
  });
});

test.each([
  [{ status: 500 }, 'status-500'],
  [{ status: 302 }, 'status-302'],
  [{ refused: 'private' }, 'private'],
  [{ fault: 'no-connection' }, 'no-connection'],
] as const)('a webhook that is answered %j is not kept, and no later one is sent', async (answer, why) => {
  const { sent, keeper } = webhookWith([{ status: 200 }, answer]);
  const all = [checkpoint(1), checkpoint(2), checkpoint(3)];
  expect(await keeper.keep(all, signal)).toEqual({ isKept: false, why });
  expect(sent).toHaveLength(2);
});
