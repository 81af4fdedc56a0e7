// Which screen to show, out of what the server says and what the person opened. Not a transition table.
import type { ApplicationView } from '../../server/contract/application.ts';
import type { StepName } from '../shared/strings/zh-CN.ts';

export type Screen = StepName | 'status';

/** A step opened by hand is shown while it is the applicant's turn and the step is behind or now. */
export function screenOf(view: ApplicationView, opened: StepName | null): Screen {
  if (view.turn !== 'applicant' || view.nextStep === null) return 'status';
  const wanted = view.steps.find(({ step }) => step === opened);
  const isToFix = view.fix.some(({ item }) => item === opened);
  if (wanted && (wanted.status !== 'todo' || isToFix)) return wanted.step;
  return view.state === 'awaiting_resubmission' && view.fix.length > 0 ? 'status' : view.nextStep;
}
