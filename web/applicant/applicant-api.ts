// What the applicant's page asks of the server, one function per address.
import type { AccessView } from '../../server/contract/access.ts';
import type {
  answerConsents,
  ApplicationView,
  DeclarationBody,
  withdrawApplication,
} from '../../server/contract/application.ts';
import type { FramesMeta, LivenessSession, StepVerdict } from '../../server/contract/liveness.ts';
import type { CaptureNeeds, ConsentItem, PhotoKind } from '../../server/contract/words.ts';
import { callApi, type Call, type Problem } from '../shared/api.ts';
import type { Language } from '../shared/strings/language.ts';

type BodyOf<Endpoint> = Endpoint extends { body: { _zod: { input: infer Body } } } ? Body : never;
export type ConsentsBody = BodyOf<typeof answerConsents>;
export type WithdrawalReason = BodyOf<typeof withdrawApplication>['reason'];

type Extras = Pick<Call, 'signal' | 'onRetry'>;

const pathOf = (applicationId: string): string => `/api/applications/${applicationId}`;

export const openApplication = (language: Language): Promise<ApplicationView> =>
  callApi({ method: 'POST', path: '/api/applications', json: { language } });

export const resumeApplication = (token: string): Promise<ApplicationView> =>
  callApi({ method: 'POST', path: '/api/resume', json: { token }, isRepeatable: true });

/** The session is a cookie that no script can take away. */
export const leaveDevice = (): Promise<undefined> =>
  callApi({ method: 'POST', path: '/api/leave-device', json: {}, isRepeatable: true });

export const findMyApplication = (extras: Extras = {}): Promise<ApplicationView> =>
  callApi({ path: '/api/applications/mine', ...extras });

export const answerConsentItems = (id: string, body: ConsentsBody): Promise<ApplicationView> =>
  callApi({ method: 'PUT', path: `${pathOf(id)}/consents`, json: body });

export const declare = (id: string, body: DeclarationBody): Promise<ApplicationView> =>
  callApi({ method: 'PUT', path: `${pathOf(id)}/declaration`, json: body });

/** `insists`: keep it in spite of its findings, for a person to judge. Sending a photo twice keeps the second. */
export function addPhoto(
  id: string,
  kind: PhotoKind,
  photo: Blob,
  insists: boolean,
  extras: Extras,
): Promise<ApplicationView> {
  const form = new FormData();
  form.append('insist', insists ? 'yes' : 'no');
  form.append('photo', photo, photo instanceof File ? photo.name : 'photo.jpg');
  return callApi({
    method: 'POST',
    path: `${pathOf(id)}/photos/${kind}`,
    form,
    isRepeatable: true,
    ...extras,
  });
}

/** `version` only keeps the browser from showing an older photo. */
export const photoAddress = (id: string, kind: PhotoKind, version: string): string =>
  `${pathOf(id)}/photos/${kind}?${version}`;

/** Of the file that a browser saves. */
export const receiptAddress = (id: string): string => `${pathOf(id)}/receipt`;

export const openLiveness = (
  id: string,
  needs: CaptureNeeds,
  signal: AbortSignal,
): Promise<LivenessSession> =>
  callApi({ method: 'POST', path: `${pathOf(id)}/liveness`, json: { needs }, isRepeatable: true, signal });

/** The very same form is sent again when the connection was lost; the server answers it once. */
export function postFrames(
  id: string,
  sessionId: string,
  step: { index: number; token: string },
  meta: FramesMeta,
  frames: readonly Blob[],
  extras: { signal: AbortSignal; onRetry: (problem: Problem) => void },
): Promise<StepVerdict> {
  const form = new FormData();
  form.append('token', step.token);
  form.append('meta', JSON.stringify(meta));
  for (const frame of frames) form.append('frames', frame, 'frame.jpg');
  const path = `${pathOf(id)}/liveness/${sessionId}/steps/${step.index}/frames`;
  return callApi({ method: 'POST', path, form, isRepeatable: true, ...extras });
}

export const submitApplication = (id: string): Promise<ApplicationView> =>
  callApi({ method: 'POST', path: `${pathOf(id)}/submission`, json: {}, isRepeatable: true });

export const withdraw = (id: string, reason: WithdrawalReason): Promise<ApplicationView> =>
  callApi({ method: 'POST', path: `${pathOf(id)}/withdrawal`, json: { reason }, isRepeatable: true });

export const takeConsentBack = (id: string, item: ConsentItem): Promise<ApplicationView> =>
  callApi({
    method: 'POST',
    path: `${pathOf(id)}/consents/${item}/withdrawal`,
    json: {},
    isRepeatable: true,
  });

export const readMyData = (id: string, extras: Extras): Promise<AccessView> =>
  callApi({ path: `${pathOf(id)}/access`, ...extras });

/** Of the file that a browser saves. */
export const accessFileAddress = (id: string): string => `${pathOf(id)}/access/file`;

/** Of the file that a browser saves. */
export const erasureReceiptAddress = (id: string): string => `${pathOf(id)}/erasure-receipt`;

export const appeal = (id: string): Promise<ApplicationView> =>
  callApi({ method: 'POST', path: `${pathOf(id)}/appeal`, json: {} });
