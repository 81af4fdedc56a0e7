// Whatever is sent to whichever address: never a fault of ours, always a problem that is known, and nothing is lost.
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCase } from '../../server/contract/review.ts';
import { problemDocument } from '../../server/contract/problem.ts';
import { problemTypes } from '../../server/domain/problem-type.ts';
import { createChance } from '../support/any-request/chance.ts';
import { newPeople, plainPhoto, somebodySubmitted } from '../support/any-request/people.ts';
import {
  makeRequest,
  operationsOf,
  type Description,
  type MadeRequest,
  type Operation,
} from '../support/any-request/requests.ts';
import { createSender, type Answered, type Sender } from '../support/any-request/send.ts';
import { facelessEngine } from '../support/faceless-engine.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

/** `npm run fuzz` sends five times as many. */
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 4000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
/** With the same people; then come new ones. */
const perTurn = 500;
const atOnce = 8;

let portcullis: TestPortcullis;
let sender: Sender;
let operations: readonly [Operation, ...Operation[]];
let description: Description;
beforeAll(async () => {
  portcullis = await startPortcullis({
    environment: {
      MARKETPLACE_REQUESTS_PER_MINUTE: '1000000',
      TRUSTED_PROXIES: 'loopback',
      WEBHOOK_LOOPBACK: 'yes',
    },
    replacements: { engine: facelessEngine },
  });
  sender = createSender(portcullis.baseUrl);
  const answer = await supertest(portcullis.baseUrl).get('/openapi.json').expect(200);
  description = answer.body as Description;
  operations = operationsOf(description);
});
afterAll(async () => {
  sender.close();
  await portcullis.close();
});

/** What is wrong with that answer; null: nothing. */
function faultIn(
  { statuses }: Operation,
  { method }: MadeRequest,
  { status, type, text }: Answered,
): string | null {
  if (status < 400) return null;
  if (method === 'head') return status >= 500 ? `${status}` : null;
  if (!type.startsWith('application/problem+json')) return `${status} ${type}`;
  const problem = problemDocument.safeParse(JSON.parse(text));
  if (!problem.success) return `${status} no problem document: ${text}`;
  const name = problem.data.type.slice('/problems/'.length) as keyof typeof problemTypes;
  if (problemTypes[name].status !== status) return `${status} for ${name}`;
  if (status >= 500 && !statuses.includes(String(status))) return `${status} ${name}`;
  if (name === 'internal') return text;
  return null;
}

/** As it can be read in a failed test. */
const shown = ({ method, path, headers, body }: MadeRequest): string =>
  [
    `${method} ${path.slice(0, 300)}`,
    JSON.stringify(headers).slice(0, 300),
    body === null ? '' : JSON.stringify(body.toString('latin1').slice(0, 600)),
  ].join('\n');

const logged = (requestId: string): string =>
  portcullis
    .log()
    .split('\n')
    .filter((one) => one.includes(requestId))
    .join('\n');

test(
  `${requests} requests to all addresses: none is a fault of ours, and what was kept is there`,
  { timeout: 1_200_000 },
  async () => {
    const chance = createChance(seed);
    const witness = await somebodySubmitted(portcullis);
    const [seen, desk] = [
      await witness.view(),
      await portcullis.reviewer({ id: 'wit', name: 'W', role: 'lead' }),
    ];
    const files = [await plainPhoto(1), await plainPhoto(2), Buffer.from('no picture'), Buffer.alloc(0)];
    files.push(files[0]?.subarray(0, 900) ?? Buffer.alloc(0));

    const faults = new Map<string, string>();
    const statuses = new Map<number, number>();
    for (let turn = 0; turn * perTurn < requests; turn += 1) {
      const { headers, known } = await newPeople(portcullis, turn);
      const fitting = { schemas: description.components.schemas, known, chance };
      for (let sent = 0; sent < Math.min(perTurn, requests - turn * perTurn); sent += atOnce) {
        const made = Array.from({ length: atOnce }, () => {
          const operation = chance.of(operations);
          const from = `198.51.${chance.below(256)}.${chance.below(256)}`;
          const fits = chance.oneIn(5) ? chance.any(Object.keys(headers)) : operation.audience;
          const who = { ...chance.any(headers[fits ?? 'nobody'] ?? []), 'X-Forwarded-For': from };
          return { operation, who, request: makeRequest(operation, fitting, files) };
        });
        await Promise.all(
          made.map(async ({ operation, who, request }) => {
            const answer = await sender.send(request, who);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            const fault = faultIn(operation, request, answer);
            if (fault === null) return;
            const requestId = /r_[0-9a-f-]{36}/.exec(fault)?.[0] ?? 'none';
            const name = `${operation.method} ${operation.path}`;
            faults.set(name, [fault, shown(request), logged(requestId)].join('\n'));
          }),
        );
      }
    }
    expect(Object.fromEntries(faults)).toEqual({});

    // many of them were good enough to be carried out
    expect(statuses.get(200)).toBeGreaterThan(requests / 50);
    await supertest(portcullis.baseUrl).get('/readyz').expect(200);
    expect(await witness.view()).toEqual(seen);
    const { evidence } = await desk.call(readCase, { params: { applicationId: witness.id } });
    expect(evidence.map(({ kind }) => kind).sort()).toEqual(['id-back', 'id-front']);
  },
);
