// The gate's mode as the database holds it.

export interface StoredGateMode {
  readonly mode: string;
  readonly share: number | null;
  readonly expiresAt: Date | null;
}

export interface GateModes {
  /** The row as it is, for reading with `readMode`; null when missing, which reads as hold. */
  current(): Promise<StoredGateMode | null>;
}
