// When two spellings of a business's registered name are one name.

/**
 * Spaces, width and case of Latin letters, digits and brackets, kinds of middle dot and dash, accents composed or not
 * do not count. Every letter, and where the brackets stand, does. Never NFKC, which would take ⑳ for 20.
 */
export function sameBusinessName(a: string, b: string): boolean {
  const [one, other] = [comparable(a), comparable(b)];
  return one !== '' && one === other;
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
