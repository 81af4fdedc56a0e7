// Received → checked by machine → with a reviewer → decided.
import type { ApplicationState } from '../../../server/contract/words.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Icon } from '../../shared/ui/Icon.tsx';

const stations = ['received', 'checked', 'reviewer', 'decided'] as const;

type StationStatus = 'done' | 'current' | 'todo';

/** Only sent applications have a timeline. Asked to do something again, it is with the applicant: at no station. */
const statuses: Record<
  ApplicationState,
  readonly [StationStatus, StationStatus, StationStatus, StationStatus]
> = {
  draft: ['todo', 'todo', 'todo', 'todo'],
  checking: ['done', 'current', 'todo', 'todo'],
  in_review: ['done', 'done', 'current', 'todo'],
  awaiting_resubmission: ['done', 'done', 'done', 'todo'],
  admitted: ['done', 'done', 'done', 'done'],
  refused: ['done', 'done', 'done', 'done'],
  withdrawn: ['done', 'todo', 'todo', 'todo'],
  expired: ['todo', 'todo', 'todo', 'todo'],
  revoked: ['done', 'done', 'done', 'done'],
};

export function Timeline({ state }: { state: ApplicationState }) {
  const { status: words } = useStrings();
  return (
    <ol class="timeline">
      {stations.map((station, index) => {
        const status = statuses[state][index] ?? 'todo';
        return (
          <li
            key={station}
            class={`station station-${status}`}
            aria-current={status === 'current' ? 'step' : undefined}
          >
            <span class="station-mark" aria-hidden="true">
              {status === 'done' && <Icon name="check" size={16} />}
            </span>
            <span>
              {words.timeline[station]} <span class="soft small">{words.timelineStatus[status]}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
