// Takes the one-time token out of a sign-in link, so that it stays in no history.

const marker = '#sign-in=';

/** The token, or null. The address bar loses it at once, before anything is asked of the server. */
export function takeSignInToken(location: Location, history: History): string | null {
  if (!location.hash.startsWith(marker)) return null;
  const token = decodeURIComponent(location.hash.slice(marker.length));
  history.replaceState(null, '', location.pathname + location.search);
  return token === '' ? null : token;
}
