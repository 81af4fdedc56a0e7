// Who applies: the kinds of subject, with what each of them declares.

export const subjectKinds = ['individual', 'sole-proprietor', 'company'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What the applicant declares about themselves and their business. Personal data: kept sealed, never logged. */
export interface Declaration {
  subjectKind: SubjectKind;
  legalName: string;
  citizenId: string;
  business: { code: string; name: string; legalRepresentative: string } | null;
  shop: { name: string; categories: readonly string[]; brands: readonly string[] };
  contact: { phone: string; email: string | null };
}

/** Whether this kind of subject has a registration code and a licence to show. */
export const hasBusiness = {
  individual: false,
  'sole-proprietor': true,
  company: true,
} as const satisfies Record<SubjectKind, boolean>;
