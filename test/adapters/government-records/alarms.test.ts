// The operator is called once, told what it is, and told when it is over.
import { expect, test } from 'vitest';
import { createAlarms } from '../../../server/adapters/government-records/alarms.ts';
import {
  trouble,
  understood,
  type Said,
  type Trouble,
} from '../../../server/adapters/government-records/provider-records.ts';
import { operatorsTroubles, unavailableReasons } from '../../../server/ports/unavailable.ts';

const never = new AbortController().signal;
const said = understood('2', { means: 'mismatch', billing: 'billed' });

async function heardOf(...answers: readonly (Said | Trouble)[]): Promise<readonly string[]> {
  const heard: string[] = [];
  const layer = createAlarms(({ alarm, state, code }) => void heard.push(`${alarm} ${state} ${code ?? '-'}`));
  for (const answer of answers) expect(await layer(async () => answer, never)).toBe(answer);
  return heard;
}

test.each(operatorsTroubles)('%s is called once, until something is said again', async (why) => {
  const first = trouble(why, 'First');
  expect(await heardOf(first, trouble(why, 'Again'), first, said, said, first)).toEqual([
    `${why} raised First`,
    `${why} ended -`,
    `${why} raised First`,
  ]);
});

test('each trouble is an alarm of its own', async () => {
  expect(await heardOf(trouble('unpaid'), trouble('daily-limit', '-7'), trouble('unpaid'), said)).toEqual([
    'unpaid raised -',
    'daily-limit raised -7',
    'unpaid ended -',
    'daily-limit ended -',
  ]);
});

test.each(unavailableReasons.filter((why) => !operatorsTroubles.includes(why)))(
  '%s calls nobody, and ends no alarm',
  async (why) => {
    const passing = trouble(why);
    expect(await heardOf(passing, trouble('unpaid'), passing, trouble('unpaid'))).toEqual([
      'unpaid raised -',
    ]);
  },
);

test('one person who was asked about too often today is no alarm', async () => {
  expect(await heardOf(trouble('daily-limit', '418'))).toEqual([]);
});
