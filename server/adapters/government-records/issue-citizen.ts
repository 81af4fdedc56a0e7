// Puts a made-up person on the sandbox's record, with a number of their own.

import { citizenIdCheckDigit, parseCitizenId, sandboxProvince, type Sex } from '../../domain/citizen-id.ts';
import type { Sensitive } from '../../domain/sensitive.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { SandboxCitizen, SandboxCitizens } from '../../ports/sandbox-citizens.ts';

const districts = 9999; // 0001..9999; 0000 is kept for the magic numbers
const attempts = 20; // of five million numbers per birth date and sex: one is nearly always free

/** Answers who was issued. `birthDate` (YYYY-MM-DD) must be a day from 1900 up to today, else `RangeError`. */
export async function issueCitizen(
  tools: { citizens: SandboxCitizens; random: Random; clock: Clock },
  person: { name: Sensitive<string>; sex: Sex; birthDate: string; portrait: Uint8Array },
): Promise<SandboxCitizen> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const parsed = parseCitizenId(makeNumber(person, tools.random), tools.clock.now());
    if (!parsed.ok) throw new RangeError(`nobody can have such a number: ${parsed.problem}`);
    const citizen = { ...person, citizenId: parsed.citizenId };
    if ((await tools.citizens.issue(citizen)) === 'issued') return citizen;
  }
  throw new Error('no free number was found');
}

function makeNumber(person: { sex: Sex; birthDate: string }, random: Random): string {
  const district = String(1 + random.int(districts)).padStart(4, '0');
  const sequence = String(random.int(500) * 2 + (person.sex === 'male' ? 1 : 0)).padStart(3, '0');
  const first17 = sandboxProvince + district + person.birthDate.replaceAll('-', '') + sequence;
  return first17 + citizenIdCheckDigit(first17);
}
