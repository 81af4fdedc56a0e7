// The guided capture: one step revealed at a time, frames posted per step, as it travels on the wire.
import { z } from 'zod';
import {
  captureHints,
  fewestActionsToDrawFrom,
  livenessActions,
  retryReasons,
  stepKinds,
} from '../domain/liveness-protocol.ts';
import { endpoint } from './endpoint.ts';
import { applicationParams, stepParams } from './identifiers.ts';

/** Frames in one request; about one second of capture. */
export const maxFramesPerBatch = 16;
/** A 480×640 JPEG has 30-80 kB. */
export const maxFrameBytes = 400 * 1024;

export const livenessStep = z
  .object({
    index: z.int(),
    total: z.int(),
    kind: z.enum(stepKinds),
    token: z.string().describe('Signed, single use, bound to application, session and step'),
    timeLimitMs: z.int().describe('From the moment this step was revealed'),
    statement: z
      .string()
      .nullable()
      .describe('With `agree`: the statement of will, exactly as it is bound to the capture'),
  })
  .meta({ id: 'LivenessStep' });
export type LivenessStep = z.infer<typeof livenessStep>;

export const livenessSession = z
  .object({
    sessionId: z.string(),
    expiresInMs: z.int(),
    attemptsLeft: z.int(),
    step: livenessStep,
  })
  .meta({ id: 'LivenessSession' });
export type LivenessSession = z.infer<typeof livenessSession>;

export const captureNeeds = z
  .strictObject({
    isLongerTime: z.boolean().describe('Every time limit is three times as long'),
    without: z
      .array(z.enum(livenessActions))
      .max(livenessActions.length - fewestActionsToDrawFrom)
      .describe('Movements that are hard for this person; nobody asks why'),
  })
  .meta({ id: 'CaptureNeeds' });

export const openLiveness = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/liveness',
  summary: 'Begin a capture; an earlier one that is still open ends',
  audience: 'applicant',
  params: applicationParams,
  body: z.strictObject({ needs: captureNeeds }),
  status: 201,
  answer: livenessSession,
  problems: ['application-not-editable', 'application-incomplete', 'consent-missing', 'too-many-attempts'],
});

export const stepVerdict = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('watching'), hint: z.enum(captureHints), framesSeen: z.int() }),
    z.object({ status: z.literal('passed'), next: livenessStep }),
    z.object({
      status: z.literal('retry'),
      reason: z.enum(retryReasons),
      triesLeft: z.int(),
      step: livenessStep,
    }),
    z.object({ status: z.literal('ended'), reason: z.enum(retryReasons), attemptsLeft: z.int() }),
    z.object({ status: z.literal('declined') }),
    z.object({ status: z.literal('complete') }),
  ])
  .meta({ id: 'StepVerdict' });
export type StepVerdict = z.infer<typeof stepVerdict>;

/** Sent as one form field `meta`, JSON. `seq` counts over the whole session from 0 without gaps. */
export const framesMeta = z.strictObject({
  batch: z.int().min(0).max(1000).describe('Counts the requests of this step from 0'),
  isLast: z.boolean().describe('No more frames will follow for this step'),
  answer: z
    .enum(['agree', 'decline'])
    .nullable()
    .describe(
      'Only for `agree`: what the held control says; null while the person nods or shakes their head',
    ),
  camera: z
    .strictObject({ label: z.string().max(300), deviceId: z.string().max(300) })
    .nullable()
    .describe('The camera as the browser names it; hashed at once, a claim and never evidence'),
  frames: z
    .array(
      z.strictObject({
        seq: z.int().min(0).max(10_000),
        capturedAtMs: z
          .number()
          .min(0)
          .max(86_400_000)
          .describe(
            "The page's monotonic clock since it got the answer that opened the capture; it keeps real time",
          ),
      }),
    )
    .max(maxFramesPerBatch),
});
export type FramesMeta = z.infer<typeof framesMeta>;

export const postFrames = endpoint({
  method: 'post',
  path: '/api/applications/:applicationId/liveness/:sessionId/steps/:stepIndex/frames',
  summary:
    'Post a batch of frames (multipart field `frames`, JPEG) of the step that is open; the server judges',
  audience: 'applicant',
  params: stepParams,
  body: z.strictObject({ token: z.string().max(2000), meta: z.string().max(10_000) }),
  upload: { field: 'frames', maxFiles: maxFramesPerBatch, maxBytesPerFile: maxFrameBytes, isOptional: true },
  status: 200,
  answer: stepVerdict,
  problems: [
    'challenge-expired',
    'challenge-already-used',
    'challenge-not-yours',
    'session-expired',
    'session-replaced',
    'frames-out-of-order',
    'frames-repeated',
    'frames-missing',
    'frames-clock-impossible',
    'unsupported-media',
    'image-unreadable',
    'upload-too-large',
    'upload-incomplete',
    'temporarily-busy',
  ],
});
