// Lists of labelled presentations, and the times of frames, as people write them.
import { expect, test } from 'vitest';
import { timesOf } from '../../../server/cli/evaluate/find-trial.ts';
import { readTrials } from '../../../server/cli/evaluate/trials-csv.ts';
import { distinct } from '../../../server/cli/evaluate-liveness.ts';

const read = (text: string): ReturnType<typeof readTrials> => readTrials(Buffer.from(text));

test('reads a list with and without what is optional', () => {
  expect(read('file,label\na.jpg,bona_fide\nb,print\n')).toEqual([
    { line: 2, file: 'a.jpg', label: 'bona_fide', action: null, group: null },
    { line: 3, file: 'b', label: 'print', action: null, group: null },
  ]);
  expect(read('group,action,label,file\nphone,close_eyes,Bona Fide,a\n,NOD,"mask, latex",b')).toEqual([
    { line: 2, file: 'a', label: 'bona_fide', action: 'close-eyes', group: 'phone' },
    { line: 3, file: 'b', label: 'mask, latex', action: 'nod', group: null },
  ]);
});

test.each([
  ['no file', ',print,', 'line 2: a file name is missing'],
  ['no label', 'a,,', 'line 2: a label is missing: bona_fide, or the species of the attack'],
  ['a word for honest', 'a,Genuine,', 'line 2: label Genuine: an honest trial is called bona_fide'],
  ['bona fide in one word', 'a,bonafide,', 'an honest trial is called bona_fide'],
  [
    'an unknown action',
    'a,print,smile',
    'there is no action smile: it is one of turn-left, turn-right, nod, close-eyes, open-mouth',
  ],
  ['a step that is no action', 'a,print,neutral', 'there is no action neutral'],
])('refuses %s', (_, row, sentence) => {
  expect(() => read(`file,label,action\n${row}`)).toThrow(sentence);
});

const trial = (
  path: string,
  label: string,
  action: 'nod' | null = null,
): Parameters<typeof distinct>[0][number] => ({
  path,
  label,
  action,
});

test('counts a recording once per action, and not where one is called two things', () => {
  const once = [trial('a', 'print'), trial('a', 'replay', 'nod'), trial('b', 'print')];
  const more = [trial('b', 'print'), trial('c', 'print', 'nod'), trial('c', 'bona_fide', 'nod')];
  expect(distinct([...once, ...more])).toEqual({
    trials: once,
    leftOut: { repeated: 1, contradictory: 2 },
  });
});

const times = (text: string): readonly number[] =>
  timesOf(Buffer.from(`file,captured_at_ms\n${text}`), ['1.jpg', '2.jpg']);

test('gives each frame its time, in whatever order they are listed', () => {
  expect(times('2.jpg,180.5\n1.jpg,100\n3.jpg,9')).toEqual([100, 180.5]);
});

test.each([
  ['a frame without a time', '1.jpg,100', '2.jpg has no time'],
  ['a time that is none', '1.jpg,soon\n2.jpg,', 'line 2: captured_at_ms must be a number of milliseconds'],
  ['a time that is left out', '1.jpg,100\n2.jpg,', 'line 3: captured_at_ms must be'],
  ['times that stand still', '1.jpg,100\n2.jpg,100', '2.jpg is not later than the frame before it'],
])('refuses %s', (_, text, sentence) => {
  expect(() => times(text)).toThrow(sentence);
});
