// A camera for as long as a screen wants one: closed on leaving, on hiding the page, on switching off.
import { useEffect, useState } from 'preact/hooks';
import type { CameraProblem } from '../../shared/strings/capture.zh-CN.ts';
import { closeCamera, openCamera } from './camera.ts';

export type CameraState =
  | { readonly status: 'off' }
  | { readonly status: 'opening' }
  | { readonly status: 'on'; readonly stream: MediaStream }
  | { readonly status: 'refused'; readonly problem: CameraProblem };

/** `onHidden` is told that the page was left and the camera is off. Another `deviceId` closes one and opens the other. */
export function useCamera(
  purpose: 'face' | 'document',
  isWanted: boolean,
  onHidden: () => void,
  deviceId: string | null = null,
): CameraState {
  const [state, setState] = useState<CameraState>({ status: 'off' });
  useEffect(() => {
    if (!isWanted) {
      setState({ status: 'off' });
      return;
    }
    let isLeft = false;
    let stream: MediaStream | null = null;
    const stop = (): void => {
      isLeft = true;
      closeCamera(stream);
    };
    const onVisibility = (): void => {
      if (document.visibilityState !== 'hidden') return;
      stop();
      setState({ status: 'off' });
      onHidden();
    };
    setState({ status: 'opening' });
    void openCamera(purpose, deviceId).then((opened) => {
      if (!opened.isOpen) {
        if (!isLeft) setState({ status: 'refused', problem: opened.problem });
        return;
      }
      if (isLeft) {
        closeCamera(opened.stream);
        return;
      }
      stream = opened.stream;
      setState({ status: 'on', stream });
    });
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      stop();
    };
  }, [purpose, isWanted, deviceId]);
  return state;
}
