// Answers the desk's requests from tables, in the place of fetch.
import { vi } from 'vitest';
import type { ProblemType } from '../../../server/domain/problem-type.ts';

export type FakeAnswer =
  { json: unknown; status?: number } | { problem: ProblemType; status: number } | 'nothing' | 'offline';
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** `answers` by `METHOD /path`; a function is asked each time. Everything asked is kept in order. */
export function fakeServer(answers: Record<string, FakeAnswer | (() => FakeAnswer)>): { asked: Asked[] } {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET';
    asked.push({ method, path, body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body });
    const found = answers[`${method} ${path}`] ?? ({ problem: 'not-found', status: 404 } as const);
    const answer = typeof found === 'function' ? found() : found;
    if (answer === 'offline') throw new TypeError('offline');
    if (answer === 'nothing') return new Response(null, { status: 204 });
    if ('json' in answer) return Response.json(answer.json, { status: answer.status ?? 200 });
    const body = {
      type: `/problems/${answer.problem}`,
      title: '',
      status: answer.status,
      instance: '',
      requestId: 'r_1',
    };
    return Response.json(body, { status: answer.status });
  });
  return { asked };
}
