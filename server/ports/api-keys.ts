// Keys of marketplaces' backends: kept by the hash of their secrets.
import type { ApiKeyScope } from '../domain/api-key.ts';

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  /** Hex. */
  readonly secretSha256: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface ApiKeys {
  add(key: ApiKeyRow): Promise<void>;
  /** Revoked ones too; null when there is none. */
  find(id: string): Promise<ApiKeyRow | null>;
  /** The newest first, revoked ones among them. */
  all(): Promise<readonly ApiKeyRow[]>;
  /** Answers false when there is none, or it was revoked before. */
  revoke(id: string, at: Date): Promise<boolean>;
  used(id: string, at: Date): Promise<void>;
}
