// How two applications, or an application and a reviewer, are known to belong together.

export const identityKinds = ['citizen', 'business', 'phone', 'email'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** What somebody can be known by, as it is written; each is optional. */
export type Identity = Readonly<Partial<Record<IdentityKind, string | undefined>>>;

/** A keyed hash of one part of an identity; hex of 32 bytes. */
export interface IdentityKey {
  readonly kind: IdentityKind;
  readonly key: string;
}

const digitsOnly = (text: string): string => text.replaceAll(/[^0-9]/gu, '');

const normalForms: Readonly<Record<IdentityKind, (text: string) => string>> = {
  citizen: (text) => text.trim().toUpperCase(),
  business: (text) => text.trim().toUpperCase(),
  // with and without the country's own prefix it is the same telephone
  phone: (text) =>
    digitsOnly(text)
      .replace(/^(?:00)?86(?=[0-9]{8,})/u, '')
      .replace(/^0+/u, ''),
  email: (text) => text.trim().toLowerCase(),
};

/** The same identity written in two usual ways has one normal form. Does not know that two addresses reach one person. */
export function normalIdentity(kind: IdentityKind, text: string): string {
  return normalForms[kind](text);
}
