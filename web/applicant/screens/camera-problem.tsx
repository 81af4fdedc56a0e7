// Why there is no picture, with the way out for this very browser: one screen for each of the four reasons.
import type { ComponentChildren } from 'preact';
import type { CameraProblem } from '../../shared/strings/capture.zh-CN.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';
import { browserKindOf } from '../capture/browser-kind.ts';
import { ResumeLink } from './resume-link.tsx';

export interface CameraProblemProps {
  readonly problem: CameraProblem;
  readonly resumeLink: string | null;
  readonly onTryAgain: () => void;
  /** Other ways on: a file, the face-free path. */
  readonly children?: ComponentChildren;
}

export function CameraProblemNotice({ problem, resumeLink, onTryAgain, children }: CameraProblemProps) {
  const { capture } = useStrings();
  const wording = capture.cameraProblems[problem];
  const way =
    problem === 'denied' || problem === 'no-camera-in-this-browser'
      ? capture.wayOut[browserKindOf(navigator.userAgent)][problem]
      : null;
  return (
    <div class="stack">
      <div class="notice notice-warn" role="alert">
        <h2>
          <Icon name="camera" /> {wording.says}
        </h2>
        <p>{wording.next}</p>
        {way && <p>{way}</p>}
      </div>
      {problem !== 'no-camera-in-this-browser' && (
        <Button kind="second" onClick={onTryAgain}>
          {capture.tryAgain}
        </Button>
      )}
      {problem !== 'in-use' && resumeLink && <ResumeLink link={resumeLink} />}
      {children}
    </div>
  );
}
