// A value about a person that must not be printed by accident.

/**
 * Prints as `[redacted]` in strings, JSON and Node's inspect (so also in loggers and error dumps).
 * Protects against accidents, not against code that calls `reveal()`: that word is what a review looks for.
 */
export class Sensitive<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  // Node asks for the method by this registered symbol; the domain imports nothing from Node.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[redacted]';
  }
}
