// One connection to the embedded database, in the shape of a socket, so that `pg` speaks its usual protocol over it.
import { Duplex } from 'node:stream';
import type { Connection, Hub } from './embedded-hub.ts';

/** Frontend messages that end a batch: simple query and sync. The server answers them with ReadyForQuery. */
const endsBatch = new Set(['Q', 'S']);
/** Those of an extended query, which are gathered until the sync. */
const gathered = new Set(['P', 'B', 'D', 'E', 'C']);

export class EmbeddedStream extends Duplex implements Connection {
  readonly #hub: Hub;
  #unread: Buffer = Buffer.alloc(0);
  #batch: Buffer[] = [];
  #started = false;

  constructor(hub: Hub) {
    super();
    this.#hub = hub;
  }

  // what pg calls on a socket
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  cut(error: Error): void {
    this.destroy(error);
  }

  override _read(): void {
    // answers are pushed as they come
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#unread = this.#unread.length > 0 ? Buffer.concat([this.#unread, chunk]) : chunk;
    try {
      for (let message = this.#nextMessage(); message; message = this.#nextMessage()) this.#take(message);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#hub.leave(this);
    done(error);
  }

  /** The first message carries no type byte: it is the start-up packet. */
  #nextMessage(): Buffer | undefined {
    const header = this.#started ? 1 : 0;
    if (this.#unread.length < header + 4) return undefined;
    const length = header + this.#unread.readInt32BE(header);
    if (this.#unread.length < length) return undefined;
    const message = this.#unread.subarray(0, length);
    this.#unread = this.#unread.subarray(length);
    return message;
  }

  #take(message: Buffer): void {
    const type = this.#started ? String.fromCharCode(message[0] ?? 0) : 'startup';
    if (type === 'X') {
      this.push(null);
      return;
    }
    if (type === 'P' && message[5] !== 0) {
      throw new Error(
        'named prepared statements would be shared by all connections of the embedded database',
      );
    }
    if (!gathered.has(type) && !endsBatch.has(type) && type !== 'startup') {
      throw new Error(
        `the embedded database has no answer to the protocol message ${type} (cursor, copy or call)`,
      );
    }
    this.#batch.push(message);
    if (gathered.has(type)) return;
    this.#started = true;
    const batch = new Uint8Array(Buffer.concat(this.#batch));
    this.#batch = [];
    this.#hub.exchange(this, batch).then(
      (answer) => {
        if (!this.destroyed) this.push(answer);
      },
      (error: unknown) => this.destroy(error as Error),
    );
  }
}
