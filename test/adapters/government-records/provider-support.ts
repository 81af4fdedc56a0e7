// The adapters of both providers in front of their stand-ins, with a clock that can be set and troubles kept.
import { createAlibabaRecords } from '../../../server/adapters/government-records/alibaba.ts';
import type { Layer } from '../../../server/adapters/government-records/around.ts';
import { keyOfConfig, type ReadKey } from '../../../server/adapters/government-records/provider-key.ts';
import type { Trouble } from '../../../server/adapters/government-records/provider-records.ts';
import { openAlibabaStandIn } from '../../../server/adapters/government-records/stand-in/alibaba.ts';
import {
  openTencentStandIn,
  type ProviderStandIn,
} from '../../../server/adapters/government-records/stand-in/tencent.ts';
import { createTencentRecords } from '../../../server/adapters/government-records/tencent.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import type { CitizenId } from '../../../server/domain/citizen-id.ts';
import { Sensitive } from '../../../server/domain/sensitive.ts';
import type { GovernmentRecordAnswer, GovernmentRecords } from '../../../server/ports/government-records.ts';

export const providers = ['tencent', 'alibaba'] as const;
export type ProviderName = (typeof providers)[number];

export const key = { id: 'AKIDSTANDIN', secret: 'stand-in-secret-3f9a' };
export const citizenId = '11010519491231002X' as CitizenId;
export const name = '张三';
const sceneId = '1000000006';
const photo = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
const start = new Date('2026-11-30T12:00:00Z');

export interface Rig {
  readonly service: ProviderStandIn;
  readonly records: GovernmentRecords;
  readonly troubles: Trouble[];
  /** Our clock runs ahead of the service's by so much. */
  aheadMs: number;
  ask(options?: { photo?: Uint8Array | null; signal?: AbortSignal }): Promise<GovernmentRecordAnswer>;
}

export async function openRig(
  provider: ProviderName,
  readKey?: ReadKey,
  layers: readonly Layer[] = [],
): Promise<Rig> {
  const clock = { now: () => start };
  const service =
    provider === 'tencent'
      ? await openTencentStandIn({ key, clock })
      : await openAlibabaStandIn({ key, clock }, sceneId);
  const troubles: Trouble[] = [];
  const config = {
    url: service.url,
    key: readKey ?? keyOfConfig(new Sensitive(key.id), new Sensitive(key.secret)),
    clock: { now: () => new Date(start.getTime() + rig.aheadMs) },
    random: createSystemRandom(),
    sceneId,
    onTrouble: (what: Trouble) => void troubles.push(what),
    layers,
  };
  const records = provider === 'tencent' ? createTencentRecords(config) : createAlibabaRecords(config);
  const rig: Rig = {
    service,
    records,
    troubles,
    aheadMs: 0,
    ask: ({ photo: shown = photo, signal = new AbortController().signal } = {}) =>
      records.lookUp(
        { name: new Sensitive(name), citizenId: new Sensitive(citizenId), livePhoto: shown },
        signal,
      ),
  };
  return rig;
}

/** `match/compared yes`, `capture/blurred`, `unavailable/unpaid`, … */
export function classOf(answer: GovernmentRecordAnswer): string {
  if (answer.answer === 'match')
    return `match/${answer.face.kind}${answer.face.kind === 'compared' ? (answer.face.agrees ? ' yes' : ' no') : ''}`;
  if (answer.answer === 'capture') return `capture/${answer.fault}`;
  return answer.answer === 'unavailable' ? `unavailable/${answer.why}` : answer.answer;
}
