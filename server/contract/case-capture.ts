// The capture of a case, step by step, as it travels to the reviewers' desk.
import { z } from 'zod';
import { agreements, livenessActions, stepKinds } from '../domain/liveness-protocol.ts';
import { captureNeeds } from './liveness.ts';

export const captureView = z.object({
  steps: z.array(
    z.object({
      kind: z.enum(stepKinds),
      status: z.enum(['passed', 'open', 'ended']),
      tries: z.int(),
      /** Signal that this action is judged by, frame by frame. */
      signal: z.object({
        name: z.enum(['yawDegrees', 'pitchDegrees', 'irisOpenness', 'mouthOpenness', 'none']),
        points: z.array(z.object({ atMs: z.number(), value: z.number() })),
      }),
      keptFrames: z.array(z.object({ evidenceId: z.string(), atMs: z.number() })),
    }),
  ),
  drawn: z.array(z.enum(livenessActions)),
  needs: captureNeeds.describe('What the person asked for before the capture'),
  closeUps: z
    .array(
      z.object({
        kind: z.enum(['turned-left', 'turned-right', 'mouth-open']),
        evidenceId: z.string(),
        atMs: z.number(),
        face: z
          .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
          .describe('Shares of the frame'),
      }),
    )
    .describe('Frames in which a rendered face looks worst, to be shown enlarged'),
});

export const willingnessView = z.object({
  statement: z.string(),
  answer: z.enum(['agree', 'decline']),
  by: z.enum(agreements).nullable().describe('How; null when it was not agreed to'),
  at: z.iso.datetime(),
});
