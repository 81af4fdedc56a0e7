// The sandbox's people as rows of the database, name and portrait sealed.

import { parseCitizenId, type CitizenId } from '../../domain/citizen-id.ts';
import { Sensitive } from '../../domain/sensitive.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SqlExecutor } from '../../ports/jobs.ts';
import type { Keys } from '../../ports/keys.ts';
import type { SandboxCitizens } from '../../ports/sandbox-citizens.ts';

export function createSandboxCitizens(config: {
  sql: SqlExecutor;
  keys: Keys;
  clock: Clock;
}): SandboxCitizens {
  const { sql, keys, clock } = config;
  return {
    async find(citizenId) {
      const { rows } = await sql.execute('select sealed from sandbox_citizens where citizen_id = $1', [
        citizenId,
      ]);
      const row = rows[0] as { sealed: Uint8Array } | undefined;
      if (row === undefined) return null;
      const parsed = parseCitizenId(citizenId, clock.now());
      if (!parsed.ok) throw new Error('a sandbox citizen has a number that is not well-formed');
      const { sex, birthDate } = parsed;
      return { citizenId, sex, birthDate, ...unpack(await keys.open(row.sealed, contextOf(citizenId))) };
    },

    async issue({ citizenId, name, portrait }) {
      const sealed = await keys.seal(pack(name.reveal(), portrait), contextOf(citizenId));
      const { rows } = await sql.execute(
        `insert into sandbox_citizens (citizen_id, sealed, issued_at) values ($1, $2, $3)
         on conflict do nothing returning citizen_id`,
        [citizenId, Buffer.from(sealed), clock.now()],
      );
      return rows.length === 1 ? 'issued' : 'taken';
    },
  };
}

/** Ties what is sealed to its row: moved to another number, it does not open. */
function contextOf(citizenId: CitizenId): string {
  return `sandbox-citizen:${citizenId}`;
}

// uint8 [2 length of the name, big endian | name, UTF-8 | portrait]
function pack(name: string, portrait: Uint8Array): Uint8Array {
  const nameBytes = Buffer.from(name, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(nameBytes.length);
  return Buffer.concat([length, nameBytes, portrait]);
}

function unpack(bytes: Uint8Array): { name: Sensitive<string>; portrait: Uint8Array } {
  const buffer = Buffer.from(bytes);
  const portraitAt = 2 + buffer.readUInt16BE(0);
  return {
    name: new Sensitive(buffer.toString('utf8', 2, portraitAt)),
    portrait: bytes.slice(portraitAt),
  };
}
