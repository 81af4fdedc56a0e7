// Shapes on a picture.

/** Pixels of the upright, unmirrored picture: x grows to the right, y grows downwards. */
export interface Point {
  x: number;
  y: number;
}

/** Pixels of the upright, unmirrored picture: x and y are the top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
