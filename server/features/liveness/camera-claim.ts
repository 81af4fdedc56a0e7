// What is kept of the camera that a page names: which one it is within the capture, and of what kind, never its name.
import { createHash } from 'node:crypto';
import type { FramesMeta } from '../../contract/liveness.ts';
import type { CameraClaim } from '../../domain/liveness.ts';

/**
 * Names under which programs offer pictures as a camera. Some only bring a phone's real camera to a computer; all of them
 * can show anything. From their makers' pages; a claim that is easily altered, so its absence means nothing.
 */
const virtualNames = [
  'alter ?cam',
  'avatarify',
  'camo',
  'cam ?twist',
  'chroma ?cam',
  'deep ?face ?live',
  'droid ?cam',
  'dummy video device', // v4l2loopback
  'epoc ?cam',
  'fake_device', // Chromium's own, for tests
  'iriun',
  'i ?v ?cam',
  'many ?cam',
  'mmhmm',
  'ndi',
  'nvidia broadcast',
  'obs',
  'prism live',
  'snap camera',
  'split ?cam',
  'unity video capture',
  'v4l2 ?loopback',
  '[a-z0-9]*virtual[a-z]*',
  'v ?cam',
  'webcam ?max',
  'xsplit',
  'you ?cam',
].join('|');

/** Whole words: a camera of somebody called Jacobs is not OBS. */
const virtualLabel = new RegExp(`(?<![a-z])(?:${virtualNames})(?![a-z])`, 'iu');

function kindOf(label: string): CameraClaim['kind'] {
  if (label.trim() === '') return 'unnamed';
  return virtualLabel.test(label) ? 'virtual' : 'usual';
}

/** `salt`: differs from capture to capture, so that two captures cannot be said to come from one camera. */
export function cameraClaimOf(camera: FramesMeta['camera'], salt: string): CameraClaim | null {
  if (camera === null) return null;
  const hash = createHash('sha256').update(JSON.stringify([salt, camera.label, camera.deviceId]));
  return { id: hash.digest('hex').slice(0, 16), kind: kindOf(camera.label) };
}
