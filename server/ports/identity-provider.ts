// An identity provider that vouches for the people at the desk.

/** One sign-in's own secrets, 32 random bytes each as base64url: what comes back must fit all of them. */
export interface SignInSecrets {
  /** Comes back with the browser, and ties its return to its departure. */
  readonly state: string;
  /** Comes back inside the provider's signed answer, and ties that to this sign-in. */
  readonly nonce: string;
  /** Goes to the provider only with the code, and ties the code to whoever asked for it. */
  readonly codeVerifier: string;
}

export interface VouchedPerson {
  /** What the provider calls this person; the same for ever, unique with `issuer`. */
  readonly subject: string;
  readonly issuer: string;
  /** As colleagues know them; null when the provider says none. */
  readonly name: string | null;
  /** Values of the claim that says what the person may do. */
  readonly roleValues: readonly string[];
}

export type ProviderAnswer =
  | { readonly kind: 'vouched'; readonly person: VouchedPerson }
  /** The person, or the provider, said no. */
  | { readonly kind: 'declined' }
  /** What came back does not hold: another state or nonce, a used code, a signature, audience, issuer or time. */
  | { readonly kind: 'not-proved' }
  | { readonly kind: 'unavailable' };

/** Nothing here waits longer than its own time limits: an answer comes within half a minute, `unavailable` at worst. */
export interface IdentityProvider {
  /** As people know it, for the button. */
  readonly name: string;

  /**
   * Asks where to send a browser to sign in. `isAnew`: even when the provider still knows somebody there.
   * Answers an address at the provider, or null when the provider cannot be asked about itself now.
   * Keeps what the provider says about itself for a while; asks again after a failure.
   */
  signInAddress(secrets: SignInSecrets, isAnew: boolean): Promise<string | null>;

  /**
   * Asks who came back, by the query of the address that the provider sent the browser to, without `?`.
   * Answers a person only when everything fits: state, nonce, code, signature by a key of the provider, issuer, audience,
   * time. Each refusal and each failure is an answer; it throws for none of them.
   * Keeps nothing of the person, and no token.
   */
  personBehind(query: string, secrets: SignInSecrets): Promise<ProviderAnswer>;

  /** Where to send a browser to sign out there; null when the provider has no such place, or cannot be asked now. */
  signOutAddress(): Promise<string | null>;
}
