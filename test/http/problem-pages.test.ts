// Each problem type has a page at its own address.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import express from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { problemTypes, type ProblemType } from '../../server/domain/problem-type.ts';
import { mountProblemPages } from '../../server/http/problem-pages.ts';

const folder = resolve('docs/problems');
const types = Object.keys(problemTypes) as ProblemType[];

test.each(types)('/problems/%s says what it means', async (type) => {
  const app = express();
  mountProblemPages(app, folder);
  const answer = await supertest(app).get(`/problems/${type}`);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toMatch(/^text\/markdown/);
  expect(answer.text).toBe(readFileSync(resolve(folder, `${type}.md`), 'utf8'));
  expect(answer.text.length).toBeGreaterThan(100);
});

test('there is no page about a type that does not exist, nor a way out of the folder', async () => {
  expect(existsSync(folder)).toBe(true);
  const pages = readdirSync(folder).filter((name) => name !== 'README.md');
  expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual([...types].sort());
  const app = express();
  mountProblemPages(app, folder);
  for (const path of ['/problems/nothing', '/problems/..%2f..%2fpackage', '/problems/constructor'])
    expect((await supertest(app).get(path)).text).not.toMatch(/^#|"name"/);
});
