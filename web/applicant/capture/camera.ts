// Opens and closes a camera; says in one of four words why there is no picture.
import type { CameraProblem } from '../../shared/strings/capture.zh-CN.ts';

export type OpenedCamera =
  | { readonly isOpen: true; readonly stream: MediaStream }
  | { readonly isOpen: false; readonly problem: CameraProblem };

/** `face`: front camera, small and slow, enough to judge. `document`: rear camera, as sharp as it gets. */
const wishes = {
  face: {
    facingMode: 'user',
    width: { ideal: 640 },
    height: { ideal: 480 },
    frameRate: { ideal: 15, max: 30 },
  },
  document: { facingMode: { ideal: 'environment' }, width: { ideal: 2560 }, height: { ideal: 1440 } },
} as const satisfies Record<string, MediaTrackConstraints>;

const problemByErrorName: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  PermissionDeniedError: 'denied',
  NotFoundError: 'absent',
  DevicesNotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'in-use',
  TrackStartError: 'in-use',
  AbortError: 'in-use',
};

/**
 * Never throws: what cannot be opened is answered with its problem. Sound is never asked for.
 * `deviceId`: this very camera, or whichever there is where it is gone; null leaves the choice to the browser.
 */
export async function openCamera(
  purpose: keyof typeof wishes,
  deviceId: string | null = null,
): Promise<OpenedCamera> {
  // in-app browsers and insecure addresses leave it out, whatever the type declarations say
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined || typeof devices.getUserMedia !== 'function')
    return { isOpen: false, problem: 'no-camera-in-this-browser' };
  const { facingMode, ...wish } = wishes[purpose];
  const which = deviceId === null ? { facingMode } : { deviceId: { exact: deviceId } };
  try {
    return {
      isOpen: true,
      stream: await devices.getUserMedia({ audio: false, video: { ...wish, ...which } }),
    };
  } catch (error) {
    const { name } = error as DOMException;
    const problem = problemByErrorName[name] ?? 'absent';
    return problem === 'absent' && deviceId !== null ? openCamera(purpose) : { isOpen: false, problem };
  }
}

/** The camera's light goes off at once. */
export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Shows the stream; resolves once there is a picture to draw. */
export async function showStream(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream;
  await video.play();
}

/** What the browser calls the camera behind this stream; null where it tells nothing. */
export function cameraClaimOf(stream: MediaStream): { label: string; deviceId: string } | null {
  const [track] = stream.getVideoTracks();
  const deviceId = track?.getSettings().deviceId ?? '';
  const label = track?.label ?? '';
  return label === '' && deviceId === ''
    ? null
    : { label: label.slice(0, longestName), deviceId: deviceId.slice(0, longestName) };
}

/** The server's limit, in characters. */
const longestName = 300;

/** All cameras of the device, known only once one was allowed; empty where browsers do not tell. */
export async function listCameras(): Promise<readonly string[]> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices
      .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
      .map((one) => one.deviceId);
  } catch {
    return [];
  }
}

/** The one after the camera in use; null when there is no other. */
export function cameraAfter(cameras: readonly string[], inUse: string | null): string | null {
  const next = cameras[(cameras.indexOf(inUse ?? '') + 1) % cameras.length];
  return cameras.length < 2 || next === undefined ? null : next;
}
