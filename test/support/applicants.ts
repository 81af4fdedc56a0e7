// Made-up applicants, and taking one of them as far as a test needs.
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import {
  answerConsents,
  declareSubject,
  openApplication,
  readApplication,
  submitApplication,
  type ApplicationView,
  type DeclarationBody,
} from '../../server/contract/application.ts';
import { addPhoto } from '../../server/contract/evidence.ts';
import { consentItems, consentTextVersion, type ConsentAnswers } from '../../server/domain/consent.ts';
import { requiredPhotos, type PhotoKind } from '../../server/domain/evidence.ts';
import { portraitOf, specimenBack, specimenFront, specimenLicence } from '../puppet/specimen-card.ts';
import { sampleStill, type SampleName } from '../puppet/sample.ts';
import { untilChecked } from '../try/drive-application.ts';
import { driveCapture, type Actor, type Capture } from '../try/drive-capture.ts';
import type { ApiClient } from '../try/http-client.ts';
import type { Pace } from '../try/pace.ts';
import { paceOf } from './clock.ts';
import { captureBy, honest } from './films.ts';
import type { TestPortcullis } from './start-portcullis.ts';

/** How far an application has come; each stage includes the ones before it. */
export const stages = ['opened', 'consented', 'declared', 'photographed', 'captured', 'held'] as const;
export type Stage = (typeof stages)[number];

/** At the sandbox's record this number agrees with every name and face. */
export const agreeingNumber = '990000199001010105';

export const declaration: DeclarationBody = {
  subjectKind: 'individual',
  legalName: '林试',
  citizenId: agreeingNumber,
  business: null,
  shop: { name: '木偶小店', categories: ['toys'], brands: [] },
  contact: { phone: '+86 10 5555 0100', email: null },
};

const allGranted: ConsentAnswers = {
  'id-document': 'granted',
  face: 'granted',
  'government-query': 'granted',
  retention: 'granted',
};

export interface Wishes {
  readonly declaration?: Partial<DeclarationBody>;
  readonly consents?: Partial<ConsentAnswers>;
  /** Whose portrait the card shows. */
  readonly card?: SampleName;
  /** Who sits before the camera, and does what. */
  readonly actor?: Actor;
  /** What else is particular about the capture. */
  readonly capture?: Partial<Capture>;
}

export interface Somebody {
  readonly client: ApiClient;
  readonly id: string;
  /** The time they live in: the system's, put forward. */
  readonly pace: Pace;
  readonly resumeLink: string;
  readonly view: () => Promise<ApplicationView>;
  /** The same applicant through another browser, for requests that no page would send. */
  readonly agent: () => Promise<TestAgent>;
}

const photos = new Map<string, Promise<Buffer>>();

function keptPhoto(name: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const photo = photos.get(name) ?? make();
  photos.set(name, photo);
  return photo;
}

export const cardFront = (sample: SampleName): Promise<Buffer> =>
  keptPhoto(`front ${sample}`, async () => specimenFront(await portraitOf(await sampleStill(sample))));
export const cardBack = (): Promise<Buffer> => keptPhoto('back', specimenBack);
export const licence = (): Promise<Buffer> => keptPhoto('licence', specimenLicence);

export function consentBody(answers: Partial<ConsentAnswers> = {}): {
  language: 'zh-CN';
  textVersion: string;
  answers: ConsentAnswers;
  texts: ConsentAnswers & Record<string, string>;
} {
  const texts = Object.fromEntries(consentItems.map((item) => [item, `About ${item}, for a test.`]));
  return {
    language: 'zh-CN',
    textVersion: consentTextVersion,
    answers: { ...allGranted, ...answers },
    texts: texts as ConsentAnswers & Record<string, string>,
  };
}

export async function photograph(
  client: ApiClient,
  applicationId: string,
  kind: PhotoKind,
  bytes: Uint8Array,
): Promise<ApplicationView> {
  const file = { bytes, name: 'photo.jpg', mediaType: 'image/jpeg' };
  return client.call(addPhoto, { params: { applicationId, kind }, body: { insist: 'no' }, files: [file] });
}

/** Kept in spite of what is wrong with it. */
export async function photographAnyway(
  client: ApiClient,
  applicationId: string,
  kind: PhotoKind,
  bytes: Uint8Array,
): Promise<ApplicationView> {
  const file = { bytes, name: 'photo.jpg', mediaType: 'image/jpeg' };
  return client.call(addPhoto, { params: { applicationId, kind }, body: { insist: 'yes' }, files: [file] });
}

type Take = (somebody: Somebody, wishes: Wishes) => Promise<void>;

const takeTo: Record<Exclude<Stage, 'opened'>, Take> = {
  async consented({ client, id }, wishes) {
    await client.call(answerConsents, {
      params: { applicationId: id },
      body: consentBody(wishes.consents),
    });
  },
  async declared({ client, id }, wishes) {
    const body = { ...declaration, ...wishes.declaration };
    await client.call(declareSubject, { params: { applicationId: id }, body });
  },
  async photographed({ client, id }, wishes) {
    const pictures: Record<PhotoKind, () => Promise<Buffer>> = {
      'id-front': () => cardFront(wishes.card ?? 'sample1'),
      'id-back': cardBack,
      'business-licence': licence,
    };
    for (const kind of requiredPhotos(wishes.declaration?.subjectKind ?? 'individual'))
      await photograph(client, id, kind, await pictures[kind]());
  },
  async captured({ client, id, pace }, wishes) {
    if (wishes.consents?.face === 'refused') return;
    const end = await driveCapture(client, id, {
      ...captureBy(wishes.actor ?? honest('sample1'), pace),
      ...wishes.capture,
    });
    if (end !== 'complete') throw new Error(`the capture ended as ${end}`);
  },
  async held({ client, id }) {
    await client.call(submitApplication, { params: { applicationId: id } });
    await untilChecked(client, id, { everyMs: 50 });
  },
};

/** Somebody whose application has come to that stage; with `face: 'refused'` without any capture. */
export async function somebodyAt(
  portcullis: TestPortcullis,
  stage: Stage,
  wishes: Wishes = {},
): Promise<Somebody> {
  const client = portcullis.somebody();
  const opened = await client.call(openApplication, { body: { language: 'zh-CN' } });
  const { applicationId: id, resumeLink } = opened;
  if (resumeLink === null) throw new Error('who opens an application is given its link');
  const somebody: Somebody = {
    client,
    id,
    pace: paceOf(portcullis.clock),
    resumeLink,
    view: () => client.call(readApplication, { params: { applicationId: id } }),
    async agent() {
      const agent = supertest.agent(portcullis.baseUrl);
      const token = resumeLink.split('#resume=')[1];
      await agent.post('/api/resume').send({ token }).expect(200);
      return agent;
    },
  };
  for (const next of stages.slice(1, stages.indexOf(stage) + 1))
    await takeTo[next as Exclude<Stage, 'opened'>](somebody, wishes);
  return somebody;
}

/** Somebody on the face-free path: everything but the capture. */
export const faceFree: Wishes = { consents: { face: 'refused' } };
