// The live picture with the outline of a card, to photograph a document.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PhotoKind } from '../../../server/contract/words.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { showStream } from '../capture/camera.ts';
import { grabPhoto } from '../capture/frames.ts';

/** Width over height of the box, and so of the photo: a card (85.6 × 54 mm) or an A4 sheet with some room around. */
const boxRatio: Record<PhotoKind, number> = { 'id-front': 4 / 3, 'id-back': 4 / 3, 'business-licence': 1 };

export function PhotoCamera(props: {
  kind: PhotoKind;
  stream: MediaStream;
  onPhoto: (photo: Blob) => void;
  onClose: () => void;
}) {
  const { photo: words, photos } = useStrings();
  const { kind, stream } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [hasPicture, setHasPicture] = useState(false);
  useEffect(() => {
    if (video.current) void showStream(video.current, stream).then(() => setHasPicture(true));
  }, [stream]);
  const take = async (): Promise<void> => {
    if (video.current) props.onPhoto(await grabPhoto(video.current, boxRatio[kind]));
  };
  return (
    <>
      <div class={`viewfinder viewfinder-${kind}`}>
        <video ref={video} muted playsInline aria-label={photos[kind].outline} />
        <div class="outline" aria-hidden="true" />
        <p class="viewfinder-words">{photos[kind].outline}</p>
      </div>
      <div class="actions">
        <Button kind="main" isDisabled={!hasPicture} onClick={() => void take()}>
          {words.take}
        </Button>
        <Button kind="quiet" onClick={props.onClose}>
          {words.cancelCamera}
        </Button>
      </div>
    </>
  );
}
