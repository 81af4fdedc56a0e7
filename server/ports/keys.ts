// The secrets everything else is locked with: one master key, and what is derived from it.

export interface Keys {
  /**
   * Asks to lock a data key (16..64 bytes) with the master key. `context` says what it belongs to, e.g. `application:a_…`;
   * it is not secret, not stored with it, and the same one is needed to unwrap.
   * Answers bytes to store. Wrapping the same key twice answers different bytes.
   * Keeps nothing.
   */
  wrap(dataKey: Uint8Array, context: string): Promise<Uint8Array>;

  /** Gives the data key back. Cannot (altered, other context, other master key): rejects with `CannotOpen`. */
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;

  /** As `wrap`, for small things of any size (a name, a portrait) that are kept in the database. */
  seal(plain: Uint8Array, context: string): Promise<Uint8Array>;

  /** As `unwrap`, for what `seal` answered. A wrapped key does not open as a sealed thing, nor the other way round. */
  open(sealed: Uint8Array, context: string): Promise<Uint8Array>;

  /** A 32-byte secret for HMAC tokens and blind indexes, the same for the same purpose for as long as the master key is. */
  tokenSecret(purpose: string): Promise<Uint8Array>;

  /** The newest key that signs what others verify offline (receipts, admission statements). */
  signing(): Promise<SigningKey>;

  /** What verifies the signatures of all generations of this master key, the oldest first; never a private half. */
  publicKeys(): Promise<readonly PublicKey[]>;
}

export interface PublicKey {
  /** Names the key in a signature's header: the RFC 7638 thumbprint of the public key. */
  readonly keyId: string;
  readonly publicJwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
}

export interface SigningKey extends PublicKey {
  /** Ed25519 over exactly these bytes; 64 bytes, the same every time. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Locked bytes could not be opened. Says which of the two it was, and nothing about the content. */
export class CannotOpen extends Error {
  /** `other-key`: locked with another master key. `altered`: changed, cut short, or not from this context. */
  readonly why: 'other-key' | 'altered';

  constructor(why: 'other-key' | 'altered', options?: ErrorOptions) {
    super(`locked bytes cannot be opened: ${why}`, options);
    this.name = 'CannotOpen';
    this.why = why;
  }
}
