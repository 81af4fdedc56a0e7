// What else the applicant declared, of which no card and no record says anything.
import type { RevealedView } from '../../server/contract/reveal.ts';
import type { CaseView } from '../../server/contract/review.ts';
import { useWords } from './words.ts';

export interface DeclaredProps {
  readonly view: CaseView;
  /** Null while it is masked. */
  readonly revealed: RevealedView | null;
}

export function Declared({ view: { declared }, revealed }: DeclaredProps) {
  const words = useWords();
  const labels = words.declared;
  const { shop, contact, subjectKind, birthDate } = declared;
  const rows: readonly (readonly [string, string])[] = [
    [labels.subjectKind, words.subjectKinds[subjectKind]],
    [labels.birthDate, revealed?.birthDate ?? birthDate],
    [labels.shopName, shop.name],
    [labels.categories, shop.categories.join('、')],
    [labels.brands, shop.brands.join('、')],
    [labels.phone, revealed?.phone ?? contact.phone],
    [labels.email, revealed?.email ?? contact.email ?? ''],
  ];
  return (
    <section class="panel" aria-labelledby="declared-title">
      <h3 id="declared-title">{labels.title}</h3>
      <dl class="facts declared">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="declared-value">{value === '' ? labels.empty : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
