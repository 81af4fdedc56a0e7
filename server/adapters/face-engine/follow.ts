// Follows one face through the frames of a capture by its mesh; searches for faces only now and then.
import type { Box } from '../../domain/geometry.ts';
import type { FollowAsk, Followed, FollowedFrame, Track } from '../../ports/face-engine.ts';
import { cutSquare, outsideGrey } from './crop.ts';
import type { Square } from './crop.ts';
import { decode } from './decode.ts';
import type { Pixels } from './decode.ts';
import { embeddingOf, landmarksIn } from './describe.ts';
import { detect, overlap } from './detect.ts';
import { openness } from './eyes.ts';
import { farCheekSharpness } from './far-cheek.ts';
import { boxOf, meshSquare, onFrameShare, pointsOnPicture, squareAroundBox, type Mesh } from './mesh.ts';
import { mouthVariety } from './mouth-variety.ts';
import type { Nets } from './nets.ts';
import { exposureOf, laplacianVariance, sampledLuma, squareLuma, type Luma } from './picture-quality.ts';
import { stillnessOf, type LightOfFrame } from './stillness.ts';

const workingSidePx = 640;
const meshInputPx = 192;
/** Below it the points mean nothing. */
const leastPresence = 0.5;
/** Where only a box is known, the first mesh may lie badly: it only places the second. */
const leastPresenceAtFirst = 0.3;
/** Frames from one search to the next while a single face is followed: a second face is noticed after a third of a second. */
const searchEvery = 4;
/** While no face is there the costly detector joins in once in so many frames. */
const searchHardEvery = 4;
/** A found box that covers the mesh's less is another face. */
const sameFaceOverlap = 0.1;

const lost: Track = { region: null, faces: 0, framesSinceSearch: 0, framesLost: 0 };

interface Seen {
  mesh: Mesh;
  luma: Luma; // of the face
}

/** A picture on which a face is looked for, and room for a crop of it: one for all frames of a batch. */
interface Sight {
  pixels: Pixels;
  room: Float32Array; // [192, 192, 3]
}

async function meshIn(nets: Nets, { pixels, room }: Sight, square: Square): Promise<Seen> {
  // one sample a pixel: the mesh net bears the little grain, and the crop is half of its cost otherwise
  const samples = Math.max(1, Math.floor(square.sidePx / meshInputPx));
  const input = cutSquare(pixels, square, meshInputPx, outsideGrey, Math.min(samples, 4), room);
  const { points, presence } = await nets.mesh(input);
  const mesh = { points: pointsOnPicture(points, square, meshInputPx), presence };
  return { mesh, luma: squareLuma(input.data, meshInputPx) }; // the next crop takes the room
}

/** The mesh in a detector's box: a first one to place it, a second one to read. */
async function meshInBox(nets: Nets, sight: Sight, box: Box): Promise<Seen | null> {
  const first = await meshIn(nets, sight, squareAroundBox(box));
  if (first.mesh.presence < leastPresenceAtFirst) return null;
  const second = await meshIn(nets, sight, meshSquare(first.mesh));
  return second.mesh.presence < leastPresence ? null : second;
}

function squareOf({ region }: Track, { widthPx }: Pixels): Square | null {
  if (region === null) return null;
  return {
    origin: { x: region.x * widthPx, y: region.y * widthPx },
    originX: 0.5,
    originY: 0.5,
    sidePx: region.side * widthPx,
    angleRadians: region.angleRadians,
  };
}

interface Step {
  seen: Seen | null;
  faces: number;
  track: Track;
}

/** Where the face is now: where it was, or where a search finds one. */
async function step(nets: Nets, sight: Sight, before: Track): Promise<Step> {
  const { pixels } = sight;
  const known = squareOf(before, pixels);
  const tried = known && (await meshIn(nets, sight, known));
  let seen = tried && tried.mesh.presence >= leastPresence ? tried : null;
  let faces = before.faces;
  const isDue = before.framesSinceSearch + 1 >= searchEvery || before.faces > 1;
  const isSearching = seen === null || isDue;
  if (isSearching) {
    const isQuick = seen !== null || before.framesLost % searchHardEvery !== 0;
    const found = await detect(nets, pixels, 'frame', isQuick);
    const followed = seen && boxOf(seen.mesh);
    const isFollowed = (box: Box) => followed !== null && overlap(box, followed) >= sameFaceOverlap;
    const [largest] = found;
    const isMissed = followed !== null && !found.some(({ box }) => isFollowed(box));
    const isLarger = isMissed && largest !== undefined && largest.box.width > followed.width * 1.2;
    if (largest && (seen === null || isLarger)) seen = (await meshInBox(nets, sight, largest.box)) ?? seen;
    faces = Math.min(8, found.length + (isMissed ? 1 : 0));
  }
  if (seen === null) return { seen, faces: 0, track: { ...lost, framesLost: before.framesLost + 1 } };
  faces = Math.max(1, faces);
  const next = meshSquare(seen.mesh);
  const region = {
    x: next.origin.x / pixels.widthPx,
    y: next.origin.y / pixels.widthPx,
    side: next.sidePx / pixels.widthPx,
    angleRadians: next.angleRadians,
  };
  const framesSinceSearch = isSearching ? 0 : before.framesSinceSearch + 1;
  return { seen, faces, track: { region, faces, framesSinceSearch, framesLost: 0 } };
}

interface Asked {
  room: Float32Array;
  isEmbedded: boolean;
  eyes: boolean;
}

/** What is kept of a frame for the one after it. */
interface Before {
  track: Track;
  light: LightOfFrame | null;
}

const notSeen = {
  mesh: null,
  presence: 0,
  offFrameShare: 0,
  faceExposure: null,
  faceSharpness: null,
  texture: null,
  irisOpenness: null,
  embedding: null,
};

async function followOne(
  nets: Nets,
  bytes: Uint8Array,
  before: Before,
  { room, isEmbedded, eyes }: Asked,
): Promise<{ frame: FollowedFrame; after: Before }> {
  const { pixels, fullWidthPx, fullHeightPx } = await decode(bytes, workingSidePx);
  const { seen, faces, track } = await step(nets, { pixels, room }, before.track);
  const light = { luma: sampledLuma(pixels), frameWidthPx: fullWidthPx, frameHeightPx: fullHeightPx };
  const frame = {
    widthPx: fullWidthPx,
    heightPx: fullHeightPx,
    faces,
    exposure: exposureOf(light.luma),
    stillness: stillnessOf(light, before.light),
  };
  const after = { track, light };
  if (seen === null) return { frame: { ...frame, ...notSeen }, after };
  const scale = fullWidthPx / pixels.widthPx;
  return {
    frame: {
      ...frame,
      mesh: seen.mesh.points.map((value) => value * scale),
      presence: seen.mesh.presence,
      offFrameShare: 1 - onFrameShare(seen.mesh, pixels),
      faceExposure: exposureOf(seen.luma),
      faceSharpness: laplacianVariance(seen.luma),
      texture: {
        mouthVariety: mouthVariety(pixels, seen.mesh.points),
        farCheekSharpness: farCheekSharpness(pixels, seen.mesh.points),
      },
      irisOpenness: eyes ? await openness(nets, pixels, seen.mesh, track.region?.angleRadians ?? 0) : null,
      embedding: isEmbedded
        ? await embeddingOf(nets, pixels, await landmarksIn(nets, pixels, boxOf(seen.mesh)))
        : null,
    },
    after,
  };
}

/** Rejects with UnreadablePicture when one of the frames is; any other rejection is a fault of ours. */
export async function follow(
  nets: Nets,
  frames: readonly Uint8Array[],
  { track, embed, eyes }: FollowAsk,
): Promise<Followed> {
  let before: Before = { track: track ?? lost, light: null };
  const room = new Float32Array(meshInputPx * meshInputPx * 3);
  const followed: FollowedFrame[] = [];
  for (const [index, bytes] of frames.entries()) {
    const { frame, after } = await followOne(nets, bytes, before, {
      room,
      isEmbedded: embed.includes(index),
      eyes,
    });
    followed.push(frame);
    before = after;
  }
  return { frames: followed, track: before.track };
}
