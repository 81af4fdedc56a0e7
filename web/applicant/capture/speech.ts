// Reads instructions aloud where the browser can; says nothing where it cannot.
import type { Language } from '../../shared/strings/language.ts';

const voices = 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : null;

export const canSpeak = voices !== null;

/** The newest sentence cuts off the one before. */
export function speak(text: string, language: Language): void {
  if (!voices) return;
  voices.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  voices.speak(utterance);
}

export function beQuiet(): void {
  voices?.cancel();
}
