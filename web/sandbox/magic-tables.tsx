// The numbers and codes that produce every outcome.
import type { SandboxOffice } from '../../server/contract/sandbox.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { CopyButton } from '../shared/ui/CopyButton.tsx';
import { useWords } from './words.ts';

interface MagicRow {
  readonly value: string;
  readonly outcome: string;
  readonly shows: string;
}

export function MagicTables({ office }: { office: SandboxOffice }) {
  const words = useWords().magic;
  const language = useLanguage();
  return (
    <>
      <MagicTable
        id="magic-numbers"
        title={words.title}
        lead={words.lead}
        column={words.number}
        rows={office.magicNumbers.map(({ citizenId, outcome, shows }) => ({
          value: citizenId,
          outcome,
          shows: shows[language],
        }))}
      />
      <MagicTable
        id="magic-codes"
        title={words.businessTitle}
        lead={words.businessLead}
        column={words.code}
        rows={office.magicBusinessCodes.map(({ code, outcome, shows }) => ({
          value: code,
          outcome,
          shows: shows[language],
        }))}
      />
    </>
  );
}

interface MagicTableProps {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly column: string;
  readonly rows: readonly MagicRow[];
}

function MagicTable({ id, title, lead, column, rows }: MagicTableProps) {
  const { magic: words, issued: said } = useWords();
  return (
    <section class="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{lead}</p>
      <table class="magic">
        <thead>
          <tr>
            <th scope="col">{column}</th>
            <th scope="col">{words.shows}</th>
            <th scope="col">{words.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ value, outcome, shows }) => (
            <tr key={value}>
              <th scope="row">
                <span class="figures">{value}</span>{' '}
                <CopyButton text={value} label={words.copy(value)} said={said} isShort />
              </th>
              <td>{shows}</td>
              <td>
                <code>{outcome}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
