// The page behind each problem type's address: what it means and what to do, from docs/problems.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Express } from 'express';
import { problemTypes } from '../domain/problem-type.ts';
import { DomainError } from '../domain/errors.ts';

export function mountProblemPages(app: Express, directory: string): void {
  app.get('/problems/:type', async (request, response) => {
    const { type } = request.params;
    if (!Object.hasOwn(problemTypes, type)) throw new DomainError('not-found');
    const text = await readFile(join(directory, `${type}.md`), 'utf8');
    response.type('text/markdown; charset=utf-8').send(text);
  });
}
