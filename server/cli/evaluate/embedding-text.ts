// What the engine answered about a photo, as one line of text.
import type { AnswerText } from './answer-cache.ts';

/** An embedding, or that the file has none to give. */
export type Embedded = Float32Array | 'no-face' | 'unreadable';

/** The words as they are; an embedding as float32 little-endian in base64. */
export const embeddingText: AnswerText<Embedded> = {
  toText: (answer) =>
    typeof answer === 'string'
      ? answer
      : Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength).toString('base64'),
  fromText: (text) => {
    if (text === 'no-face' || text === 'unreadable') return text;
    const bytes = new Uint8Array(Buffer.from(text, 'base64'));
    return bytes.length > 0 && bytes.length % 4 === 0 ? new Float32Array(bytes.buffer) : null;
  },
};
