// The form that every explanation takes: what is the matter, then what to do next.

export interface Wording {
  readonly says: string;
  readonly next: string;
}
