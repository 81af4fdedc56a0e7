// Which tests run where: one project per kind, so that CI can run the database ones a second time on PostgreSQL.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** As many as there are cores: beside a browser and the server that it asks, one more leaves a camera too few frames. */
const maxWorkers = Math.max(2, availableParallelism());

/** Of the database's rooms, what opens no database or the embedded one in any case: the same on PostgreSQL. */
const sameOnServer = [
  'test/adapters/database/{directory-lock,embedded}.test.ts',
  'test/adapters/database/stores/create-database.test.ts',
  'test/contracts/{business-registry,government-record-providers,evidence-store,keys,presentation-attack-detector,signatures,signed-registry,system,wrapping-keys}.test.ts',
  'test/features/{checks,close-ups,draws,presentation-attack,record-answers,record-chaos,willingness}.test.ts',
];

/**
 * What takes long, longest first: begun last, one of them would keep the check waiting with a core that does nothing.
 * Those with a browser take turns: apart from each other, so that none waits for its turn where another could run.
 */
const longest = [
  'browser/capture',
  'durability/kill-nine',
  'features/hold-sequences',
  'durability/process',
  'red-team/protocol',
  'features/outages',
  'journeys/records',
  'browser/journey',
  'red-team/pictures',
  'features/capture-sequences',
  'journeys/honest-applicant',
  'journeys/liveness',
  'journeys/withdrawal',
  'journeys/time-passes',
  'adapters/database/embedded',
  'cli/evaluate-liveness',
  'features/any-request',
  'features/photos',
  'browser/troubles',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    const usual = await super.sort(files);
    const place = (moduleId: string): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return at === -1 ? longest.length : at;
    };
    return [...usual].sort((one, other) => place(one.moduleId) - place(other.moduleId));
  }
}

/** Bounds for what hangs, not for what is slow: two tests with cameras at once share two cores. */
const node = { environment: 'node', pool: 'forks', hookTimeout: 600_000, testTimeout: 600_000 } as const;

export default defineConfig({
  test: {
    maxWorkers,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...node,
          name: 'pure',
          isolate: false, // nothing is left behind in a module: each process loads the server once
          include: ['test/{domain,gate,contract,http,cli,verify}/**/*.test.ts', 'test/*.test.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'database',
          isolate: false,
          include: ['test/{adapters/database,adapters/jobs,features,journeys,contracts}/**/*.test.ts'],
          exclude: process.env['TEST_DATABASE_URL'] === undefined ? [] : sameOnServer,
          globalSetup: ['test/support/database-template.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'engine',
          include: [
            'test/{models,adapters/{business-registry,checkpoint-keeper,face-engine,evidence-store,government-records,keys,pictures,service-guard,tokens,vault,webhooks,wire,wrapping-keys},puppet}/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          ...node,
          name: 'red-team',
          include: ['test/red-team/**/*.test.ts'],
          globalSetup: ['test/support/database-template.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'durability',
          include: ['test/durability/**/*.test.ts'],
          globalSetup: ['test/durability/built.ts'],
          testTimeout: 1_200_000,
        },
      },
      {
        extends: 'web/vite.config.ts',
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['test/web/**/*.test.{ts,tsx}'],
          root: '.',
          setupFiles: ['test/web/patience.ts'],
          testTimeout: 240_000,
        },
      },
      {
        test: {
          ...node,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 2_400_000, // waits for its turn
        },
      },
    ],
  },
});
