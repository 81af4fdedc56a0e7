// What each code of Tencent Cloud faceid (2018-03-01) means here, as listed on its public pages and in its SDK.
import { billed, findCode, free, unstated, type CodeTable, type ProviderCode } from './provider-code.ts';

const operation = (table: CodeTable): CodeTable =>
  Object.fromEntries(Object.entries(table).map(([code, entry]) => [`FailedOperation.${code}`, entry]));

/** `Result` and `Error.Code` of questions with a face; also what the same product says about video. */
export const tencentFaceCodes: CodeTable = {
  Success: billed('agrees'),
  ...operation({
    IdNameMisMatch: unstated('mismatch'),
    CompareLowSimilarity: unstated('face-differs'),
    LifePhotoDetectFake: unstated('face-refused'),
    LivessDetectFake: unstated('face-refused'),
    SilentPictureLiveFail: unstated('face-refused'),
    VerificationFail: unstated('face-refused'),

    IdNoExistSystem: unstated('not-found'),
    IdPhotoNoExist: unstated('no-portrait'),
    IdPhotoPoorQuality: unstated('no-portrait'),
    // the authority did not hand the portrait out; asking later may help
    IdPhotoSystemNoanswer: unstated({ unavailable: 'maintenance' }),

    ImageBlur: unstated({ capture: 'blurred' }),
    ImageSizeTooLarge: free({ capture: 'wrong-size' }),
    LifePhotoDetectFaces: unstated({ capture: 'several-faces' }),
    LifePhotoDetectNoFaces: unstated({ capture: 'no-face' }),
    LifePhotoPoorQuality: unstated({ capture: 'poor-quality' }),
    LifePhotoSizeError: unstated({ capture: 'wrong-size' }),
    ActionLightDark: unstated({ capture: 'too-dark' }),
    ActionLightStrong: unstated({ capture: 'too-bright' }),
    ActionFaceFar: unstated({ capture: 'face-too-far' }),
    ActionFaceClose: unstated({ capture: 'face-too-close' }),
    ActionFaceLeft: unstated({ capture: 'face-off-centre' }),
    ActionFaceRight: unstated({ capture: 'face-off-centre' }),
    ActionCloseEye: unstated({ capture: 'action-not-seen' }),
    ActionOpenMouth: unstated({ capture: 'action-not-seen' }),
    ActionFirstAction: unstated({ capture: 'action-not-seen' }),
    ActionNodetectFace: unstated({ capture: 'no-face' }),
    SilentTooShort: unstated({ capture: 'too-short' }),
    SilentFaceWithMaskFail: unstated({ capture: 'face-covered' }),
    SilentMultiFaceFail: unstated({ capture: 'several-faces' }),

    IdFormatError: unstated({ unavailable: 'refused' }),
    NameFormatError: unstated({ unavailable: 'refused' }),

    CompareSystemError: unstated({ unavailable: 'maintenance' }),
    DbError: unstated({ unavailable: 'maintenance' }),
    DownLoadTimeoutError: unstated({ unavailable: 'maintenance' }),
    RequestLimitExceeded: free({ unavailable: 'rate-limited' }),
  }),
};

/** `Result` of IdCardVerification: name and number alone. */
export const tencentPairCodes: CodeTable = {
  '0': billed('agrees'),
  '-1': billed('mismatch'),
  '-2': free({ unavailable: 'refused' }),
  '-3': free({ unavailable: 'refused' }),
  '-4': free({ unavailable: 'maintenance' }),
  '-5': free('not-found'),
  '-6': free({ unavailable: 'maintenance' }),
  '-7': free({ unavailable: 'daily-limit' }),
};

/** `Error.Code` of any action, by the whole code. */
export const tencentCommonCodes: CodeTable = {
  'AuthFailure.SignatureExpire': free({ unavailable: 'clock-skew' }),
  'UnauthorizedOperation.Arrears': free({ unavailable: 'unpaid' }),
  'UnauthorizedOperation.ChargeStatusException': free({ unavailable: 'unpaid' }),
  'UnauthorizedOperation.NonActivated': free({ unavailable: 'not-authorised' }),
  'UnauthorizedOperation.Nonactivated': free({ unavailable: 'not-authorised' }),
};

/** And by what stands before the first dot. `FailedOperation` is not among them: its codes mean too different things. */
export const tencentFamilies: CodeTable = {
  AuthFailure: free({ unavailable: 'not-authorised' }),
  UnauthorizedOperation: free({ unavailable: 'not-authorised' }),
  OperationDenied: free({ unavailable: 'not-authorised' }),
  InvalidParameter: free({ unavailable: 'refused' }),
  InvalidParameterValue: free({ unavailable: 'refused' }),
  MissingParameter: free({ unavailable: 'refused' }),
  RequestLimitExceeded: free({ unavailable: 'rate-limited' }),
  InternalError: free({ unavailable: 'maintenance' }),
};

/** Null for one that is not listed. `Error.Code` may be any of the face codes, too. */
export function tencentErrorCode(code: string): ProviderCode | null {
  // an error is no success, whatever it calls itself
  const failure = code === 'Success' ? null : findCode(tencentFaceCodes, code);
  return failure ?? findCode(tencentCommonCodes, code) ?? findCode(tencentFamilies, code.split('.')[0] ?? '');
}
