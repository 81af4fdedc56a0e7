// Puts a made-up person on the sandbox's record, with a portrait that has exactly one usable face.
import type { IssuedCitizen } from '../../contract/sandbox.ts';
import { DomainError } from '../../domain/errors.ts';
import { adultAgeYears, ageOn, type Sex } from '../../domain/citizen-id.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { poseOf } from '../../domain/pose.ts';
import { Sensitive } from '../../domain/sensitive.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { Pictures } from '../../ports/pictures.ts';
import type { SandboxCitizen } from '../../ports/sandbox-citizens.ts';

export interface NewPerson {
  readonly name: Sensitive<string>;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly portrait: Uint8Array;
}

export interface IssueDeps {
  readonly pictures: Pictures;
  readonly engine: FaceEngine;
  readonly clock: Clock;
  readonly issue: (person: NewPerson) => Promise<SandboxCitizen>;
}

const portraitSidePx = 1000;
const portraitFaceWidthPx = 80;

export async function issuePerson(
  deps: IssueDeps,
  asked: { name: string; sex: Sex; birthDate: string; upload: Uint8Array },
  signal: AbortSignal,
): Promise<IssuedCitizen> {
  const { pictures, engine, clock, issue } = deps;
  const name = parsePersonName(asked.name);
  if (!name.ok) throw new DomainError('name-invalid', { errors: [{ pointer: '/name', code: name.problem }] });
  const age = ageOn(asked.birthDate, clock.now());
  if (age < adultAgeYears || age > 120)
    throw new DomainError('under-age', { errors: [{ pointer: '/birthDate', code: 'not-an-adult' }] });
  const { jpeg } = await pictures.normalise(asked.upload, portraitSidePx);
  const { faces } = await engine.look(jpeg, { purpose: 'document', embed: 'none' }, signal);
  const [face] = faces;
  if (face === undefined) throw new DomainError('no-face-found', { findings: ['no-face-found'] });
  if (faces.length > 1) throw new DomainError('several-faces', { findings: ['several-faces'] });
  if (poseOf(face.landmarks).faceWidthPx < portraitFaceWidthPx)
    throw new DomainError('face-too-small', { findings: ['face-too-small'] });
  const { sex, birthDate } = asked;
  const citizen = await issue({ name: new Sensitive(name.personName), sex, birthDate, portrait: jpeg });
  return { citizenId: citizen.citizenId, name: citizen.name.reveal(), sex, birthDate };
}
