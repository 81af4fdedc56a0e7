// Keeps the server's view of the application, fetched again whenever it may have changed.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ApplicationView } from '../../server/contract/application.ts';
import { asProblem, isAbort, type ClientProblemType, type Problem } from '../shared/api.ts';
import { findMyApplication, resumeApplication } from './applicant-api.ts';
import { takeResumeToken } from './resume-token.ts';

export type Loaded =
  | { readonly status: 'loading' }
  /** Nothing here yet; `problem` when a resume link led here in vain. */
  | { readonly status: 'none'; readonly problem: Problem | null }
  | { readonly status: 'unreachable'; readonly problem: Problem }
  /** `hasChangedElsewhere`: the last thing asked for did not fit, and this is what is true now. */
  | { readonly status: 'ready'; readonly view: ApplicationView; readonly hasChangedElsewhere: boolean };

/** Carries out a call that answers with the view. Null when it went well, else why not. */
export type Act = (call: () => Promise<ApplicationView>) => Promise<Problem | null>;

export interface Application {
  readonly loaded: Loaded;
  readonly act: Act;
  readonly refresh: () => Promise<void>;
  /** Nothing of the application stays in this page. */
  readonly forget: () => void;
}

/** Answers to which what this page shows is out of date, for example because of a second tab. */
const outdated: readonly ClientProblemType[] = [
  'application-not-editable',
  'event-not-possible',
  'application-incomplete',
];

/** How often a page that waits asks again, in ms. */
const pollMs: Partial<Record<ApplicationView['state'], number>> = { checking: 4000, in_review: 30_000 };

export function useApplication(): Application {
  const [loaded, setLoaded] = useState<Loaded>({ status: 'loading' });
  const link = useRef<string | null>(null);
  const forgotten = useRef(0);

  // the link is given at the beginning only; later answers leave it out
  const accept = useCallback((view: ApplicationView, hasChangedElsewhere = false) => {
    link.current = view.resumeLink ?? link.current;
    setLoaded({ status: 'ready', view: { ...view, resumeLink: link.current }, hasChangedElsewhere });
  }, []);

  const load = useCallback(
    async (call: () => Promise<ApplicationView>, hasChangedElsewhere = false) => {
      const before = forgotten.current;
      try {
        const view = await call();
        if (forgotten.current === before) accept(view, hasChangedElsewhere);
      } catch (error) {
        if (isAbort(error) || forgotten.current !== before) return;
        const problem = asProblem(error);
        const isNone = problem.type === 'not-authenticated' || problem.type === 'not-found';
        // what is on the screen stays there when only asking again did not work
        setLoaded((before) =>
          before.status === 'ready' && !isNone
            ? before
            : isNone || problem.type === 'resume-link-expired'
              ? { status: 'none', problem: problem.type === 'not-authenticated' ? null : problem }
              : { status: 'unreachable', problem },
        );
      }
    },
    [accept],
  );

  const refresh = useCallback(() => load(() => findMyApplication()), [load]);

  const forget = useCallback(() => {
    forgotten.current += 1;
    link.current = null;
    setLoaded({ status: 'none', problem: null });
  }, []);

  const act = useCallback<Act>(
    async (call) => {
      const before = forgotten.current;
      try {
        const view = await call();
        if (forgotten.current === before) accept(view);
        return null;
      } catch (error) {
        if (isAbort(error)) return null;
        const problem = asProblem(error);
        if (outdated.includes(problem.type)) await load(() => findMyApplication(), true);
        return problem;
      }
    },
    [accept, load],
  );

  useEffect(() => {
    const token = takeResumeToken(window.location, window.history);
    void load(() => (token ? resumeApplication(token) : findMyApplication()));
  }, [load]);

  useEffect(() => {
    const onFocus = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    document.addEventListener('visibilitychange', onFocus);
    window.addEventListener('focus', onFocus);
    return () => {
      document.removeEventListener('visibilitychange', onFocus);
      window.removeEventListener('focus', onFocus);
    };
  }, [refresh]);

  const everyMs = loaded.status === 'ready' ? pollMs[loaded.view.state] : undefined;
  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, refresh]);

  return { loaded, act, refresh, forget };
}
