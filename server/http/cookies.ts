// The names and bounds of our cookies. By https each is tied to this very host by its name.
import type { CookieOptions, Request, Response } from 'express';

const kinds = {
  applicant: { name: 'portcullis_applicant', sameSite: 'strict', path: '/api' },
  reviewer: { name: 'portcullis_reviewer', sameSite: 'strict', path: '/api' },
  device: { name: 'portcullis_device', sameSite: 'strict', path: '/api' },
  // lax: the browser comes back from another site, and would keep a strict cookie to itself
  'provider-sign-in': { name: 'portcullis_sign_in', sameSite: 'lax', path: '/api/review/oidc' },
} as const;
export type CookieKind = keyof typeof kinds;

/** Browsers take such a name by https alone, for the path `/`, from the host itself: no neighbour can plant one. */
const hostPrefix = '__Host-';

/** `isSecure`: people reach us by https. By http, on loopback, browsers refuse the prefix. */
export const cookieName = (kind: CookieKind, isSecure: boolean): string =>
  `${isSecure ? hostPrefix : ''}${kinds[kind].name}`;

export interface Cookies {
  /** Null without it. By https the name without the prefix counts for nothing. */
  read(request: Request, kind: CookieKind): string | null;
  write(response: Response, kind: CookieKind, value: string, expires: Date): void;
  remove(response: Response, kind: CookieKind): void;
}

function valueOf(request: Request, name: string): string | null {
  const header = request.headers.cookie ?? '';
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function createCookies({ isSecure }: { isSecure: boolean }): Cookies {
  const boundsOf = (kind: CookieKind): CookieOptions => {
    const { sameSite, path } = kinds[kind];
    return { httpOnly: true, secure: isSecure, sameSite, path: isSecure ? '/' : path };
  };
  return {
    read: (request, kind) => valueOf(request, cookieName(kind, isSecure)),
    write: (response, kind, value, expires) =>
      void response.cookie(cookieName(kind, isSecure), value, { ...boundsOf(kind), expires }),
    remove: (response, kind) => void response.clearCookie(cookieName(kind, isSecure), boundsOf(kind)),
  };
}
