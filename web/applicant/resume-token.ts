// Takes the resume token out of the address, where neighbours, history and screenshots would see it.

const inHash = /^#resume=(.+)$/u;

export const hasResumeToken = (hash: string): boolean => inHash.test(hash);

/** Answers the token of `#resume=…` and removes it from the address bar at once; null when there is none. */
export function takeResumeToken(location: Location, history: History): string | null {
  const match = inHash.exec(location.hash);
  if (!match?.[1]) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return match[1];
}
