// A person's legal name as it stands on an ID card: which texts can be one, and when two of them are the same.

declare const brand: unique symbol;

/** NFC, one kind of middle dot (·), single plain spaces, 2..50 code points. */
export type PersonName = string & { readonly [brand]: 'PersonName' };

export type ParsedPersonName =
  { ok: true; personName: PersonName } | { ok: false; problem: 'length' | 'characters' };

const minCodePoints = 2;
const maxCodePoints = 50;

// Letters of any script with their accents (and 〇, which Unicode counts as a number), joined by spaces or by the
// marks that occur in real names. Leaves out digits, controls, invisible characters, emoji and markup.
const part = String.raw`(?:[\p{L}〇]\p{M}{0,3})+\.?`;
const wellFormed = new RegExp(`^${part}(?:(?: |·|'|-)${part})*$`, 'u');

/**
 * Reads what a person typed. Composes accents (NFC) but never NFKC, which would replace rare Chinese characters by
 * look-alikes; 𠮷 and other characters outside the basic plane stay as they are.
 */
export function parsePersonName(text: string): ParsedPersonName {
  // Far too long to be worth normalising; composing can only shorten a text by a small factor.
  if (text.length > maxCodePoints * 8) return { ok: false, problem: 'length' };
  const name = tidy(text);
  const length = Array.from(name).length;
  if (length < minCodePoints || length > maxCodePoints) return { ok: false, problem: 'length' };
  if (!wellFormed.test(name)) return { ok: false, problem: 'characters' };
  return { ok: true, personName: name as PersonName };
}

/**
 * Whether two spellings are one name: kinds of dot, dash, apostrophe and space, accents composed or not, width and case
 * of Latin letters, and variant selectors do not count. Order of the parts and every letter do.
 */
export function samePersonName(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

/** For a reviewer's list: `张··`. Says nothing about the length; still personal data, not for logs. */
export function maskPersonName(name: string): string {
  return `${Array.from(name)[0] ?? ''}··`;
}

function tidy(text: string): string {
  return text
    .trim()
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ') // also U+3000, the full-width space
    .replace(/ ?[·‧•・．･] ?/gu, '·')
    .replace(/[’‘ʼ＇]/gu, "'")
    .replace(/[‐‑－]/gu, '-')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ''); // 张 三, spaced out for looks
}

function comparable(text: string): string {
  return tidy(text)
    .replace(/\p{Variation_Selector}/gu, '')
    .replace(/[Ａ-Ｚａ-ｚ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .toLowerCase();
}
