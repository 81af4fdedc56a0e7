// What every adapter must do that asks over a wire, of whichever port: its key, the clocks, questions asked twice.
import { expect, test } from 'vitest';

/** The stand-in's side of the wire. */
export interface WireSide {
  /** The bodies of all questions so far, as they came; a form's decoded. */
  received(): readonly string[];
  /** Who has the new key from now on, without a restart: the service, or the file that the adapter was given. */
  exchangeKey(where: 'service' | 'file'): Promise<void>;
  /** Lets our clock run ahead of the service's; behind it when negative. */
  setAhead(ms: number): void;
  /** How far apart the service lets them be. */
  readonly allowedSkewMs: number;
}

interface Asking {
  readonly wire: WireSide | null;
  /** A question that the service answers with a no: the class of the answer. */
  readonly ask: () => Promise<string>;
  readonly logged: () => string;
}

export function overTheWire(open: () => Promise<Asking>): void {
  test('takes a new key from its file with the next question, without a restart', async () => {
    const { wire, ask, logged } = await open();
    if (wire === null) return;
    const answer = await ask();
    await wire.exchangeKey('service');
    expect(await ask()).toBe('not-authorised');
    expect(logged()).toContain('not-authorised');
    await wire.exchangeKey('file');
    expect(await ask()).toBe(answer);
  });

  test.each([-1, 1])(
    'names the clock when it is too far off, and answers when it is not: %i',
    async (way) => {
      const { wire, ask } = await open();
      if (wire === null) return;
      const answer = await ask();
      const minuteMs = 60_000;
      wire.setAhead(way * (wire.allowedSkewMs - minuteMs));
      expect(await ask()).toBe(answer);
      wire.setAhead(way * (wire.allowedSkewMs + minuteMs));
      expect(await ask()).toBe('clock-skew');
    },
  );

  test('the same question asked twice at once is two questions, each with its answer', async () => {
    const { wire, ask } = await open();
    if (wire === null) return;
    const before = wire.received().length;
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one).toBe(other);
    expect(wire.received().length - before).toBe(2);
  });
}
