// Starts the in-page guide in its worker. Guidance is optional: without it the capture goes on.
import workerUrl from './guide.worker.ts?worker&url';
import type { Sight } from './quality-hints.ts';

/** What the worker posts. */
export type GuideMessage = 'ready' | 'no-face' | 'failed' | Sight;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

/** From one look to the next, ms: about twelve a second where the device is fast enough. */
const lookPeriodMs = 80;

let policy: { createScriptURL(url: string): string } | null = null;

/** The one place where a script address is trusted: our own worker, nothing else. */
function trustedWorkerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??=
    trustedTypes?.createPolicy('guide-worker', {
      createScriptURL: (url) => {
        if (url !== workerUrl) throw new TypeError('not the guide');
        return url;
      },
    }) ?? null;
  return policy?.createScriptURL(workerUrl) ?? workerUrl;
}

export interface Guide {
  /** Looks at this video until the returned function is called; `null` means no face was seen. */
  watch(video: HTMLVideoElement, onSight: (sight: Sight | null) => void): () => void;
  close(): void;
}

/** Loads the worker, the wasm and the models. Answers null where any of that is refused. */
export function loadGuide(): Guide | null {
  let worker: Worker;
  try {
    worker = new Worker(trustedWorkerUrl(), { type: 'module' });
  } catch {
    return null;
  }
  let isBusy = true; // loading, or looking at a picture: never two at once
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watched: { video: HTMLVideoElement; tell: (sight: Sight | null) => void } | null = null;

  const look = async (): Promise<void> => {
    const video = watched?.video;
    if (isBusy || !video) return;
    isBusy = true;
    timer = setTimeout(lookAgain, lookPeriodMs);
    try {
      const resizeWidth = 240;
      const resizeHeight = Math.round((resizeWidth * video.videoHeight) / video.videoWidth);
      const picture = await createImageBitmap(video, { resizeWidth, resizeHeight, resizeQuality: 'low' });
      worker.postMessage(picture, [picture]);
    } catch {
      isBusy = false; // no picture yet: the next look will find one
    }
  };
  /** The period is over: at once where the answer is there, else as soon as it comes. */
  const lookAgain = (): void => {
    timer = undefined;
    if (isBusy) return;
    void look();
  };
  worker.onmessage = ({ data }: MessageEvent<GuideMessage>) => {
    if (data === 'failed') return; // stays busy for ever: the capture goes on without
    isBusy = false;
    if (data !== 'ready') watched?.tell(data === 'no-face' ? null : data);
    if (timer === undefined) void look();
  };
  return {
    watch(video, tell) {
      const mine = { video, tell };
      watched = mine;
      if (timer === undefined) void look();
      return () => {
        if (watched === mine) watched = null;
      };
    },
    close: () => {
      clearTimeout(timer);
      worker.terminate();
    },
  };
}
