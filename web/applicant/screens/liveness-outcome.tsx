// What came of the capture when it did not go through: what happened, what to do, how often still.
import { useEffect, useRef } from 'preact/hooks';
import { useStrings } from '../../shared/strings/tables.ts';
import type { Wording } from '../../shared/strings/wording.ts';
import type { CaptureState } from '../capture/liveness-machine.ts';

export function LivenessOutcome({ state, attemptsLeft }: { state: CaptureState; attemptsLeft: number }) {
  const { capture, problems } = useStrings();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [state.phase]);

  const notice = (wording: Wording, title?: string, attempts?: number) => (
    <div ref={box} class="notice notice-warn" role="alert" tabIndex={-1}>
      <h2>{title ?? wording.says}</h2>
      {title && <p>{wording.says}</p>}
      <p>{wording.next}</p>
      {attempts !== undefined && (
        <p>{attempts > 0 ? capture.attemptsLeft(attempts) : capture.noAttemptsLeft}</p>
      )}
    </div>
  );

  switch (state.phase) {
    case 'ended':
      return notice(capture.retry[state.reason], capture.endedTitle, state.attemptsLeft);
    case 'interrupted':
      return notice(
        state.by === 'page-left'
          ? capture.pageLeft
          : state.by === 'camera-stopped'
            ? capture.cameraStopped
            : problems[state.by],
      );
    case 'declined':
      return notice({ says: capture.declinedTitle, next: capture.declinedText });
    case 'complete':
      return (
        <p role="status" class="notice notice-good">
          {capture.completeTitle}
        </p>
      );
    case 'explaining':
      return attemptsLeft > 0 ? null : <p class="notice notice-warn">{capture.noAttemptsLeft}</p>;
    case 'opening-camera':
    case 'no-camera':
    case 'opening-session':
    case 'capturing':
    case 'repeating':
      return null;
  }
}
