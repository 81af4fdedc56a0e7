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

/** Pause between two looks, ms; with the look itself about ten a second. */
const lookPauseMs = 60;

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
  let isReady = false;
  let look: (() => void) | null = null;
  let tell: ((sight: Sight | null) => void) | null = null;
  worker.onmessage = ({ data }: MessageEvent<GuideMessage>) => {
    if (data === 'failed') return;
    if (data === 'ready') isReady = true;
    else tell?.(data === 'no-face' ? null : data);
    if (look) setTimeout(look, lookPauseMs);
  };
  return {
    watch(video, onSight) {
      let isWatching = true;
      const send = async (): Promise<void> => {
        if (!isWatching || video.videoWidth === 0) return;
        const resizeWidth = 240;
        const resizeHeight = Math.round((resizeWidth * video.videoHeight) / video.videoWidth);
        const picture = await createImageBitmap(video, { resizeWidth, resizeHeight, resizeQuality: 'low' });
        worker.postMessage(picture, [picture]);
      };
      look = () => void send().catch(() => undefined);
      tell = onSight;
      if (isReady) look();
      return () => {
        isWatching = false;
        look = null;
        tell = null;
      };
    },
    close: () => worker.terminate(),
  };
}
