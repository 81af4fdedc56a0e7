// The kept frames of the capture, step by step, each beside what was asked and what was measured.
import type { CaseView } from '../../server/contract/review.ts';
import { Icon } from '../shared/ui/Icon.tsx';
import type { ChosenFrame } from './case-body.tsx';
import { CloseUps } from './close-ups.tsx';
import { Picture } from './picture.tsx';
import { SignalPlot } from './signal-plot.tsx';
import type { LivenessStep } from './wire.ts';
import { useWords } from './words.ts';

export interface FilmstripProps {
  readonly view: CaseView;
  readonly chosenId: string | null;
  readonly onChoose: (frame: ChosenFrame) => void;
}

export function Filmstrip({ view, chosenId, onChoose }: FilmstripProps) {
  const words = useWords();
  const { liveness } = view;
  if (liveness === null)
    return (
      <section class="panel" aria-labelledby="film-title">
        <h3 id="film-title">{words.film.title}</h3>
        <p class="soft">{words.film.none}</p>
      </section>
    );
  const drawn = liveness.drawn.map((action) => words.film.steps[action]).join(' → ');
  return (
    <section class="panel" aria-labelledby="film-title">
      <div class="panel-head">
        <h3 id="film-title">{words.film.title}</h3>
        <p class="small soft">
          {words.film.drawn(drawn)}
          <Needs needs={liveness.needs} />
        </p>
      </div>
      <ol class="film">
        {liveness.steps.map((step, index) => (
          <li key={index} class="film-step">
            <p class="film-asked">
              <strong>{words.film.asked(words.film.steps[step.kind])}</strong>
              <span class={`film-status film-${step.status}`}>
                <Icon name={step.status === 'passed' ? 'check' : 'cross'} size={16} />{' '}
                {words.film.status[step.status]}
              </span>
              <span class="small soft">{words.film.tries(step.tries)}</span>
            </p>
            <Frames step={step} chosenId={chosenId} onChoose={onChoose} />
            <SignalPlot step={step} />
          </li>
        ))}
      </ol>
      <CloseUps view={view} onChoose={onChoose} />
    </section>
  );
}

type Capture = NonNullable<CaseView['liveness']>;

/** Nobody is asked why; the reviewer sees it because an attacker could ask for it too. */
function Needs({ needs }: { needs: Capture['needs'] }) {
  const { film } = useWords();
  const said = [
    ...(needs.isLongerTime ? [film.longerTime] : []),
    ...(needs.without.length > 0
      ? [film.without(needs.without.map((action) => film.steps[action]).join(', '))]
      : []),
  ];
  return said.length === 0 ? null : (
    <>
      {' '}
      · {film.needs}: {said.join('; ')}
    </>
  );
}

function Frames({ step, chosenId, onChoose }: Omit<FilmstripProps, 'view'> & { step: LivenessStep }) {
  const words = useWords();
  if (step.keptFrames.length === 0) return <p class="film-frames small soft">{words.film.noFrames}</p>;
  return (
    <div class="film-frames">
      {step.keptFrames.map((frame) => (
        <button
          key={frame.evidenceId}
          type="button"
          class="frame"
          aria-pressed={frame.evidenceId === chosenId}
          aria-label={words.film.showFrame((frame.atMs / 1000).toFixed(1))}
          onClick={() => onChoose(frame)}
        >
          <Picture evidenceId={frame.evidenceId} alt="" size={{ width: 48, height: 64 }} />
        </button>
      ))}
    </div>
  );
}
