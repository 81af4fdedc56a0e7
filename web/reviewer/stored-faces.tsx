// How many people have a face stored, beside the number from which on an office has to be told.
import type { StoredFacesView } from '../../server/contract/retention.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { useQualityWords } from './quality-words.ts';
import { dayAndTime } from './time-words.ts';

const tone = { below: '', near: 'notice notice-warn', reached: 'notice notice-bad' } as const;

export function StoredFaces({ faces }: { faces: StoredFacesView }) {
  const words = useQualityWords().faces;
  const language = useLanguage();
  const { people, applications, threshold, level, countedAt } = faces;
  if (countedAt === null) return <p>{words.notCounted}</p>;
  const say = (count: number): string => count.toLocaleString(language);
  return (
    <>
      <p class={tone[level]}>{words.level[level](say(people), say(threshold))}</p>
      <p class="soft small">{words.counted(say(applications), dayAndTime(countedAt, language))}</p>
    </>
  );
}
