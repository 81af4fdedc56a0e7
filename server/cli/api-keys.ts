// `portcullis api-keys`: makes, lists and revokes the keys that a marketplace's backend asks with.
import { apiKeyScopes, type ApiKeyScope } from '../domain/api-key.ts';
import { DomainError } from '../domain/errors.ts';
import { createApiKey } from '../features/api-keys/create-api-key.ts';
import { listApiKeys } from '../features/api-keys/list-api-keys.ts';
import { revokeApiKey } from '../features/api-keys/revoke-api-key.ts';
import { atTheDatabase } from './at-the-database.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

export interface WantedKey {
  readonly name: string;
  /** Separated by commas. */
  readonly scopes: string;
}

/** Whoever may run commands on the machine is not told apart. */
const actor = { kind: 'system' } as const;

const isScope = (text: string): text is ApiKeyScope => (apiKeyScopes as readonly string[]).includes(text);

function readScopes(text: string): ApiKeyScope[] {
  const wanted = text.split(',').map((one) => one.trim());
  const scopes = wanted.filter(isScope);
  if (scopes.length !== wanted.length) throw new Error(`scopes are of ${apiKeyScopes.join(', ')}`);
  return scopes;
}

export async function printNewApiKey(
  environment: Environment,
  wanted: WantedKey,
  print: Print,
): Promise<void> {
  const name = wanted.name.trim();
  if (name === '' || name.length > 80) throw new Error('a name has 1 to 80 characters');
  const scopes = readScopes(wanted.scopes);
  const made = await atTheDatabase(environment, (tools) => createApiKey(tools, { name, scopes }, actor));
  print(made.key);
  print(
    `${made.keyId} for ${made.name}: ${made.scopes.join(', ')}. The key is shown this once; keep it as a secret.`,
  );
}

export async function printApiKeys(environment: Environment, print: Print): Promise<void> {
  const keys = await atTheDatabase(environment, listApiKeys);
  if (keys.length === 0) print('There is no key.');
  for (const { keyId, name, scopes, createdAt, lastUsedAt, revokedAt } of keys) {
    const state = revokedAt === null ? `last used ${lastUsedAt ?? 'never'}` : `revoked ${revokedAt}`;
    print(`${keyId}  ${name}  ${scopes.join(', ')}  created ${createdAt}  ${state}`);
  }
}

export async function revokeOneApiKey(environment: Environment, keyId: string, print: Print): Promise<void> {
  await atTheDatabase(environment, async (tools) => {
    try {
      await revokeApiKey(tools, keyId, actor);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new Error(`there is no key ${keyId} that could be revoked`, { cause: error });
    }
  });
  print(`${keyId} is revoked: it is good for nothing from now on.`);
}
