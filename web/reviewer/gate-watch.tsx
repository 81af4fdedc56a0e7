// What would make the gate fall back, and why it did: each figure beside its limit.
import type { GateChangeView, GateView } from '../../server/contract/go-live.ts';
import { figure, useGateWords, useMoment } from './gate-words.ts';

type Reason = GateChangeView['reasons'][number];

export function useReasonName(): (reason: Pick<Reason, 'code' | 'of'>) => string {
  const words = useGateWords();
  return ({ code, of }) => words.codes[code] + (of === null ? '' : ` · ${words.of[of] ?? of}`);
}

export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const words = useGateWords();
  const nameOf = useReasonName();
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={nameOf(reason)}>
          <strong>{nameOf(reason)}</strong>: {figure(reason.measured)} ({words.limit} {figure(reason.limit)}
          {reason.trials === null ? '' : `, ${words.trials} ${reason.trials}`})
        </li>
      ))}
    </ul>
  );
}

export function WatchTable({ watch, watchedAt }: Pick<GateView, 'watch' | 'watchedAt'>) {
  const moment = useMoment();
  const words = useGateWords();
  const nameOf = useReasonName();
  return (
    <section>
      <h3>{words.watch}</h3>
      <p class="soft">
        {words.watchHow} {watchedAt !== null && words.watchedAt(moment(watchedAt))}
      </p>
      <table class="figure-table">
        <thead>
          <tr>
            <th scope="col">{words.watched}</th>
            <th scope="col">{words.measured}</th>
            <th scope="col">{words.limit} ↓</th>
            <th scope="col">{words.trials}</th>
            <th scope="col">{words.state}</th>
          </tr>
        </thead>
        <tbody>
          {watch.map((one) => (
            <tr key={nameOf(one)}>
              <th scope="row">{nameOf(one)}</th>
              <td>{figure(one.trials === 0 && one.state === 'too-few' ? null : one.measured)}</td>
              <td>{figure(one.limit)}</td>
              <td>{figure(one.trials)}</td>
              <td class={one.state === 'beyond' ? 'bad' : undefined}>{words.watchStates[one.state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
