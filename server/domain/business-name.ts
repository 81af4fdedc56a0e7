// When two spellings of a business's registered name are one name.

/**
 * Spaces, width and case of Latin letters, digits and brackets, kinds of middle dot and dash, accents composed or not
 * do not count. Every letter, and where the brackets stand, does. Never NFKC, which would take ⑳ for 20.
 */
export function sameBusinessName(a: string, b: string): boolean {
  const [one, other] = [comparable(a), comparable(b)];
  return one !== '' && one === other;
}

/** What registers and people write where there is no name, already made comparable. */
const wordsForNone = /^(无(字号|名称)?|未登记|[-*/]*)$/u;

/**
 * A sole proprietor (个体工商户) may go without a trade name; then the operator's name stands there, or a word for none.
 * Null for these: `张伟`, `个体工商户（张伟）`, `无字号`, `***` and nothing at all, of which 张伟 is the operator.
 */
export function tradeNameOf(name: string | null, operator: string): string | null {
  if (name === null) return null;
  const bare = comparable(name).replace(/^个体(工商户|户|经营者)?[(:]?(.*?)\)?$/u, '$2');
  return wordsForNone.test(bare) || bare === comparable(operator) ? null : name;
}

/** Both without a trade name are one: name and operator are compared elsewhere. One without and one with are not. */
export function sameTradeName(a: string | null, b: string | null, operator: string): boolean {
  const [one, other] = [tradeNameOf(a, operator), tradeNameOf(b, operator)];
  return one === null || other === null ? one === other : sameBusinessName(one, other);
}

function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[！-～]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[〔［【〈]/gu, '(')
    .replace(/[〕］】〉]/gu, ')')
    .replace(/[‧•・．･]/gu, '·')
    .replace(/[‐‑–—]/gu, '-')
    .replace(/[\s\p{Variation_Selector}\u200B-\u200D\uFEFF]/gu, '')
    .toLowerCase();
}
