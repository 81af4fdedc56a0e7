// An answer of a register, read by its mapping; null as soon as anything in it was not foreseen.
import { isSoleProprietor } from '../../domain/business-code.ts';
import { isDay, type Penalty } from '../../domain/registered-business.ts';
import { Sensitive } from '../../domain/sensitive.ts';
import type { FoundBusiness } from '../../ports/business-registry.ts';
import { valueAt } from '../wire/mapping.ts';
import type { RegistryMapping } from './mapping.ts';

const longest = 5000; // characters; scopes of business run to some hundred

/** What was not foreseen; caught where the reading began. */
class Unforeseen extends Error {}

/** Null where there is nothing, or nothing but space. */
function textAt(json: unknown, at: string | null): string | null {
  const value = at === null ? null : (valueAt(json, at) ?? null);
  if (value === null) return null;
  if (typeof value !== 'string' || value.length > longest) throw new Unforeseen();
  return value.trim() === '' ? null : value.trim();
}

function neededAt(json: unknown, at: string): string {
  const text = textAt(json, at);
  if (text === null) throw new Unforeseen();
  return text;
}

function meant<T>(table: Readonly<Record<string, T>>, spelling: string): T {
  const found = Object.hasOwn(table, spelling) ? table[spelling] : undefined;
  if (found === undefined) throw new Unforeseen();
  return found;
}

const dayForms = [
  /^(\d{4})-(\d{2})-(\d{2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
] as const;

/** 2019-05-06, 20190506 and 2019年5月6日 are one day; a day that does not exist is none. */
function dayAt(json: unknown, at: string | null, endless: readonly string[] = []): string | null {
  const text = textAt(json, at);
  if (text === null || endless.includes(text)) return null;
  const [, year = '', month = '', date = ''] =
    dayForms.map((form) => form.exec(text)).find((found) => found !== null) ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) throw new Unforeseen();
  return day;
}

function penaltiesIn(json: unknown, mapping: RegistryMapping['penalties']): readonly Penalty[] | null {
  if (mapping === null) return null;
  const list = valueAt(json, mapping.at);
  if (!Array.isArray(list)) throw new Unforeseen();
  return list.map((entry: unknown) => ({
    kind: meant(mapping.kinds, neededAt(entry, mapping.kind)),
    on: dayAt(entry, mapping.on),
    what: neededAt(entry, mapping.what),
  }));
}

/** `code`: what was asked about. */
export function readBusiness(json: unknown, mapping: RegistryMapping, code: string): FoundBusiness | null {
  const { business: at, states, endless, penalties } = mapping;
  try {
    if (neededAt(json, at.code) !== code) return null;
    const address = textAt(json, at.address);
    return {
      answer: 'found',
      state: meant(states, neededAt(json, at.state)),
      name: isSoleProprietor(code) ? textAt(json, at.name) : neededAt(json, at.name),
      legalRepresentative: new Sensitive(neededAt(json, at.legalRepresentative)),
      address: address === null ? null : new Sensitive(address),
      scope: textAt(json, at.scope),
      establishedOn: dayAt(json, at.establishedOn),
      validUntil: dayAt(json, at.validUntil, endless),
      penalties: penaltiesIn(json, penalties),
    };
  } catch (error) {
    if (error instanceof Unforeseen) return null;
    throw error;
  }
}
