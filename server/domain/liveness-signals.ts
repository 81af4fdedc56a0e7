// What is measured of a face in each frame of a capture, and of the person at rest.
import type { Box } from './geometry.ts';

/** What was measured in one frame. Numbers only: nothing here shows who it is. */
export interface FrameSignals {
  /** The page's monotonic clock since the capture began, ms. */
  readonly capturedAtMs: number;
  readonly faces: number;
  /** > 0: turned to the person's own left. Null without a face. */
  readonly yawDegrees: number | null;
  /** > 0: looking down. Null without a face. */
  readonly pitchDegrees: number | null;
  /** > 0: tilted clockwise on the picture. Null without a face. */
  readonly rollDegrees: number | null;
  /** Gap between the lids over the eye's width by the mesh alone, rough. Null without a face. */
  readonly eyeOpenness: number | null;
  /** The same by the net that looks at each eye; at 0.65 of the person's own and below they are closed. Null where it
   *  was not measured: it is costly, so only where eyes matter. */
  readonly irisOpenness: number | null;
  /** Inner lip gap over mouth width; about 0.05 closed, above 0.25 open. Null without a face. */
  readonly mouthOpenness: number | null;
  /** Face width over picture width, 0..1. Null without a face. */
  readonly faceWidthShare: number | null;
  /** Around the mesh, in shares of the frame's width and height; may reach past its edges. Null without a face. */
  readonly faceBox: Box | null;
  /** 0..255 */
  readonly meanLuma: number;
  /** Distance to the person of the neutral frames; lower is closer. Null where it was not measured. */
  readonly faceDistance: number | null;
  /** Width between the outer corners of the eyes over the length of the nose, on the picture. A flat photo turned by hand
   *  loses more of it than the yaw it shows explains. Null without a face. */
  readonly eyesToNoseRatio: number | null;
  /** 0..1, how sure a face lies there uncovered; a hand or a mask lowers it, a strong turn too. */
  readonly presence: number;
  /** 0..1, share of the face beyond the frame's edges. */
  readonly offFrameShare: number;
  /** Variance of the Laplacian of the face; among the frames of one capture only. Null without a face. */
  readonly sharpness: number | null;
  /** What gives a rendered face away at times. Null without a face. */
  readonly texture: FaceTexture | null;
  /** Against the frame before it in the same batch; null for the first of a batch. */
  readonly stillness: Stillness | null;
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the page says of its camera; a claim, never evidence. */
  readonly camera: CameraClaim | null;
  /** Whether the page said, with this frame, that the button of agreement is held. */
  readonly isHeld: boolean;
}

/** Looks of a face that a simple rendering gets wrong and a better one right: for a reviewer, no evidence alone. */
export interface FaceTexture {
  /** Standard deviation of luma between the lips, 0..127: teeth, tongue and shadow. Null for a mouth that is closed. */
  readonly mouthVariety: number | null;
  /** log2 of the sharpness of the cheek that is turned away over the near one's. Null for a face that is not turned. */
  readonly farCheekSharpness: number | null;
}

/** How much a frame differs from the one before it. A camera's grain alone keeps both above 0. */
export interface Stillness {
  /** Mean difference of luma over the whole frame, 0..255; 0 is the very same picture. */
  readonly change: number;
  /** Mean difference of luma in the outer 12 % of the frame, 0..255; lower is stiller. */
  readonly borderChange: number;
  /** 0..1, share of the border's pixels that are exactly equal; higher is stiller. */
  readonly borderEqualShare: number;
}

/** The camera as the page named it: never the name itself, which may be a person's. */
export interface CameraClaim {
  /** First 16 hex digits of a hash: tells one camera from another within a capture. */
  readonly id: string;
  readonly kind: 'virtual' | 'usual' | 'unnamed';
}

/** The person at rest, from their neutral frames. */
export interface Baseline {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  /** Null when it was not measured: then closed eyes cannot be judged. */
  readonly irisOpenness: number | null;
  readonly mouthOpenness: number;
}
