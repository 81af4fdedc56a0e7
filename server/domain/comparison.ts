// What of a case is compared with what, and how single answers of a register are kept beside its check.
import type { Measurement } from './check.ts';

export const comparedFields = [
  'legalName',
  'citizenId',
  'documentFace',
  'recordFace',
  'businessCode',
  'businessName',
  'legalRepresentative',
  'applicantRepresents',
] as const;
export type ComparedField = (typeof comparedFields)[number];

export const agreementKinds = ['agrees', 'disagrees', 'not-answered'] as const;
export type FieldAgreement = (typeof agreementKinds)[number];

/** What a register that tells what it has is compared in. */
export type RegisterField = 'businessName' | 'legalRepresentative' | 'applicantRepresents';

/** Says of a measurement that it is no quantity: 1 agrees, 0 does not. */
export const agreementUnit = 'agrees';

export function agreementMeasurement(field: RegisterField, doesAgree: boolean): Measurement {
  return { name: field, value: doesAgree ? 1 : 0, unit: agreementUnit, limit: 1, better: 'higher' };
}

export function agreementIn(measurements: readonly Measurement[], field: RegisterField): FieldAgreement {
  const found = measurements.find(({ name, unit }) => name === field && unit === agreementUnit);
  if (found === undefined) return 'not-answered';
  return found.value === 1 ? 'agrees' : 'disagrees';
}
