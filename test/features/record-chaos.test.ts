// A record that fails in every way at random, 500 times: nobody is admitted by an error, and nobody is asked about twice for none.
import { afterEach, expect, test } from 'vitest';
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
import type {
  WireReply,
  WireTrouble,
} from '../../server/adapters/government-records/stand-in/wire-server.ts';
import { checkGovernmentRecord } from '../../server/features/verification/check-government-record.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import { policy } from '../../server/gate/policy.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { Pictures } from '../../server/ports/pictures.ts';
import type { Vault } from '../../server/ports/vault.ts';
import {
  openRig,
  providers,
  type ProviderName,
  type Rig,
} from '../adapters/government-records/provider-support.ts';
import { seededRandom } from '../puppet/noise.ts';
import { declaration } from '../support/applicants.ts';

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
  ...['402', '412', '500', '200', 'Nonsense', ''].map(alibabaFailure),
  { json: null },
  { json: [] },
  { json: { Response: { Result: 'Success' }, Code: '200', ResultObject: { Passed: 'T' } }, status: 500 },
];

const { signal } = new AbortController();
let rig: Rig | null = null;
afterEach(async () => {
  await rig?.service.close();
});

test.each(providers)('%s', async (provider) => {
  const opened = (rig = await openRig(provider));
  const chance = seededRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const drawn = { yes: { face: yes[provider], pair: errors[0] as WireReply }, none: noPortrait[provider] };
  const deps = {
    vault: { getMedia: async () => Uint8Array.of(0xff, 0xd8) } as unknown as Vault,
    engine: {} as FaceEngine,
    pictures: {} as Pictures,
    limits: policy.limits,
    timeoutMs: 300,
  };
  const counts = { yes: 0, passed: 0, none: 0 };
  for (let each = 0; each < 500; each += 1) {
    const roll = chance();
    const said = roll < 0.2 ? 'yes' : roll < 0.3 ? 'none' : 'error';
    // what never ends costs its time: seldom
    const trouble = each % 50 === 0 ? pick(troubles) : pick(troubles.slice(2));
    const replies = said === 'error' ? both(roll < 0.65 ? { trouble } : pick(errors)) : drawn[said];
    opened.service.say(declaration.citizenId, replies);
    const facts = {
      application: { path: 'face' },
      declaration,
      consents: { face: 'granted', 'government-query': 'granted' },
      evidence: [{ id: 'best-frame', kind: 'best-frame', findings: [], measurements: [] }],
      capture: null,
    } as unknown as CaseFacts;
    const { report } = await checkGovernmentRecord({ ...deps, records: opened.records }, facts, signal);
    const isPassed = report.result.outcome === 'passed';
    if (isPassed && said !== 'yes') expect.fail(`passed by ${JSON.stringify(replies)}`);
    if (said === 'error') expect(report.result.outcome).toBe('unavailable');
    if (said === 'yes') counts.yes += 1;
    if (said === 'none') counts.none += 1;
    if (isPassed) counts.passed += 1;
  }
  expect(counts.yes).toBeGreaterThan(50);
  expect(counts.none).toBeGreaterThan(20);
  expect(counts.passed).toBeGreaterThan(0);
  // a second question only where there was no portrait
  expect(opened.service.asked()).toBeLessThanOrEqual(500 + counts.none);
});
