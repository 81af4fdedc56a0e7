// The resident ID number (公民身份号码, GB 11643-1999): what a well-formed one is and what it says by itself.

declare const brand: unique symbol;

/** 18 characters that passed every check below; the last is a digit or a capital `X`. Well-formed, not proven real. */
export type CitizenId = string & { readonly [brand]: 'CitizenId' };

export type Sex = 'female' | 'male';

/** In the order they are looked for: the first one found is the one reported. */
export type CitizenIdProblem = 'length' | 'characters' | 'region' | 'birth-date' | 'check-digit';

export type ParsedCitizenId =
  { ok: true; citizenId: CitizenId; birthDate: string; sex: Sex } | { ok: false; problem: CitizenIdProblem };

/** Adulthood, in whole years: 《民法典》第十七条. */
export const adultAgeYears = 18;

/**
 * No state issues numbers that begin with 99: it is the made-up province of the sandbox, so that a test person can
 * never be mistaken for a real one. Such a number is well-formed here; only the sandbox's record knows it.
 */
export const sandboxProvince = '99';

// GB/T 2260, first two digits. 71, 81, 82: Taiwan, Hong Kong, Macao; 83: residence permits for Taiwan residents.
// Permanent residence cards of foreigners (first digit 9, then a province) are another scheme and are not accepted.
const provinces = new Set([
  ...['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37'],
  ...['41', '42', '43', '44', '45', '46', '50', '51', '52', '53', '54', '61', '62', '63', '64', '65'],
  ...['71', '81', '82', '83', sandboxProvince],
]);

// GB 11643-1999 (ISO 7064 MOD 11-2): the weight of each of the first 17 digits, then the check digit for each remainder.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';

/** The 18th character that belongs to these 17 digits. */
export function citizenIdCheckDigit(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return checkDigits.charAt(sum % 11);
}

/** Reads what a person typed: spaces anywhere, full-width digits and a small x are accepted. */
export function parseCitizenId(text: string, today: Date): ParsedCitizenId {
  const number = halfWidth(text.replace(/\s/gu, '')).toUpperCase();
  if (Array.from(number).length !== 18) return { ok: false, problem: 'length' };
  if (!/^\d{17}[\dX]$/u.test(number)) return { ok: false, problem: 'characters' };
  if (!provinces.has(number.slice(0, 2))) return { ok: false, problem: 'region' };
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isPossibleBirthDate(birthDate, today)) return { ok: false, problem: 'birth-date' };
  if (citizenIdCheckDigit(number) !== number.charAt(17)) return { ok: false, problem: 'check-digit' };
  return { ok: true, citizenId: number as CitizenId, birthDate, sex: sexOf(number) };
}

/** Whole years lived on that day in China. Someone born on 29 February turns a year older on 1 March of a common year. */
export function ageOn(birthDate: string, date: Date): number {
  const today = dayInChina(date);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export function isSandboxCitizenId(citizenId: CitizenId): boolean {
  return citizenId.startsWith(sandboxProvince);
}

/** For a reviewer's list: `110***********002X`. Hides the birth date; still personal data, not for logs. */
export function maskCitizenId(citizenId: CitizenId): string {
  return `${citizenId.slice(0, 3)}***********${lastFour(citizenId)}`;
}

export function lastFour(citizenId: CitizenId): string {
  return citizenId.slice(-4);
}

function sexOf(number: string): Sex {
  return Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
}

/** A day of the calendar, from 1900 up to today in China. */
function isPossibleBirthDate(birthDate: string, today: Date): boolean {
  const day = new Date(`${birthDate}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === birthDate;
  return exists && birthDate >= '1900-01-01' && birthDate <= dayInChina(today);
}

/** YYYY-MM-DD at UTC+8, the one time zone of mainland China. */
function dayInChina(date: Date): string {
  return new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Full-width digits and the letter X, as Chinese keyboards type them, to ASCII. */
function halfWidth(text: string): string {
  return text.replace(/[０-９Ｘｘ]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}
