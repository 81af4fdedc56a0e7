// What tells who it is, masked at first, field by field beside what card, record and register say.
import type { RevealedView } from '../../server/contract/reveal.ts';
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { comparedTable, type Comparison, type RowName } from './compared-rows.ts';
import { ProblemNotice } from './problem-notice.tsx';
import type { Reveal } from './use-reveal.ts';
import { useWords } from './words.ts';

const marks: Readonly<Record<Comparison['agreement'], string>> = {
  agrees: '=',
  disagrees: '≠',
  'not-answered': '?',
};

export function Compared({ view, reveal }: { view: CaseView; reveal: Reveal }) {
  const words = useWords();
  const isRevealed = reveal.revealed !== null;
  const { sources, rows } = comparedTable(view.compared);
  return (
    <section class="panel" aria-labelledby="compared-title">
      <div class="panel-head">
        <h3 id="compared-title">{words.compared.title}</h3>
        <Button kind="quiet" onClick={() => void reveal.toggle()}>
          {isRevealed ? words.declared.hide : words.declared.reveal}
        </Button>
      </div>
      <p class="small soft">{isRevealed ? words.declared.revealed : words.declared.masked}</p>
      {reveal.problem && <ProblemNotice problem={reveal.problem} />}
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">{words.declared.field}</th>
            <th scope="col">{words.declared.value}</th>
            {sources.map((source) => (
              <th key={source} scope="col">
                {words.compared.sources[source]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, answers }) => (
            <tr key={name}>
              <th scope="row">{words.compared.rows[name]}</th>
              <td class="declared-value">{declaredOf(view, reveal.revealed ?? {}, name) ?? <Nothing />}</td>
              {answers.map((answer, index) => (
                <td key={sources[index]}>{answer === null ? <Nothing /> : <Answer answer={answer} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** In clear where it was asked for. Null for what is not declared but seen, or concluded. */
function declaredOf({ declared }: CaseView, clear: RevealedView, name: RowName): string | null {
  switch (name) {
    case 'legalName':
    case 'citizenId':
      return clear[name] ?? declared[name];
    case 'businessName':
      return declared.business?.name ?? null;
    case 'businessCode':
      return declared.business?.code ?? null;
    case 'legalRepresentative':
      return clear.legalRepresentative ?? declared.business?.legalRepresentative ?? null;
    case 'face':
    case 'applicantRepresents':
      return null;
  }
}

/** The reason only where it does not agree: it says why. */
function Answer({ answer: { agreement, reason } }: { answer: Comparison }) {
  const words = useWords();
  return (
    <>
      <span class={`agreement agreement-${agreement}`}>
        <span aria-hidden="true">{marks[agreement]}</span> {words.compared.agreements[agreement]}
      </span>
      {reason !== null && agreement !== 'agrees' && (
        <span class="agreement-why small soft">{words.reasons[reason]}</span>
      )}
    </>
  );
}

function Nothing() {
  const words = useWords();
  return (
    <>
      <span aria-hidden="true" class="soft">
        –
      </span>
      <span class="visually-hidden">{words.compared.nothing}</span>
    </>
  );
}
