// A made-up applicant with a puppet's face: issued by the sandbox registry office, with a specimen card in hand.
import { randomInt } from 'node:crypto';
import { issueCitizen } from '../../server/contract/sandbox.ts';
import type { Language } from '../../server/domain/application.ts';
import { businessCodeCheckDigit } from '../../server/domain/business-code.ts';
import { hasBusiness, type SubjectKind } from '../../server/domain/subject.ts';
import { briskTiming, type Timing } from '../puppet/motion.ts';
import { createPuppet } from '../puppet/puppet.ts';
import { portraitOf, specimenBack, specimenFront, specimenLicence } from '../puppet/specimen-card.ts';
import type { Still } from '../puppet/still.ts';
import type { Applicant } from './drive-application.ts';
import { honestActor, type Capture } from './drive-capture.ts';
import type { ApiClient } from './http-client.ts';
import { realPace } from './pace.ts';

export interface ApplicantWishes {
  subjectKind?: SubjectKind;
  name?: string;
  birthDate?: string; // YYYY-MM-DD
  citizenId?: string; // a number on record already, or a magic one; otherwise a citizen is issued
  business?: { code: string; name: string }; // of kinds that have one; a made-up one otherwise
  idFront?: Buffer; // a photo of one's own card instead of the specimen
  language?: Language;
  consentsToFace?: boolean;
  capture?: Partial<Capture>;
  timing?: Timing; // how quickly they do as asked
}

const madeUpCode = '91990000MA00000000'.slice(0, 17);

/** The capture of an honest person with a phone, in the time that it takes; brisk unless told otherwise. */
export function honestCapture(still: Still, timing: Timing = briskTiming): Capture {
  const actor = honestActor(createPuppet(still, still.points), timing);
  // another seed each time: the server knows every frame it has ever seen
  const seed = randomInt(2 ** 30);
  return { actor, answer: null, fps: 12, framesPerRequest: 5, seed, pace: realPace };
}

/** Issues a citizen at the sandbox registry office with the still's portrait. Needs a server with the sandbox record. */
export async function issuePuppet(
  client: ApiClient,
  still: Still,
  person: { name: string; birthDate: string },
): Promise<string> {
  const file = { bytes: await portraitOf(still), name: 'portrait.jpg', mediaType: 'image/jpeg' };
  const issued = await client.call(issueCitizen, { body: { ...person, sex: 'female' }, files: [file] });
  return issued.citizenId;
}

export async function puppetApplicant(
  client: ApiClient,
  still: Still,
  wishes: ApplicantWishes = {},
): Promise<Applicant> {
  const { subjectKind = 'individual', name = '林试', birthDate = '1990-05-17' } = wishes;
  const citizenId = wishes.citizenId ?? (await issuePuppet(client, still, { name, birthDate }));
  const madeUp = { code: madeUpCode + businessCodeCheckDigit(madeUpCode), name: '试验商行' };
  const business = hasBusiness[subjectKind]
    ? { ...(wishes.business ?? madeUp), legalRepresentative: name }
    : null;
  return {
    declaration: {
      subjectKind,
      legalName: name,
      citizenId,
      business,
      shop: { name: '木偶小店', categories: ['toys'], brands: [] },
      contact: { phone: '+86 10 5555 0100', email: null },
    },
    photos: {
      'id-front': wishes.idFront ?? (await specimenFront(await portraitOf(still))),
      'id-back': await specimenBack(),
      'business-licence': await specimenLicence(),
    },
    capture: { ...honestCapture(still, wishes.timing), ...wishes.capture },
    language: wishes.language ?? 'zh-CN',
    consentsToFace: wishes.consentsToFace ?? true,
  };
}
