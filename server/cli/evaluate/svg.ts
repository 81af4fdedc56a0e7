// Parts of plots as SVG that stands in a page: titled, described, coloured by the page's style.

export const width = 720;
export const left = 64;
export const right = width - 24;

export const n = (value: number): string => value.toFixed(1);
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export type Anchor = 'start' | 'middle' | 'end';
export const text = (x: number, y: number, words: string, anchor: Anchor = 'middle', name = ''): string =>
  `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" class="${name}">${escaped(words)}</text>`;
export const line = (x1: number, y1: number, x2: number, y2: number, name: string): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" class="${name}"/>`;
export const path = (points: readonly (readonly [number, number])[], name: string): string =>
  `<polyline points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" class="${name}"/>`;

export function svg(
  { id, title, description, height }: { id: string; title: string; description: string; height: number },
  parts: readonly string[],
): string {
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">` +
    `<title id="${id}-t">${escaped(title)}</title><desc id="${id}-d">${escaped(description)}</desc>` +
    `${parts.join('')}</svg>`
  );
}
