// Applicants who come one after another, and come back when the server was gone.
import type { Endpoint } from '../../server/contract/endpoint.ts';
import { addPhoto } from '../../server/contract/evidence.ts';
import {
  findMyApplication,
  openApplication,
  type ApplicationView,
} from '../../server/contract/application.ts';
import { continueApplication, type Applicant } from '../try/drive-application.ts';
import { createApiClient, type ApiClient } from '../try/http-client.ts';
import type { Entry, Ledger } from './ledger.ts';

export interface StreamOptions {
  readonly baseUrl: string;
  readonly ledger: Ledger;
  readonly applicant: Applicant;
  /** How many go through to the submission at a time. */
  readonly applying: number;
  /** How many at a time only begin, and leave before the photos: many small writes that wait for no picture. */
  readonly beginning: number;
}

export interface Stream {
  /** Goes on until the connection is lost; other failures reject. Interrupted applications are gone on with first. */
  untilCutOff(): Promise<void>;
  /** Brings what was interrupted to its submission, and hears from everybody once more what the server knows. */
  finish(): Promise<void>;
}

export class HeldBack extends Error {
  override readonly name = 'HeldBack';
}

/** Does what it is told up to this request, for which it throws HeldBack instead. */
export function holdingBack(client: ApiClient, before: Endpoint): ApiClient {
  return {
    async call(endpoint, call) {
      if (endpoint.path === before.path && endpoint.method === before.method) throw new HeldBack();
      return client.call(endpoint, call);
    },
  };
}

/** What fetch throws when a connection cannot be made, or breaks. */
function isCutOff(error: unknown): boolean {
  return error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated');
}

/** Rejects with the first failure that is not expected, however long the others would go on. */
async function together(
  workers: readonly (() => Promise<void>)[],
  isExpected: (error: unknown) => boolean,
): Promise<void> {
  await Promise.all(
    workers.map((work) =>
      work().catch((error: unknown) => {
        if (!isExpected(error)) throw error;
      }),
    ),
  );
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

export function createStream(options: StreamOptions): Stream {
  const { baseUrl, ledger, applicant } = options;
  const interrupted: Entry[] = [];
  const somebody = (): Entry => ledger.begin(createApiClient({ baseUrl }));

  /** What was not acknowledged may have happened all the same: the server's own word says where to go on. */
  async function goOn(entry: Entry, client: ApiClient = entry.client): Promise<void> {
    const from: ApplicationView =
      entry.view === null
        ? await client.call(openApplication, { body: { language: applicant.language } })
        : await client.call(findMyApplication);
    await continueApplication({ client, applicant }, from);
  }

  async function apply(next: () => Entry | undefined): Promise<void> {
    for (let entry = next(); entry !== undefined; entry = next()) {
      try {
        await goOn(entry);
      } catch (error) {
        if (entry.view !== null) interrupted.push(entry);
        throw error;
      }
    }
  }

  async function begin(): Promise<never> {
    for (;;) {
      const entry = somebody();
      await goOn(entry, holdingBack(entry.client, addPhoto)).catch((error: unknown) => {
        if (!(error instanceof HeldBack)) throw error;
      });
    }
  }

  return {
    untilCutOff: () =>
      together(
        [
          ...times(options.applying, () => apply(() => interrupted.shift() ?? somebody())),
          ...times(options.beginning, begin),
        ],
        isCutOff,
      ),
    async finish() {
      const none = (): boolean => false;
      await together(
        times(options.applying, () => apply(() => interrupted.shift())),
        none,
      );
      const unheard = [...ledger.entries];
      const hear = async (): Promise<void> => {
        for (let entry = unheard.pop(); entry !== undefined; entry = unheard.pop())
          await entry.client.call(findMyApplication);
      };
      await together(times(4, hear), none);
    },
  };
}
