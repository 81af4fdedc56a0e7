// Finding applications by who applied, over keyed hashes: `Vault.subjectKeys` makes them, nobody can read them back.
import type { ApplicationId } from '../domain/application.ts';

/** Hex of 32 bytes each; equal for equal numbers as long as the master key is the same. */
export interface SubjectKeySet {
  readonly citizenKey: string;
  readonly lastFourKey: string;
  /** Null for individuals. */
  readonly businessKey: string | null;
}

export interface SubjectKeys {
  /**
   * Keeps the keys of an application's declaration in place of earlier ones. Rejects where there is no declaration;
   * the database drops them in the moment the declaration is erased, whoever erases it.
   */
  put(applicationId: ApplicationId, keys: SubjectKeySet): Promise<void>;
  /** Null before it was declared, and after it was erased. */
  find(applicationId: ApplicationId): Promise<SubjectKeySet | null>;
  /** Applications of one person, the newest first. */
  findByCitizenKey(citizenKey: string, limit: number): Promise<readonly ApplicationId[]>;
  /** Applications for one business, the newest first. */
  findByBusinessKey(businessKey: string, limit: number): Promise<readonly ApplicationId[]>;
  /** Applications whose national ID number ends in the same four characters, the newest first: several people. */
  findByLastFour(lastFourKey: string, limit: number): Promise<readonly ApplicationId[]>;
}
