// The error that says: this request makes no sense now. No prose, no status; the edge knows those.
import type { ProblemType } from './problem-type.ts';

export class DomainError extends Error {
  readonly type: ProblemType;
  /** Extra members of the problem document. Never personal data. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(type: ProblemType, data: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(type, options);
    this.name = 'DomainError';
    this.type = type;
    this.data = data;
  }
}
