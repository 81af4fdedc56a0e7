// One picture of a case, wherever it is shown.
import type { CSSProperties, Ref } from 'preact';
import { useLooking } from './use-pictures.ts';
import { useWords } from './words.ts';

export interface PictureProps {
  readonly evidenceId: string;
  readonly alt: string;
  readonly isShown?: boolean;
  readonly imageRef?: Ref<HTMLImageElement>;
  readonly style?: CSSProperties;
  readonly size?: { readonly width: number; readonly height: number };
}

/** Takes its place before it is there. */
export function Picture({ evidenceId, alt, isShown = true, imageRef, style, size }: PictureProps) {
  const words = useWords();
  const state = useLooking().pictures.of(evidenceId);
  if (state === 'unreadable')
    return (
      <span class="photo-missing" hidden={!isShown}>
        {words.photos.unreadable}
      </span>
    );
  if (state === 'loading')
    return <span class="photo-loading" hidden={!isShown} style={size && sized(size)} />;
  return (
    <img
      {...(imageRef === undefined ? {} : { ref: imageRef })}
      src={state.address}
      alt={alt}
      hidden={!isShown}
      draggable={false}
      {...size}
      {...(style === undefined ? {} : { style })}
    />
  );
}

const sized = ({ width, height }: { width: number; height: number }): CSSProperties => ({
  width: `${width}px`,
  height: `${height}px`,
});
