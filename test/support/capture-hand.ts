// A capture by hand: one request at a time, as a test wants it, honest or not.
import {
  openLiveness,
  postFrames,
  type FramesMeta,
  type LivenessStep,
  type StepVerdict,
} from '../../server/contract/liveness.ts';
import type { CaptureNeeds, StepKind } from '../../server/domain/liveness-protocol.ts';
import type { Frame } from '../puppet/act.ts';
import type { SampleName } from '../puppet/sample.ts';
import { actionFor } from '../try/drive-capture.ts';
import type { Somebody } from './applicants.ts';
import { marked } from './jpeg-mark.ts';
import { filmOf, type Film } from './films.ts';

export interface Batch {
  readonly frames: readonly Frame[];
  readonly isLast?: boolean;
  readonly answer?: 'agree' | 'decline' | null;
  /** Later than the film has it, ms. */
  readonly laterMs?: number;
}

/** What a page would not do. */
export interface Oddity {
  readonly token?: string;
  readonly sessionId?: string;
  readonly stepIndex?: number;
  readonly meta?: Partial<FramesMeta>;
  /** The frames are sent as they are, though they may have been sent before. */
  readonly isAsItIs?: boolean;
  /** Sent at once, whatever their times say. */
  readonly isAtOnce?: boolean;
}

export interface Hand {
  readonly sessionId: string;
  readonly expiresInMs: number;
  /** The step that is open. */
  readonly step: () => LivenessStep;
  /** One request. An odd one that is refused changes nothing here. */
  readonly post: (batch: Batch, odd?: Oddity) => Promise<StepVerdict>;
  /** Plays a film, five frames a request, until the step is judged. At the statement, `answer` is what the button says. */
  readonly play: (film: Film | Promise<Film>, answer?: FramesMeta['answer']) => Promise<StepVerdict>;
  /** Does as asked until a step of this kind is open. */
  readonly until: (kind: StepKind, sample?: SampleName) => Promise<void>;
}

const framesPerRequest = 5;
const fps = 12;
const pauseMs = 300;
const noNeeds: CaptureNeeds = { isLongerTime: false, without: [] };

export async function openHand(
  { client, id: applicationId, pace }: Somebody,
  needs: CaptureNeeds = noNeeds,
): Promise<Hand> {
  const session = await client.call(openLiveness, {
    params: { applicationId },
    body: { needs: { ...needs, without: [...needs.without] } },
  });
  const { sessionId } = session;
  const beganAtMs = pace.nowMs();
  const pageNowMs = (): number => pace.nowMs() - beganAtMs;
  let step = session.step;
  let [batch, seq, clockMs] = [0, 0, 0];

  async function post(
    { frames, isLast = false, answer = null, laterMs = 0 }: Batch,
    odd: Oddity = {},
  ): Promise<StepVerdict> {
    const { isAsItIs = false } = odd;
    const startMs = clockMs + laterMs - (frames[0]?.capturedAtMs ?? 0);
    const listed = frames.map(({ capturedAtMs }, index) => ({
      seq: seq + index,
      capturedAtMs: capturedAtMs + startMs,
    }));
    const meta: FramesMeta = { batch, isLast, answer, camera: null, frames: listed, ...odd.meta };
    if (odd.isAtOnce !== true) await pace.until(beganAtMs + (listed.at(-1)?.capturedAtMs ?? 0));
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
    clockMs = (listed.at(-1)?.capturedAtMs ?? clockMs) + 1000 / fps;
    if (verdict.status === 'passed' || verdict.status === 'retry') {
      step = verdict.status === 'passed' ? verdict.next : verdict.step;
      // the instruction is seen when the answer is there
      [batch, clockMs] = [0, Math.max(clockMs, pageNowMs()) + pauseMs];
    }
    return verdict;
  }

  async function play(film: Film | Promise<Film>, answer: FramesMeta['answer'] = null): Promise<StepVerdict> {
    const frames = await film;
    for (let from = 0; ; from += framesPerRequest) {
      const some = frames.slice(from, from + framesPerRequest);
      const isLast = from + framesPerRequest >= frames.length;
      const verdict = await post({ frames: some, isLast, answer });
      if (verdict.status !== 'watching' || isLast) return verdict;
    }
  }

  return {
    sessionId,
    expiresInMs: session.expiresInMs,
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
