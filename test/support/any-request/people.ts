// Whoever sends made-up requests: new ones from time to time, since what they send ends applications and sessions.
import sharp from 'sharp';
import supertest from 'supertest';
import { sessionOf } from '../cookies.ts';
import { claimCase, readCase } from '../../../server/contract/review.ts';
import { submitApplication } from '../../../server/contract/application.ts';
import { addPhoto, openEvidence } from '../../../server/contract/evidence.ts';
import { openLiveness } from '../../../server/contract/liveness.ts';
import { apiKeyScopes } from '../../../server/domain/api-key.ts';
import { consentTextVersion } from '../../../server/domain/consent.ts';
import type { ReviewerRole } from '../../../server/domain/review-case.ts';
import type { Reviewer } from '../../../server/ports/reviewers.ts';
import { untilChecked } from '../../try/drive-application.ts';
import { agreeingNumber, faceFree, somebodyAt, type Somebody } from '../applicants.ts';
import { newApiKey } from '../marketplace.ts';
import type { TestPortcullis } from '../start-portcullis.ts';

export type Headers = Readonly<Record<string, string>>;

export interface People {
  /** One set of headers each, by the audience that they belong to; `leaving`: reviewers whose sessions may end. */
  readonly headers: Readonly<Record<string, readonly Headers[]>>;
  /** What exists, by the name of the parameter or member that it fits. */
  readonly known: Readonly<Record<string, readonly unknown[]>>;
}

export const plainPhoto = (shade: number): Promise<Buffer> =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: { r: shade, g: 120, b: 90 } } })
    .jpeg({ quality: 60 })
    .toBuffer();

export async function sendPhotos({ client, id }: Somebody): Promise<void> {
  for (const [shade, kind] of (['id-front', 'id-back'] as const).entries())
    await client.call(addPhoto, {
      params: { applicationId: id, kind },
      body: { insist: 'yes' },
      files: [{ bytes: await plainPhoto(shade), name: 'photo.jpg', mediaType: 'image/jpeg' }],
    });
}

/** Somebody on the face-free path whose application waits for people. */
export async function somebodySubmitted(portcullis: TestPortcullis): Promise<Somebody> {
  const somebody = await somebodyAt(portcullis, 'declared', faceFree);
  await sendPhotos(somebody);
  await somebody.client.call(submitApplication, { params: { applicationId: somebody.id } });
  await untilChecked(somebody.client, somebody.id, { everyMs: 20 });
  return somebody;
}

/** `from`: signing in is limited for each network address. */
async function cookie(baseUrl: string, path: string, token: string, from: string): Promise<Headers> {
  const answer = await supertest(baseUrl).post(path).set('X-Forwarded-For', from).send({ token }).expect(200);
  return { Cookie: sessionOf(answer) };
}

export async function newPeople(portcullis: TestPortcullis, turn: number): Promise<People> {
  const from = `203.0.113.${turn % 256}`;
  const resumed = ({ resumeLink }: Somebody): Promise<Headers> =>
    cookie(portcullis.baseUrl, '/api/resume', resumeLink.split('#resume=')[1] ?? '', from);
  const signedIn = async (who: Reviewer): Promise<Headers> => {
    const link = await portcullis.signInLink(who);
    return cookie(portcullis.baseUrl, '/api/review/sign-in', link.split('#sign-in=')[1] ?? '', from);
  };
  const desk = (role: ReviewerRole, way = 'staying'): Promise<Headers> =>
    signedIn({ id: `${way}-${role}-${turn}`, name: role, role });
  const beginner = await somebodyAt(portcullis, 'opened');
  const drafter = await somebodyAt(portcullis, 'declared');
  await sendPhotos(drafter);
  const capture = await drafter.client.call(openLiveness, {
    params: { applicationId: drafter.id },
    body: { needs: { isLongerTime: false, without: [] } },
  });
  const waiting = await somebodySubmitted(portcullis);
  const holding = { id: `holder-${turn}`, name: 'Holder', role: 'reviewer' } as const;
  const reviewer = await portcullis.reviewer(holding);
  const params = { applicationId: waiting.id };
  await reviewer.call(claimCase, { params });
  const { evidence } = await reviewer.call(readCase, { params });
  const evidenceIds = evidence.map(({ evidenceId }) => evidenceId);
  const { addresses } = await reviewer.call(openEvidence, {
    params,
    body: { reason: 'review', evidenceIds },
  });
  const key = await newApiKey(portcullis, ...apiKeyScopes);
  return {
    headers: {
      applicant: [await resumed(beginner), await resumed(drafter), await resumed(waiting)],
      reviewer: [await signedIn(holding), await desk('lead'), await desk('operator')],
      marketplace: [{ Authorization: `Bearer ${key}` }],
      leaving: [
        await desk('reviewer', 'leaving'),
        await desk('lead', 'leaving'),
        await desk('operator', 'leaving'),
      ],
      nobody: [{}],
    },
    known: {
      applicationId: [beginner.id, drafter.id, waiting.id],
      evidenceId: evidenceIds,
      evidenceIds,
      pass: addresses.map(({ address }) => address.split('/').at(-1)),
      sessionId: [capture.sessionId, `s_${'0'.repeat(22)}`],
      stepIndex: [0, 1],
      token: [capture.step.token, drafter.resumeLink.split('#resume=')[1]],
      reviewerId: [`leaving-lead-${turn}`, `leaving-operator-${turn}`, 'nobody'],
      keyId: [`k_${'0'.repeat(22)}`],
      endpointId: [`w_${'0'.repeat(22)}`],
      knownCaseId: [`k_${'0'.repeat(22)}`],
      eventId: [`m_${'0'.repeat(32)}`],
      proposal: [1, 2],
      evidenceSha256: ['0'.repeat(64)],
      textVersion: [consentTextVersion],
      legalName: ['林试'],
      legalRepresentative: ['林试'],
      citizenId: [agreeingNumber],
      citizen: [agreeingNumber],
      phone: ['+86 10 5555 0100'],
      email: ['a@shop.example'],
      url: ['http://127.0.0.1:9/in'],
      categories: ['toys'],
      sellerReference: [`seller-${turn}`],
      text: [waiting.id, waiting.id.slice(2, 9)],
      after: [`2026-11-30T10:00:00.000Z_${waiting.id}`],
      reason: ['a court asked'],
      leftAt: ['2026-11-30T10:00:00.000Z'],
      since: ['2026-11-30T10:00:00.000Z'],
      expiresAt: ['2026-12-30T10:00:00.000Z'],
      birthDate: ['1990-01-01'],
      explanation: ['as it was decided'],
      meta: [
        '{"batch":0,"isLast":false,"answer":null,"camera":null,"frames":[{"seq":0,"capturedAtMs":1}]}',
        '{"batch":0,"isLast":true,"answer":"agree","camera":{"label":"\\u0000","deviceId":""},"frames":[]}',
        '['.repeat(4000),
        '{"batch":1e999}',
      ],
    },
  };
}
