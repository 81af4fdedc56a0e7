// Every code that Alibaba Cloud lists, through its wire format and back: sorted as the reference says, and none a yes but one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  alibabaCodes,
  alibabaFaceCodes,
  alibabaGatewayCodes,
  alibabaPairCodes,
} from '../../../server/adapters/government-records/alibaba-codes.ts';
import {
  alibabaFace,
  alibabaFailure,
  alibabaGateway,
  alibabaPair,
} from '../../../server/adapters/government-records/stand-in/alibaba.ts';
import { both } from '../../../server/adapters/government-records/stand-in/people.ts';
import { citizenId, classOf, openRig, type Rig } from './provider-support.ts';

describe('Alibaba Cloud cloudauth', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig('alibaba');
  });
  afterAll(() => rig.service.close());

  test('lists no code that is not in this test', () => {
    expect(Object.keys(alibabaFaceCodes)).toEqual(['200', '201', '202', '203', '204', '205']);
    expect(Object.keys(alibabaPairCodes)).toEqual(['1', '2', '3']);
    expect(Object.keys(alibabaCodes)).toEqual([
      '400',
      '401',
      '402',
      '403',
      '410',
      '411',
      '412',
      '417',
      '418',
      '427',
      '500',
    ]);
    expect(Object.keys(alibabaGatewayCodes)).toHaveLength(13);
  });

  test.each([
    ['200', 'match/compared yes'],
    ['201', 'mismatch'],
    ['202', 'not-found'],
    ['203', 'match/missing'],
    ['204', 'match/compared no'],
    ['205', 'face-refused'],
    ['206', 'unavailable/bad-answer'],
    ['', 'unavailable/bad-answer'],
    ['toString', 'unavailable/bad-answer'],
  ])('with a photo, %s: %s', async (code, expected) => {
    rig.service.say(citizenId, { face: alibabaFace(code, 92), pair: alibabaPair('1') });
    expect(classOf(await rig.ask())).toBe(expected);
  });

  test.each([
    ['1', 'match/not-asked'],
    ['2', 'mismatch'],
    ['3', 'not-found'],
    ['4', 'unavailable/bad-answer'],
    ['', 'unavailable/bad-answer'],
  ])('about name and number alone, %s: %s', async (code, expected) => {
    rig.service.say(citizenId, { face: alibabaFace('200', 92), pair: alibabaPair(code) });
    expect(classOf(await rig.ask({ photo: null }))).toBe(expected);
  });

  test.each([
    ['400', 'refused'],
    ['401', 'refused'],
    ['402', 'maintenance'],
    ['403', 'rate-limited'],
    ['410', 'not-authorised'],
    ['411', 'not-authorised'],
    ['412', 'unpaid'],
    ['417', 'maintenance'],
    ['418', 'daily-limit'],
    ['427', 'refused'],
    ['500', 'maintenance'],
    ['200', 'bad-answer'], // without a result
    ['499', 'bad-answer'],
    ['__proto__', 'bad-answer'],
  ])('the code %s is unavailable: %s', async (code, why) => {
    rig.service.say(citizenId, both(alibabaFailure(code)));
    expect(classOf(await rig.ask())).toBe(`unavailable/${why}`);
    expect(classOf(await rig.ask({ photo: null }))).toBe(`unavailable/${why}`);
  });

  test.each([
    ['InvalidTimeStamp.Expired', 'clock-skew'],
    ['InvalidTimeStamp.Format', 'clock-skew'],
    ['SignatureDoesNotMatch', 'not-authorised'],
    ['IncompleteSignature', 'not-authorised'],
    ['SignatureNonceUsed', 'refused'],
    ['InvalidAccessKeyId.NotFound', 'not-authorised'],
    ['Forbidden.RAM', 'not-authorised'],
    ['NoPermission', 'not-authorised'],
    ['MissingParameter', 'refused'],
    ['InvalidParameter', 'refused'],
    ['Throttling.User', 'rate-limited'],
    ['ServiceUnavailable', 'maintenance'],
    ['InternalError', 'maintenance'],
  ])('the gateway’s %s is unavailable: %s', async (code, why) => {
    for (const status of [200, 400, 503]) {
      rig.service.say(citizenId, both(alibabaGateway(code, status)));
      expect(classOf(await rig.ask())).toBe(`unavailable/${why}`);
    }
  });

  const face = (result: object, status = 200): void =>
    rig.service.say(citizenId, both({ json: { Code: '200', ResultObject: result }, status }));

  test.each([
    [96, 1e-5],
    [95, 1e-5],
    [94.9, 1e-4],
    [90, 1e-4],
    [80, 1e-3],
    [60, 1e-2],
    [59.9, 1],
    ['91', 1e-4],
  ])('a score of %j stands for a false-match rate of %s', async (score, fmr) => {
    face({ Passed: 'T', SubCode: '200', MaterialInfo: { facialPictureFront: { verifyScore: score } } });
    expect(await rig.ask()).toMatchObject({
      answer: 'match',
      face: { agrees: true, fmr, similarity: Number(score) },
    });
  });

  test.each([
    undefined,
    null,
    '',
    'no JSON',
    '[]',
    '{}',
    { facialPictureFront: {} },
    '{"facialPictureFront":{"verifyScore":null}}',
  ])('without a score (%j) no rate is claimed for its yes', async (info) => {
    face({ Passed: 'T', SubCode: '200', MaterialInfo: info });
    expect(await rig.ask()).toEqual({
      answer: 'match',
      face: { kind: 'compared', agrees: true, similarity: null, fmr: 1 },
    });
  });

  test('a verdict that contradicts its own code is no answer, and an attack is no yes', async () => {
    for (const result of [
      { Passed: 'F', SubCode: '200' },
      { Passed: 'T', SubCode: '204' },
      { Passed: 'T' },
      { SubCode: '200' },
      { Passed: 'true', SubCode: '200' },
      { Passed: true, SubCode: '200' },
    ]) {
      face(result);
      expect(classOf(await rig.ask())).toBe('unavailable/bad-answer');
    }
    rig.service.say(citizenId, both(alibabaFace('200', 99, 'T')));
    expect(classOf(await rig.ask())).toBe('face-refused');
  });

  test('a pass with another status than 200 is no yes', async () => {
    for (const status of [201, 400, 500]) {
      face(
        { Passed: 'T', SubCode: '200', MaterialInfo: { facialPictureFront: { verifyScore: 99 } } },
        status,
      );
      expect(classOf(await rig.ask())).toBe('unavailable/bad-answer');
    }
  });
});
