// One of the compared photos in a box that never changes its size.
import { useRef, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { useLanguage } from '../shared/strings/language.ts';
import { isEarlier } from './evidence-choice.ts';
import { keys } from './keymap.ts';
import { transformOf, type PhotoEvent, type PhotoView } from './photo-view.ts';
import { Picture } from './picture.tsx';
import { dayAndTime } from './time-words.ts';
import { useKeys } from './use-keys.ts';
import { Watermark } from './watermark.tsx';
import type { Evidence } from './wire.ts';
import { useWords } from './words.ts';

export interface PhotoBoxProps {
  readonly name: 'document' | 'live' | 'record';
  readonly title: string;
  readonly pieces: readonly Evidence[];
  /** Shown in place of the pieces while it is not null. */
  readonly instead?: Evidence | null;
  readonly onBack?: () => void;
  readonly missing: string;
  readonly look: PhotoView;
  readonly onLook: (event: PhotoEvent) => void;
}

export function PhotoBox(props: PhotoBoxProps) {
  const { name, title, pieces, instead = null, look, onLook } = props;
  const words = useWords();
  const language = useLanguage();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = instead ?? pieces.find((piece) => piece.evidenceId === chosenId) ?? pieces[0] ?? null;
  const others = instead === null && pieces.length > 1;
  const showOther = (): void => {
    const at = pieces.findIndex((piece) => piece === shown);
    setChosenId(pieces[(at + 1) % pieces.length]?.evidenceId ?? null);
  };
  useKeys(name === 'document' && others ? { otherPhoto: showOther } : {});
  const labelOf = (piece: Evidence): string => {
    const label = words.photos.kinds[piece.kind];
    return isEarlier(pieces, piece)
      ? words.photos.earlier(label, dayAndTime(piece.addedAt, language))
      : label;
  };
  return (
    <section class={`photo-box photo-box-${name}`} aria-label={title}>
      <div class="photo-head">
        <h4>{title}</h4>
        {instead !== null && (
          <button type="button" class="small-button" onClick={props.onBack}>
            {words.photos.backToBest}
          </button>
        )}
        {others && (
          <div class="photo-tabs">
            {name === 'document' && <kbd aria-hidden="true">{keys.otherPhoto}</kbd>}
            {pieces.map((piece) => (
              <button
                key={piece.evidenceId}
                type="button"
                class="small-button"
                aria-pressed={piece === shown}
                onClick={() => setChosenId(piece.evidenceId)}
              >
                {labelOf(piece)}
              </button>
            ))}
          </div>
        )}
      </div>
      <div class="photo-frame">
        <Stage look={look} onLook={onLook}>
          {shown === null && <p class="photo-missing">{props.missing}</p>}
          {(instead ? [...pieces, instead] : pieces).map((piece) => (
            <Photo
              key={piece.evidenceId}
              label={piece === instead ? title : labelOf(piece)}
              isShown={piece === shown}
              evidenceId={piece.evidenceId}
              look={look}
            />
          ))}
        </Stage>
        {shown !== null && <Watermark over={shown.evidenceId} />}
        {shown && (
          <button
            type="button"
            class="small-button photo-turn"
            aria-label={words.photos.rotate(labelOf(shown))}
            onClick={() => onLook({ kind: 'turned', evidenceId: shown.evidenceId })}
          >
            <span aria-hidden="true">⟳ </span>
            {words.photos.rotateShort}
          </button>
        )}
      </div>
    </section>
  );
}

interface PhotoProps {
  readonly label: string;
  readonly isShown: boolean;
  readonly evidenceId: string;
  readonly look: PhotoView;
}

/** Loaded at once, shown or not, so that changing between photos takes no time. */
function Photo({ label, isShown, evidenceId, look }: PhotoProps) {
  const image = useRef<HTMLImageElement>(null);
  const box = image.current?.parentElement;
  const boxAspect = box && box.clientHeight > 0 ? box.clientWidth / box.clientHeight : 1;
  return (
    <Picture
      evidenceId={evidenceId}
      alt={label}
      isShown={isShown}
      imageRef={image}
      style={{
        transform: transformOf(look, evidenceId, boxAspect),
        filter: look.brightness === 1 ? 'none' : `brightness(${look.brightness})`,
      }}
    />
  );
}

/** Double-click enlarges at that place, Ctrl and wheel zoom there, dragging moves. Sliders and keys do the same. */
function Stage({
  look,
  onLook,
  children,
}: Pick<PhotoBoxProps, 'look' | 'onLook'> & {
  children: JSX.Element | null | (JSX.Element | JSX.Element[] | null | false)[];
}) {
  const last = useRef<{ x: number; y: number } | null>(null);
  const zoomAt = (event: MouseEvent & { currentTarget: HTMLElement }, zoom: number): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const atX = (event.clientX - box.left) / (box.width || 1) - 0.5;
    const atY = (event.clientY - box.top) / (box.height || 1) - 0.5;
    onLook({ kind: 'zoomed', zoom, atX, atY });
  };
  return (
    <div
      class={look.zoom > 1 ? 'photo-stage photo-stage-zoomed' : 'photo-stage'}
      onDblClick={(event) => zoomAt(event, look.zoom > 1 ? 1 : 2.5)}
      onWheel={(event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        zoomAt(event, look.zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
      }}
      onPointerDown={(event) => {
        if (look.zoom === 1 || event.button !== 0) return;
        last.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (last.current === null) return;
        const { clientWidth, clientHeight } = event.currentTarget;
        const byX = (event.clientX - last.current.x) / (clientWidth || 1);
        const byY = (event.clientY - last.current.y) / (clientHeight || 1);
        last.current = { x: event.clientX, y: event.clientY };
        onLook({ kind: 'moved', byX, byY });
      }}
      onPointerUp={() => (last.current = null)}
      onPointerCancel={() => (last.current = null)}
    >
      {children}
    </div>
  );
}
