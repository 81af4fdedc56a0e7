// What every face engine must do, whatever runs its nets: on the sample photos that come with face-api.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faceDistance } from '../../server/domain/face-match.ts';
import type { Box } from '../../server/domain/geometry.ts';
import { meshPoseOf } from '../../server/domain/mesh-pose.ts';
import { poseOf } from '../../server/domain/pose.ts';
import { FaceEngineBusy, UnreadablePicture } from '../../server/ports/face-engine.ts';
import type { FaceEngine, FollowedFrame, SeenFace, Sighting, Track } from '../../server/ports/face-engine.ts';
import { encodeJpeg } from '../puppet/jpeg.ts';
import { cameraGrain, seededRandom } from '../puppet/noise.ts';
import type { Pose } from '../puppet/puppet.ts';
import { samplePuppet, type SampleName } from '../puppet/sample.ts';

const require = createRequire(import.meta.url);
const demoFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');
const sample = (number: number) => readFile(join(demoFolder, `sample${number}.jpg`));

/** Where faces are on sample1.jpg (1920 × 1280), brow to chin: three people, none of them alike. */
const faces: Record<'first' | 'second' | 'third', Box> = {
  first: { x: 1476, y: 202, width: 200, height: 234 },
  second: { x: 411, y: 354, width: 182, height: 240 },
  third: { x: 836, y: 421, width: 192, height: 222 },
};

/** A face cut out of sample1.jpg with a margin on all sides, as a share of its width. */
async function cutOut(box: Box, margin: number): Promise<Buffer> {
  const extra = margin * box.width;
  const left = Math.round(box.x - extra);
  const top = Math.round(box.y - extra);
  const width = Math.round(box.width + 2 * extra);
  const height = Math.round(box.height + 2 * extra);
  return sharp(await sample(1))
    .extract({ left, top, width, height })
    .png()
    .toBuffer();
}

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#777' } });

function embeddingOf(sighting: Sighting): Float32Array {
  const embedding = sighting.faces[0]?.embedding;
  if (!embedding) throw new Error('no face was described');
  return embedding;
}

function only(sighting: Sighting): SeenFace {
  expect(sighting.faces).toHaveLength(1);
  return sighting.faces[0] as SeenFace;
}

const document = { purpose: 'document', embed: 'largest' } as const;
const frame = { purpose: 'frame', embed: 'none' } as const;

export function faceEngineContract(
  name: string,
  create: (limits: { workers: number; maxQueue: number }) => FaceEngine,
): void {
  describe(`face engine: ${name}`, () => {
    let engine: FaceEngine;
    let portrait: Buffer;
    let reference: Float32Array;

    beforeAll(async () => {
      engine = create({ workers: 1, maxQueue: 2 });
      expect(engine.isReady()).toBe(false);
      await engine.warmUp();
      portrait = await cutOut(faces.second, 0.7);
      reference = embeddingOf(await engine.look(portrait, document));
    });
    afterAll(() => engine.close());

    test('is ready once warmed up, and warming up again changes nothing', async () => {
      await engine.warmUp();
      expect(engine.isReady()).toBe(true);
      expect(engine.name).not.toBe('');
    });

    describe('what it sees', () => {
      test('reports every face of several, the largest first, each with 68 landmarks on it', async () => {
        const sighting = await engine.look(await sample(1), document);
        expect(sighting).toMatchObject({ widthPx: 1920, heightPx: 1280 });
        expect(sighting.faces.length).toBe(3);
        const areas = sighting.faces.map(({ box }) => box.width * box.height);
        expect(areas).toEqual([...areas].sort((a, b) => b - a));
        for (const place of Object.values(faces)) {
          const centre = { x: place.x + place.width / 2, y: place.y + place.height / 2 };
          const there = sighting.faces.filter(
            ({ box }) =>
              Math.abs(box.x + box.width / 2 - centre.x) < place.width / 4 &&
              Math.abs(box.y + box.height / 2 - centre.y) < place.height / 4,
          );
          expect(there).toHaveLength(1);
          const nose = there[0]?.landmarks[30];
          expect(there[0]?.landmarks).toHaveLength(68);
          expect(Math.hypot((nose?.x ?? NaN) - centre.x, (nose?.y ?? NaN) - centre.y)).toBeLessThan(
            place.width / 2,
          );
        }
      });

      test('reports eight of thirty faces, each another one', async () => {
        const one = await sharp(portrait).resize({ width: 200, height: 200, fit: 'cover' }).toBuffer();
        const crowd = flat(1200, 1000).composite(
          Array.from({ length: 30 }, (_, i) => ({
            input: one,
            left: 200 * (i % 6),
            top: 200 * Math.floor(i / 6),
          })),
        );
        const jpeg = await crowd.jpeg({ quality: 90 }).toBuffer();
        const { faces: seen } = await engine.look(jpeg, document);
        expect(seen).toHaveLength(8);
        const tiles = seen.map(({ landmarks }) => {
          const nose = landmarks[30] ?? { x: NaN, y: NaN };
          return `${Math.floor(nose.x / 200)} ${Math.floor(nose.y / 200)}`;
        });
        expect(new Set(tiles).size).toBe(8);
        const { frames } = await engine.follow([jpeg], { track: null, embed: [], eyes: false });
        expect(frames[0]?.faces).toBeGreaterThan(1);
        expect(frames[0]?.faces).toBeLessThanOrEqual(8);
      });

      test('describes the largest face alone, and none when not asked to', async () => {
        const described = await engine.look(await sample(1), document);
        expect(described.faces.map(({ embedding }) => embedding?.length ?? 0)).toEqual([128, 0, 0]);
        const plain = await engine.look(await sample(1), { purpose: 'document', embed: 'none' });
        expect(plain.faces.every(({ embedding }) => embedding === null)).toBe(true);
      });

      test.each(['document', 'frame'] as const)('sees no face on an empty %s', async (purpose) => {
        const noise = sharp({
          create: {
            width: 400,
            height: 300,
            channels: 3,
            background: '#777',
            noise: { type: 'gaussian', mean: 128, sigma: 30 },
          },
        });
        for (const picture of [await flat(640, 400).jpeg().toBuffer(), await noise.png().toBuffer()]) {
          const sighting = await engine.look(picture, { purpose, embed: 'largest' });
          expect(sighting.faces).toEqual([]);
          expect(sighting.faceSharpness).toBeNull();
        }
      });

      test('finds a portrait cut so tightly that the face fills the picture', async () => {
        const tight = await engine.look(await cutOut(faces.second, -0.1), document);
        expect(faceDistance(reference, embeddingOf(tight))).toBeLessThan(0.5);
      });

      test('finds a small portrait on a large document', async () => {
        const small = await sharp(portrait).resize({ width: 260 }).toBuffer();
        const card = await flat(1600, 1000)
          .composite([{ input: small, left: 100, top: 300 }])
          .jpeg()
          .toBuffer();
        const face = only(await engine.look(card, document));
        expect(face.box.x).toBeGreaterThan(90);
        expect(face.box.x + face.box.width).toBeLessThan(370);
        expect(faceDistance(reference, face.embedding ?? new Float32Array(128))).toBeLessThan(0.5);
      });

      test('measures in pixels of the whole picture, however large it is', async () => {
        const small = only(await engine.look(portrait, frame));
        const large = only(
          await engine.look(await sharp(portrait).resize({ width: 2000 }).toBuffer(), frame),
        );
        const { width } = await sharp(portrait).metadata();
        const ratio = poseOf(large.landmarks).faceWidthPx / poseOf(small.landmarks).faceWidthPx;
        expect(ratio / (2000 / width)).toBeGreaterThan(0.95);
        expect(ratio / (2000 / width)).toBeLessThan(1.05);
      });

      test('sees the mirror image turned and tilted the other way', async () => {
        const straight = poseOf(only(await engine.look(portrait, frame)).landmarks);
        const mirrored = poseOf(
          only(await engine.look(await sharp(portrait).flop().toBuffer(), frame)).landmarks,
        );
        expect(Math.abs(straight.yawDegrees)).toBeGreaterThan(10);
        expect(mirrored.yawDegrees * straight.yawDegrees).toBeLessThan(0);
      });
    });

    describe('who it is', () => {
      test.each<[string, (portrait: Buffer) => Promise<Buffer>]>([
        ['compressed again', (from) => sharp(from).jpeg({ quality: 40 }).toBuffer()],
        ['at half the size', (from) => sharp(from).resize({ width: 220 }).toBuffer()],
        ['in the colours of print', (from) => sharp(from).toColourspace('cmyk').jpeg().toBuffer()],
        ['stored in passes', (from) => sharp(from).jpeg({ progressive: true }).toBuffer()],
        ['in grey of 16 bits', (from) => sharp(from).toColourspace('grey16').png().toBuffer()],
        [
          'in a file of more than 20 MB',
          async (from) => {
            const large = await sharp(from).resize({ width: 2700 }).png({ compressionLevel: 0 }).toBuffer();
            expect(large.length).toBeGreaterThan(20_000_000);
            return large;
          },
        ],
        ['as WebP', (from) => sharp(from).webp({ quality: 70 }).toBuffer()],
        ['turned by 10 degrees', (from) => sharp(from).rotate(10, { background: '#777' }).toBuffer()],
        ['in grey', (from) => sharp(from).greyscale().jpeg().toBuffer()],
        [
          'with 16 bits and transparency',
          (from) => sharp(from).ensureAlpha().toColourspace('rgb16').png().toBuffer(),
        ],
        [
          'stored on its side',
          (from) => sharp(from).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
        ],
        ['stored mirrored', (from) => sharp(from).flop().withMetadata({ orientation: 2 }).jpeg().toBuffer()],
      ])('is the same person %s', async (_name, render) => {
        const sighting = await engine.look(await render(portrait), document);
        expect(faceDistance(reference, embeddingOf(sighting))).toBeLessThan(0.5);
      });

      test('gives the size and the sides of a picture that was stored on its side as they are upright', async () => {
        const { width, height } = await sharp(portrait).metadata();
        const onItsSide = await sharp(portrait)
          .rotate(270)
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer();
        const sighting = await engine.look(onItsSide, frame);
        expect(sighting).toMatchObject({ widthPx: width, heightPx: height });
        expect(Math.abs(poseOf(only(sighting).landmarks).rollDegrees)).toBeLessThan(20);
      });

      test('is the same person as a frame and as a document', async () => {
        const sighting = await engine.look(portrait, { purpose: 'frame', embed: 'largest' });
        expect(faceDistance(reference, embeddingOf(sighting))).toBeLessThan(0.5);
      });

      test('is another person when it is another person', async () => {
        const first = embeddingOf(await engine.look(await cutOut(faces.first, 0.5), document));
        const third = embeddingOf(await engine.look(await cutOut(faces.third, 0.5), document));
        expect(faceDistance(reference, first)).toBeGreaterThan(0.6);
        expect(faceDistance(reference, third)).toBeGreaterThan(0.6);
        expect(faceDistance(first, third)).toBeGreaterThan(0.6);
      });

      test('is described the same way twice', async () => {
        const again = embeddingOf(await engine.look(portrait, document));
        expect(faceDistance(reference, again)).toBeLessThan(1e-4);
      });
    });

    describe('light and sharpness', () => {
      test('a blurred picture is less sharp, and so is its face', async () => {
        const sharpOne = await engine.look(portrait, frame);
        const blurred = await engine.look(await sharp(portrait).blur(5).toBuffer(), frame);
        expect(blurred.sharpness).toBeLessThan(sharpOne.sharpness / 2);
        expect(blurred.faceSharpness).toBeLessThan((sharpOne.faceSharpness ?? 0) / 2);
      });

      test('a flat picture has no sharpness and one brightness', async () => {
        const { sharpness, exposure } = await engine.look(await flat(300, 200).png().toBuffer(), frame);
        expect(sharpness).toBe(0);
        expect(exposure).toEqual({ meanLuma: 0x77, clippedShare: 0, darkShare: 0 });
      });

      test('a grey picture has no colour, under tinted light next to none, in other light as much as before', async () => {
        const grey = await sharp(portrait).greyscale().toColourspace('srgb').png().toBuffer();
        const warmed = (from: Buffer) =>
          sharp(from)
            .recomb([
              [1.05, 0, 0],
              [0, 1, 0],
              [0, 0, 0.85],
            ])
            .png()
            .toBuffer();
        const chromaOf = async (picture: Buffer) => (await engine.look(picture, frame)).chroma;
        const inColour = await chromaOf(portrait);
        expect(inColour).toBeGreaterThan(0.06);
        expect(await chromaOf(grey)).toBeCloseTo(0, 6);
        expect(await chromaOf(await warmed(grey))).toBeLessThan(inColour / 4);
        const dim = await sharp(portrait).linear(0.5, 0).png().toBuffer();
        for (const other of [dim, await warmed(portrait)]) {
          const ratio = (await chromaOf(other)) / inColour;
          expect(ratio).toBeGreaterThan(0.8);
          expect(ratio).toBeLessThan(1.25);
        }
      });

      test('glare and darkness are shares of the picture', async () => {
        const half = (colour: string) =>
          flat(400, 200)
            .composite([
              {
                input: { create: { width: 200, height: 200, channels: 3, background: colour } },
                left: 0,
                top: 0,
              },
            ])
            .png()
            .toBuffer();
        const glare = (await engine.look(await half('#fff'), frame)).exposure;
        expect(glare.clippedShare).toBeCloseTo(0.5, 1);
        expect(glare.darkShare).toBe(0);
        const dark = (await engine.look(await half('#000'), frame)).exposure;
        expect(dark.darkShare).toBeCloseTo(0.5, 1);
        expect(dark.clippedShare).toBe(0);
        expect(dark.meanLuma).toBeLessThan(glare.meanLuma);
      });
    });

    describe('following a face', () => {
      const still = { track: null, embed: [], eyes: false };

      /** Portraits side by side on a grey frame of 640 × 480, each 300 px wide. */
      async function scene(...portraits: readonly Buffer[]): Promise<Buffer> {
        const layers = await Promise.all(
          portraits.map(async (one, i) => ({
            input: await sharp(one).resize({ width: 300, height: 400, fit: 'cover' }).toBuffer(),
            left: 10 + 310 * i,
            top: 40,
          })),
        );
        return flat(640, 480).composite(layers).jpeg({ quality: 90 }).toBuffer();
      }
      let alone: Buffer;
      let empty: Buffer;
      let together: Buffer;
      beforeAll(async () => {
        alone = await scene(portrait);
        empty = await scene();
        together = await scene(portrait, await cutOut(faces.third, 0.7));
      });
      /** A puppet's frames as a page sends them; `grain`: of its camera, standard deviation of luma. */
      async function filmOf(name: SampleName, poses: readonly Partial<Pose>[], grain = 0): Promise<Buffer[]> {
        const puppet = await samplePuppet(name);
        const camera = cameraGrain(seededRandom(7), grain);
        const film: Buffer[] = [];
        for (const pose of poses) {
          const rgba = puppet.render(pose);
          if (grain > 0) camera.addTo(rgba);
          film.push(await encodeJpeg({ width: puppet.width, height: puppet.height, rgba }));
        }
        return film;
      }
      const posed = ({ mesh }: FollowedFrame) => meshPoseOf(mesh ?? new Float32Array());

      test('answers a frame each, with a mesh on the face and a track for the next batch', async () => {
        const { frames, track } = await engine.follow([alone, alone], still);
        const { faces: seenByLook } = await engine.look(alone, frame);
        expect(frames).toHaveLength(2);
        for (const one of frames) {
          expect(one).toMatchObject({ widthPx: 640, heightPx: 480, faces: 1, offFrameShare: 0 });
          expect(one.mesh).toHaveLength(468 * 3);
          expect(one.presence).toBeGreaterThan(0.9);
          expect(one.faceSharpness).toBeGreaterThan(0);
          expect(one.embedding).toBeNull();
          const tip = { x: one.mesh?.[3] ?? NaN, y: one.mesh?.[4] ?? NaN };
          const byLook = seenByLook[0]?.landmarks[30] ?? { x: NaN, y: NaN };
          expect(Math.hypot(tip.x - byLook.x, tip.y - byLook.y)).toBeLessThan(15);
        }
        expect(track).toMatchObject({ faces: 1, framesLost: 0 });
        expect(track.region).not.toBeNull();
      });

      test('goes on from a track as if the batch had not ended', async () => {
        const film = [alone, alone, together, together, together, together];
        const whole = await engine.follow(film, still);
        const begun = await engine.follow(film.slice(0, 3), still);
        const track = JSON.parse(JSON.stringify(begun.track)) as Track; // as a database keeps it
        const ended = await engine.follow(film.slice(3), { track, embed: [], eyes: false });
        const isFirstOfBatch = (index: number) => index === 0 || index === 3; // and has none before it
        const seen = [...begun.frames, ...ended.frames];
        expect(seen).toEqual(
          whole.frames.map((one, i) => (isFirstOfBatch(i) ? { ...one, stillness: null } : one)),
        );
        expect(ended.track).toEqual(whole.track);
      });

      test('notices a second face within four frames, and that it left', async () => {
        const came = await engine.follow([alone, alone, together, together, together, together], still);
        expect(came.frames.at(-1)?.faces).toBe(2);
        const { frames } = await engine.follow([together, alone], {
          track: came.track,
          embed: [],
          eyes: false,
        });
        expect(frames.map((one) => one.faces)).toEqual([2, 1]);
      });

      test('says that no face is there, and finds it again', async () => {
        const { frames, track } = await engine.follow([alone, empty, empty, alone], still);
        expect(frames.map((one) => one.faces)).toEqual([1, 0, 0, 1]);
        expect(frames[1]).toMatchObject({
          mesh: null,
          presence: 0,
          faceExposure: null,
          faceSharpness: null,
          texture: null,
          irisOpenness: null,
          embedding: null,
        });
        expect(track.framesLost).toBe(0);
        const lost = await engine.follow([empty, empty], { track, embed: [], eyes: false });
        expect(lost.track).toMatchObject({ region: null, faces: 0, framesLost: 2 });
      });

      test('describes the frames that it is asked to, as the same person as in a photo', async () => {
        const { frames } = await engine.follow([alone, alone, empty], {
          track: null,
          embed: [1, 2],
          eyes: false,
        });
        expect(frames.map(({ embedding }) => embedding?.length ?? 0)).toEqual([0, 128, 0]);
        const described = frames[1]?.embedding ?? new Float32Array(128);
        expect(faceDistance(reference, described)).toBeLessThan(0.3);
      });

      describe('looking at the eyes', () => {
        const eyes = { ...still, eyes: true };
        const closing = [1, 0.6, 0.3, 0];

        test.each(['sample1', 'sample5'] as const)('reads how far those of %s are open', async (name) => {
          const film = await filmOf(
            name,
            closing.map((open) => ({ eyes: open })),
          );
          const { frames } = await engine.follow(film, eyes);
          const read = frames.map(({ irisOpenness }) => irisOpenness ?? NaN);
          const [open = NaN, , , closed = NaN] = read;
          expect(open).toBeGreaterThan(0.2);
          expect(open).toBeLessThan(0.35);
          expect(read).toEqual([...read].sort((a, b) => b - a)); // the more closed the less
          expect(closed).toBeLessThan(0.65 * open);
        });

        test('reads the mirror image as open as the picture', async () => {
          const [plain = alone] = await filmOf('sample1', [{}]);
          const flopped = await sharp(plain).flop().jpeg({ quality: 95 }).toBuffer();
          const [one, other] = (await engine.follow([plain, flopped], eyes)).frames;
          expect(Math.abs((one?.irisOpenness ?? NaN) - (other?.irisOpenness ?? NaN))).toBeLessThan(0.02);
        });

        test('reads a tilted head as open as a straight one', async () => {
          const film = await filmOf('sample1', [{}, { roll: 12 }, { roll: 24 }]);
          const { frames } = await engine.follow(film, eyes);
          const [straight = NaN, ...tilted] = frames.map(({ irisOpenness }) => irisOpenness ?? NaN);
          for (const one of tilted) expect(Math.abs(one - straight)).toBeLessThan(0.04);
        });

        test('says nothing of eyes it was not asked for, and nothing else differs', async () => {
          const plain = await engine.follow([alone, alone], still);
          expect(plain.frames.map(({ irisOpenness }) => irisOpenness)).toEqual([null, null]);
          const asked = await engine.follow([alone, alone], eyes);
          expect(asked.frames.every(({ irisOpenness }) => irisOpenness !== null)).toBe(true);
          expect({
            ...asked,
            frames: asked.frames.map((one) => ({ ...one, irisOpenness: null })),
          }).toEqual(plain);
        });

        test('says nothing of eyes where no face is seen', async () => {
          const { frames } = await engine.follow([alone, empty], eyes);
          expect(frames[1]?.irisOpenness).toBeNull();
        });
      });

      describe('how still the frames are', () => {
        const swaying = [0, 1, 2, 3].map((i) => ({ yaw: 3 * Math.sin(i / 2), dx: i % 3 }));

        test('the very same frame again has not changed at all; the first has none before it', async () => {
          const { frames } = await engine.follow([alone, alone], still);
          expect(frames.map(({ stillness }) => stillness)).toEqual([
            null,
            { change: 0, borderChange: 0, borderEqualShare: 1 },
          ]);
        });

        test('says so whether a face is there or not', async () => {
          const { frames } = await engine.follow([alone, empty, empty], still);
          expect(frames[1]?.stillness?.change).toBeGreaterThan(5);
          expect(frames[2]?.stillness?.change).toBe(0);
        });

        test('a rendered face moves before a border that stands still', async () => {
          const { frames } = await engine.follow(await filmOf('sample1', swaying), still);
          for (const { stillness } of frames.slice(1)) {
            expect(stillness?.change).toBeGreaterThan(0.5);
            expect(stillness?.borderChange).toBeLessThan(0.5);
            expect(stillness?.borderEqualShare).toBeGreaterThan(0.9);
          }
        });

        test('the grain of a camera moves the border as well', async () => {
          const { frames } = await engine.follow(await filmOf('sample1', swaying, 2), still);
          for (const { stillness } of frames.slice(1)) {
            expect(stillness?.borderChange).toBeGreaterThan(1);
            expect(stillness?.borderChange).toBeLessThan(3);
            expect(stillness?.borderEqualShare).toBeLessThan(0.4);
          }
        });

        test('says nothing of frames that differ in size', async () => {
          const larger = await sharp(alone).resize({ width: 1280 }).jpeg().toBuffer(); // looked at in one size
          const upright = await sharp(alone).rotate(90).jpeg().toBuffer();
          const { frames } = await engine.follow([alone, larger, upright], still);
          expect(frames.map(({ stillness }) => stillness)).toEqual([null, null, null]);
        });
      });

      test('reads the mirror image as turned and tilted the other way', async () => {
        const { frames } = await engine.follow([alone], still);
        const flopped = await engine.follow([await sharp(alone).flop().jpeg().toBuffer()], still);
        const [straight, mirrored] = [frames, flopped.frames].map(([one]) => posed(one as FollowedFrame));
        expect(Math.abs(straight?.yawDegrees ?? 0)).toBeGreaterThan(10);
        expect((straight?.yawDegrees ?? NaN) + (mirrored?.yawDegrees ?? NaN)).toBeCloseTo(0, -1);
        expect((straight?.rollDegrees ?? NaN) + (mirrored?.rollDegrees ?? NaN)).toBeCloseTo(0, -1);
      });

      test('measures in pixels of the whole frame, however large it is', async () => {
        const large = await sharp(alone).resize({ width: 1920 }).jpeg().toBuffer();
        const small = posed((await engine.follow([alone], still)).frames[0] as FollowedFrame);
        const { frames } = await engine.follow([large], still);
        expect(frames[0]).toMatchObject({ widthPx: 1920, heightPx: 1440 });
        const ratio = posed(frames[0] as FollowedFrame).faceWidthPx / small.faceWidthPx;
        expect(ratio).toBeGreaterThan(2.85);
        expect(ratio).toBeLessThan(3.15);
      });

      test('a blurred frame is less sharp, a dark one darker', async () => {
        const blurry = await sharp(alone).blur(4).jpeg().toBuffer();
        const gloomy = await sharp(alone).linear(0.4, 0).jpeg().toBuffer();
        const film = [alone, blurry, gloomy];
        const [plain, blurred, dark] = (await engine.follow(film, still)).frames;
        expect(blurred?.faceSharpness).toBeLessThan((plain?.faceSharpness ?? 0) / 2);
        expect(dark?.exposure.meanLuma).toBeLessThan((plain?.exposure.meanLuma ?? 0) / 2);
        expect(dark?.faceExposure?.meanLuma).toBeLessThan((plain?.faceExposure?.meanLuma ?? 0) / 2);
      });

      test('says how much of the face lies beyond the edge', async () => {
        const left = (await engine.follow([alone], still)).frames[0]?.mesh ?? new Float32Array();
        const noseX = Math.round(left[3] ?? 0);
        const cut = await sharp(alone)
          .extract({ left: noseX, top: 0, width: 640 - noseX, height: 480 })
          .jpeg()
          .toBuffer();
        const track = { region: null, faces: 0, framesSinceSearch: 0, framesLost: 0 };
        const [half] = (await engine.follow([cut], { track, embed: [], eyes: false })).frames;
        expect(half?.mesh === null || half?.offFrameShare).not.toBe(0);
      });

      test('answers nothing for no frames, and keeps the track', async () => {
        const { track } = await engine.follow([alone], still);
        expect(await engine.follow([], { track, embed: [], eyes: false })).toEqual({ frames: [], track });
      });

      test('refuses a batch with a frame that cannot be read', async () => {
        const broken = engine.follow([alone, Buffer.from('no picture')], still);
        await expect(broken).rejects.toBeInstanceOf(UnreadablePicture);
      });

      test('does not begin when the signal has fired already', async () => {
        await expect(engine.follow([alone], still, AbortSignal.abort())).rejects.toMatchObject({
          name: 'AbortError',
        });
      });
    });

    describe('what it cannot read', () => {
      test.each<[string, () => Promise<Uint8Array>]>([
        ['nothing at all', async () => new Uint8Array()],
        ['text', async () => Buffer.from('no picture')],
        ['a JPEG cut short', async () => (await sample(2)).subarray(0, 40_000)],
        ['a PNG cut short', async () => portrait.subarray(0, portrait.length / 2)],
        [
          'noise that begins like a JPEG',
          async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array(500).keys()]),
        ],
        [
          'a drawing',
          async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        ],
        ['a GIF', async () => flat(40, 40).gif().toBuffer()],
        ['a picture of 48 million pixels', async () => flat(8000, 6000).png().toBuffer()],
      ])('refuses %s as unreadable and goes on', async (_name, picture) => {
        await expect(engine.look(await picture(), document)).rejects.toBeInstanceOf(UnreadablePicture);
        expect((await engine.look(portrait, frame)).faces).toHaveLength(1);
      });

      test.each([
        [1, 1],
        [1, 3000],
        [3000, 1],
        [15, 20],
      ])('bears a picture of %d × %d pixels', async (width, height) => {
        const sighting = await engine.look(await flat(width, height).png().toBuffer(), document);
        expect(sighting).toMatchObject({ widthPx: width, heightPx: height, faces: [] });
      });

      test("leaves the caller's bytes as they were", async () => {
        const bytes = new Uint8Array(portrait);
        await engine.look(bytes, frame);
        expect(Buffer.compare(bytes, portrait)).toBe(0);
      });
    });

    describe('under load', () => {
      test('says busy when the queue is full, looks at all that it took, and recovers', async () => {
        const asked = Array.from({ length: 5 }, () => engine.look(portrait, frame));
        const answers = await Promise.allSettled(asked);
        expect(answers.map(({ status }) => status)).toEqual([
          'fulfilled',
          'fulfilled',
          'fulfilled',
          'rejected',
          'rejected',
        ]);
        for (const answer of answers) {
          if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(FaceEngineBusy);
        }
        expect((await engine.look(portrait, frame)).faces).toHaveLength(1);
      });

      test('drops queued work whose signal fires, and its place is free again', async () => {
        const aborting = new AbortController();
        const running = engine.look(portrait, frame);
        const dropped = engine.look(portrait, frame, aborting.signal);
        const queued = engine.look(portrait, frame);
        aborting.abort();
        await expect(dropped).rejects.toMatchObject({ name: 'AbortError' });
        const inItsPlace = engine.look(portrait, frame);
        for (const sighting of await Promise.all([running, queued, inItsPlace])) {
          expect(sighting.faces).toHaveLength(1);
        }
      });

      test('does not begin when the signal has fired already', async () => {
        await expect(engine.look(portrait, frame, AbortSignal.abort())).rejects.toMatchObject({
          name: 'AbortError',
        });
      });

      test('leaves the event loop free while it looks', async () => {
        const before = performance.eventLoopUtilization();
        await engine.look(await sample(1), document);
        expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
      });
    });

    test('closed, it finishes what has begun, and refuses what is queued or comes later', async () => {
      const closing = create({ workers: 1, maxQueue: 2 });
      await closing.warmUp();
      const begun = closing.look(portrait, frame);
      const queued = closing.look(portrait, frame);
      const outcomes = Promise.allSettled([begun, queued]);
      await closing.close();
      expect(await outcomes).toMatchObject([
        { status: 'fulfilled', value: { faces: [{}] } },
        { status: 'rejected', reason: { name: 'FaceEngineBusy' } },
      ]);
      await expect(closing.look(portrait, frame)).rejects.toBeInstanceOf(FaceEngineBusy);
      const following = closing.follow([portrait], { track: null, embed: [], eyes: false });
      await expect(following).rejects.toBeInstanceOf(FaceEngineBusy);
      expect(closing.isReady()).toBe(false);
    });
  });
}
