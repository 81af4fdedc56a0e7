// What belongs to one application and must not lie open: its declaration, face templates, media.
import type { ApplicationId } from '../domain/application.ts';
import type { EvidenceKind } from '../domain/evidence.ts';
import type { Identity, IdentityKey } from '../domain/identity-key.ts';
import type { Declaration } from '../domain/subject.ts';
import type { SubjectKeySet } from './subject-keys.ts';

/** The data keys of one application, one for each class, wrapped. */
export interface WrappedKeys {
  readonly documentKey: Uint8Array;
  readonly faceKey: Uint8Array;
  readonly templateKey: Uint8Array;
}

/** The application with its data keys, as the database holds both. */
export interface Owner extends WrappedKeys {
  readonly id: ApplicationId;
}

/** A piece of media as its record names it. */
export interface Piece {
  readonly id: string;
  readonly kind: EvidenceKind;
  /** Where the store keeps it. */
  readonly address: string;
}

/** `sha256`: of the bytes given. */
export interface KeptMedia {
  readonly sha256: string;
  readonly bytes: number;
  readonly address: string;
}

export interface Vault {
  /** Fresh data keys, wrapped: for a new application, or in the place of those whose content is to be forgotten. */
  newKeys(id: ApplicationId): Promise<WrappedKeys>;
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
  putMedia(owner: Owner, piece: Omit<Piece, 'address'>, bytes: Uint8Array): Promise<KeptMedia>;
  /** Altered or missing media: rejects; wrong bytes are never answered. */
  getMedia(owner: Owner, piece: Piece): Promise<Uint8Array>;
  /** Also for media whose record could not be written after all. */
  eraseMedia(owner: Pick<Owner, 'id'>, piece: Pick<Piece, 'address'>): Promise<void>;
}
