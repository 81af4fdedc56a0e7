// Which role somebody has at the desk, by what the identity provider says of them.
import type { ReviewerRole } from './review-case.ts';

/** The value that stands for each role at the provider. */
export type RoleValues = Readonly<Record<ReviewerRole, string>>;

/** Who has several gets the first of these. */
const precedence = ['operator', 'lead', 'reviewer'] as const satisfies readonly ReviewerRole[];

/** Null when none of the values stands for a role: such a person is not let in. */
export function roleOf(values: readonly string[], meaning: RoleValues): ReviewerRole | null {
  return precedence.find((role) => values.includes(meaning[role])) ?? null;
}

/**
 * The texts at a dotted path, such as `realm_access.roles`; a name with dots in it is looked for as a whole first.
 * One text counts as a list of one; anything else is no value.
 */
export function valuesAt(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  const found = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce(memberOf, claims);
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  return list.filter((value) => typeof value === 'string');
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
