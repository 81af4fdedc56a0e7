// What every screen of the journey is given.
import type { ApplicationView } from '../../../server/contract/application.ts';
import type { StepName } from '../../shared/strings/zh-CN.ts';
import type { Act } from '../use-application.ts';

export interface JourneyProps {
  readonly view: ApplicationView;
  readonly act: Act;
  /** Opens a step that is done; null goes on with what the server says is next. */
  readonly open: (step: StepName | null) => void;
  /** Whether this step was done before and is opened to change it. */
  readonly isChanging: boolean;
}
