// Takes still pictures out of the live video: small JPEGs as the camera sees them, never mirrored.

/** Longest and shortest side of what is sent, in pixels. */
const longSidePx = 640;
const shortSidePx = 480;
const frameQuality = 0.8;
/** A document is read by people: larger and finer. */
const photoQuality = 0.92;

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size of a frame that fits 640×480 or 480×640, whichever way it stands; never larger than the source. */
export function fitFrame(width: number, height: number): { width: number; height: number } {
  const [maxWidth, maxHeight] = width >= height ? [longSidePx, shortSidePx] : [shortSidePx, longSidePx];
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The middle part of the picture that a box of this ratio (width over height) shows with `object-fit: cover`. */
export function coverCrop(width: number, height: number, ratio: number): Crop {
  const cropWidth = Math.min(width, height * ratio);
  const cropHeight = Math.min(height, width / ratio);
  return { x: (width - cropWidth) / 2, y: (height - cropHeight) / 2, width: cropWidth, height: cropHeight };
}

/** Draws the present picture of the video into a JPEG. Rejects while the video has no picture. */
function grab(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  crop: Crop,
  size: { width: number; height: number },
  quality: number,
): Promise<Blob> {
  if (canvas.width !== size.width) canvas.width = size.width;
  if (canvas.height !== size.height) canvas.height = size.height;
  const context = canvas.getContext('2d');
  context?.drawImage(video, crop.x, crop.y, crop.width, crop.height, 0, 0, size.width, size.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob) resolve(blob);
        else reject(new Error('the canvas gave no picture'));
      },
      'image/jpeg',
      quality,
    );
  });
}

/** Longest wait for the camera's next picture; in poor light cameras slow down to five a second. */
const nextPictureWithinMs = 300;

/** Where browsers cannot tell that a picture is new, ms; a camera gives one about twice as often. */
const guessedPictureMs = 70;

/** Resolves with the camera's next picture, so that none is taken twice. */
export function nextPicture(video: HTMLVideoElement): Promise<void> {
  if (!('requestVideoFrameCallback' in video))
    return new Promise((resolve) => setTimeout(resolve, guessedPictureMs));
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, nextPictureWithinMs);
    video.requestVideoFrameCallback(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The picture that is there now. */
export function grabFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<Blob> {
  const { videoWidth: width, videoHeight: height } = video;
  return grab(video, canvas, { x: 0, y: 0, width, height }, fitFrame(width, height), frameQuality);
}

/** What the preview box showed, at the camera's full sharpness. */
export function grabPhoto(video: HTMLVideoElement, boxRatio: number): Promise<Blob> {
  const crop = coverCrop(video.videoWidth, video.videoHeight, boxRatio);
  const size = { width: Math.round(crop.width), height: Math.round(crop.height) };
  return grab(video, document.createElement('canvas'), crop, size, photoQuality);
}
