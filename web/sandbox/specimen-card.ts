// Draws the two sides of the specimen card on a canvas.
import {
  backTexts,
  cardHeight,
  cardWidth,
  colours,
  disclaimer,
  fontFamily,
  frontTexts,
  portraitBox,
  type CardPerson,
  type CardText,
} from './specimen-layout.ts';

type Pen = CanvasRenderingContext2D;

/** @param portrait already cut to 4:5 */
export function drawFront(pen: Pen, person: CardPerson, portrait: CanvasImageSource): void {
  drawGround(pen);
  drawBand(pen, '沙盒登记处', 'SANDBOX REGISTRY OFFICE');
  frontTexts(person).forEach((text) => drawText(pen, text));
  // the word stays off the portrait, so that the face is found on a photo of the card
  drawMark(pen, 165, 520, 600, { x: 0, y: 0, width: portraitBox.x - 24, height: cardHeight });
  pen.drawImage(portrait, portraitBox.x, portraitBox.y, portraitBox.width, portraitBox.height);
  pen.strokeStyle = colours.band;
  pen.lineWidth = 6;
  pen.strokeRect(portraitBox.x, portraitBox.y, portraitBox.width, portraitBox.height);
  drawDisclaimer(pen);
}

/** @param issuedOn YYYY-MM-DD */
export function drawBack(pen: Pen, issuedOn: string): void {
  drawGround(pen);
  drawBand(pen, '沙盒登记处', 'SANDBOX REGISTRY OFFICE');
  drawGate(pen);
  backTexts(issuedOn).forEach((text) => drawText(pen, text));
  drawMark(pen, 210, cardWidth / 2, 600, { x: 0, y: 0, width: cardWidth, height: cardHeight });
  drawDisclaimer(pen);
}

function drawGround(pen: Pen): void {
  const ground = pen.createLinearGradient(0, 0, cardWidth, cardHeight);
  ground.addColorStop(0, colours.ground);
  ground.addColorStop(1, colours.groundLow);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, cardWidth, cardHeight);
  pen.strokeStyle = colours.line;
  pen.lineWidth = 1.5;
  for (let wave = 0; wave < 26; wave++) {
    pen.beginPath();
    for (let x = 0; x <= cardWidth; x += 10) {
      const y = 150 + wave * 32 + Math.sin(x / 130 + wave / 3) * 22;
      if (x === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

function drawBand(pen: Pen, chinese: string, english: string): void {
  pen.fillStyle = colours.band;
  pen.fillRect(0, 0, cardWidth, 130);
  pen.fillStyle = colours.onBand;
  pen.textBaseline = 'middle';
  pen.font = `600 60px ${fontFamily}`;
  pen.fillText(chinese, 100, 68);
  pen.font = `500 42px ${fontFamily}`;
  pen.fillText(english, 480, 70);
}

/** A portcullis: bars and spikes. */
function drawGate(pen: Pen): void {
  pen.strokeStyle = colours.soft;
  pen.lineWidth = 10;
  for (let bar = 0; bar < 5; bar++) {
    const x = 1180 + bar * 70;
    pen.beginPath();
    pen.moveTo(x, 190);
    pen.lineTo(x, 400);
    pen.lineTo(x - 14, 400);
    pen.lineTo(x, 436);
    pen.lineTo(x + 14, 400);
    pen.lineTo(x, 400);
    pen.stroke();
  }
  for (const y of [230, 300, 370]) {
    pen.beginPath();
    pen.moveTo(1150, y);
    pen.lineTo(1490, y);
    pen.stroke();
  }
}

function drawText(pen: Pen, { label, value, x, y, maxWidth, size }: CardText): void {
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = colours.soft;
  pen.font = `500 34px ${fontFamily}`;
  pen.fillText(label, x, y);
  pen.fillStyle = colours.ink;
  pen.font = `600 ${size}px ${fontFamily}`;
  const width = pen.measureText(value).width;
  if (width > maxWidth) pen.font = `600 ${Math.floor((size * maxWidth) / width)}px ${fontFamily}`;
  pen.fillText(value, x, y + size + 10);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The word that makes it a specimen, large and slanted, within a box. */
function drawMark(pen: Pen, size: number, x: number, y: number, within: Box): void {
  pen.save();
  pen.beginPath();
  pen.rect(within.x, within.y, within.width, within.height);
  pen.clip();
  pen.translate(x, y);
  pen.rotate(-0.24);
  pen.globalAlpha = 0.3;
  pen.fillStyle = colours.mark;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.font = `800 ${size}px ${fontFamily}`;
  pen.fillText('SPECIMEN', 0, -size / 2);
  pen.fillText('样本', 0, size * 0.62);
  pen.restore();
}

function drawDisclaimer(pen: Pen): void {
  pen.fillStyle = colours.mark;
  pen.fillRect(0, cardHeight - 100, cardWidth, 100);
  pen.fillStyle = colours.onBand;
  pen.textBaseline = 'middle';
  pen.font = `600 42px ${fontFamily}`;
  pen.fillText(disclaimer, 100, cardHeight - 50, cardWidth - 200);
}
