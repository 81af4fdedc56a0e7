// Runs the government records' contract on the real providers' adapters, each in front of a stand-in of its service.
import { createSystemClock } from '../../server/adapters/system/clock.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createAlibabaRecords } from '../../server/adapters/government-records/alibaba.ts';
import { magicNumbers, type MagicOutcome } from '../../server/adapters/government-records/magic-numbers.ts';
import { keyOfConfig } from '../../server/adapters/government-records/provider-key.ts';
import { openAlibabaStandIn } from '../../server/adapters/government-records/stand-in/alibaba.ts';
import { both } from '../../server/adapters/government-records/stand-in/people.ts';
import {
  openTencentStandIn,
  type ProviderStandIn,
} from '../../server/adapters/government-records/stand-in/tencent.ts';
import { createRetry } from '../../server/adapters/government-records/retry.ts';
import { createTencentRecords } from '../../server/adapters/government-records/tencent.ts';
import type { CitizenId } from '../../server/domain/citizen-id.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
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
const key = { id: 'AKIDSTANDIN', secret: 'stand-in-secret-3f9a' };
const readKey = keyOfConfig(new Sensitive(key.id), new Sensitive(key.secret));
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

function inFrontOf(
  provider: 'tencent' | 'alibaba',
  service: ProviderStandIn,
  makeRecords: (onTrouble: (what: object) => void) => GovernmentRecords,
): StandIn {
  const lines: string[] = [];
  return {
    records: makeRecords((what) => void lines.push(JSON.stringify(what))),
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
    secrets: [key.secret],
    logged: () => lines.join('\n'),
    kept: async () => '',
    close: () => service.close(),
  };
}

governmentRecordsContract('Tencent Cloud faceid', async () => {
  const service = await openTencentStandIn({ key, clock });
  return inFrontOf('tencent', service, (onTrouble) =>
    createTencentRecords({ url: service.url, key: readKey, clock, onTrouble, layers }),
  );
});

governmentRecordsContract('Alibaba Cloud cloudauth', async () => {
  const service = await openAlibabaStandIn({ key, clock }, sceneId);
  const random = createSystemRandom();
  return inFrontOf('alibaba', service, (onTrouble) =>
    createAlibabaRecords({ url: service.url, key: readKey, sceneId, clock, random, onTrouble, layers }),
  );
});
