// Where an application stands in a roll-out: fixed by its id, evenly spread.

/** 0 <= draw < 1 (FNV-1a over the id; not a secret and not for security). */
export function drawOf(applicationId: string): number {
  let hash = 0x811c9dc5;
  for (const character of applicationId) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash / 2 ** 32;
}
