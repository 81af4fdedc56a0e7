// Applications made ready to be submitted, and how long the parts of their verification took.
import { join } from 'node:path';
import { createDatabase } from '../../server/adapters/database/create-database.ts';
import { openEmbeddedPool } from '../../server/adapters/database/embedded.ts';
import { openApplication, readApplication, submitApplication } from '../../server/contract/application.ts';
import type { Endpoint } from '../../server/contract/endpoint.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { HeldBack, holdingBack } from '../durability/stream.ts';
import { sampleStill } from '../puppet/sample.ts';
import { continueApplication, type Applicant } from '../try/drive-application.ts';
import { createApiClient, type ApiClient } from '../try/http-client.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';

export interface Prepared {
  readonly id: ApplicationId;
  readonly client: ApiClient;
  readonly applicant: Applicant;
  readonly cookie: string;
}

async function cookieFrom(baseUrl: string, resumeLink: string | null): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/resume`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: resumeLink?.split('#resume=')[1] }),
  });
  await answer.arrayBuffer();
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return cookies.join('; ');
}

/** A puppet's application, with everything done that comes before the request named. */
export async function prepare(baseUrl: string, before: Endpoint): Promise<Prepared> {
  const client = createApiClient({ baseUrl });
  const applicant = await puppetApplicant(client, await sampleStill('sample1'));
  const opened = await client.call(openApplication, { body: { language: 'en' } });
  try {
    await continueApplication({ client: holdingBack(client, before), applicant }, opened);
  } catch (error) {
    if (!(error instanceof HeldBack)) throw error;
  }
  const cookie = await cookieFrom(baseUrl, opened.resumeLink);
  return { id: opened.applicationId, client, applicant, cookie };
}

const pollMs = 20;

/** Submits, and answers how long it took until the application was held, in ms. */
export async function submitUntilHeld({ client, id }: Prepared): Promise<number> {
  const beganAt = performance.now();
  await client.call(submitApplication, { params: { applicationId: id } });
  for (;;) {
    const { state } = await client.call(readApplication, { params: { applicationId: id } });
    if (state === 'in_review') return performance.now() - beganAt;
    if (state !== 'checking') throw new Error(`ended as ${state}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** From the trail of a stopped server: ms from the end of the step before to the end of each. */
export async function partsOf(dataDirectory: string, id: ApplicationId): Promise<Record<string, number>> {
  const pool = await openEmbeddedPool({
    directory: join(dataDirectory, 'database'),
    onFatal: (error) => {
      throw error;
    },
  });
  const database = createDatabase(pool);
  try {
    const entries = await database.audit.of(id);
    const parts: Record<string, number> = {};
    let previousMs = entries.find(({ type }) => type === 'application.submitted')?.at.getTime() ?? Number.NaN;
    for (const entry of entries) {
      const name = entry.type === 'check.finished' ? entry.data.check : entry.type;
      if (entry.type !== 'check.finished' && entry.type !== 'gate.decided') continue;
      parts[name] = entry.at.getTime() - previousMs;
      previousMs = entry.at.getTime();
    }
    return parts;
  } finally {
    await database.close();
  }
}
