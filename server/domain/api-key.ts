// Keys by which a marketplace's backend asks: their form, and what each may do.

/** `read`: states, admission statements. `open`: open applications for sellers. `exit`: say that a seller has left. */
export const apiKeyScopes = ['read', 'open', 'exit'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** `pck_` for who finds one where it should not be, the id that it is looked up by, 256 random bits in base64url. */
const form = /^pck_([0-9a-z]{22})_([0-9A-Za-z_-]{43})$/;

export interface ApiKeyParts {
  readonly id: string;
  readonly secret: string;
}

/** `id` as stored, `k_…`. */
export function apiKeyOf({ id, secret }: ApiKeyParts): string {
  return `pck_${id.slice('k_'.length)}_${secret}`;
}

/** What may be shown of a key again and again: enough to tell it from others, nothing to ask with. */
export const shownOfApiKey = (id: string): string => `pck_${id.slice('k_'.length)}_…`;

/** Null for what is no key of ours, whatever it is. */
export function readApiKey(text: string): ApiKeyParts | null {
  const [, id, secret] = form.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id: `k_${id}`, secret };
}
