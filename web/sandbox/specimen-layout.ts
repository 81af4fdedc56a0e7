// Where everything stands on the specimen card. A design of our own; it copies no state's document.

/** ID-1 proportions (85.60 × 53.98 mm, ISO/IEC 7810), in pixels. */
export const cardWidth = 1600;
export const cardHeight = 1009;

/** The face must stay large enough to be found again on a photo of the card. */
export const portraitBox = { x: 1044, y: 196, width: 456, height: 570 } as const;

export const colours = {
  ground: '#d8e4e1', // tinted, because pure white counts as washed out by light
  groundLow: '#c3d4d0',
  line: '#a9c2bd',
  ink: '#12302d',
  soft: '#3d5a56',
  band: '#1b5e5a',
  onBand: '#e3efec',
  mark: '#a3241d',
} as const;

/** Chinese and Latin without loading a font. */
export const fontFamily =
  'system-ui, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif';

export interface CardText {
  readonly label: string;
  readonly value: string;
  readonly x: number;
  /** Baseline of the label. */
  readonly y: number;
  readonly maxWidth: number;
  readonly size: number;
}

export interface CardPerson {
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly citizenId: string;
}

const sexWords = { female: '女 F', male: '男 M' } as const;

export function frontTexts({ name, sex, birthDate, citizenId }: CardPerson): readonly CardText[] {
  return [
    { label: '姓名 Name', value: name, x: 100, y: 236, maxWidth: 860, size: 84 },
    { label: '性别 Sex', value: sexWords[sex], x: 100, y: 416, maxWidth: 300, size: 60 },
    { label: '出生 Born', value: birthDate, x: 430, y: 416, maxWidth: 530, size: 60 },
    { label: '号码 Number', value: citizenId, x: 100, y: 590, maxWidth: 900, size: 78 },
  ];
}

/** Ten years from the day of issue. Dates as YYYY-MM-DD. */
export function validity(issuedOn: string): string {
  return `${issuedOn} – ${String(Number(issuedOn.slice(0, 4)) + 10)}${issuedOn.slice(4)}`;
}

export function backTexts(issuedOn: string): readonly CardText[] {
  return [
    {
      label: '签发 Issued by',
      value: '沙盒登记处 Sandbox registry office',
      x: 100,
      y: 520,
      maxWidth: 1400,
      size: 64,
    },
    { label: '有效期 Valid', value: validity(issuedOn), x: 100, y: 680, maxWidth: 1400, size: 64 },
  ];
}

export const disclaimer = '虚构人物 · 不是证件 · MADE-UP PERSON · NOT AN IDENTITY DOCUMENT';
