// What the person hears and feels during the capture, for those who cannot look at the screen just then.
import { useEffect } from 'preact/hooks';
import { useLanguage, type Language } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import type { CaptureStrings } from '../../shared/strings/capture.zh-CN.ts';
import { retryWording } from '../screens/retry-wording.ts';
import type { CaptureState } from './liveness-machine.ts';
import { beQuiet, speak, vibrate, type Spoken } from './speech.ts';

/** Nobody with closed eyes sees that it is enough: told after this long, and again each time it passed, ms. Unmeasured. */
const openEyesMs = 4000;

export function useReading(state: CaptureState, isOn: boolean, statementLanguage: Language): void {
  const { capture: words } = useStrings();
  const language = useLanguage();
  const sentences = isOn ? sentencesIn(state, words, language, statementLanguage) : [];
  const text = sentences.map((one) => one.text).join(' ');
  const token = state.phase === 'capturing' ? state.step.token : null; // the same words once more at a new try

  useEffect(() => {
    if (text !== '') speak(...sentences);
    return beQuiet;
  }, [text, token]);

  const areEyesClosed = state.phase === 'capturing' && state.step.kind === 'close-eyes';
  useEffect(() => {
    if (!areEyesClosed) return;
    const timer = setInterval(() => {
      vibrate(120, 80, 120);
      if (isOn) speak({ text: words.openEyes, language });
    }, openEyesMs);
    return () => clearInterval(timer);
  }, [areEyesClosed, token, isOn, language]);
}

function sentencesIn(
  state: CaptureState,
  words: CaptureStrings,
  language: Language,
  statementLanguage: Language,
): readonly Spoken[] {
  if (state.phase === 'repeating') {
    const { says, next } = retryWording(state, words);
    return [{ text: `${says} ${next}`, language }];
  }
  if (state.phase !== 'capturing') return [];
  const { kind, statement } = state.step;
  const asked = { text: words.instructions[kind].spoken, language };
  return statement === null ? [asked] : [{ text: statement, language: statementLanguage }, asked];
}
