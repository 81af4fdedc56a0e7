// How values come out of the database: the same on PostgreSQL and on the embedded one.
import pg from 'pg';

/** An int8 (counts, sequence numbers) as a JavaScript number; refuses one that a number cannot hold exactly. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 outside the safe integers: ${text}`);
  return value;
}

/** The parsers of one pool; pg's own for every type not named here. */
export function columnTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, parseInt8);
  return types;
}
