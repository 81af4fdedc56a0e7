// Cookies by https: named so that browsers take them from this host alone, read by that name alone, removed as they were set.
import express from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { createCookies, type CookieKind } from '../../server/http/cookies.ts';
import { openApiDocument } from '../../server/http/openapi.ts';

const expires = new Date('2026-11-23T08:00:00Z');
const names: Readonly<Record<CookieKind, string>> = {
  applicant: 'portcullis_applicant',
  reviewer: 'portcullis_reviewer',
  device: 'portcullis_device',
  'provider-sign-in': 'portcullis_sign_in',
};
const kinds = Object.keys(names) as CookieKind[];

function appWith({ isSecure }: { isSecure: boolean }): express.Express {
  const cookies = createCookies({ isSecure });
  const app = express();
  app.get('/read/:kind', (request, response) => {
    response.json({ value: cookies.read(request, request.params.kind as CookieKind) });
  });
  app.get('/write/:kind', (request, response) => {
    cookies.write(response, request.params.kind as CookieKind, 'a.b.c', expires);
    response.end();
  });
  app.get('/remove/:kind', (request, response) => {
    cookies.remove(response, request.params.kind as CookieKind);
    response.end();
  });
  return app;
}

/** What a browser that keeps to the rules of the prefix asks of the one line that sets a cookie. */
async function linesOf(isSecure: boolean, what: string): Promise<readonly string[]> {
  const { headers } = await supertest(appWith({ isSecure })).get(what);
  return (headers['set-cookie'] as unknown as string[] | undefined)?.[0]?.split('; ') ?? [];
}

const readWith = async (isSecure: boolean, kind: CookieKind, cookie: string): Promise<unknown> =>
  (
    (await supertest(appWith({ isSecure })).get(`/read/${kind}`).set('Cookie', cookie)).body as {
      value: unknown;
    }
  ).value;

test.each(kinds)(
  'by https the %s cookie keeps to what its prefix asks: Secure, path /, no domain',
  async (kind) => {
    for (const what of ['write', 'remove']) {
      const lines = await linesOf(true, `/${what}/${kind}`);
      expect(lines[0]).toMatch(new RegExp(`^__Host-${names[kind]}=`));
      expect(lines).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'Path=/']));
      expect(lines.join()).not.toContain('Domain');
    }
  },
);

test.each(kinds)(
  'by https a %s cookie without the prefix, as a neighbour could plant it, is not read',
  async (kind) => {
    expect(await readWith(true, kind, `${names[kind]}=planted`)).toBeNull();
    expect(await readWith(true, kind, `${names[kind]}=planted; __Host-${names[kind]}=ours`)).toBe('ours');
  },
);

test.each(kinds)('by http the %s cookie has its plain name, which browsers take there', async (kind) => {
  const lines = await linesOf(false, `/write/${kind}`);
  expect(lines[0]).toBe(`${names[kind]}=a.b.c`);
  expect(lines).not.toContain('Secure');
  expect(await readWith(false, kind, `__Host-${names[kind]}=x; ${names[kind]}=ours`)).toBe('ours');
});

test('the description of the API names the cookies as they are named here', () => {
  for (const [isSecure, prefix] of [
    [true, '__Host-'],
    [false, ''],
  ] as const)
    expect(openApiDocument([], { version: '1', isSecure })).toMatchObject({
      components: {
        securitySchemes: {
          applicant: { name: `${prefix}portcullis_applicant` },
          reviewer: { name: `${prefix}portcullis_reviewer` },
        },
      },
    });
});
