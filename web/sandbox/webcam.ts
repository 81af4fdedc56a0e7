// Opens the webcam, or says which of the four ways it cannot be had.

export type WebcamRefusal = 'denied' | 'absent' | 'inUse' | 'impossible';

export type WebcamAnswer = { ok: true; stream: MediaStream } | { ok: false; refusal: WebcamRefusal };

const refusalOf: Readonly<Record<string, WebcamRefusal>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'inUse',
  AbortError: 'inUse',
};

/** `devices` is undefined where the browser gives no camera to pages (no https, some in-app browsers). */
export async function openWebcam(
  devices: Pick<MediaDevices, 'getUserMedia'> | undefined,
): Promise<WebcamAnswer> {
  if (devices === undefined) return { ok: false, refusal: 'impossible' };
  try {
    const video = { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 960 } };
    return { ok: true, stream: await devices.getUserMedia({ video, audio: false }) };
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    return { ok: false, refusal: refusalOf[name] ?? 'impossible' };
  }
}

export function closeWebcam(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}
