// Lists of pairs as spreadsheets and people write them.
import { describe, expect, test } from 'vitest';
import { UnusableList } from '../../../server/cli/evaluate/labelled-list.ts';
import { readPairs } from '../../../server/cli/evaluate/pairs-csv.ts';

const read = (text: string): ReturnType<typeof readPairs> => readPairs(Buffer.from(text));
const pair = (a: string, b: string, same: boolean, group: string | null = null): object => ({
  a,
  b,
  same,
  group,
});

test('reads a plain list', () => {
  expect(read('file_a,file_b,same\na.jpg,b.jpg,1\na.jpg,c.jpg,0\n')).toEqual([
    pair('a.jpg', 'b.jpg', true),
    pair('a.jpg', 'c.jpg', false),
  ]);
});

test('takes columns in any order, ignores others, and reads groups', () => {
  expect(read('note,Group,SAME,file_b,file_a\nx,women,yes,b,a\ny,,No,d,c')).toEqual([
    pair('a', 'b', true, 'women'),
    pair('c', 'd', false),
  ]);
});

test.each([
  ['a byte order mark', '\uFEFFfile_a,file_b,same\na,b,1\n'],
  ['CRLF', 'file_a,file_b,same\r\na,b,1\r\n'],
  ['bare CR', 'file_a,file_b,same\ra,b,1\r'],
  ['blank lines', '\n\nfile_a,file_b,same\n\n , ,\na,b,1\n\n'],
  ['spaces around', ' file_a , file_b , same \n a , b , TRUE \n'],
  ['quotes', '"file_a","file_b","same"\n"a","b" ,"1"\n'],
  ['no line break at the end', 'file_a,file_b,same\na,b,true'],
])('reads a list with %s', (_, text) => {
  expect(read(text)).toEqual([pair('a', 'b', true)]);
});

test('reads commas, quotes and line breaks inside quotes', () => {
  expect(read('file_a,file_b,same\n"a, ""the first"".jpg","b\nc.jpg",0\n')).toEqual([
    pair('a, "the first".jpg', 'b\nc.jpg', false),
  ]);
});

describe('refuses, in a sentence', () => {
  test.each([
    ['an empty file', '', 'the list is empty'],
    ['only a header', 'file_a,file_b,same\n', 'no pair'],
    ['a missing column', 'file_a,same\na,1\n', 'file_b is missing'],
    ['another separator', 'file_a;file_b;same\na;b;1\n', 'file_a, file_b, same are missing'],
    ['a label of another kind', 'file_a,file_b,same\n\na,b,maybe\n', 'line 3: same must be'],
    ['a label out of the language', 'file_a,file_b,same\na,b,constructor\n', 'line 2: same must be'],
    ['a name left out', 'file_a,file_b,same\na,,1\n', 'line 2: a file name is missing'],
    ['an open quote', 'file_a,file_b,same\n"a,b,1\n', 'never closed'],
  ])('%s', (_, text, sentence) => {
    expect(() => read(text)).toThrow(UnusableList);
    expect(() => read(text)).toThrow(sentence);
  });

  test('bytes that are not UTF-8', () => {
    expect(() => readPairs(Buffer.from([0xff, 0xfe, 0x66, 0x00]))).toThrow('not UTF-8');
  });

  test('and names at most twenty rows', () => {
    const rows = Array.from({ length: 30 }, () => 'a,b,?').join('\n');
    expect(() => read(`file_a,file_b,same\n${rows}`)).toThrow(/^30 row[^]*line 21[^]*and 10 more$/);
  });
});
