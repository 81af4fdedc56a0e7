// `portcullis evaluate faces` from a list to figures: with known distances, then with the real engine.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaceReport } from '../../server/cli/evaluate/face-report.ts';
import type { EvaluateOptions, Terminal } from '../../server/cli/evaluate/run.ts';
import { evaluateFaces } from '../../server/cli/evaluate-faces.ts';
import { openFaceEngine } from '../../server/compose.ts';
import { portraitOf } from '../puppet/specimen-card.ts';
import { sampleStill } from '../puppet/sample.ts';
import { createLetteredEngine, type LetteredEngine } from './evaluate/lettered-engine.ts';

let folder: string;
let engine: LetteredEngine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  engine = createLetteredEngine();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const cachePath = (): string => at('pairs.csv.embeddings');

/** Files by name with their text, and the rows of a list of them. */
async function prepare(files: Record<string, string | Buffer>, rows: readonly string[]): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
  await writeFile(at('pairs.csv'), ['file_a,file_b,same,group', ...rows].join('\n'));
}

interface Ran {
  readonly code: number;
  readonly lines: readonly string[]; // standard output
  readonly remarks: string; // standard error
}

async function run(options: Partial<EvaluateOptions> = {}, terminal: Partial<Terminal> = {}): Promise<Ran> {
  const lines: string[] = [];
  let remarks = '';
  const code = await evaluateFaces(
    at('pairs.csv'),
    { cache: false, ...options },
    { FACE_WORKERS: '2' },
    {
      print: (text) => lines.push(...text.split('\n')),
      screen: { write: (text) => (remarks += text) },
      openEngine: () => engine,
      stop: new AbortController().signal,
      ...terminal,
    },
  );
  return { code, lines, remarks };
}

async function report(): Promise<FaceReport> {
  expect((await run({ json: at('out.json') })).code).toBe(0);
  return JSON.parse(await readFile(at('out.json'), 'utf8')) as FaceReport;
}

const faces = { a1: 'face 0', a2: 'face 0.3', b1: 'face 1', b2: 'face 1.4', c: 'face 0.75' };
const labelled = ['a1,a2,1,x', 'b1,b2,1,y', 'a1,b1,0,x', 'a2,b1,0,x', 'a2,c,0,y'];

describe('figures', () => {
  test('are those of the distances', async () => {
    await prepare(faces, labelled);
    const { pairs, eer, atPolicy, atUnclear, failureToAcquire, files, curve } = await report();
    expect({ pairs, eer, failureToAcquire }).toEqual({
      pairs: { same: 2, different: 3 },
      eer: 0,
      failureToAcquire: 0,
    });
    // different pairs lie at 1, 0.7 and 0.45
    expect(atPolicy).toMatchObject({ threshold: 0.5, falseMatches: 1, fmr: 1 / 3, fnmr: 0 });
    expect(atPolicy.fmrUpper95).toBeCloseTo(0.86465, 5);
    expect(atUnclear).toMatchObject({ threshold: 0.6, falseMatches: 1 });
    expect(files).toMatchObject({ listed: 5, embedded: 5 });
    expect(curve.map(({ threshold }) => Number(threshold.toFixed(3)))).toEqual([0, 0.3, 0.4, 0.45, 0.7, 1]);
  });

  test('stand for each group by itself', async () => {
    await prepare(faces, [...labelled, 'b1,c,0,']);
    const { byGroup } = await report();
    expect(Object.keys(byGroup)).toEqual(['no group', 'x', 'y']);
    expect(byGroup['x']).toMatchObject({ pairs: { same: 1, different: 2 }, atPolicy: { fmr: 0 } });
    expect(byGroup['y']).toMatchObject({ pairs: { same: 1, different: 1 }, atPolicy: { fmr: 1 } });
    expect(byGroup['no group']).toMatchObject({ pairs: { same: 0, different: 1 }, eer: null });
  });

  test('give no threshold for a rate that so few pairs cannot show, and say so', async () => {
    await prepare(faces, labelled);
    const { thresholdsForFmr } = await report();
    expect(thresholdsForFmr.map(({ threshold }) => threshold)).toEqual([null, null, null]);
    expect(thresholdsForFmr[1]?.why).toBe(
      '3 different pairs are too few: it takes 2995 without a false match.',
    );
  });

  test('end in one line for those who read no further', async () => {
    await prepare(faces, labelled);
    expect((await run()).lines.at(-1)).toBe(
      'faces: 2 same, 3 different pairs; at 0.50 FMR 33.3 % (below 86.5 %, 95 %), ' +
        'FNMR 0.0 % (below 77.7 %); EER 0.0 %; too few pairs to claim FMR below 0.1 %',
    );
  });

  test('show a threshold, and the claim, when thousands of pairs carry it', async () => {
    const people = Array.from({ length: 80 }, (_, i) => `p${i}`);
    const rows = people.flatMap((a, i) => people.slice(i + 1).map((b) => `${a},${b},0,`));
    const files = Object.fromEntries(people.map((name, i) => [name, `face ${i}`]));
    await prepare({ ...files, twin: 'face 0.2' }, [...rows, 'p0,twin,1,']);
    const { lines } = await run();
    expect(lines.at(-1)).toMatch(
      /^faces: 1 same, 3160 different pairs; .* these pairs show FMR below 0.1 %$/,
    );
    expect(lines).toContainEqual(expect.stringMatching(/^FMR 0.1 %: up to 0\.200 .*below 0\.095 %/));
    expect(engine.looks).toHaveLength(81);
    expect(engine.mostAtOnce()).toBeLessThanOrEqual(4); // two workers, and two pictures waiting
  });

  test('are told with one kind of pair alone', async () => {
    await prepare(faces, ['a1,a2,1,']);
    const { lines } = await run({ html: at('out.html') });
    expect(lines.at(-1)).toMatch(/FMR not measured, FNMR 0.0 % \(below 95.0 %\); EER not measured/);
    expect(await readFile(at('out.html'), 'utf8')).toContain('takes pairs of both kinds');
  });
});

describe('files and rows that say nothing', () => {
  test('are counted, and named on the terminal only', async () => {
    await prepare({ ...faces, empty: 'nobody', text: 'hello' }, [
      ...labelled,
      'a1,empty,1,',
      'a1,text,0,',
      'a1,gone,1,',
    ]);
    const { code, remarks } = await run({ json: at('out.json'), html: at('out.html') });
    expect(code).toBe(0);
    expect(remarks).toContain(`missing (1):\n  ${at('gone')}\n`);
    expect(remarks).toContain(`not a readable picture (1):\n  ${at('text')}\n`);
    expect(remarks).toContain(`no face found (1):\n  ${at('empty')}\n`);
    const json = await readFile(at('out.json'), 'utf8');
    const written = JSON.parse(json) as FaceReport;
    expect(written.files).toEqual({ listed: 8, embedded: 5, noFace: 1, unreadable: 1, missing: 1 });
    expect(written.failureToAcquire).toBeCloseTo(2 / 7, 12); // a missing file was not tried
    expect(written.leftOut).toMatchObject({ notAcquired: 2, missingFile: 1 });
    for (const text of [json, await readFile(at('out.html'), 'utf8')]) expect(text).not.toContain(folder);
  });

  test('are listed up to twenty', async () => {
    await prepare(faces, [...labelled, ...Array.from({ length: 25 }, (_, i) => `a1,gone${i},1,`)]);
    const { remarks } = await run();
    expect(remarks.match(/ {2}.*gone\d+/g)).toHaveLength(20);
    expect(remarks).toContain('and 5 more');
  });

  test('do not count twice, nor a picture beside itself, nor what is called both', async () => {
    await prepare({ ...faces, copy: faces.a1 }, [
      ...labelled,
      'a2,a1,1,', // the other way round
      './a1,a2,1,',
      'a1,a1,1,',
      'a1,copy,0,', // the same bytes
      'b2,c,1,',
      'c,b2,0,',
    ]);
    const { pairs, leftOut } = await report();
    expect(pairs).toEqual({ same: 2, different: 3 });
    expect(leftOut).toEqual({
      notAcquired: 0,
      missingFile: 0,
      repeated: 2,
      samePicture: 2,
      contradictory: 2,
    });
  });

  test('leave nothing to measure: one sentence and code 2', async () => {
    await prepare({ text: 'hello' }, ['text,gone,1,']);
    const { code, remarks, lines } = await run();
    expect([code, lines]).toEqual([2, []]);
    expect(remarks).toContain('pairs.csv: no pair is left to compare');
  });

  test('a folder in place of a photo is no photo', async () => {
    await mkdir(at('folder'));
    await prepare(faces, [...labelled, 'a1,folder,1,']);
    expect((await report()).files).toMatchObject({ unreadable: 1, missing: 0 });
  });
});

describe('a list that cannot be used', () => {
  test('without a column: one sentence, code 2, and the engine is never opened', async () => {
    await writeFile(at('pairs.csv'), 'file_a,file_b\na,b\n');
    const { code, remarks } = await run(
      {},
      {
        openEngine: () => {
          throw new Error('opened');
        },
      },
    );
    expect(code).toBe(2);
    expect(remarks).toMatch(/^portcullis: .*pairs\.csv: the first line must name .*: same is missing\n$/);
  });

  test('that is not there', async () => {
    expect(await run()).toMatchObject({
      code: 2,
      remarks: expect.stringContaining('no such file') as string,
    });
  });
});

describe('a run that is stopped', () => {
  test('ends with 130 after what was begun, and the next one looks only at what is left', async () => {
    const more = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`d${i}`, `face ${i + 3}`]));
    const all = { ...faces, ...more };
    await prepare(all, [...labelled, ...Object.keys(more).map((name) => `a1,${name},0,`)]);
    const stop = new AbortController();
    engine = createLetteredEngine((count) => {
      if (count === 3) stop.abort();
    });
    const stopped = await run({ cache: true }, { stop: stop.signal });
    expect(stopped).toMatchObject({ code: 130, lines: [] });
    const before = engine.looks;
    expect(before.length).toBeLessThan(10);
    expect(stopped.remarks).toContain(`${before.length} files are done and kept`);
    engine = createLetteredEngine();
    expect((await run({ cache: true })).code).toBe(0);
    expect([...before, ...engine.looks].sort()).toEqual(Object.values(all).sort());
    expect((await stat(cachePath())).mode & 0o777).toBe(0o600);
  });

  test('leaves nothing when nothing may be kept', async () => {
    await prepare(faces, labelled);
    await run({ cache: false });
    expect(existsSync(cachePath())).toBe(false);
  });

  test('by a fault of the engine names the file and keeps the rest', async () => {
    await prepare({ ...faces, z: 'engine fault' }, [...labelled, 'a1,z,0,']);
    await expect(run({ cache: true })).rejects.toThrow(`failed at ${at('z')}: out of memory`);
    await prepare({ z: 'face 2' }, [...labelled, 'a1,z,0,']);
    engine = createLetteredEngine();
    expect((await run({ cache: true })).code).toBe(0);
    expect(engine.looks).toEqual(['face 2']);
  });
});

test('the page is whole in itself: no script, nothing from elsewhere, every plot described', async () => {
  await prepare(faces, [...labelled, 'a1,c,0,"<b>&"']);
  await run({ html: at('sub/out.html') });
  const page = await readFile(at('sub/out.html'), 'utf8');
  expect(page).not.toMatch(/<script|https?:|\bsrc=|\bhref=|url\(|<b>/);
  expect(page).toContain('&lt;b&gt;&amp;');
  expect(page).toContain("default-src 'none'");
  const plots = page.match(
    /<svg[^>]*role="img"[^>]*>\s*<title[^>]*>[^<]+<\/title>\s*<desc[^>]*>[^<]+<\/desc>/g,
  );
  expect(plots).toHaveLength(3);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test('the real engine tells the people of the sample photos apart', async () => {
  const people = ['sample1', 'sample5', 'sample6'] as const;
  const files: Record<string, Buffer> = {
    'grey.png': await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888' } })
      .png()
      .toBuffer(),
  };
  for (const person of people) {
    const portrait = await portraitOf(await sampleStill(person));
    files[`${person}.jpg`] = portrait;
    files[`${person}-small.jpg`] = await sharp(portrait)
      .resize(300)
      .modulate({ brightness: 0.8 })
      .jpeg()
      .toBuffer();
  }
  await prepare({ ...files, 'text.jpg': 'not a picture' }, [
    ...people.map((person) => `${person}.jpg,${person}-small.jpg,1,`),
    ...people.map((person, i) => `${person}.jpg,${people[(i + 1) % 3] ?? ''}-small.jpg,0,`),
    'sample1.jpg,grey.png,1,',
    'sample1.jpg,text.jpg,0,',
  ]);
  const { code, lines } = await run(
    { json: at('out.json') },
    {
      openEngine: (config) =>
        openFaceEngine({ ...config, MODEL_CACHE_DIR: join(tmpdir(), 'portcullis-test-models') }, (why) => {
          throw why;
        }),
    },
  );
  expect(code).toBe(0);
  expect(lines.at(-1)).toMatch(
    /^faces: 3 same, 3 different pairs; at 0\.50 FMR 0\.0 % .*FNMR 0\.0 % .*EER 0\.0 %/,
  );
  const written = JSON.parse(await readFile(at('out.json'), 'utf8')) as FaceReport;
  expect(written.files).toEqual({ listed: 8, embedded: 6, noFace: 1, unreadable: 1, missing: 0 });
  expect(written.engine).toMatch(/^face-api .* onnxruntime /);
});
