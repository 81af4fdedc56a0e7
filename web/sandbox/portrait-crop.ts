// Which part of a picture becomes the portrait. Pure.

/** Portrait of a card, 4:5, in pixels as it is sent and drawn. */
export const portraitWidth = 800;
export const portraitHeight = 1000;

export interface Crop {
  /** 1 takes as much of the picture as fits; 4 a quarter of its width. */
  readonly zoom: number;
  /** Place of the cut, 0..1 from left and from top. */
  readonly across: number;
  readonly down: number;
}

export const wholeCrop: Crop = { zoom: 1, across: 0.5, down: 0.5 };
export const maxZoom = 4;

export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cut in pixels of the picture; always 4:5 and inside it. */
export function cutOf(pictureWidth: number, pictureHeight: number, { zoom, across, down }: Crop): Cut {
  const aspect = portraitWidth / portraitHeight;
  const width = Math.min(pictureWidth, pictureHeight * aspect) / zoom;
  const height = width / aspect;
  return { x: (pictureWidth - width) * across, y: (pictureHeight - height) * down, width, height };
}
