// Gets a portrait from the webcam or a file, shows exactly what will be registered, lets the face be framed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { FileChoice } from '../shared/ui/FileChoice.tsx';
import { cutOf, maxZoom, portraitHeight, portraitWidth, wholeCrop, type Crop } from './portrait-crop.ts';
import type { WebcamRefusal } from './webcam.ts';
import { WebcamView } from './webcam-view.tsx';
import { useWords } from './words.ts';

export interface PortraitPickerProps {
  /** The canvas that holds the cut portrait; null while there is none. */
  readonly onPortrait: (canvas: HTMLCanvasElement | null) => void;
}

type Trouble = WebcamRefusal | 'unreadable';

export function PortraitPicker({ onPortrait }: PortraitPickerProps) {
  const words = useWords().portrait;
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [crop, setCrop] = useState(wholeCrop);
  const [isFilming, setFilming] = useState(false);
  const [fileName, setFileName] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tell = useRef(onPortrait);
  tell.current = onPortrait;

  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (picture === null || !pen) return;
    const { x, y, width, height } = cutOf(picture.width, picture.height, crop);
    pen.drawImage(picture, x, y, width, height, 0, 0, portraitWidth, portraitHeight);
    tell.current(canvas.current);
  }, [picture, crop]);

  const use = (taken: ImageBitmap, name: string | null): void => {
    setFileName(name);
    setCrop(wholeCrop);
    setTrouble(null);
    setFilming(false);
    setPicture(taken);
  };
  const read = async (file: File): Promise<void> => {
    try {
      use(await createImageBitmap(file, { imageOrientation: 'from-image' }), file.name);
    } catch {
      setTrouble('unreadable');
    }
  };
  return (
    <fieldset class="portrait">
      <legend>{words.title}</legend>
      <p class="hint">{words.why}</p>
      {trouble && (
        <p class="notice notice-bad" role="alert">
          {words[trouble]}
        </p>
      )}
      {isFilming ? (
        <WebcamView
          onTaken={(taken) => use(taken, null)}
          onRefused={(refusal) => {
            setFilming(false);
            setTrouble(refusal);
          }}
          onClose={() => setFilming(false)}
        />
      ) : (
        <div class="portrait-ways">
          <Button onClick={() => setFilming(true)}>{words.webcam}</Button>
          <FileChoice
            id="portrait-file"
            label={words.file}
            accept="image/*"
            describedBy={fileName === null ? undefined : 'portrait-file-name'}
            onFile={(file) => void read(file)}
          />
          {fileName !== null && (
            <p id="portrait-file-name" class="file-name small soft" role="status">
              {words.chosen(fileName)}
            </p>
          )}
        </div>
      )}
      <div class="portrait-result">
        {picture === null && <p class="portrait-preview portrait-none">{words.none}</p>}
        <canvas
          ref={canvas}
          class="portrait-preview"
          width={portraitWidth}
          height={portraitHeight}
          role="img"
          aria-label={words.preview}
          hidden={picture === null}
        />
        {picture !== null && <CropControls crop={crop} onCrop={setCrop} />}
      </div>
    </fieldset>
  );
}

const sliders = [
  ['size', 'zoom', 1, maxZoom],
  ['across', 'across', 0, 1],
  ['down', 'down', 0, 1],
] as const;

function CropControls({ crop, onCrop }: { crop: Crop; onCrop: (crop: Crop) => void }) {
  const words = useWords().portrait;
  return (
    <div class="crop" role="group" aria-labelledby="crop-title">
      <p id="crop-title">{words.crop}</p>
      {sliders.map(([label, part, min, max]) => (
        <label key={part}>
          {words[label]}
          <input
            type="range"
            min={min}
            max={max}
            step={0.02}
            value={crop[part]}
            onInput={(event) => onCrop({ ...crop, [part]: event.currentTarget.valueAsNumber })}
          />
        </label>
      ))}
    </div>
  );
}
