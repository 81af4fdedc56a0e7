// Drives one whole application over HTTP, the way an applicant would: whatever the server names as the next step.
import {
  answerConsents,
  declareSubject,
  findMyApplication,
  openApplication,
  readApplication,
  resumeApplication,
  submitApplication,
  type ApplicationView,
  type DeclarationBody,
  type stepNames,
} from '../../server/contract/application.ts';
import { addPhoto } from '../../server/contract/evidence.ts';
import { isEditable, type Language } from '../../server/domain/application.ts';
import { consentTextVersion } from '../../server/domain/consent.ts';
import { photoFindings, type PhotoKind } from '../../server/domain/evidence.ts';
import { driveCapture, type Capture } from './drive-capture.ts';
import { Refused, type ApiClient } from './http-client.ts';

export type StepName = (typeof stepNames)[number];

/** What the applicant has at hand. */
export interface Applicant {
  declaration: DeclarationBody;
  photos: Record<PhotoKind, Buffer>; // JPEG
  capture: Capture;
  language: Language;
  consentsToFace: boolean;
}

export interface DriveOptions {
  client: ApiClient;
  applicant: Applicant;
  onStep?: (step: StepName, view: ApplicationView) => void;
}

/** The server names a step as the next one although it was just done. */
export class NotGettingOn extends Error {
  override readonly name = 'NotGettingOn';
}

const consentText = 'Shown by the trial drive; not the wording of the pages.';

async function consent(options: DriveOptions, view: ApplicationView): Promise<void> {
  const { client, applicant } = options;
  const texts = {
    'id-document': consentText,
    face: consentText,
    'government-query': consentText,
    retention: consentText,
  };
  const face = applicant.consentsToFace ? 'granted' : 'refused';
  await client.call(answerConsents, {
    params: { applicationId: view.applicationId },
    body: {
      language: applicant.language,
      textVersion: consentTextVersion,
      answers: { 'id-document': 'granted', face, 'government-query': 'granted', retention: 'granted' },
      texts,
    },
  });
}

const findingTypes: ReadonlySet<string> = new Set(photoFindings.map((finding) => `/problems/${finding}`));

/** A photo that the server has doubts about is insisted on once: a person will judge it. */
async function addPhotoOf(kind: PhotoKind, options: DriveOptions, view: ApplicationView): Promise<void> {
  const file = { bytes: options.applicant.photos[kind], name: `${kind}.jpg`, mediaType: 'image/jpeg' };
  const params = { applicationId: view.applicationId, kind };
  try {
    await options.client.call(addPhoto, { params, body: { insist: 'no' }, files: [file] });
  } catch (error) {
    if (!(error instanceof Refused) || !findingTypes.has(error.problem.type)) throw error;
    await options.client.call(addPhoto, { params, body: { insist: 'yes' }, files: [file] });
  }
}

async function capture({ client, applicant }: DriveOptions, view: ApplicationView): Promise<void> {
  const end = await driveCapture(client, view.applicationId, applicant.capture);
  if (end !== 'complete') throw new NotGettingOn(`the capture ended as ${end}`);
}

const doStep: Record<StepName, (options: DriveOptions, view: ApplicationView) => Promise<void>> = {
  consent,
  declaration: async ({ client, applicant }, { applicationId }) => {
    await client.call(declareSubject, { params: { applicationId }, body: applicant.declaration });
  },
  'id-front': (options, view) => addPhotoOf('id-front', options, view),
  'id-back': (options, view) => addPhotoOf('id-back', options, view),
  'business-licence': (options, view) => addPhotoOf('business-licence', options, view),
  liveness: capture,
  submit: async ({ client }, { applicationId }) => {
    await client.call(submitApplication, { params: { applicationId } });
  },
};

/** Goes on from wherever the application is, until it is no longer the applicant's turn. */
export async function continueApplication(
  options: DriveOptions,
  from: ApplicationView,
): Promise<ApplicationView> {
  let view = from;
  while (isEditable(view.state) && view.nextStep !== null) {
    const step = view.nextStep;
    await doStep[step](options, view);
    view = await options.client.call(readApplication, { params: { applicationId: view.applicationId } });
    options.onStep?.(step, view);
    if (view.nextStep === step) throw new NotGettingOn(`${step} is still the next step after doing it`);
  }
  return view;
}

/** Opens an application and goes through it; answers once it is submitted. Throws Refused or NotGettingOn. */
export async function driveApplication(options: DriveOptions): Promise<ApplicationView> {
  const { client, applicant } = options;
  const opened = await client.call(openApplication, { body: { language: applicant.language } });
  return continueApplication(options, opened);
}

/** Goes on after an interruption: with the session's cookie or, on a client without one, by the resume link. */
export async function resumeAndContinue(
  options: DriveOptions,
  resumeLink?: string,
): Promise<ApplicationView> {
  const { client } = options;
  const token = resumeLink?.split('#resume=')[1];
  const view =
    token === undefined
      ? await client.call(findMyApplication)
      : await client.call(resumeApplication, { body: { token } });
  return continueApplication(options, view);
}

/** Waits until the checks have run; answers with what the applicant then sees. */
export async function untilChecked(
  client: ApiClient,
  applicationId: string,
  wait: { everyMs?: number; atMostMs?: number } = {},
): Promise<ApplicationView> {
  const { everyMs = 500, atMostMs = 300_000 } = wait;
  const deadline = performance.now() + atMostMs;
  for (;;) {
    const view = await client.call(readApplication, { params: { applicationId } });
    if (view.state !== 'checking') return view;
    if (performance.now() > deadline) throw new NotGettingOn(`still being checked after ${atMostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
