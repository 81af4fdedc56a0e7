// Received → checked by machine → with a reviewer → decided.
import type { ApplicationState } from '../../../server/domain/application.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Icon } from '../../shared/ui/Icon.tsx';

const stations = ['received', 'checked', 'reviewer', 'decided'] as const;

/** Stations that are behind; the next one is where it stands. Only sent applications have a timeline. */
const behind: Record<ApplicationState, number> = {
  draft: 0,
  checking: 1,
  in_review: 2,
  awaiting_resubmission: 4,
  admitted: 4,
  refused: 4,
  withdrawn: 1,
  expired: 0,
  revoked: 4,
};

export function Timeline({ state }: { state: ApplicationState }) {
  const { status: words } = useStrings();
  return (
    <ol class="timeline">
      {stations.map((station, index) => {
        const status = index < behind[state] ? 'done' : index === behind[state] ? 'current' : 'todo';
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
