// What belongs to one application and must not lie open: its declaration, face templates, media.
import type { ApplicationId } from '../domain/application.ts';
import type { Identity, IdentityKey } from '../domain/identity-key.ts';
import type { Declaration } from '../domain/subject.ts';
import type { SubjectKeySet } from './subject-keys.ts';

/** The application with its data key, as the database holds both. */
export interface Owner {
  readonly id: ApplicationId;
  readonly wrappedKey: Uint8Array;
}

export interface Vault {
  /** A fresh data key for a new application, wrapped. */
  newKey(id: ApplicationId): Promise<Uint8Array>;
  sealDeclaration(owner: Owner, declaration: Declaration): Promise<Uint8Array>;
  openDeclaration(owner: Owner, sealed: Uint8Array): Promise<Declaration>;
  /** Keyed hashes to find the declaration by. Four characters have ten thousand values: they tell nothing without the key. */
  subjectKeys(declaration: Declaration): Promise<SubjectKeySet>;
  /** Keyed hashes of what somebody is known by; equal for equal people, and for what `subjectKeys` makes. */
  identityKeys(identity: Identity): Promise<readonly IdentityKey[]>;
  /** The key of the last four characters alone, as somebody types them. */
  lastFourKey(lastFour: string): Promise<string>;
  /** Face templates (128 numbers) are as secret as the faces. `label` says which one, and is authenticated. */
  sealTemplate(owner: Owner, label: string, template: Float32Array): Promise<Uint8Array>;
  openTemplate(owner: Owner, label: string, sealed: Uint8Array): Promise<Float32Array>;
  /** For small texts about a person, such as the statement of will. `label` as for templates. */
  sealText(owner: Owner, label: string, text: string): Promise<Uint8Array>;
  openText(owner: Owner, label: string, sealed: Uint8Array): Promise<string>;
  /** Answers once the bytes would survive a loss of power. */
  putMedia(owner: Owner, evidenceId: string, bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  /** Altered or missing media: rejects; wrong bytes are never answered. */
  getMedia(owner: Owner, evidenceId: string): Promise<Uint8Array>;
  /** For media whose record could not be written after all. */
  eraseMedia(owner: Owner, evidenceId: string): Promise<void>;
}
