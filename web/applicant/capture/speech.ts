// Reads instructions aloud where the browser can; says nothing where it cannot.
import type { Language } from '../../shared/strings/language.ts';

const voices = 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : null;

export const canSpeak = voices !== null;

export interface Spoken {
  readonly text: string;
  readonly language: Language;
}

/** One after the other; the newest call cuts off what is still being said. */
export function speak(...sentences: readonly Spoken[]): void {
  if (!voices) return;
  voices.cancel();
  for (const { text, language } of sentences) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    voices.speak(utterance);
  }
}

export function beQuiet(): void {
  voices?.cancel();
}

/** iPhones have no such thing. Lengths in ms: on, off, on, … */
export function vibrate(...lengths: readonly number[]): void {
  if ('vibrate' in navigator) navigator.vibrate([...lengths]);
}
