// Writes down every camera that a page opens, whether it was closed again, and gives the device several of them.
import type { Page } from 'playwright-core';

export interface WatchedCamera {
  /** What was asked for each time, as JSON. */
  opened(): Promise<readonly string[]>;
  /** Cameras that are on at this moment. */
  live(): Promise<number>;
}

/** Before the page is opened, after the puppet: its one picture serves for all cameras. */
export async function watchCamera(page: Page, cameras: number): Promise<WatchedCamera> {
  await page.addInitScript({
    content: `(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      window.openedCameras = [];
      devices.getUserMedia = async (wish) => {
        const stream = await open(wish);
        const deviceId = wish.video.deviceId?.exact ?? 'camera-1';
        for (const track of stream.getVideoTracks())
          track.getSettings = () => ({ deviceId });
        window.openedCameras.push({ wish: JSON.stringify(wish), stream });
        return stream;
      };
      devices.enumerateDevices = async () => Array.from({ length: ${cameras} }, (_, index) =>
        ({ kind: 'videoinput', deviceId: 'camera-' + (index + 1), label: '', groupId: '' }));
    })();`,
  });
  return {
    opened: () => page.evaluate<string[]>('window.openedCameras.map(({ wish }) => wish)'),
    live: () =>
      page.evaluate<number>(
        `window.openedCameras.flatMap(({ stream }) => stream.getTracks())
          .filter((track) => track.readyState === 'live').length`,
      ),
  };
}
