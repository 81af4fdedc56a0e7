// Goes from address to address as a browser does: keeps cookies by origin and path, follows redirects one at a time.

interface Cookie {
  readonly value: string;
  readonly path: string;
  /** The whole line, for looking at its attributes. */
  readonly line: string;
}

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Walker {
  /** One request; redirects are not followed. */
  step(address: string | URL, init?: RequestInit): Promise<Page>;
  /** Follows redirects until a page that is none, or until the next address fits `until`, which is not asked for. */
  walk(address: string | URL, options?: { init?: RequestInit; until?: RegExp }): Promise<Page>;
  /** Sends the form of an interaction at the provider, then walks on. */
  answer(page: Page, account: string | null, until?: RegExp): Promise<Page>;
  cookies(origin: string): Map<string, Cookie>;
}

const isRedirect = ({ status, headers }: Page): boolean =>
  status >= 300 && status < 400 && headers.has('location');

export function createWalker(headers: Readonly<Record<string, string>> = {}): Walker {
  const jars = new Map<string, Map<string, Cookie>>();
  const jarOf = (origin: string): Map<string, Cookie> => {
    const jar = jars.get(origin) ?? new Map<string, Cookie>();
    jars.set(origin, jar);
    return jar;
  };

  function keep(url: URL, answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      const path = /;\s*path=([^;]+)/iu.exec(line)?.[1] ?? '/';
      const expires = /;\s*expires=([^;]+)/iu.exec(line)?.[1];
      if (expires !== undefined && Date.parse(expires) < Date.now()) jarOf(url.origin).delete(name);
      else jarOf(url.origin).set(name, { value, path, line });
    }
  }

  const walker: Walker = {
    async step(address, init = {}) {
      const url = new URL(address);
      const cookie = [...jarOf(url.origin)]
        .filter(([, { path }]) => url.pathname.startsWith(path))
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; ');
      const answer = await fetch(url, {
        ...init,
        redirect: 'manual',
        headers: {
          ...headers,
          ...(init.headers as Record<string, string> | undefined),
          ...(cookie && { cookie }),
        },
      });
      keep(url, answer);
      return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
    },

    async walk(address, { init, until } = {}) {
      let page = await walker.step(address, init);
      for (let steps = 0; isRedirect(page) && steps < 20; steps += 1) {
        const next = new URL(page.headers.get('location') ?? '', page.url);
        if (until?.test(next.href) === true) return { ...page, url: next };
        page = { ...(await walker.step(next)), url: next };
      }
      return page;
    },

    answer: (page, account, until) =>
      walker.walk(page.url, {
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(
            account === null ? { answer: 'no' } : { account, answer: 'yes' },
          ).toString(),
        },
        ...(until && { until }),
      }),

    cookies: jarOf,
  };
  return walker;
}
