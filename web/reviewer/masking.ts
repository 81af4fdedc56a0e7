// Hides personal details on the screen until the reviewer asks for them.

/** `张··`: the first character, then one dot per character (at most five). */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  return first + '·'.repeat(Math.min(rest.length, 5));
}

/** `110***********002X`: first three and last four. Short texts are hidden altogether. */
export function maskNumber(number: string): string {
  const characters = Array.from(number);
  if (characters.length < 10) return '*'.repeat(characters.length);
  return `${characters.slice(0, 3).join('')}${'*'.repeat(characters.length - 7)}${characters.slice(-4).join('')}`;
}

/** Birth dates and contacts show nothing. */
export function maskAll(text: string): string {
  return '·'.repeat(Math.min(Array.from(text).length, 12));
}

/** A text that may contain the name, such as the statement of will, with the name masked. */
export function maskInside(text: string, names: readonly string[]): string {
  return names
    .filter((name) => name !== '')
    .reduce((masked, name) => masked.replaceAll(name, maskName(name)), text);
}
