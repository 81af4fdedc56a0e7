// The file in which an operator writes how a record speaks: both questions, its codes with their billing, its rates.
import { z } from 'zod';
import { recordPhotoFaults } from '../../domain/record-photo.ts';
import { unavailableReasons } from '../../ports/unavailable.ts';
import { fixed, mappingName, parseNamed, pointer, spelling } from '../wire/mapping.ts';

/** `number`, `name`: of the person; `photo`: the live photo as JPEG in base64; otherwise a text that never changes. */
const asked = z.union([z.enum(['number', 'name', 'photo']), fixed]);
const question = z.record(spelling, asked);

/** What is not listed is unavailable, and counts as perhaps billed. */
const codesOf = <Means extends z.ZodType>(means: Means) =>
  z.record(spelling, z.strictObject({ means, billing: z.enum(['billed', 'free', 'unstated']) }));
const unavailable = z.strictObject({ unavailable: z.enum(unavailableReasons) });

const withoutFace = z.strictObject({
  question,
  code: pointer,
  codes: codesOf(z.union([z.enum(['agrees', 'mismatch', 'not-found']), unavailable])),
});

const portrait = z.strictObject({
  shape: z.literal('portrait'),
  question,
  code: pointer,
  codes: codesOf(z.union([z.enum(['agrees', 'mismatch', 'not-found', 'no-portrait']), unavailable])),
  portrait: pointer.describe('JPEG or PNG in base64'),
});

const rate = z.strictObject({ from: z.number(), fmr: z.number().gt(0).max(1) });

const comparison = z.strictObject({
  shape: z.literal('comparison'),
  question,
  code: pointer,
  codes: codesOf(
    z.union([
      z.enum([
        'agrees',
        'by-similarity',
        'mismatch',
        'not-found',
        'face-differs',
        'face-refused',
        'no-portrait',
      ]),
      z.strictObject({ capture: z.enum(recordPhotoFaults) }),
      unavailable,
    ]),
  ),
  similarity: pointer.nullable().describe('Higher is closer. Null: it gives none, and no yes is believed'),
  largest: z.number().positive().describe('Of its scale, which begins at 0'),
  agreesFrom: z.number().nullable().describe('With by-similarity: from here on the faces are one person’s'),
  rates: z
    .array(rate)
    .describe('Strictest first: from this similarity on, at most this share of different people'),
  ratesSource: z.string().min(1).max(500).describe('Who published or measured the rates, and where'),
  maxPhotoBytes: z.number().int().positive().describe('Before base64'),
});

const means = (codes: Readonly<Record<string, { readonly means: unknown }>>): readonly unknown[] =>
  Object.values(codes).map((one) => one.means);
const asksAboutBoth = (fields: Readonly<Record<string, unknown>>): boolean =>
  ['number', 'name'].every((one) => Object.values(fields).includes(one));
const showsPhoto = (fields: Readonly<Record<string, unknown>>): boolean =>
  Object.values(fields).includes('photo');

export const mappingSchema = z
  .strictObject({
    name: mappingName,
    perSecond: z.number().positive().nullable().describe('Questions a second that it takes; null: no limit'),
    withoutFace,
    withFace: z.discriminatedUnion('shape', [portrait, comparison]),
  })
  .superRefine(({ withoutFace: without, withFace: face }, context) => {
    const fault = (path: readonly string[], message: string): void =>
      context.addIssue({ code: 'custom', path: [...path], message });
    for (const [part, { question: fields }] of [
      ['withoutFace', without],
      ['withFace', face],
    ] as const)
      if (!asksAboutBoth(fields)) fault([part, 'question'], 'number and name have to be asked about');
    if (showsPhoto(without.question)) fault(['withoutFace', 'question'], 'no photo is shown here');
    if (!means(without.codes).includes('agrees')) fault(['withoutFace', 'codes'], 'no code means agrees');
    if (!['agrees', 'by-similarity'].some((one) => means(face.codes).includes(one)))
      fault(['withFace', 'codes'], 'no code means agrees');
    if (showsPhoto(face.question) !== (face.shape === 'comparison'))
      fault(['withFace', 'question'], 'a photo is shown for a comparison, and for nothing else');
    if (face.shape === 'portrait') return;
    const isBySimilarity = means(face.codes).includes('by-similarity');
    if (isBySimilarity !== (face.agreesFrom !== null))
      fault(['withFace', 'agreesFrom'], 'is given together with a code that means by-similarity');
    if (face.similarity === null && (isBySimilarity || face.rates.length > 0))
      fault(['withFace', 'similarity'], 'has to be given for rates, and for by-similarity');
    const isStrictestFirst = face.rates.every(({ from, fmr }, index) => {
      const before = face.rates[index - 1];
      return before === undefined || (from < before.from && fmr >= before.fmr);
    });
    if (!isStrictestFirst) fault(['withFace', 'rates'], 'the highest similarity comes first');
  });

export type RecordsMapping = z.infer<typeof mappingSchema>;

/** Throws an error that names each fault with its place. */
export const parseMapping = (text: string): RecordsMapping => parseNamed(mappingSchema, text);
