// Every code that Tencent Cloud lists, through its wire format and back: sorted as the reference says, and none a yes but one.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { both } from '../../../server/adapters/government-records/stand-in/people.ts';
import {
  tencentError,
  tencentFace,
  tencentPair,
} from '../../../server/adapters/government-records/stand-in/tencent.ts';
import {
  tencentCommonCodes,
  tencentFaceCodes,
  tencentFamilies,
  tencentPairCodes,
} from '../../../server/adapters/government-records/tencent-codes.ts';
import { citizenId, classOf, openRig, type Rig } from './provider-support.ts';

const failed = (...codes: string[]): string[] => codes.map((code) => `FailedOperation.${code}`);

describe('Tencent Cloud faceid', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig('tencent');
  });
  afterAll(() => rig.service.close());

  /** As the reference sorts them; the record without a portrait is asked about name and number, which agree here. */
  const listed: Record<string, string[]> = {
    mismatch: failed('IdNameMisMatch'),
    'match/compared no': failed('CompareLowSimilarity'),
    'face-refused': failed(
      'LifePhotoDetectFake',
      'LivessDetectFake',
      'SilentPictureLiveFail',
      'VerificationFail',
    ),
    'not-found': failed('IdNoExistSystem'),
    'match/missing': failed('IdPhotoNoExist', 'IdPhotoPoorQuality'),
    'capture/blurred': failed('ImageBlur'),
    'capture/wrong-size': failed('ImageSizeTooLarge', 'LifePhotoSizeError'),
    'capture/several-faces': failed('LifePhotoDetectFaces', 'SilentMultiFaceFail'),
    'capture/no-face': failed('LifePhotoDetectNoFaces', 'ActionNodetectFace'),
    'capture/poor-quality': failed('LifePhotoPoorQuality'),
    'capture/too-dark': failed('ActionLightDark'),
    'capture/too-bright': failed('ActionLightStrong'),
    'capture/face-too-far': failed('ActionFaceFar'),
    'capture/face-too-close': failed('ActionFaceClose'),
    'capture/face-off-centre': failed('ActionFaceLeft', 'ActionFaceRight'),
    'capture/action-not-seen': failed('ActionCloseEye', 'ActionOpenMouth', 'ActionFirstAction'),
    'capture/too-short': failed('SilentTooShort'),
    'capture/face-covered': failed('SilentFaceWithMaskFail'),
    'unavailable/refused': failed('IdFormatError', 'NameFormatError'),
    'unavailable/maintenance': failed(
      'IdPhotoSystemNoanswer',
      'CompareSystemError',
      'DbError',
      'DownLoadTimeoutError',
    ),
    'unavailable/rate-limited': failed('RequestLimitExceeded'),
  };
  const cases = Object.entries(listed).flatMap(([expected, codes]) =>
    codes.map((code) => [code, expected] as const),
  );

  test('lists no code that is not in this test', () => {
    expect(Object.keys(tencentFaceCodes).sort()).toEqual(['Success', ...cases.map(([code]) => code)].sort());
  });

  test.each(cases)('%s, as a result and as an error: %s', async (code, expected) => {
    rig.service.say(citizenId, { face: tencentFace(code, 50), pair: tencentPair('0') });
    expect(classOf(await rig.ask())).toBe(expected);
    rig.service.say(citizenId, { face: tencentError(code), pair: tencentPair('0') });
    expect(classOf(await rig.ask())).toBe(expected);
  });

  test.each([
    ['AuthFailure.SignatureExpire', 'clock-skew'],
    ['AuthFailure.SignatureFailure', 'not-authorised'],
    ['AuthFailure.SecretIdNotFound', 'not-authorised'],
    ['UnauthorizedOperation', 'not-authorised'],
    ['UnauthorizedOperation.NonActivated', 'not-authorised'],
    ['UnauthorizedOperation.Nonactivated', 'not-authorised'],
    ['UnauthorizedOperation.Arrears', 'unpaid'],
    ['UnauthorizedOperation.ChargeStatusException', 'unpaid'],
    ['OperationDenied', 'not-authorised'],
    ['InvalidParameter', 'refused'],
    ['InvalidParameterValue.BizTokenIllegal', 'refused'],
    ['MissingParameter', 'refused'],
    ['RequestLimitExceeded', 'rate-limited'],
    ['InternalError.EncryptSystemError', 'maintenance'],
    ['FailedOperation.NeverHeardOf', 'bad-answer'],
    ['FailedOperation', 'bad-answer'],
    ['Success', 'bad-answer'],
    ['constructor', 'bad-answer'],
    ['__proto__', 'bad-answer'],
    ['', 'bad-answer'],
  ])('the error %j is unavailable: %s', async (code, why) => {
    rig.service.say(citizenId, both(tencentError(code)));
    for (const photo of [undefined, null])
      expect(classOf(await rig.ask({ ...(photo === null ? { photo } : {}) }))).toBe(`unavailable/${why}`);
  });

  test.each(['NeverHeardOf', 'success', 'Success ', 'toString', ''])(
    'the result %j is no answer',
    async (code) => {
      rig.service.say(citizenId, { face: tencentFace(code, 99), pair: tencentPair(code) });
      expect(classOf(await rig.ask())).toBe('unavailable/bad-answer');
      expect(classOf(await rig.ask({ photo: null }))).toBe('unavailable/bad-answer');
    },
  );

  test.each([
    ['0', 'match/not-asked'],
    ['-1', 'mismatch'],
    ['-2', 'unavailable/refused'],
    ['-3', 'unavailable/refused'],
    ['-4', 'unavailable/maintenance'],
    ['-5', 'not-found'],
    ['-6', 'unavailable/maintenance'],
    ['-7', 'unavailable/daily-limit'],
    ['-8', 'unavailable/bad-answer'],
    ['Success', 'unavailable/bad-answer'],
  ])('about name and number alone, %s: %s', async (code, expected) => {
    rig.service.say(citizenId, { face: tencentFace('Success', 99), pair: tencentPair(code) });
    expect(classOf(await rig.ask({ photo: null }))).toBe(expected);
  });

  test.each([
    [100, 1e-4, 100],
    [70, 1e-4, 70],
    [69.99, 1, 69.99],
    [0, 1, 0],
    ['82.5', 1e-4, 82.5],
    [101, 1, null],
    [-1, 1, null],
    ['high', 1, null],
    [[95], 1, null],
    [true, 1, null],
    [null, 1, null],
  ])('a similarity of %j stands for a false-match rate of %s', async (sim, fmr, similarity) => {
    rig.service.say(citizenId, both({ json: { Response: { Result: 'Success', Sim: sim } } }));
    expect(await rig.ask()).toEqual({
      answer: 'match',
      face: { kind: 'compared', agrees: true, fmr, similarity },
    });
  });

  test('an error beside a success, and a success with another status than 200, are no yes', async () => {
    const yes = { Result: 'Success', Sim: 99 };
    rig.service.say(citizenId, both({ json: { Response: { ...yes, Error: { Code: 'InternalError' } } } }));
    expect(classOf(await rig.ask())).toBe('unavailable/maintenance');
    for (const status of [201, 202, 400, 403, 500, 503]) {
      rig.service.say(citizenId, both({ json: { Response: yes }, status }));
      expect(classOf(await rig.ask())).toBe('unavailable/bad-answer');
    }
  });

  test('says how long to wait when it is told', async () => {
    rig.service.say(citizenId, both(tencentError('RequestLimitExceeded', 7)));
    expect(await rig.ask()).toEqual({ answer: 'unavailable', why: 'rate-limited', retryAfterMs: 7000 });
  });

  test('no JSON but a result of Success is a yes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom('whole', 'Response', 'Result', 'Error'),
        async (value, where) => {
          const json = {
            whole: value,
            Response: { Response: value },
            Result: { Response: { Result: value } },
            Error: { Response: { Error: value } },
          }[where];
          rig.service.say(citizenId, both({ json }));
          expect((await rig.ask()).answer).toBe('unavailable');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('notes for each code what it costs', () => {
    expect(tencentPairCodes['0']?.billing).toBe('billed');
    expect(tencentPairCodes['-1']?.billing).toBe('billed');
    for (const code of ['-2', '-3', '-4', '-5', '-6', '-7'])
      expect(tencentPairCodes[code]?.billing).toBe('free');
    for (const table of [tencentCommonCodes, tencentFamilies])
      for (const { billing } of Object.values(table)) expect(billing).toBe('free');
  });
});
