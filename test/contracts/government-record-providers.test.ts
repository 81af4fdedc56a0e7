// Runs the government records' contract on the real providers' adapters, each in front of a stand-in of its service.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createAlibabaRecords } from '../../server/adapters/government-records/alibaba.ts';
import { magicNumbers, type MagicOutcome } from '../../server/adapters/government-records/magic-numbers.ts';
import { keyOfFile, type ReadKey } from '../../server/adapters/government-records/provider-key.ts';
import { openAlibabaStandIn } from '../../server/adapters/government-records/stand-in/alibaba.ts';
import { both } from '../../server/adapters/government-records/stand-in/people.ts';
import {
  openTencentStandIn,
  type ProviderStandIn,
} from '../../server/adapters/government-records/stand-in/tencent.ts';
import { createRetry } from '../../server/adapters/government-records/retry.ts';
import { createTencentRecords } from '../../server/adapters/government-records/tencent.ts';
import type { CitizenId } from '../../server/domain/citizen-id.ts';
import type { Clock } from '../../server/ports/clock.ts';
import type { GovernmentRecords } from '../../server/ports/government-records.ts';
import {
  governmentRecordsContract,
  wireBehaviours,
  type StandIn,
  type StandInBehaviour,
  type WireBehaviour,
} from './government-records.ts';

/** As they are in service, but for the pauses. */
const layers = [
  createRetry({ random: createSystemRandom(), delay: async () => undefined, onRetry: () => undefined }),
];

const clock = createSystemClock();
const oldKey = { id: 'AKIDSTANDIN', secret: 'stand-in-secret-3f9a' };
const newKey = { id: 'AKIDNEXT', secret: 'another-secret-77c1' };
/** How far apart each service lets the clocks be. */
const allowedSkewMs = { tencent: 5 * 60_000, alibaba: 15 * 60_000 };
const sceneId = '1000000006';

/** Null: no answer of these services is one. */
const outcomeFor: Partial<Record<StandInBehaviour, MagicOutcome | null>> = {
  'agrees-with-portrait': null,
  'agrees-by-comparison': 'match',
  'agrees-weakly': 'weak-match',
  'disagrees-by-comparison': 'portrait-differs',
  'agrees-without-portrait': 'portrait-missing',
  hangs: 'never-answers',
};

/** Behaviours that the service has no code for, as its public pages stand. */
const unheardOf: Record<'tencent' | 'alibaba', readonly StandInBehaviour[]> = {
  tencent: ['agrees-weakly', 'daily-limit'],
  alibaba: ['photo-blurred', 'photo-too-dark', 'photo-face-covered', 'photo-several-faces'],
};

const isOfAWire = (behaviour: StandInBehaviour | WireBehaviour): behaviour is WireBehaviour =>
  behaviour in wireBehaviours;

interface Rig {
  /** At the service: exchanged in place. */
  readonly key: { id: string; secret: string };
  readonly onQuestion: (question: { readonly body: string }) => void;
  readonly adapter: {
    readonly key: ReadKey;
    readonly clock: Clock;
    readonly onTrouble: (what: object) => void;
    readonly layers: typeof layers;
  };
}

async function inFrontOf(
  provider: 'tencent' | 'alibaba',
  open: (rig: Rig) => Promise<{ service: ProviderStandIn; records: GovernmentRecords }>,
): Promise<StandIn> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-provider-key-'));
  const path = join(folder, 'key.json');
  await writeFile(path, JSON.stringify(oldKey));
  const lines: string[] = [];
  const received: string[] = [];
  const key = { ...oldKey };
  let aheadMs = 0;
  const { service, records } = await open({
    key,
    onQuestion: ({ body }) =>
      void received.push(provider === 'alibaba' ? [...new URLSearchParams(body).values()].join('\n') : body),
    adapter: {
      key: keyOfFile(path),
      clock: { now: () => new Date(clock.now().getTime() + aheadMs) },
      onTrouble: (what) => void lines.push(JSON.stringify(what)),
      layers,
    },
  });
  return {
    records,
    async person(behaviour) {
      const name = '阿卜杜拉·买买提';
      if (isOfAWire(behaviour)) {
        const citizenId = '11010519491231002X' as CitizenId;
        service.say(citizenId, both({ trouble: behaviour }));
        return { name, citizenId };
      }
      if (unheardOf[provider].includes(behaviour)) return null;
      const outcome = outcomeFor[behaviour] === undefined ? behaviour : outcomeFor[behaviour];
      const found = magicNumbers.find((one) => one.outcome === outcome);
      return found === undefined ? null : { name, citizenId: found.citizenId as CitizenId };
    },
    secrets: [oldKey.secret, newKey.secret],
    logged: () => lines.join('\n'),
    kept: async () => '',
    wire: {
      received: () => received,
      exchangeKey: async (where) => {
        if (where === 'service') Object.assign(key, newKey);
        else await writeFile(path, JSON.stringify(newKey));
      },
      setAhead: (ms) => {
        aheadMs = ms;
      },
      allowedSkewMs: allowedSkewMs[provider],
    },
    close: async () => {
      await service.close();
      await rm(folder, { recursive: true });
    },
  };
}

governmentRecordsContract('Tencent Cloud faceid', () =>
  inFrontOf('tencent', async ({ key, onQuestion, adapter }) => {
    const service = await openTencentStandIn({ key, clock, onQuestion });
    return { service, records: createTencentRecords({ ...adapter, url: service.url }) };
  }),
);

governmentRecordsContract('Alibaba Cloud cloudauth', () =>
  inFrontOf('alibaba', async ({ key, onQuestion, adapter }) => {
    const service = await openAlibabaStandIn({ key, clock, onQuestion }, sceneId);
    const random = createSystemRandom();
    return { service, records: createAlibabaRecords({ ...adapter, url: service.url, sceneId, random }) };
  }),
);
