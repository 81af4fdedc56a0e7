// Serves the built pages and their files; everything comes from our own origin.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

/** Names of built files carry a hash of their content, so browsers may keep them. */
const yearMs = 365 * 24 * 3_600_000;

export function mountPages(app: Express, options: { directory: string; hasSandbox: boolean }): void {
  const { directory, hasSandbox } = options;
  const pages = hasSandbox ? ['apply', 'review', 'sandbox'] : ['apply', 'review'];
  for (const page of pages) {
    app.get(`/${page}`, (_request, response) => {
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(join(directory, `${page}.html`));
    });
  }
  app.get('/', (_request, response) => response.redirect('/apply'));
  app.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: yearMs, index: false }),
  );
  for (const folder of ['wasm', 'models'])
    app.use(`/${folder}`, express.static(join(directory, folder), { maxAge: '1h', index: false }));
}

export function arePagesBuilt(directory: string): boolean {
  return existsSync(join(directory, 'apply.html'));
}
