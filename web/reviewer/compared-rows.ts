// What was declared beside what card, record and register say of it, one row for each thing compared. Pure.
import type { CaseView } from '../../server/contract/review.ts';

export type Comparison = CaseView['compared'][number];
export type Source = Comparison['against'];

/** Both faces are compared with the live one, so they stand in one row. */
const rowOf = {
  legalName: 'legalName',
  citizenId: 'citizenId',
  documentFace: 'face',
  recordFace: 'face',
  businessName: 'businessName',
  businessCode: 'businessCode',
  legalRepresentative: 'legalRepresentative',
  applicantRepresents: 'applicantRepresents',
} as const satisfies Record<Comparison['field'], string>;

export type RowName = (typeof rowOf)[keyof typeof rowOf];

const rowNames = [...new Set<RowName>(Object.values(rowOf))];
const sources: readonly Source[] = ['id-document', 'government-record', 'business-registry'];

export interface ComparedRow {
  readonly name: RowName;
  /** In the order of the sources; null where this one is not asked about it. */
  readonly answers: readonly (Comparison | null)[];
}

export interface ComparedTable {
  /** Only those that are asked about anything. */
  readonly sources: readonly Source[];
  readonly rows: readonly ComparedRow[];
}

export function comparedTable(compared: CaseView['compared']): ComparedTable {
  const asked = sources.filter((source) => compared.some(({ against }) => against === source));
  const rows = rowNames
    .map((name) => compared.filter(({ field }) => rowOf[field] === name))
    .flatMap((of): ComparedRow[] => {
      const [first] = of;
      if (first === undefined) return [];
      const answers = asked.map((source) => of.find(({ against }) => against === source) ?? null);
      return [{ name: rowOf[first.field], answers }];
    });
  return { sources: asked, rows };
}
