// Answers the desk's requests from tables, in the place of fetch.
import { vi } from 'vitest';
import { openEvidenceBody } from '../../../server/contract/evidence.ts';
import type { ProblemType } from '../../../server/domain/problem-type.ts';

export type FakeAnswer =
  { json: unknown; status?: number } | { problem: ProblemType; status: number } | 'nothing' | 'offline';
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const picturePath = '/api/review/evidence/';

/** An address for each piece that was asked for, as far as the server would. */
export const handOut = ({ body }: Asked): FakeAnswer => {
  const read = openEvidenceBody.safeParse(body);
  if (!read.success) return { problem: 'invalid-request', status: 400 };
  const addresses = read.data.evidenceIds.map((evidenceId) => ({
    evidenceId,
    address: picturePath + evidenceId,
  }));
  return { status: 201, json: { expiresAt: '2026-11-23T08:02:00.000Z', addresses } };
};

/** `answers` by `METHOD /path`; a function is asked each time. Everything asked is kept in order. */
export function fakeServer(answers: Record<string, FakeAnswer | ((asked: Asked) => FakeAnswer)>): {
  asked: Asked[];
} {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET';
    const body = (typeof init.body === 'string' ? JSON.parse(init.body) : init.body) as unknown;
    const question = { method, path, body };
    asked.push(question);
    // pictures leave by addresses that are made when they are asked for
    if (path.startsWith(picturePath)) return new Response('a picture');
    const found = answers[`${method} ${path}`] ?? ({ problem: 'not-found', status: 404 } as const);
    const answer = typeof found === 'function' ? found(question) : found;
    if (answer === 'offline') throw new TypeError('offline');
    if (answer === 'nothing') return new Response(null, { status: 204 });
    if ('json' in answer) return Response.json(answer.json, { status: answer.status ?? 200 });
    const problem = {
      type: `/problems/${answer.problem}`,
      title: '',
      status: answer.status,
      instance: '',
      requestId: 'r_1',
    };
    return Response.json(problem, { status: answer.status });
  });
  return { asked };
}
