// `portcullis retention` says what goes when, and sets and lifts holds, without a server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atTheDatabase } from '../../server/cli/at-the-database.ts';
import { holdByCommand, liftByCommand, printHolds, printPlan } from '../../server/cli/retention.ts';
import { newDraft } from '../../server/features/application/open-application.ts';
import type { ApplicationId } from '../../server/domain/application.ts';

let folder: string;
let environment: Record<string, string>;
let id: ApplicationId;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-retention-'));
  environment = { PORTCULLIS_DATA_DIR: folder };
  id = await atTheDatabase(environment, async ({ database, clock, random, vault }) => {
    const draft = await newDraft({ database, clock, random, vault: await vault(), jurisdiction: 'EU' }, 'en');
    const expiresAt = new Date('2031-03-05T00:00:00Z');
    await database.applications.open({ ...draft, declarationSealed: new Uint8Array([1]), expiresAt });
    return draft.id;
  });
});
afterAll(() => rm(folder, { recursive: true }));

async function said(command: (print: (line: string) => void) => Promise<void>): Promise<string> {
  const lines: string[] = [];
  await command((line) => void lines.push(line));
  return lines.join('\n').replace(/ +/g, ' ');
}
const plan = (application?: string) =>
  said((print) => printPlan(environment, application === undefined ? {} : { application }, print));

test('counts what goes when, and tells of one application; a hold stands in the way of both', async () => {
  expect(await plan()).toBe('document EU 2031-03 1');
  expect(await plan(id)).toContain('document 2031-03-05T00:00:00.000Z if-left-so');
  await said((print) => holdByCommand(environment, id, { reason: 'an inspection' }, print));
  expect(await plan()).toBe('document EU legal-hold 1');
  expect(await plan(id)).toContain('under legal hold');
  expect(await said((print) => printHolds(environment, print))).toContain(`${id} `);
  await expect(holdByCommand(environment, id, { reason: 'again' }, () => undefined)).rejects.toThrow(
    'is held already',
  );
  await said((print) => liftByCommand(environment, id, { reason: 'over' }, print));
  expect(await said((print) => printHolds(environment, print))).toBe('there is no legal hold');
  await expect(liftByCommand(environment, id, { reason: 'over' }, () => undefined)).rejects.toThrow(
    'is not held',
  );
  await expect(plan('nobody')).rejects.toThrow('is no application');
  const types = await atTheDatabase(environment, ({ database }) => database.audit.of(id));
  expect(types.map(({ type }) => type)).toEqual(['legal-hold.set', 'legal-hold.lifted']);
});
