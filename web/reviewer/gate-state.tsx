// What the gate does now in large letters, who or what brought it there, when and why.
import type { GateView } from '../../server/contract/go-live.ts';
import { ReasonList } from './gate-watch.tsx';
import { percent, useGateWords, useMoment } from './gate-words.ts';

export function GateState({ gate }: { gate: GateView }) {
  const words = useGateWords();
  const moment = useMoment();
  const { live, from, mode } = gate;
  return (
    <section class={`gate-state gate-state-${mode}`}>
      <p class="gate-mode">{mode === 'live' ? words.live : words.hold}</p>
      <p>
        {mode === 'live' && live !== null
          ? words.liveMeans(percent(live.share), moment(live.expiresAt))
          : words.holdMeans}
      </p>
      {mode === 'hold' && live !== null && <p class="bad">{words.unwatched}</p>}
      <p>
        {from === null
          ? words.neverLive
          : words.byWhom(words.kinds[from.kind], from.by ?? words.itself, moment(from.at))}
        {from !== null && from.note !== '' && ` · ${from.note}`}
      </p>
      {live !== null && (
        <p>
          {words.twoPeople(live.proposedBy, live.confirmedBy)} · {words.admitted(live.admitted)}
        </p>
      )}
      {from !== null && from.reasons.length > 0 && <ReasonList reasons={from.reasons} />}
    </section>
  );
}
