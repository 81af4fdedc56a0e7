// Each check says what it found and why; what could not be asked or seen is never a yes.
import { describe, expect, test } from 'vitest';
import { captureSignalsOf } from '../../server/domain/capture-signals.ts';
import type { CheckReport } from '../../server/domain/check.ts';
import { citizenIdCheckDigit } from '../../server/domain/citizen-id.ts';
import type { EvidenceKind } from '../../server/domain/evidence.ts';
import { businessStates, penaltyKinds } from '../../server/domain/registered-business.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { statementOf } from '../../server/domain/statement.ts';
import { checkBusinessRegistry } from '../../server/features/verification/check-business-registry.ts';
import { checkDocumentData } from '../../server/features/verification/check-document-data.ts';
import { checkDocumentFaceMatch } from '../../server/features/verification/check-document-face-match.ts';
import { checkDocumentQuality } from '../../server/features/verification/check-document-quality.ts';
import { checkGovernmentRecord } from '../../server/features/verification/check-government-record.ts';
import { checkLiveness } from '../../server/features/verification/check-liveness.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import { policy } from '../../server/gate/policy.ts';
import type { BusinessRegistryAnswer, FoundBusiness } from '../../server/ports/business-registry.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { GovernmentRecordAnswer } from '../../server/ports/government-records.ts';
import { registryAnswerClass } from '../../server/ports/registry-question.ts';
import { unavailableReasons } from '../../server/ports/unavailable.ts';
import type { Vault } from '../../server/ports/vault.ts';
import { declaration } from '../support/applicants.ts';
import { film, session, type FilmedFrame } from '../support/captured-frames.ts';
import { asWanted as permit } from '../support/permits.ts';

const childsNumber = `99000020150101010${citizenIdCheckDigit('99000020150101010')}`;
const now = new Date('2026-11-23T08:00:00Z');
const signal = new AbortController().signal;
const market = 'Example Market';

const piece = (kind: EvidenceKind, findings: string[] = []): unknown => ({
  id: kind,
  kind,
  findings,
  measurements: [],
});
const frame = (faceDistance: number | null): FilmedFrame => ({ signals: { faceDistance } });
const captured = (...frames: FilmedFrame[]): unknown => ({
  session,
  frames: film(frames),
  statement: statementOf('zh-CN', declaration.legalName, market, '2026-11-23'),
});

/** A case in which everything is as it should be, but for what is said. */
function facts(change: Record<string, unknown> = {}): CaseFacts {
  return {
    application: { path: 'face', ...(change['application'] as object | undefined) },
    declaration: { ...declaration, ...(change['declaration'] as object | undefined) },
    consents: {
      face: 'granted',
      'government-query': 'granted',
      ...(change['consents'] as object | undefined),
    },
    evidence: change['evidence'] ?? [piece('id-front'), piece('id-back'), piece('best-frame')],
    capture: change['capture'] === undefined ? captured(frame(0.2), frame(null)) : change['capture'],
  } as unknown as CaseFacts;
}

/** An engine that sees the same face in all pictures, or faces at a distance, or none in one of them. */
function eyes(distance: number | 'no-face'): FaceEngine {
  let looks = 0;
  return {
    look: async () => {
      looks += 1;
      if (distance === 'no-face') return { faces: [] };
      const embedding = new Float32Array(128);
      if (looks % 2 === 0) embedding[0] = distance;
      return { faces: [{ embedding }] };
    },
  } as unknown as FaceEngine;
}
const vault = { getMedia: async () => new Uint8Array(1) } as unknown as Vault;

const said = ({ result }: CheckReport): string =>
  result.outcome === 'passed' ? 'passed' : `${result.outcome} ${result.reason}`;

describe('document quality', () => {
  test.each([
    ['both photos are there and usable', facts(), 'passed'],
    ['one is missing', facts({ evidence: [piece('id-front')] }), 'failed photo-missing'],
    [
      'the applicant insisted on one',
      facts({ evidence: [piece('id-front', ['photo-blurred']), piece('id-back')] }),
      'inconclusive photo-quality-poor',
    ],
    ['a company has no licence', facts({ declaration: { subjectKind: 'company' } }), 'failed photo-missing'],
  ])('%s: it is so', (_what, given, expected) => {
    expect(said(checkDocumentQuality(given))).toBe(expected);
  });
});

describe('document data', () => {
  test.each([
    [{}, 'passed'],
    [{ citizenId: '990000199001010106' }, 'failed document-data-malformed'],
    [{ legalName: 'x' }, 'failed document-data-malformed'],
    [{ citizenId: childsNumber }, 'failed under-age'],
    [{ business: { code: 'x', name: 'x', legalRepresentative: 'x' } }, 'failed document-data-malformed'],
    [
      { business: { code: '91990000MA0000015A', name: 'x', legalRepresentative: 'x' } },
      'inconclusive business-code-check-digit',
    ],
  ])('%j: %s', (change, expected) => {
    expect(said(checkDocumentData(facts({ declaration: change }), now))).toBe(expected);
  });
});

describe('liveness', () => {
  const check = (given: CaseFacts, bestFrameDistance: number | null = 0.2): string => {
    const { capture } = given;
    const signals =
      capture === null ? null : captureSignalsOf(capture.session, capture.frames, bestFrameDistance);
    return said(checkLiveness(given, signals, policy.capture));
  };
  const still = { change: 0, borderChange: 0, borderEqualShare: 1 };

  test.each([
    ['the same person throughout', facts(), 'passed'],
    ['on the face-free path', facts({ application: { path: 'face-free' } }), 'unavailable face-not-asked'],
    ['without a capture', facts({ capture: null }), 'unavailable liveness-not-done'],
    [
      'nobody was ever recognised',
      facts({ capture: captured(frame(null)) }),
      'inconclusive liveness-not-followed',
    ],
    [
      'somebody else in one frame',
      facts({ capture: captured(frame(0.2), frame(0.61)) }),
      'failed liveness-face-changed',
    ],
    [
      'the same picture in two files',
      facts({ capture: captured({}, { signals: { stillness: still } }) }),
      'failed liveness-frames-impossible',
    ],
    [
      'a clock that ran longer than the capture was open',
      facts({ capture: captured({}, { capturedAtMs: 9000, receivedMs: 6000 }) }),
      'failed liveness-frames-impossible',
    ],
    [
      'another person and a forged clock: the graver is said',
      facts({ capture: captured(frame(0.7), { capturedAtMs: 9000, receivedMs: 0 }) }),
      'failed liveness-face-changed',
    ],
    [
      'a phone that was turned and a camera that was changed',
      facts({
        capture: captured(
          {},
          { signals: { widthPx: 640, heightPx: 480 } },
          { signals: { widthPx: 360, heightPx: 640, camera: { id: 'b', kind: 'usual' } } },
        ),
      }),
      'passed',
    ],
  ])('%s: it is so', (_what, given, expected) => {
    expect(check(given)).toBe(expected);
  });

  test.each([
    [0.5, 'passed'],
    [0.51, 'failed liveness-face-changed'],
    [null, 'inconclusive liveness-not-followed'],
  ])('with the best frame at %s from the person who followed the script: %s', (distance, expected) => {
    expect(check(facts(), distance)).toBe(expected);
  });

  test('shows the reviewer what could have failed it, each number beside its limit', () => {
    const given = facts();
    const signals = captureSignalsOf(session, given.capture?.frames ?? [], 0.2);
    const { measurements } = checkLiveness(given, signals, policy.capture);
    expect(measurements.map(({ name, limit }) => [name, limit])).toEqual([
      ['face-distance-best-frame', 0.5],
      ['face-distance-largest', 0.6],
      ['identical-frames', 0],
      ['clock-ahead', 1500],
    ]);
  });
});

describe('document face', () => {
  const check = async (engine: FaceEngine, given = facts()): Promise<string> =>
    said(await checkDocumentFaceMatch({ vault, engine, limits: policy.limits }, given, signal));

  test('is compared by distance, with a band in which a person looks', async () => {
    expect(await check(eyes(0))).toBe('passed');
    expect(await check(eyes(0.5))).toBe('passed');
    expect(await check(eyes(0.55))).toBe('inconclusive document-face-unclear');
    expect(await check(eyes(0.61))).toBe('failed document-face-differs');
    expect(await check(eyes('no-face'))).toBe('inconclusive document-face-not-found');
  });

  test('is not looked at without consent, capture or photo', async () => {
    expect(await check(eyes(0), facts({ consents: { face: 'refused' } }))).toBe('unavailable face-not-asked');
    expect(await check(eyes(0), facts({ evidence: [piece('id-front')] }))).toBe(
      'unavailable liveness-not-done',
    );
    expect(await check(eyes(0), facts({ evidence: [piece('best-frame')] }))).toBe(
      'unavailable photo-missing',
    );
  });
});

describe('government record', () => {
  const check = async (
    answer: GovernmentRecordAnswer | 'never' | null,
    given = facts(),
    engine = eyes(0),
  ): Promise<string> => {
    const records =
      answer === null
        ? null
        : {
            name: 'stub',
            lookUp: async (_query: unknown, gone: AbortSignal): Promise<GovernmentRecordAnswer> => {
              if (answer !== 'never') return answer;
              await new Promise((resolve) => gone.addEventListener('abort', resolve));
              return { answer: 'unavailable', why: 'timeout', retryAfterMs: null };
            },
          };
    const pictures = {
      normalise: async (jpeg: Uint8Array) => {
        if (jpeg.length === 0) throw new DomainError('image-unreadable');
        return { jpeg, widthPx: 1, heightPx: 1 };
      },
      isJpeg: () => true,
    };
    const deps = { vault, engine, pictures, limits: policy.limits, records, timeoutMs: 20, permit };
    return said((await checkGovernmentRecord(deps, given, signal)).report);
  };
  const compared = (agrees: boolean, similarity: number | null, fmr: number): GovernmentRecordAnswer => ({
    answer: 'match',
    face: { kind: 'compared', agrees, similarity, fmr },
  });
  const portrait = { answer: 'match', face: { kind: 'portrait', picture: new Uint8Array(1) } } as const;

  test.each([
    [{ answer: 'mismatch' }, 'failed record-mismatch'],
    [{ answer: 'not-found' }, 'failed record-not-found'],
    [compared(true, 90, 1e-4), 'passed'],
    [compared(true, 70, 1e-4), 'passed'],
    [compared(true, 95, 1e-5), 'passed'],
    [compared(true, 89, 1e-3), 'inconclusive record-face-unclear'],
    [compared(true, null, 1), 'inconclusive record-face-unclear'],
    [compared(true, 99, NaN), 'inconclusive record-face-unclear'],
    [compared(true, 99, 0), 'inconclusive record-face-unclear'],
    [compared(true, 99, -1), 'inconclusive record-face-unclear'],
    [compared(false, 99, 1e-5), 'failed record-face-differs'],
    [compared(false, null, 1), 'failed record-face-differs'],
    [{ answer: 'face-refused' }, 'failed record-face-refused'],
    [{ answer: 'capture', fault: 'blurred' }, 'inconclusive record-photo-unclear'],
    [{ answer: 'capture', fault: 'too-dark' }, 'inconclusive record-photo-light'],
    [{ answer: 'capture', fault: 'face-covered' }, 'inconclusive record-photo-face-covered'],
    [{ answer: 'capture', fault: 'several-faces' }, 'inconclusive record-photo-framing'],
    [{ answer: 'match', face: { kind: 'missing' } }, 'inconclusive record-portrait-missing'],
    [{ answer: 'match', face: { kind: 'not-asked' } }, 'inconclusive face-not-asked'],
    [{ answer: 'unavailable', why: 'maintenance', retryAfterMs: null }, 'unavailable record-unavailable'],
    ['never', 'unavailable record-unavailable'],
    [null, 'unavailable record-unavailable'],
  ] as const)('%j: %s', async (answer, expected) => {
    expect(await check(answer)).toBe(expected);
  });

  test('is not believed about a face that it was not shown', async () => {
    const faceless = facts({ consents: { face: 'refused' } });
    for (const answer of [
      compared(true, 99, 1e-5),
      { answer: 'face-refused' } as const,
      { answer: 'capture', fault: 'blurred' } as const,
    ])
      expect(await check(answer, faceless)).toBe('inconclusive face-not-asked');
  });

  test('gives its portrait, which we compare', async () => {
    expect(await check(portrait)).toBe('passed');
    expect(await check(portrait, facts(), eyes(0.55))).toBe('inconclusive record-face-unclear');
    expect(await check(portrait, facts(), eyes(0.7))).toBe('failed record-face-differs');
    expect(await check(portrait, facts(), eyes('no-face'))).toBe('inconclusive record-face-unclear');
    const faceless = facts({ consents: { face: 'refused' } });
    expect(await check(portrait, faceless)).toBe('inconclusive face-not-asked');
  });

  test('is not believed with a portrait that is no picture, and not asked again for it', async () => {
    const torn = { answer: 'match', face: { kind: 'portrait', picture: new Uint8Array(0) } } as const;
    expect(await check(torn)).toBe('unavailable record-unavailable');
  });

  test('is not asked without consent', async () => {
    const refused = facts({ consents: { 'government-query': 'refused' } });
    expect(await check(portrait, refused)).toBe('unavailable record-consent-refused');
  });
});

describe('business registry', () => {
  const business = { code: '91990000MA0000015Q', name: '沙盒（晨光）公司', legalRepresentative: '林试' };
  const owned = (change: object = {}): CaseFacts =>
    facts({ declaration: { subjectKind: 'company', business: { ...business, ...change } } });
  const clock = { now: () => now };
  const none = { registry: null, timeoutMs: 20, clock, permit };
  const answering = (answer: BusinessRegistryAnswer) => ({
    registry: { name: 'stub', lookUp: async () => answer },
    timeoutMs: 20,
    clock,
    permit,
  });
  const found = (change: Partial<FoundBusiness> = {}): FoundBusiness => ({
    answer: 'found',
    state: 'active',
    name: '沙盒(晨光)公司',
    legalRepresentative: new Sensitive('林试'),
    address: null,
    scope: null,
    establishedOn: null,
    validUntil: null,
    penalties: [],
    ...change,
  });

  test('is not asked about individuals, nor where there is none, nor without consent', async () => {
    expect(await checkBusinessRegistry(none, facts(), signal)).toBeNull();
    const report = await checkBusinessRegistry(none, owned(), signal);
    expect(report && said(report.report)).toBe('unavailable registry-unavailable');
    const refused = facts({
      declaration: { subjectKind: 'company', business },
      consents: { 'government-query': 'refused' },
    });
    let questions = 0;
    const lookUp = async (): Promise<BusinessRegistryAnswer> => {
      questions += 1;
      return found();
    };
    const counting = { registry: { name: 'stub', lookUp }, timeoutMs: 20, clock, permit };
    const withoutConsent = await checkBusinessRegistry(counting, refused, signal);
    expect(withoutConsent && said(withoutConsent.report)).toBe('unavailable record-consent-refused');
    expect([questions, withoutConsent?.registryQuestion]).toEqual([0, null]);
    await checkBusinessRegistry(counting, owned(), signal);
    expect(questions).toBe(1);
  });

  test('takes two spellings of brackets in a name for one', async () => {
    const report = await checkBusinessRegistry(answering(found()), owned(), signal);
    expect(report && said(report.report)).toBe('passed');
    const other = await checkBusinessRegistry(
      answering(found()),
      owned({ legalRepresentative: '林新' }),
      signal,
    );
    expect(other && said(other.report)).toBe('failed registry-mismatch');
  });

  test('passes on nothing but an active business that agrees, of a term that runs, without an entry against it', async () => {
    const entries = penaltyKinds.map((kind) => [{ kind, on: null, what: '记录' }]);
    let passed = 0;
    for (const state of businessStates)
      for (const penalties of [null, [], ...entries])
        for (const establishedOn of [null, '2026-11-23', '2026-11-24'])
          for (const validUntil of [null, '2026-11-23', '2026-11-22'])
            for (const name of [business.name, '别的公司', ''])
              for (const owner of ['林试', '林新']) {
                const legalRepresentative = new Sensitive(owner);
                const dates = { establishedOn, validUntil };
                const answer = found({ state, penalties, ...dates, name, legalRepresentative });
                const report = await checkBusinessRegistry(answering(answer), owned(), signal);
                const isYes =
                  state === 'active' &&
                  (penalties === null || penalties.length === 0) &&
                  establishedOn !== '2026-11-24' &&
                  validUntil !== '2026-11-22' &&
                  name === business.name &&
                  owner === '林试';
                expect(report?.report.result.outcome === 'passed').toBe(isYes);
                if (isYes) passed += 1;
              }
    expect(passed).toBe(8);
    for (const why of unavailableReasons) {
      const report = await checkBusinessRegistry(
        answering({ answer: 'unavailable', why, retryAfterMs: null }),
        owned(),
        signal,
      );
      expect(report && said(report.report)).toBe('unavailable registry-unavailable');
    }
  });

  test.each([
    [null, '林试', 'passed'],
    [null, '无字号', 'passed'],
    ['林试', '个体工商户（林试）', 'passed'],
    ['林试百货店', '林试百货店', 'passed'],
    ['林试百货店', '林试', 'failed registry-mismatch'],
    [null, '林试百货店', 'failed registry-mismatch'],
  ])('of a sole proprietor registered as %s, who says %s: %s', async (name, declared, expected) => {
    const sole = owned({ code: '92990000MA0000250M', name: declared });
    const finding = await checkBusinessRegistry(answering(found({ name })), sole, signal);
    expect(finding && said(finding.report)).toBe(expected);
    // whose name it is stands with the representative, and is masked there
    if (declared === '个体工商户（林试）') expect(finding?.registered?.name).toBeNull();
  });

  test('takes no company for one without a name', async () => {
    for (const name of [null, '林试'])
      for (const declared of ['林试百货店', '无字号']) {
        const report = await checkBusinessRegistry(
          answering(found({ name })),
          owned({ name: declared }),
          signal,
        );
        expect(report && said(report.report)).toBe('failed registry-mismatch');
      }
  });

  test('has its question on record, by class alone', async () => {
    const asked = await checkBusinessRegistry(answering(found()), owned(), signal);
    if (asked?.registryQuestion === null || asked?.registryQuestion === undefined) throw new Error('none');
    const { provider, answer } = asked.registryQuestion;
    expect([provider, registryAnswerClass(answer)]).toEqual(['stub', 'found']);
    const notAsked = await checkBusinessRegistry(none, owned(), signal);
    expect(notAsked?.registryQuestion).toBeNull();
  });

  test('counts the days of a term in the register’s country', async () => {
    const ends = found({ validUntil: '2026-11-23' });
    const at = async (time: string) => {
      const deps = { ...answering(ends), clock: { now: () => new Date(time) } };
      const report = await checkBusinessRegistry(deps, owned(), signal);
      return report && said(report.report);
    };
    expect(await at('2026-11-23T15:59:59Z')).toBe('passed');
    expect(await at('2026-11-23T16:00:00Z')).toBe('inconclusive registry-doubtful');
  });
});
