// What each version of the policy required: so that the gate can be asked again about decisions made under it.
import type { SubjectKind } from '../domain/subject.ts';
import { policy, type Policy, type Requirement } from './policy.ts';

type Required = Readonly<Record<SubjectKind, readonly Requirement[]>>;

/**
 * The first one. It holds for every version so far: the ones after it changed limits alone, which stand in the checks'
 * answers already. A version that requires something else gets a table of its own here, and this one stays as it is.
 */
const firstPerson: readonly Requirement[] = [
  { check: 'document-quality', onFailure: 'review' },
  { check: 'document-data', onFailure: 'refuse' },
  { check: 'liveness', onFailure: 'review' },
  { check: 'willingness', onFailure: 'refuse' },
  { check: 'document-face-match', onFailure: 'review' },
  { check: 'government-record', onFailure: 'review' },
];
const firstBusiness: readonly Requirement[] = [
  ...firstPerson,
  { check: 'business-registry', onFailure: 'review' },
];
const first: Required = {
  individual: firstPerson,
  'sole-proprietor': firstBusiness,
  company: firstBusiness,
};

/** Never shortened and never edited: whoever was admitted under a version that is not here gets no statement. */
export const requiredByVersion: Readonly<Record<string, Required>> = {
  '2026-11-1': first,
  '2026-11-2': first,
  '2026-11-3': first,
  '2026-11-4': first,
};

/** For `recommend`, which looks at what is required and at nothing else of a policy. Null for a version not known here. */
export function policyOfVersion(version: string): Policy | null {
  const required = Object.hasOwn(requiredByVersion, version) ? requiredByVersion[version] : undefined;
  return required === undefined ? null : { ...policy, version, required };
}
