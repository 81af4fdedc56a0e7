// What each code of Alibaba Cloud cloudauth (2019-03-07) means here, as listed on its public pages.
import { billed, findCode, free, unstated, type CodeTable, type ProviderCode } from './provider-code.ts';

/** `BizCode` of Id2MetaVerify: name and number alone. */
export const alibabaPairCodes: CodeTable = {
  '1': billed('agrees'),
  '2': billed('mismatch'),
  '3': free('not-found'),
};

/** `SubCode` of ContrastFaceVerify. */
export const alibabaFaceCodes: CodeTable = {
  '200': billed('agrees'),
  '201': unstated('mismatch'),
  '202': unstated('not-found'),
  '203': unstated('no-portrait'),
  '204': unstated('face-differs'),
  '205': unstated('face-refused'),
};

/** `Code` of the answer; only with 200 there is a result to be read. */
export const alibabaCodes: CodeTable = {
  '400': unstated({ unavailable: 'refused' }),
  '401': unstated({ unavailable: 'refused' }),
  '402': unstated({ unavailable: 'maintenance' }), // the authority behind it is down
  '403': unstated({ unavailable: 'rate-limited' }), // the same question too often
  '410': unstated({ unavailable: 'not-authorised' }), // not activated
  '411': unstated({ unavailable: 'not-authorised' }), // access control (RAM)
  '412': unstated({ unavailable: 'unpaid' }),
  '417': unstated({ unavailable: 'maintenance' }), // the record cannot be used now
  '418': unstated({ unavailable: 'daily-limit' }), // this person was asked about too often today
  '427': unstated({ unavailable: 'refused' }), // rules of risk
  '500': unstated({ unavailable: 'maintenance' }),
};

/** What the gateway before it says, by the whole code or by what stands before the first dot. Common knowledge, unconfirmed. */
export const alibabaGatewayCodes: CodeTable = {
  'InvalidTimeStamp.Expired': free({ unavailable: 'clock-skew' }),
  'InvalidTimeStamp.Format': free({ unavailable: 'clock-skew' }),
  SignatureDoesNotMatch: free({ unavailable: 'not-authorised' }),
  IncompleteSignature: free({ unavailable: 'not-authorised' }),
  SignatureNonceUsed: free({ unavailable: 'refused' }),
  InvalidAccessKeyId: free({ unavailable: 'not-authorised' }),
  Forbidden: free({ unavailable: 'not-authorised' }),
  NoPermission: free({ unavailable: 'not-authorised' }),
  MissingParameter: free({ unavailable: 'refused' }),
  InvalidParameter: free({ unavailable: 'refused' }),
  Throttling: free({ unavailable: 'rate-limited' }),
  ServiceUnavailable: free({ unavailable: 'maintenance' }),
  InternalError: free({ unavailable: 'maintenance' }),
};

/** Null for one that is not listed. */
export function alibabaCode(code: string): ProviderCode | null {
  return (
    findCode(alibabaCodes, code) ??
    findCode(alibabaGatewayCodes, code) ??
    findCode(alibabaGatewayCodes, code.split('.')[0] ?? '')
  );
}
