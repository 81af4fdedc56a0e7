// What the applicant declared, masked at first, beside what the records say about it.
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { maskAll, maskName, maskNumber } from './masking.ts';
import { fieldAgreement, type FieldAgreement } from './record-agreement.ts';
import { useWords } from './words.ts';

interface FieldRow {
  readonly label: string;
  readonly value: string;
  /** How it is hidden until it is asked for; null when it is shown at once. */
  readonly mask: ((text: string) => string) | null;
  /** What the records say; null for what no record knows. */
  readonly record: FieldAgreement | null;
}

const marks: Readonly<Record<FieldAgreement, string>> = { agrees: '=', disagrees: '≠', unknown: '?' };

export interface DeclaredProps {
  readonly view: CaseView;
  readonly isRevealed: boolean;
  readonly onReveal: () => void;
}

export function Declared({ view, isRevealed, onReveal }: DeclaredProps) {
  const words = useWords();
  const rows = useRows(view);
  const recordWords: Record<FieldAgreement, string> = {
    agrees: words.declared.recordAgrees,
    disagrees: words.declared.recordDisagrees,
    unknown: words.declared.recordUnknown,
  };
  return (
    <section class="panel" aria-labelledby="declared-title">
      <div class="panel-head">
        <h3 id="declared-title">{words.declared.title}</h3>
        <Button kind="quiet" onClick={onReveal}>
          {isRevealed ? words.declared.hide : words.declared.reveal}
        </Button>
      </div>
      <p class="small soft">{isRevealed ? words.declared.revealed : words.declared.masked}</p>
      <table class="declared">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{words.declared.field}</th>
            <th scope="col">{words.declared.value}</th>
            <th scope="col">{words.declared.record}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, value, mask, record }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="declared-value">
                {value === '' ? words.declared.empty : mask && !isRevealed ? mask(value) : value}
              </td>
              <td>
                {record && (
                  <span class={`record record-${record}`}>
                    <span aria-hidden="true">{marks[record]}</span> {recordWords[record]}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function useRows({ declared, checks }: CaseView): FieldRow[] {
  const words = useWords();
  const labels = words.declared;
  const state = fieldAgreement(checks, 'government-record');
  const registry = fieldAgreement(checks, 'business-registry');
  const { business, shop, contact } = declared;
  const row = (
    label: string,
    value: string,
    mask: FieldRow['mask'] = null,
    record: FieldRow['record'] = null,
  ): FieldRow => ({ label, value, mask, record });
  return [
    row(labels.subjectKind, words.subjectKinds[declared.subjectKind]),
    row(labels.legalName, declared.legalName, maskName, state),
    row(labels.citizenId, declared.citizenId, maskNumber, state),
    row(labels.birthDate, declared.birthDate, maskAll),
    ...(business === null
      ? []
      : [
          row(labels.businessName, business.name, null, registry),
          row(labels.businessCode, business.code, null, registry),
          row(labels.legalRepresentative, business.legalRepresentative, maskName, registry),
        ]),
    row(labels.shopName, shop.name),
    row(labels.categories, shop.categories.join('、')),
    row(labels.brands, shop.brands.join('、')),
    row(labels.phone, contact.phone, maskAll),
    row(labels.email, contact.email ?? '', maskAll),
  ];
}
