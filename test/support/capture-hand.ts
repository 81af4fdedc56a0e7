// A capture by hand: one request at a time, as a test wants it, honest or not.
import {
  openLiveness,
  postFrames,
  type FramesMeta,
  type LivenessStep,
  type StepVerdict,
} from '../../server/contract/liveness.ts';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';
import type { Frame } from '../puppet/act.ts';
import type { SampleName } from '../puppet/sample.ts';
import type { ApiClient } from '../try/http-client.ts';
import { marked } from './jpeg-mark.ts';
import { actionFor, filmOf, type Film } from './films.ts';

export interface Batch {
  readonly frames: readonly Frame[];
  readonly isLast?: boolean;
  readonly answer?: 'agree' | 'decline' | null;
}

/** What a page would not do. */
export interface Oddity {
  readonly token?: string;
  readonly sessionId?: string;
  readonly stepIndex?: number;
  readonly meta?: Partial<FramesMeta>;
  /** The frames are sent as they are, though they may have been sent before. */
  readonly isAsItIs?: boolean;
}

export interface Hand {
  readonly sessionId: string;
  /** The step that is open. */
  readonly step: () => LivenessStep;
  /** One request. An odd one that is refused changes nothing here. */
  readonly post: (batch: Batch, odd?: Oddity) => Promise<StepVerdict>;
  /** Plays a film, five frames a request, until the step is judged. */
  readonly play: (film: Film | Promise<Film>) => Promise<StepVerdict>;
  /** Does as asked until a step of this kind is open. */
  readonly until: (kind: StepKind, sample?: SampleName) => Promise<void>;
}

const framesPerRequest = 5;
const pauseMs = 300;

export async function openHand(client: ApiClient, applicationId: string): Promise<Hand> {
  const session = await client.call(openLiveness, { params: { applicationId } });
  const { sessionId } = session;
  let step = session.step;
  let [batch, seq, clockMs] = [0, 0, 0];

  async function post(
    { frames, isLast = false, answer = null }: Batch,
    odd: Oddity = {},
  ): Promise<StepVerdict> {
    const { isAsItIs = false } = odd;
    const startMs = clockMs - (frames[0]?.capturedAtMs ?? 0);
    const listed = frames.map(({ capturedAtMs }, index) => ({
      seq: seq + index,
      capturedAtMs: capturedAtMs + startMs,
    }));
    const meta = { batch, isLast, answer, frames: listed, ...odd.meta };
    const verdict = await client.call(postFrames, {
      params: {
        applicationId,
        sessionId: odd.sessionId ?? sessionId,
        stepIndex: odd.stepIndex ?? step.index,
      },
      body: { token: odd.token ?? step.token, meta: JSON.stringify(meta) },
      files: frames.map(({ jpeg }) => ({
        bytes: isAsItIs ? jpeg : marked(jpeg),
        name: 'frame.jpg',
        mediaType: 'image/jpeg',
      })),
    });
    batch += 1;
    seq += frames.length;
    clockMs = (listed.at(-1)?.capturedAtMs ?? clockMs) + 1000 / 8;
    if (verdict.status === 'passed' || verdict.status === 'retry') {
      step = verdict.status === 'passed' ? verdict.next : verdict.step;
      [batch, clockMs] = [0, clockMs + pauseMs];
    }
    return verdict;
  }

  async function play(film: Film | Promise<Film>): Promise<StepVerdict> {
    const frames = await film;
    const answer = step.kind === 'agree' ? 'agree' : null;
    for (let from = 0; ; from += framesPerRequest) {
      const some = frames.slice(from, from + framesPerRequest);
      const isLast = from + framesPerRequest >= frames.length;
      const verdict = await post({ frames: some, isLast, answer });
      if (verdict.status !== 'watching' || isLast) return verdict;
    }
  }

  return {
    sessionId,
    step: () => step,
    post,
    play,
    async until(kind, sample = 'sample1') {
      while (step.kind !== kind) {
        const asked = step.kind;
        const verdict = await play(filmOf(sample, actionFor[asked]));
        if (verdict.status !== 'passed')
          throw new Error(`${asked} was judged ${JSON.stringify({ ...verdict, step: null })}`);
      }
    },
  };
}
