// Holds an answer to being the problem document of one stable type.
import { expect } from 'vitest';
import { problemDocument, type ProblemDocument } from '../../server/contract/problem.ts';
import { problemTypes, type ProblemType } from '../../server/domain/problem-type.ts';
import { Refused } from '../try/http-client.ts';

/** What of an answer is looked at; supertest's and fetch's, read to the end, both fit. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | undefined>;
  readonly body: unknown;
}

export function expectProblem(answer: Answer, type: ProblemType): ProblemDocument {
  const document = problemDocument.parse(answer.body);
  expect(document.type).toBe(`/problems/${type}`);
  expect(document).toMatchObject({ status: problemTypes[type].status, title: problemTypes[type].title });
  expect(answer.status).toBe(problemTypes[type].status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  return document;
}

/** The same for a call that an API client makes. */
export async function expectRefused(call: Promise<unknown>, type: ProblemType): Promise<ProblemDocument> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) {
    expect(error).toBeInstanceOf(Refused);
    throw new Error('unreachable', { cause: error });
  }
  expect(error.problem).toMatchObject({ type: `/problems/${type}`, status: problemTypes[type].status });
  return error.problem;
}
