// Whatever a government record's service may say or do, drawn at random.
import {
  alibabaFace,
  alibabaFailure,
  alibabaPair,
} from '../../server/adapters/government-records/stand-in/alibaba.ts';
import { both, type Replies } from '../../server/adapters/government-records/stand-in/people.ts';
import {
  tencentError,
  tencentFace,
  tencentPair,
} from '../../server/adapters/government-records/stand-in/tencent.ts';
import type { WireReply, WireTrouble } from '../../server/adapters/wire/stand-in-server.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import type { RecordDeps } from '../../server/features/verification/check-government-record.ts';
import { policy } from '../../server/gate/policy.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { Pictures } from '../../server/ports/pictures.ts';
import type { Vault } from '../../server/ports/vault.ts';
import type { ProviderName } from '../adapters/government-records/provider-support.ts';
import { declaration } from './applicants.ts';
import { asWanted } from './permits.ts';

const troubles: readonly WireTrouble[] = [
  'hangs',
  'slow-body',
  'cut-off',
  'hangs-up',
  'not-json',
  'wrong-type',
  'not-utf-8',
  'huge',
  'redirects',
  'gateway-busy',
  'gateway-down',
];
const yes: Record<ProviderName, WireReply> = {
  tencent: tencentFace('Success', 88),
  alibaba: alibabaFace('200', 93),
};
const noPortrait: Record<ProviderName, Replies> = {
  tencent: { face: tencentFace('FailedOperation.IdPhotoNoExist', 0), pair: tencentPair('0') },
  alibaba: { face: alibabaFace('203', null), pair: alibabaPair('1') },
};
const errors: readonly WireReply[] = [
  ...['InternalError', 'Success', 'FailedOperation.DbError', 'Nonsense', ''].map((code) =>
    tencentError(code),
  ),
  ...['402', '412', '500', '200', 'Throttling.User', 'Nonsense', ''].map(alibabaFailure),
  { json: null },
  { json: [] },
  { json: { Response: { Result: 'Success' }, Code: '200', ResultObject: { Passed: 'T' } }, status: 500 },
];

/** `none`: the record has no portrait. */
export interface Drawn {
  readonly said: 'yes' | 'none' | 'error';
  readonly replies: Replies;
}

/** A fifth says yes, a tenth has no portrait, and the rest goes wrong. What never ends costs its time: only if `mayHang`. */
export function drawReplies(provider: ProviderName, chance: () => number, mayHang: boolean): Drawn {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const roll = chance();
  const trouble = mayHang ? pick(troubles) : pick(troubles.slice(2));
  if (roll < 0.2) return { said: 'yes', replies: { face: yes[provider], pair: errors[0] as WireReply } };
  if (roll < 0.3) return { said: 'none', replies: noPortrait[provider] };
  return { said: 'error', replies: both(roll < 0.65 ? { trouble } : pick(errors)) };
}

/** All that checking the record of somebody who consented takes, but the record. */
export const bareRecordDeps: Omit<RecordDeps, 'records'> = {
  vault: { getMedia: async () => Uint8Array.of(0xff, 0xd8) } as unknown as Vault,
  engine: {} as FaceEngine,
  pictures: {} as Pictures,
  limits: policy.limits,
  timeoutMs: 300,
  permit: asWanted,
};

export const factsOfSomebody = {
  application: { path: 'face' },
  declaration,
  consents: { face: 'granted', 'government-query': 'granted' },
  evidence: [{ id: 'best-frame', kind: 'best-frame', findings: [], measurements: [] }],
  capture: null,
} as unknown as CaseFacts;
