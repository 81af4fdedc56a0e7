// Why there is no picture, with the way out for this very browser: one screen for each of the four reasons.
import type { ComponentChildren } from 'preact';
import type { CameraProblem } from '../../shared/strings/capture.zh-CN.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';
import { browserKindOf } from '../capture/browser-kind.ts';
import { CameraSketch } from './camera-sketch.tsx';
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
  const browser = browserKindOf(navigator.userAgent);
  const way =
    problem === 'denied' || problem === 'no-camera-in-this-browser' ? capture.wayOut[browser][problem] : null;
  return (
    <div class="stack">
      <div class="notice notice-warn" role="alert">
        <h2>
          <Icon name="camera" /> {wording.says}
        </h2>
        {way && <p>{wording.next}</p>}
        <div class="way">
          <CameraSketch problem={problem} browser={browser} />
          <p>{way ?? wording.next}</p>
        </div>
      </div>
      {problem !== 'no-camera-in-this-browser' && (
        <Button kind="second" onClick={onTryAgain}>
          {capture.tryAgain}
        </Button>
      )}
      {problem !== 'in-use' && resumeLink && (
        <ResumeLink link={resumeLink} isOpen={problem === 'no-camera-in-this-browser'} />
      )}
      {children}
    </div>
  );
}
