// The unified social credit code (统一社会信用代码, GB 32100-2015) on a business licence: what a well-formed one is.

declare const brand: unique symbol;

/** 18 characters of the standard's alphabet. Its check digit may disagree: see `parseBusinessCode`. */
export type BusinessCode = string & { readonly [brand]: 'BusinessCode' };

export type BusinessCodeProblem = 'length' | 'characters';

export type ParsedBusinessCode =
  | { ok: true; businessCode: BusinessCode; checkDigit: 'agrees' | 'disagrees' }
  | { ok: false; problem: BusinessCodeProblem };

// GB 32100-2015: no I, O, S, V, Z. A character's value is its place here, 0..30.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]; // 3^(i-1) mod 31

/** The 18th character that belongs to these 17. */
export function businessCodeCheckDigit(first17: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(first17.charAt(index)),
    0,
  );
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/**
 * Reads what a person typed: spaces anywhere, small and full-width letters are accepted.
 * A check digit that disagrees is no problem by itself: codes with a wrong one were really issued (some early ones in
 * Fujian), so it is for a reviewer to see, never a reason to turn a business away.
 */
export function parseBusinessCode(text: string): ParsedBusinessCode {
  const code = halfWidth(text.replace(/\s/gu, '')).toUpperCase();
  const characters = Array.from(code);
  if (characters.length !== 18) return { ok: false, problem: 'length' };
  if (!characters.every((character) => alphabet.includes(character)))
    return { ok: false, problem: 'characters' };
  const checkDigit = businessCodeCheckDigit(code) === code.charAt(17) ? 'agrees' : 'disagrees';
  return { ok: true, businessCode: code as BusinessCode, checkDigit };
}

/** 9: registered with the market regulator; 2: 个体工商户. */
export const isSoleProprietor = (code: string): boolean => code.startsWith('92');

/** Full-width digits and letters, as Chinese keyboards type them, to ASCII. */
function halfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}
