// `portcullis gate …` against a running server: what it prints, what it refuses, its exit codes, the session it keeps.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  confirmByCommand,
  gateExit,
  holdByCommand,
  printGate,
  proposeByCommand,
  refuseByCommand,
  signInToGate,
  type GateOptions,
  type Voices,
} from '../../server/cli/gate.ts';
import { goLiveLimits } from '../../server/gate/go-live-limits.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { runCommand, type CommandRun as Ran } from '../support/command.ts';
import { createIdleEngine } from '../support/idle-engine.ts';
import { refuseMany, storyDeps } from '../support/shadow-story.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

const people = {
  ann: { id: 'ann', name: 'Ann', role: 'reviewer' },
  bea: { id: 'bea', name: 'Bea', role: 'lead' },
  cem: { id: 'cem', name: 'Cem', role: 'operator' },
} as const satisfies Record<string, Reviewer>;
type Who = keyof typeof people;

let portcullis: TestPortcullis;
let folder: string;
const links = {} as Record<Who, string>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gate-command-'));
  portcullis = await startPortcullis({
    environment: { GO_LIVE_FALSE_ADMIT_BOUND: '0.05' },
    replacements: { engine: createIdleEngine() },
  });
  for (const who of Object.keys(people) as Who[]) {
    links[who] = await portcullis.signInLink(people[who]);
    expect((await signIn(who)).code).toBe(gateExit.done);
  }
  await refuseMany(
    storyDeps(portcullis.database, portcullis.clock, { engine: portcullis.engine }),
    goLiveLimits.fewestRefusals,
    'ann',
  );
});
afterAll(async () => {
  await portcullis.close();
  rmSync(folder, { recursive: true });
});

const of = (who: string): GateOptions => ({
  baseUrl: portcullis.baseUrl,
  session: join(folder, `${who}.session`),
});

async function run(work: (voices: Voices) => Promise<number>): Promise<Ran> {
  const lines: string[] = [];
  const complaints: string[] = [];
  const code = await work({
    print: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, lines, complaint: complaints.join('\n') };
}

const signIn = (who: Who, link = links[who]): Promise<Ran> =>
  run((voices) => signInToGate(of(who), link, voices));
const status = (who: string): Promise<Ran> => run((voices) => printGate(of(who), voices));
const hold = (who: Who): Promise<Ran> => run((voices) => holdByCommand({ ...of(who), note: '' }, voices));

/** What a person would copy from the lines of `status`. */
const shown = async (label: RegExp): Promise<string> =>
  (await status('ann')).lines.map((line) => label.exec(line)?.[1]).find((found) => found !== undefined) ?? '';
const propose = async (who: Who, change: Partial<Parameters<typeof proposeByCommand>[0]> = {}) => {
  const evidence = await shown(/^evidence: ([0-9a-f]{64})$/);
  const asked = { ...of(who), share: '10%', hours: '24', note: 'as agreed', evidence, ...change };
  return run((voices) => proposeByCommand(asked, voices));
};
const confirm = async (who: Who, change: { evidence?: string; proposal?: string } = {}) => {
  const proposal = await shown(/^proposal (\d+) by /);
  const evidence = await shown(/^ {2}on evidence ([0-9a-f]{64})$/);
  return run((voices) => confirmByCommand({ ...of(who), proposal, evidence, ...change }, voices));
};

beforeEach(() => hold('ann'));

describe('a session', () => {
  test('is in a file that its owner alone can read, and is printed nowhere', async () => {
    const path = of('cem').session;
    const [, secret = ''] = readFileSync(path, 'utf8').trim().split('=');
    expect(secret.length).toBeGreaterThan(20);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const ran = await status('cem');
    expect(ran.code).toBe(gateExit.done);
    expect(ran.lines.join('\n')).not.toContain(secret);
    expect(portcullis.log()).not.toContain(secret);
    for (const link of Object.values(links)) expect(portcullis.log()).not.toContain(link.split('=')[1]);
  });

  test('takes the place of an older one that everybody could read', async () => {
    const path = of('bea').session;
    chmodSync(path, 0o644);
    const link = await portcullis.signInLink(people.bea);
    expect((await signIn('bea', link.split('#sign-in=')[1])).code).toBe(gateExit.done);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is not begun twice with one link, nor with none', async () => {
    for (const link of [links.ann, 'no-link', '']) {
      const session = join(folder, 'nobody.session');
      const ran = await run((voices) => signInToGate({ ...of('nobody'), session }, link, voices));
      expect(ran.code).not.toBe(gateExit.done);
      expect(ran.lines).toEqual([]);
      expect(existsSync(session)).toBe(false);
    }
  });

  test.each([
    ['there is no file', null],
    ['the file has nothing in it', ''],
    ['the file is of something else', 'portcullis_review=made-up\n'],
  ])('is asked for when %s', async (_, content) => {
    const session = join(folder, 'stranger.session');
    if (content !== null) writeFileSync(session, content);
    const ran = await status('stranger');
    expect(ran).toMatchObject({ code: gateExit.notAsked, lines: [] });
    expect(ran.complaint).toContain('portcullis gate sign-in');
  });
});

test('a server that is not there is said to be not reached', async () => {
  const ran = await run((voices) => printGate({ ...of('ann'), baseUrl: 'http://127.0.0.1:1' }, voices));
  expect(ran).toEqual({
    code: gateExit.notAsked,
    lines: [],
    complaint: 'http://127.0.0.1:1 cannot be reached',
  });
});

describe('status', () => {
  test('says the mode, what the evidence shows and what is missing, to everybody who is signed in', async () => {
    const { code, lines } = await status('ann');
    expect(code).toBe(gateExit.done);
    expect(lines[0]).toMatch(/^hold: /);
    expect(lines).toContain('false admits: 0 of 59 refusals, below 4.95 % (95 %)');
    expect(lines).toContain('required: 5 %; missing refusals: 0');
    expect(lines.join('\n')).not.toContain('proposal');
  });

  test('says who proposed what', async () => {
    await propose('cem');
    const { lines } = await status('bea');
    expect(lines.join('\n')).toMatch(/^proposal \d+ by Cem: 10 % until 2\S+Z$/m);
  });

  test('says why the gate fell back', async () => {
    await propose('cem');
    await confirm('bea');
    await portcullis.database.execute("update gate_mode set mode = 'hold'", []);
    await portcullis.tend();
    const { lines } = await status('ann');
    expect(lines[0]).toMatch(/^hold: fell-back by the gate itself at 2/);
    expect(lines).toContain('  because mode-altered: 1, limit 0');
  });
});

describe('propose', () => {
  test('is for operators, on the evidence that they name', async () => {
    const ran = await propose('cem');
    expect(ran).toMatchObject({ code: gateExit.done, complaint: '' });
    expect(ran.lines.join('\n')).toMatch(/proposal \d+ by Cem/);
    await hold('cem');
    expect(await propose('ann')).toMatchObject({
      code: gateExit.refused,
      lines: [],
      complaint: expect.stringContaining('/problems/role-not-enough') as string,
    });
    const blindly = await propose('cem', { evidence: '0'.repeat(64) });
    expect(blindly).toMatchObject({ code: gateExit.refused, lines: [] });
    expect(blindly.complaint).toContain('portcullis gate status');
  });

  test.each([
    [{ share: '90.1%' }, '/problems/gate-terms-too-wide'],
    [{ share: '0' }, '/problems/gate-terms-too-wide'],
    [{ hours: '721' }, '/problems/gate-terms-too-wide'],
    [{ hours: '-1' }, '/problems/gate-terms-too-wide'],
  ])('with %o is refused', async (change, why) => {
    const ran = await propose('cem', change);
    expect(ran).toMatchObject({ code: gateExit.refused, lines: [] });
    expect(ran.complaint).toContain(why);
  });

  test.each([
    [{ share: 'ten' }, '--share takes a number; this is none: ten'],
    [{ share: '%' }, '--share takes a number; this is none: '],
    [{ hours: 'a week' }, '--hours takes a number; this is none: a week'],
    [{ hours: 'Infinity' }, '--hours takes a number; this is none: Infinity'],
  ])('with %o asks nothing', async (change, complaint) => {
    expect(await propose('cem', change)).toEqual({ code: gateExit.notAsked, lines: [], complaint });
    expect((await status('cem')).lines.join('\n')).not.toContain('proposal');
  });
});

describe('confirm', () => {
  test('takes somebody else, the number and the evidence of the proposal', async () => {
    await propose('cem');
    for (const [who, change, why] of [
      ['cem', {}, 'gate-needs-second-person'],
      ['ann', {}, 'role-not-enough'],
      ['bea', { evidence: '0'.repeat(64) }, 'gate-evidence-changed'],
      ['bea', { proposal: '999999' }, 'gate-proposal-not-open'],
      ['bea', { proposal: 'mine' }, 'invalid-request'],
    ] as const) {
      const ran = await confirm(who, change);
      expect(ran).toMatchObject({ code: gateExit.refused, lines: [] });
      expect(ran.complaint).toContain(`/problems/${why}`);
    }
    expect((await status('ann')).lines[0]).toMatch(/^hold/);
    const ran = await confirm('bea');
    expect(ran).toMatchObject({ code: gateExit.done, complaint: '' });
    expect(ran.lines[0]).toMatch(/^live: confirmed by Bea at 2/);
    expect(ran.lines[1]).toMatch(/^ {2}10 % of the applicants until 2/);
  });
});

test('refuse is for somebody else, too, and leaves no proposal', async () => {
  await propose('cem');
  const proposal = await shown(/^proposal (\d+) by /);
  const refuse = (who: Who) =>
    run((voices) => refuseByCommand({ ...of(who), proposal, note: 'not yet' }, voices));
  expect(await refuse('cem')).toMatchObject({ code: gateExit.refused, lines: [] });
  const ran = await refuse('bea');
  expect(ran.code).toBe(gateExit.done);
  expect(ran.lines.join('\n')).not.toContain('proposal');
  expect((await refuse('bea')).complaint).toContain('/problems/gate-proposal-not-open');
});

test('hold is for everybody, at once, and may be said twice', async () => {
  await propose('cem');
  await confirm('bea');
  expect((await status('ann')).lines[0]).toMatch(/^live/);
  for (let each = 0; each < 2; each += 1) {
    const ran = await hold('ann');
    expect(ran.code).toBe(gateExit.done);
    expect(ran.lines[0]).toMatch(/^hold: held by Ann at 2/);
  }
});

describe('as a process', () => {
  const spawned = (...words: readonly string[]): Promise<Ran> => runCommand(['gate', ...words]);
  const asked = (who: string): readonly string[] => [
    ...['--base-url', portcullis.baseUrl],
    ...['--session', of(who).session],
  ];

  test('ends with the code of what came of it', async () => {
    const [done, refused, notAsked] = await Promise.all([
      spawned('status', ...asked('ann')),
      spawned('confirm', '--proposal', '999999', '--evidence', '0'.repeat(64), ...asked('bea')),
      spawned('status', ...asked('nobody-else')),
    ]);
    expect(done).toMatchObject({ code: gateExit.done, complaint: '' });
    expect(done.lines[0]).toMatch(/^hold/);
    expect(refused).toMatchObject({ code: gateExit.refused, lines: [] });
    expect(refused.complaint).toMatch(/^portcullis: .*gate-proposal-not-open/);
    expect(notAsked).toMatchObject({ code: gateExit.notAsked, lines: [] });
  });

  test('proposes nothing without a share, an end and the evidence', async () => {
    const ran = await spawned('propose', '--share', '10%', '--hours', '24', ...asked('cem'));
    expect(ran.code).not.toBe(gateExit.done);
    expect(ran.complaint).toContain('--evidence');
    expect((await status('cem')).lines.join('\n')).not.toContain('proposal');
  });
});
