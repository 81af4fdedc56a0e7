// What a stand-in for a signed record says: it knows the sandbox's numbers, in the words of the examples' mappings.
import { standInCodes, type Said } from '../../wire/signed-stand-in.ts';
import { magicNumbers, type MagicOutcome } from '../magic-numbers.ts';

type Fields = Readonly<Record<string, string>>;

/** Of both examples; what is missing here stands in `standInCodes`. */
const codeOf = {
  agrees: 0,
  notFound: 1,
  mismatch: 2,
  faceDiffers: 3,
  faceRefused: 4,
  noPortrait: 5,
  blurred: 21,
  tooDark: 22,
  faceCovered: 23,
  severalFaces: 24,
} as const;

const compared = (code: number, score: number): Said => ({ code, data: { score } });
const trouble = (why: keyof typeof standInCodes, retryAfterSeconds?: number): Said => ({
  code: standInCodes[why],
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

/** Asked with a photo. */
const withFace: Readonly<Record<MagicOutcome, Said>> = {
  match: compared(codeOf.agrees, 0.97),
  slow: compared(codeOf.agrees, 0.97),
  'weak-match': compared(codeOf.agrees, 0.85),
  'portrait-differs': compared(codeOf.faceDiffers, 0.12),
  mismatch: { code: codeOf.mismatch },
  'not-found': { code: codeOf.notFound },
  'portrait-missing': { code: codeOf.noPortrait },
  'face-refused': { code: codeOf.faceRefused },
  'photo-blurred': { code: codeOf.blurred },
  'photo-too-dark': { code: codeOf.tooDark },
  'photo-face-covered': { code: codeOf.faceCovered },
  'photo-several-faces': { code: codeOf.severalFaces },
  maintenance: trouble('maintenance', 600),
  unreachable: { trouble: 'hangs-up' },
  'rate-limited': trouble('rate-limited', 60),
  'bad-answer': trouble('bad-answer'),
  'daily-limit': trouble('daily-limit'),
  refused: trouble('refused'),
  'not-authorised': trouble('not-authorised'),
  'clock-skew': trouble('clock-skew'),
  unpaid: trouble('unpaid'),
  'never-answers': { trouble: 'hangs' },
};

/** What it says of a face it says only when it was shown one. */
const aboutFaces: readonly MagicOutcome[] = [
  'match',
  'slow',
  'weak-match',
  'portrait-differs',
  'portrait-missing',
  'face-refused',
  'photo-blurred',
  'photo-too-dark',
  'photo-face-covered',
  'photo-several-faces',
];

const outcomeOf = (number: string | undefined): MagicOutcome =>
  magicNumbers.find(({ citizenId }) => citizenId === number)?.outcome ?? 'not-found';

const isWhole = ({ idNumber = '', fullName = '' }: Fields): boolean => idNumber !== '' && fullName !== '';

function withoutFace(outcome: MagicOutcome): Said {
  return aboutFaces.includes(outcome) ? { code: codeOf.agrees } : withFace[outcome];
}

/** As docs/examples/records-comparison-mapping.json. */
export function sayByComparison(fields: Fields): Said {
  const { product, idNumber, photo = '' } = fields;
  if (!isWhole(fields)) return trouble('refused');
  if (product === 'pair' && photo === '') return withoutFace(outcomeOf(idNumber));
  return product === 'face' && photo !== '' ? withFace[outcomeOf(idNumber)] : trouble('refused');
}

/** As docs/examples/records-portrait-mapping.json; whoever agrees has this portrait, JPEG or PNG. */
export const sayByPortrait =
  (portrait: Uint8Array) =>
  (fields: Fields): Said => {
    const { product, idNumber } = fields;
    if (!isWhole(fields) || 'photo' in fields) return trouble('refused');
    const outcome = outcomeOf(idNumber);
    if (product === 'pair') return withoutFace(outcome);
    if (product !== 'portrait') return trouble('refused');
    if (outcome === 'portrait-missing' || !aboutFaces.includes(outcome)) return withFace[outcome];
    return { code: codeOf.agrees, data: { portrait: Buffer.from(portrait).toString('base64') } };
  };
