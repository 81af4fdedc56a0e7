// Willingness is passed by a receipt that verifies and says what the rows say; by nothing less.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { statementOf } from '../../server/domain/statement.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import {
  checkWillingness,
  type WillingnessDeps,
} from '../../server/features/verification/check-willingness.ts';
import { declaration } from '../support/applicants.ts';
import { capturedRows, forgeries, receiptOf, sha256, signedAs } from '../support/receipts.ts';

const market = 'Example Market';
const newKeys = (): ReturnType<typeof createFileKeys> =>
  createFileKeys({ path: '/nowhere', masterKey: new Sensitive(randomBytes(32).toString('base64')) });
const [keys, stranger] = [await newKeys(), await newKeys()];
const signatures = createCompactSignatures({ keys });

const statement = statementOf('zh-CN', declaration.legalName, market, '2026-11-23');
const rows = { ...capturedRows(), statement };
const { text: receipt } = await signatures.sign('receipt', receiptOf(rows));

interface Change {
  application?: object;
  declaration?: object;
  capture?: null;
  session?: object;
  frames?: typeof rows.frames;
  statement?: string;
  bestFrameSha256?: string | null;
}

/** Somebody who agreed, but for what is said. */
function facts(change: Change = {}): CaseFacts {
  const { bestFrameSha256 = rows.bestFrameSha256 } = change;
  return {
    application: { id: rows.session.applicationId, path: 'face', ...change.application },
    declaration: { ...declaration, ...change.declaration },
    evidence: bestFrameSha256 === null ? [] : [{ kind: 'best-frame', sha256: bestFrameSha256 }],
    capture:
      change.capture === null
        ? null
        : {
            session: {
              ...rows.session,
              openedAt: new Date('2026-11-23T08:00:00Z'),
              receipt,
              ...change.session,
            },
            frames: change.frames ?? rows.frames,
            statement: change.statement ?? statement,
          },
  } as unknown as CaseFacts;
}

const deps = (change: Partial<WillingnessDeps> = {}): WillingnessDeps => ({
  database: { signingKeys: { keep: async () => undefined, all: async () => [] } },
  keys,
  signatures,
  marketplace: market,
  ...change,
});

async function said(given: CaseFacts, asked = deps()): Promise<string> {
  const { result } = await checkWillingness(asked, given);
  return result.outcome === 'passed' ? 'passed' : `${result.outcome} ${result.reason}`;
}

test.each([
  ['stated under this name, with a receipt', facts(), 'passed'],
  [
    'stated under another name',
    facts({ declaration: { legalName: '林新' } }),
    'inconclusive willingness-not-stated',
  ],
  ['without a capture', facts({ capture: null }), 'unavailable willingness-not-stated'],
  ['on the face-free path', facts({ application: { path: 'face-free' } }), 'unavailable face-not-asked'],
])('%s: it is so', async (_what, given, expected) => {
  expect(await said(given)).toBe(expected);
});

const broken = 'inconclusive willingness-receipt-broken';

describe('a receipt proves nothing', () => {
  const frames = rows.frames;
  const changes: [string, Change][] = [
    ['that is not there', { session: { receipt: null } }],
    ['of another application', { application: { id: `a_${'3'.repeat(22)}` } }],
    ['of another session', { session: { id: `l_${'3'.repeat(22)}` } }],
    ['of another way of agreeing', { session: { agreement: 'held' } }],
    ['when it was not agreed to at all', { session: { agreement: null } }],
    ['of another best frame', { bestFrameSha256: frames[2]?.sha256 ?? '' }],
    ['of a best frame from elsewhere', { bestFrameSha256: sha256('elsewhere') }],
    ['without a best frame', { bestFrameSha256: null }],
    ['with a frame less', { frames: frames.slice(1) }],
    [
      'with a frame that came at another time',
      {
        frames: frames.map((frame) => (frame.seq === 3 ? { ...frame, capturedAtMs: 999 } : frame)),
      },
    ],
    [
      'with a frame of another try',
      {
        frames: frames.map((frame) => (frame.seq === 4 ? { ...frame, stepTry: 2 } : frame)),
      },
    ],
  ];
  test.each(changes)('%s', async (_what, change) => {
    expect(await said(facts(change))).toBe(broken);
  });

  test('of another statement, though it is well signed', async () => {
    const other = await signatures.sign('receipt', receiptOf(capturedRows()));
    expect(await said(facts({ session: { receipt: other.text } }))).toBe(broken);
  });

  test('of a best frame that is none of the capture, though it is well signed', async () => {
    const elsewhere = { ...rows, bestFrameSha256: sha256('elsewhere') };
    const { text } = await signatures.sign('receipt', receiptOf(elsewhere));
    const given = facts({ session: { receipt: text }, bestFrameSha256: sha256('elsewhere') });
    expect(await said(given)).toBe(broken);
  });

  test('that says more than it can, though it is well signed', async () => {
    const text = await signedAs(keys, {}, { ...receiptOf(rows), admitted: true });
    expect(await said(facts({ session: { receipt: text } }))).toBe(broken);
  });

  test('that is forged, in any of the known ways', async () => {
    for (const [what, { text }] of Object.entries(await forgeries(keys, stranger)))
      expect(await said(facts({ session: { receipt: text } })), what).toBe(broken);
  });
});

test('a key that signs no longer still proves, as long as it is kept', async () => {
  const kept = { signingKeys: { keep: async () => undefined, all: () => keys.publicKeys() } };
  expect(await said(facts(), deps({ keys: stranger, database: kept }))).toBe('passed');
  expect(await said(facts(), deps({ keys: stranger }))).toBe(broken);
});
