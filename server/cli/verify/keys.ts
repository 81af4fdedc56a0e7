// The keys that a command verifies with: those that are named, else this installation's own.
import { keySet } from '../../contract/receipt.ts';
import { signatureChecks } from '../../compose-tools.ts';
import { readConfig } from '../../config.ts';
import type { PublicKey } from '../../ports/keys.ts';
import { download, isAddress, reasonOf, textOf, Unreadable, type Environment } from './source.ts';

/** Each key goes by the name that follows from it, not by the one it is given there. Other kinds are passed over. */
function keysIn(text: string, source: string): readonly PublicKey[] {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`there is no set of keys in ${source}`, { cause: error });
  }
  const keys = set !== null && typeof set === 'object' && 'keys' in set ? set.keys : null;
  if (!Array.isArray(keys)) throw new Unreadable(`there is no set of keys in ${source}`);
  const one = keySet.shape.keys.element.pick({ kty: true, crv: true, x: true });
  return keys.flatMap((value) => {
    const { success, data } = one.safeParse(value);
    if (!success || Buffer.from(data.x, 'base64url').length !== 32) return [];
    return [{ keyId: signatureChecks.thumbprintOf(data), publicJwk: data }];
  });
}

async function ownKeys(environment: Environment): Promise<readonly PublicKey[]> {
  try {
    const keys = await signatureChecks.ownKeys(readConfig(environment));
    if (keys !== null) return keys;
  } catch (error) {
    throw new Unreadable(`the keys of this installation cannot be read: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  throw new Unreadable(
    'this installation has no master key, so no keys of its own: name the keys with --jwks (they are at /.well-known/jwks.json of the server that signed)',
  );
}

/** `jwks`: a file or an address; without it, the keys of the master key that is configured. */
export async function keysFor(
  jwks: string | undefined,
  environment: Environment,
): Promise<readonly PublicKey[]> {
  if (jwks === undefined) return ownKeys(environment);
  return keysIn(
    await (isAddress(jwks) ? download(jwks, 'the keys') : textOf(jwks, 'the file of keys')),
    jwks,
  );
}

/** What has to be said of keys that came in a way which proves nothing; null when there is nothing to say. */
export const warningOf = (jwks: string | undefined): string | null =>
  /^http:/i.test(jwks ?? '')
    ? 'The keys came over plain http: somebody on the way could have put others in their place.'
    : null;
