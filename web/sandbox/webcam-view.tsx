// The running webcam with its one button; the camera is off as soon as this is gone.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { closeWebcam, openWebcam, type WebcamRefusal } from './webcam.ts';
import { useWords } from './words.ts';

export interface WebcamViewProps {
  readonly onTaken: (picture: ImageBitmap) => void;
  readonly onRefused: (refusal: WebcamRefusal) => void;
  readonly onClose: () => void;
}

export function WebcamView({ onTaken, onRefused, onClose }: WebcamViewProps) {
  const words = useWords().portrait;
  const video = useRef<HTMLVideoElement>(null);
  const [isRunning, setRunning] = useState(false);
  const refuse = useRef(onRefused);
  refuse.current = onRefused;

  useEffect(() => {
    let stream: MediaStream | null = null;
    let hasLeft = false;
    const begin = async (): Promise<void> => {
      const answer = await openWebcam(navigator.mediaDevices);
      if (!answer.ok) {
        if (!hasLeft) refuse.current(answer.refusal);
      } else if (hasLeft || video.current === null) {
        closeWebcam(answer.stream);
      } else {
        stream = answer.stream;
        video.current.srcObject = stream;
        await video.current.play();
        setRunning(true);
      }
    };
    void begin();
    return () => {
      hasLeft = true;
      if (stream) closeWebcam(stream);
    };
  }, []);

  const take = async (): Promise<void> => {
    if (video.current && isRunning) onTaken(await createImageBitmap(video.current));
  };
  return (
    <div class="webcam">
      <video ref={video} muted playsInline aria-label={words.video} />
      <p role="status">{isRunning ? '' : words.starting}</p>
      <div class="ways">
        <Button isDisabled={!isRunning} onClick={() => void take()}>
          {words.take}
        </Button>
        <Button onClick={onClose}>{words.stop}</Button>
      </div>
    </div>
  );
}
