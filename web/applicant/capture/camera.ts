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

/** Never throws: what cannot be opened is answered with its problem. Sound is never asked for. */
export async function openCamera(purpose: keyof typeof wishes): Promise<OpenedCamera> {
  // in-app browsers and insecure addresses leave it out, whatever the type declarations say
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined || typeof devices.getUserMedia !== 'function')
    return { isOpen: false, problem: 'no-camera-in-this-browser' };
  try {
    return { isOpen: true, stream: await devices.getUserMedia({ audio: false, video: wishes[purpose] }) };
  } catch (error) {
    const { name } = error as DOMException;
    return { isOpen: false, problem: problemByErrorName[name] ?? 'absent' };
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
