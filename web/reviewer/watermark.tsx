// Who looks at the pictures, written across them: a photograph of the screen says whose screen it was.
import { useState } from 'preact/hooks';
import { useLanguage } from '../shared/strings/language.ts';
import { dayAndTime } from './time-words.ts';
import { useLooking } from './use-pictures.ts';

const lines = 6;
const timesALine = 4;

/** Only across a picture that is there: nothing else needs to say whose screen it is. */
export function Watermark({ over }: { over: string }) {
  const language = useLanguage();
  const { viewer, pictures } = useLooking();
  const [since] = useState(() => new Date().toISOString());
  if (typeof pictures.of(over) !== 'object') return null;
  const text = `${viewer} · ${dayAndTime(since, language)}`;
  return (
    <div class="watermark" aria-hidden="true">
      {Array.from({ length: lines }, (_none, line) => (
        <p key={line}>{Array.from({ length: timesALine }, () => text).join('   ')}</p>
      ))}
    </div>
  );
}
