// A short label for the browser of a session: enough to know one's own, too little to follow anybody by.

/** The first that fits counts: most browsers also name others. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\b(Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const firstOf = (table: typeof browsers, userAgent: string): string | null =>
  table.find(([sign]) => sign.test(userAgent))?.[1] ?? null;

/** Such as `Firefox · Windows`, without any version; null when nothing is known. */
export function browserLabel(userAgent: string | undefined): string | null {
  const parts = [firstOf(browsers, userAgent ?? ''), firstOf(systems, userAgent ?? '')];
  const label = parts.filter((part) => part !== null).join(' · ');
  return label === '' ? null : label;
}
