// Makes a JPEG a file of its own without changing a pixel, by a comment behind its first marker.

const startOfImage = 2; // bytes
const comment = [0xff, 0xfe] as const;
let marks = 0;

/** Every answer is another file: the server takes the very same picture once only, wherever it comes again. */
export function marked(jpeg: Uint8Array): Buffer {
  const text = Buffer.from(`take ${process.pid} ${++marks}`);
  const head = Buffer.from([...comment, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, startOfImage), head, text, jpeg.subarray(startOfImage)]);
}

/** The file as it was before it was marked; any other picture as it is. */
export function withoutMark(picture: Uint8Array): Uint8Array {
  const isMarked = picture[2] === comment[0] && picture[3] === comment[1];
  if (!isMarked) return picture;
  const lengthBytes = ((picture[4] ?? 0) << 8) + (picture[5] ?? 0);
  return Buffer.concat([
    picture.subarray(0, startOfImage),
    picture.subarray(startOfImage + comment.length + lengthBytes),
  ]);
}
