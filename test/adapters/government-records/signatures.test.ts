// The signatures of Tencent Cloud and Alibaba Cloud, byte by byte against vectors made with the vendors' own SDKs.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  alibabaAuthorization,
  alibabaCanonicalRequest,
  alibabaContentHash,
  alibabaSignature,
  encodeSorted,
  percentEncode,
} from '../../../server/adapters/government-records/alibaba-signature.ts';
import {
  tencentAuthorization,
  tencentCanonicalRequest,
  tencentSignature,
} from '../../../server/adapters/government-records/tencent-signature.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('TC3-HMAC-SHA256', () => {
  const request = {
    host: 'faceid.tencentcloudapi.com',
    service: 'faceid',
    contentType: 'application/json',
    body: '{"IdCard":"11010519491231002X","Name":"张三"}',
    timestamp: 1700000000,
  };
  const signature = '9ec3bf42565a9176dd53f9fed7ff3d63889a09f4fb32aa3eb32918864a2bf12f';

  test('is that of the vendor’s SDK, step by step', () => {
    expect(sha256(request.body)).toBe('aa670e2c1c033ac7c7671728bede9696f054e281e70e0ad293b3aca359ed022c');
    expect(sha256(tencentCanonicalRequest(request))).toBe(
      '5587e18bab421d94ddcea3f12c6d057616fa066ba825399a7ab0e8450b99ba5b',
    );
    expect(tencentSignature('EXAMPLESECRETKEY', request)).toBe(signature);
  });

  test('stands in the header with the key and the day, and without the secret', () => {
    expect(tencentAuthorization({ id: 'AKIDEXAMPLE', secret: 'EXAMPLESECRETKEY' }, request)).toBe(
      'TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2023-11-14/faceid/tc3_request, ' +
        `SignedHeaders=content-type;host, Signature=${signature}`,
    );
  });

  test('goes by the day in UTC', () => {
    const at = (time: string) => ({ ...request, timestamp: Date.parse(time) / 1000 });
    const headerAt = (time: string) => tencentAuthorization({ id: 'A', secret: 'B' }, at(time));
    expect(headerAt('2023-11-14T23:59:59Z')).toContain('A/2023-11-14/');
    expect(headerAt('2023-11-15T00:00:00Z')).toContain('A/2023-11-15/');
  });

  test.each([
    ['host', { host: 'faceid.example' }],
    ['service', { service: 'cvm' }],
    ['content type', { contentType: 'application/json; charset=utf-8' }],
    ['body', { body: '{}' }],
    ['time', { timestamp: 1700000001 }],
  ])('is another one for another %s', (_what, change) => {
    expect(tencentSignature('EXAMPLESECRETKEY', { ...request, ...change })).not.toBe(signature);
  });
});

describe('ACS3-HMAC-SHA256', () => {
  const sample = {
    query: {
      RegionId: 'cn-shanghai',
      ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
    },
    headers: {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-version': '2014-05-26',
      'x-acs-action': 'RunInstances',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-content-sha256': alibabaContentHash(''),
    },
    body: '',
  };
  const body = encodeSorted({
    UserName: '张三',
    ParamType: 'normal',
    IdentifyNum: '11010519491231002X',
  });
  const query = {
    query: {},
    headers: {
      host: 'cloudauth.aliyuncs.com',
      'content-type': 'application/x-www-form-urlencoded',
      'x-acs-action': 'Id2MetaVerify',
      'x-acs-version': '2019-03-07',
      'x-acs-date': '2023-11-14T22:13:20Z',
      'x-acs-signature-nonce': '00000000000000000000000000000001',
      'x-acs-content-sha256': alibabaContentHash(body),
    },
    body,
  };
  const signature = 'b878c652a9818288e93f2dd8d978dc07d8bc00a7d7390e4c7d9479c21a186cda';

  test('is that of the vendor’s sample', () => {
    expect(alibabaSignature('YourAccessKeySecret', sample)).toBe(
      '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  test('is that of the vendor’s SDK for a question about a person', () => {
    expect(body).toBe('IdentifyNum=11010519491231002X&ParamType=normal&UserName=%E5%BC%A0%E4%B8%89');
    expect(alibabaContentHash(body)).toBe('ed855e66bc645c6f5ef40015cf0b5db33fee5df56b164204a33c26489d97138b');
    expect(alibabaSignature('EXAMPLESECRETKEY', query)).toBe(signature);
  });

  test('stands in the header with the key and what was signed, and without the secret', () => {
    expect(alibabaAuthorization({ id: 'LTAIEXAMPLE', secret: 'EXAMPLESECRETKEY' }, query)).toBe(
      'ACS3-HMAC-SHA256 Credential=LTAIEXAMPLE,SignedHeaders=content-type;host;x-acs-action;' +
        'x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,' +
        `Signature=${signature}`,
    );
  });

  test('signs what is ours to sign, in order, and leaves the rest alone', () => {
    const canonical = alibabaCanonicalRequest({ ...query, headers: { ...query.headers, accept: '*/*' } });
    expect(canonical).toBe(alibabaCanonicalRequest(query));
    expect(canonical.split('\n').slice(0, 5)).toEqual([
      'POST',
      '/',
      '',
      'content-type:application/x-www-form-urlencoded',
      'host:cloudauth.aliyuncs.com',
    ]);
  });

  test.each([
    ['host', { headers: { ...query.headers, host: 'other.example' } }],
    ['nonce', { headers: { ...query.headers, 'x-acs-signature-nonce': '2' } }],
    ['query', { query: { a: '1' } }],
    ['body', { body: 'x=1' }],
  ])('is another one for another %s', (_what, change) => {
    expect(alibabaSignature('EXAMPLESECRETKEY', { ...query, ...change })).not.toBe(signature);
  });

  test('encodes by RFC 3986', () => {
    expect(percentEncode("a b+c/d=e&f~g-h_i.j!k'l(m)n*·")).toBe(
      'a%20b%2Bc%2Fd%3De%26f~g-h_i.j%21k%27l%28m%29n%2A%C2%B7',
    );
  });
});
