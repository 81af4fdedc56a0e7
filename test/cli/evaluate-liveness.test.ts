// `portcullis evaluate liveness` from a list to figures: bad input without an engine, puppets with the real one.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LivenessReport } from '../../server/cli/evaluate/liveness-report.ts';
import type { EvaluateOptions, Terminal } from '../../server/cli/evaluate/run.ts';
import { evaluateLiveness } from '../../server/cli/evaluate-liveness.ts';
import { openFaceEngine } from '../../server/compose.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { PresentationAttackDetector } from '../../server/ports/presentation-attack-detector.ts';
import type { Action } from '../puppet/motion.ts';
import { framesFor, type Frame } from '../puppet/act.ts';
import { samplePuppet, type SampleName } from '../puppet/sample.ts';
import { filmOf, reel } from '../support/films.ts';
import { marked } from '../support/jpeg-mark.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

async function put(name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
}

const manifest = (rows: readonly string[]): Promise<void> =>
  put('trials.csv', ['file,label,action,group', ...rows].join('\n'));

interface Ran {
  readonly code: number;
  readonly lines: readonly string[]; // standard output
  readonly remarks: string; // standard error
}

function opened(): FaceEngine {
  throw new Error('the engine was opened');
}

/** One for all: the command may not close it. */
let shared: FaceEngine | null = null;
const realEngine: Terminal['openEngine'] = (config) => {
  const folder = join(tmpdir(), 'portcullis-test-models');
  const engine = (shared ??= openFaceEngine({ ...config, MODEL_CACHE_DIR: folder }, (why) => {
    throw why;
  }));
  return watched(engine, (looked) => looked);
};

/** `onLook` sees every look through; the name is known only once the engine is warm. */
function watched(
  engine: FaceEngine,
  onLook: (looked: ReturnType<FaceEngine['follow']>) => ReturnType<FaceEngine['follow']>,
): FaceEngine {
  return {
    ...engine,
    get name() {
      return engine.name;
    },
    follow: (...asked) => onLook(engine.follow(...asked)),
    close: async () => undefined,
  };
}
afterAll(() => shared?.close());

async function run(
  options: Partial<EvaluateOptions> = {},
  terminal: Partial<Terminal> = {},
  detectors: readonly PresentationAttackDetector[] = [],
): Promise<Ran> {
  const lines: string[] = [];
  let remarks = '';
  const code = await evaluateLiveness(
    at('trials.csv'),
    { cache: false, ...options },
    { FACE_WORKERS: '2' },
    {
      print: (text) => lines.push(...text.split('\n')),
      screen: { write: (text) => (remarks += text) },
      openEngine: realEngine,
      stop: new AbortController().signal,
      ...terminal,
    },
    detectors,
  );
  return { code, lines, remarks };
}

describe('a list that cannot be used: a sentence, code 2, and the engine is never opened', () => {
  test.each([
    [
      'without a column',
      'file\na.jpg\n',
      'must name the columns file and label, separated by commas: label is missing',
    ],
    [
      'with an unknown action',
      'file,label,action\na.jpg,bona_fide,wink\n',
      'line 2: there is no action wink: it is one of turn-left,',
    ],
    ['that names no trial', 'file,label\n', 'the list names columns but no trial'],
    ['with a word that is no label', 'file,label\na.jpg,real\n', 'an honest trial is called bona_fide'],
  ])('%s', async (_, text, sentence) => {
    await put('trials.csv', text);
    const { code, remarks } = await run({}, { openEngine: opened });
    expect(code).toBe(2);
    expect(remarks).toContain(sentence);
    expect(remarks).toContain('trials.csv: ');
  });

  test('that is not there', async () => {
    expect(await run({}, { openEngine: opened })).toMatchObject({
      code: 2,
      remarks: expect.stringContaining('there is no such file') as string,
    });
  });

  test('with times that do not ascend', async () => {
    await put('film/1.jpg', 'x');
    await put('film/2.jpg', 'x');
    await put('film/times.csv', 'file,captured_at_ms\n1.jpg,80\n2.jpg,80\n');
    await manifest(['film,bona_fide,nod,']);
    const { code, remarks } = await run({}, { openEngine: opened });
    expect(code).toBe(2);
    expect(remarks).toContain('2.jpg is not later than the frame before it');
  });
});

test('a faulty configuration ends it with the code for that', async () => {
  await manifest(['a.jpg,bona_fide,,']);
  const terminal: Terminal = {
    print: () => undefined,
    screen: { write: () => true },
    openEngine: opened,
    stop: null,
  };
  expect(await evaluateLiveness(at('trials.csv'), { cache: false }, { PORT: 'x' }, terminal)).toBe(78);
});

/** A puppet stands in for a person: it does as asked, after a moment at rest. */
async function take(sample: SampleName, action: Action): Promise<readonly Frame[]> {
  const rest = await reel(
    framesFor(await samplePuppet(sample), 'neutral', { fps: 12, seed: 3, lengthMs: 700 }),
  );
  const acted = await filmOf(sample, action);
  return [...rest, ...acted.map(({ jpeg, capturedAtMs }) => ({ jpeg, capturedAtMs: capturedAtMs + 750 }))];
}

async function putFilm(name: string, frames: readonly Frame[], hasTimes = true): Promise<void> {
  for (const [index, { jpeg }] of frames.entries()) await put(`${name}/frame${index + 1}.jpg`, jpeg);
  if (hasTimes)
    await put(
      `${name}/times.csv`,
      [
        'file,captured_at_ms',
        ...frames.map((one, index) => `frame${index + 1}.jpg,${one.capturedAtMs}`),
      ].join('\n'),
    );
}

describe('with the real engine', () => {
  let left: readonly Frame[];
  beforeAll(async () => {
    left = await take('sample1', 'turn-left');
  });
  const still = (): Buffer => left[0]?.jpeg ?? Buffer.alloc(0);

  /** Two honest ones, four kinds of attack, and what cannot be judged. */
  async function prepare(): Promise<void> {
    await putFilm('left', left);
    await putFilm('eyes', await take('sample5', 'close-eyes'));
    await putFilm('right', await take('sample5', 'turn-right'));
    const frozen = left.map(({ capturedAtMs }) => ({ jpeg: marked(still()), capturedAtMs }));
    await putFilm('frozen', frozen);
    await putFilm('unmoved', frozen, false);
    await put('still.jpg', still());
    await put('still.png', await sharp(still()).png().toBuffer());
    await put(
      'grey.jpg',
      await sharp({ create: { width: 480, height: 640, channels: 3, background: '#888' } })
        .jpeg()
        .toBuffer(),
    );
    await put('broken/1.jpg', still());
    await put('broken/2.jpg', 'not a picture');
    await put('none/readme.txt', 'nothing to see');
    await manifest([
      'left,bona_fide,turn-left,phone',
      'eyes,Bona Fide,close-eyes,phone',
      'left/frame1.jpg,bona_fide,,laptop',
      'right,wrong action,turn_left,phone',
      'frozen,held still,turn-left,phone',
      'unmoved,held still,,phone',
      'still.jpg,print,nod,laptop',
      'still.png,<b>screen</b>,,laptop',
      'grey.jpg,print,,laptop',
      'broken,print,,laptop',
      'none,bona_fide,,laptop',
      'gone,print,,laptop',
      'left,bona_fide,turn-left,phone', // again
      'grey.jpg,print,,laptop',
    ]);
  }

  test('accepts who does as asked, rejects what does not, and counts what cannot be judged apart', async () => {
    await prepare();
    const { code, lines, remarks } = await run({ json: at('out.json'), html: at('sub/out.html') });
    expect(code).toBe(0);
    const json = await readFile(at('out.json'), 'utf8');
    const report = JSON.parse(json) as LivenessReport;

    expect(report.bonaFide).toMatchObject({ trials: 3, rejected: 0, bpcer: 0, byAction: 2, notAcquired: 1 });
    expect(report.bonaFide.bpcerUpper95).toBeCloseTo(1 - 0.05 ** (1 / 3), 6);
    expect(report.species).toMatchObject({
      'wrong action': { trials: 1, accepted: 0, apcer: 0 },
      'held still': { trials: 2, accepted: 0 },
      print: { trials: 1, accepted: 1, apcer: 1, apcerUpper95: 1, notAcquired: 2, failureToAcquire: 2 / 3 },
      '<b>screen</b>': { trials: 1, accepted: 1 },
    });
    expect(report.reasons).toMatchObject({
      'wrong-action': { species: { 'wrong action': 1, 'held still': 0 }, bonaFide: 0 },
      'identical-frames': { species: { 'held still': 2, print: 0 } },
      'no-action': { species: { 'held still': 1 } },
    });
    expect(report.signals['identical-frames']).toMatchObject({
      limit: 0,
      weight: 'fails',
      species: { 'held still': { measured: 2, beyond: 2, rejected: 2 } },
      bonaFide: { measured: 2, beyond: 0 },
    });
    expect(report.signals).not.toHaveProperty('clock-ahead');
    expect(report.failures).toEqual({ missing: 1, unreadable: 1, empty: 1, noFace: 1 });
    expect(report.trials).toMatchObject({
      listed: 14,
      judged: 8,
      byAction: 4,
      passive: 4,
      notAcquired: 3,
      missing: 1,
      repeated: 2,
    });
    expect(report.claim).toEqual({ rate: 0.05, trialsNeeded: 59 });
    expect(Object.keys(report.byGroup)).toEqual(['laptop', 'phone']);
    expect(report.byGroup['phone']?.bonaFide).toMatchObject({ trials: 2 });
    expect(report.engine).toMatch(/^face-api .* onnxruntime /);

    expect(lines.at(-1)).toBe(
      'liveness: 3 bona fide, 5 attacks of 4 species; largest APCER 100.0 % of <b>screen</b> (below 100.0 %, 95 %); ' +
        'BPCER 0.0 % (below 63.2 %); 3 not acquired; too few for a claim below 5 % (n = 59 needed of each)',
    );
    expect(lines).toContainEqual(
      expect.stringContaining('4 trials without an action were judged by passive signals only'),
    );
    expect(remarks).toContain(`missing (1):\n  ${at('gone')}\n`);
    expect(remarks).toContain(`with a picture that cannot be read (1):\n  ${at('broken')}\n`);
    expect(remarks).toContain(`folders without a JPEG, PNG or WebP (1):\n  ${at('none')}\n`);
    expect(remarks).toContain(`no face found in any frame (1):\n  ${at('grey.jpg')}\n`);
    expect(remarks).toContain(`judged by passive signals (1):\n  ${at('still.jpg')}\n`);

    const page = await readFile(at('sub/out.html'), 'utf8');
    expect(page).not.toMatch(/<script|https?:|\bsrc=|\bhref=|url\(|<b>screen/);
    expect(page).toContain('&lt;b&gt;screen');
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('judged by passive signals only');
    expect(page).toMatch(/<svg[^>]*role="img"[^>]*>\s*<title[^>]*>[^<]+<\/title>\s*<desc[^>]*>[^<]+<\/desc>/);
    for (const text of [json, page]) {
      expect(text).not.toContain(folder);
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test('a stopped run ends with 130, and the next one looks only at what is left', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `${index}.jpg`);
    for (const name of names) await put(name, marked(still()));
    await manifest(names.map((name) => `${name},print,,`));
    let looks = 0;
    const stop = new AbortController();
    const counting: Terminal['openEngine'] = (config) =>
      watched(realEngine(config), (looked) => {
        looks++;
        return looked.finally(() => stop.abort());
      });
    const stopped = await run({ cache: true }, { openEngine: counting, stop: stop.signal });
    expect(stopped).toMatchObject({ code: 130, lines: [] });
    const before = looks;
    expect(before).toBeLessThan(8);
    expect(stopped.remarks).toContain(`${before} trials are done and kept`);
    expect((await run({ cache: true }, { openEngine: counting })).code).toBe(0);
    expect(looks).toBe(8);
    expect((await stat(at('trials.csv.signals'))).mode & 0o777).toBe(0o600);
    expect(await readFile(at('trials.csv.signals'), 'utf8')).not.toContain('embedding');
  });

  test('without a bona fide trial or without an attack says what is not known', async () => {
    await put('a.jpg', still());
    await manifest(['a.jpg,print,,']);
    expect((await run()).lines).toContainEqual(expect.stringContaining('There is no bona fide trial'));
    await manifest(['a.jpg,bona_fide,,']);
    const { lines } = await run();
    expect(lines).toContainEqual(expect.stringContaining('There is no attack'));
    expect(lines.at(-1)).toContain('APCER not measured');
    expect(existsSync(at('trials.csv.signals'))).toBe(false);
  });

  test('leaves nothing to judge: one sentence and code 2', async () => {
    await put('text.jpg', 'hello');
    await manifest(['text.jpg,print,,', 'gone,bona_fide,,']);
    const { code, remarks, lines } = await run();
    expect([code, lines]).toEqual([2, []]);
    expect(remarks).toContain('trials.csv: no trial is left to judge');
  });

  test('what a detector says is a signal, and one that fails says nothing', async () => {
    await put('a.jpg', still());
    await manifest(['a.jpg,print,,']);
    const detectors: PresentationAttackDetector[] = [
      {
        name: 'moire-1',
        inspect: async () => [{ name: 'screen-moire', value: 0.7, unit: '0..1', better: 'lower' }],
      },
      { name: 'broken-1', inspect: () => Promise.reject(new Error('no model')) },
    ];
    await run({ json: at('out.json') }, {}, detectors);
    const report = JSON.parse(await readFile(at('out.json'), 'utf8')) as LivenessReport;
    expect(report.detectors).toEqual(['moire-1', 'broken-1']);
    expect(Object.keys(report.signals).filter((name) => name.includes('/'))).toEqual([
      'moire-1/screen-moire',
    ]);
    expect(report.signals['moire-1/screen-moire']).toMatchObject({
      limit: null,
      weight: 'shown',
      species: { print: { median: 0.7 } },
    });
  });
});
