// The frames in which a rendered face looks worst: the edges of ear and jaw, or the open mouth, enlarged.
import type { CaseView } from '../../server/contract/review.ts';
import type { ChosenFrame } from './case-body.tsx';
import { cutsOf, placeOf, type Cut } from './enlarge.ts';
import { Picture } from './picture.tsx';
import { useWords } from './words.ts';

type CloseUp = NonNullable<CaseView['liveness']>['closeUps'][number];

export interface CloseUpsProps {
  readonly view: CaseView;
  readonly onChoose: (frame: ChosenFrame) => void;
}

export function CloseUps({ view, onChoose }: CloseUpsProps) {
  const words = useWords();
  const closeUps = view.liveness?.closeUps ?? [];
  if (closeUps.length === 0) return null;
  return (
    <div class="close-ups">
      <p class="small soft">{words.film.closeUps}</p>
      <ul class="close-up-list">
        {closeUps.map((closeUp) => (
          <li key={closeUp.kind} class="close-up">
            <button
              type="button"
              class="close-up-button"
              aria-label={words.film.showFrame((closeUp.atMs / 1000).toFixed(1))}
              onClick={() => onChoose(closeUp)}
            >
              {cutsOf(closeUp.kind, closeUp.face).map((cut) => (
                <Enlarged key={cut.part} closeUp={closeUp} cut={cut} />
              ))}
            </button>
            <p class="small">{words.film.closeUpKinds[closeUp.kind]}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Enlarged({ closeUp, cut }: { closeUp: CloseUp; cut: Cut }) {
  const words = useWords();
  return (
    <span class="close-up-window">
      <Picture evidenceId={closeUp.evidenceId} alt={words.film.parts[cut.part]} style={placeOf(cut)} />
    </span>
  );
}
