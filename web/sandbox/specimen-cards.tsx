// Shows both sides of the card, to be downloaded or printed.
import type { Ref } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { drawBack, drawFront } from './specimen-card.ts';
import { cardHeight, cardWidth, type CardPerson } from './specimen-layout.ts';
import { useWords } from './words.ts';

export interface SpecimenCardsProps {
  readonly person: CardPerson;
  readonly portrait: CanvasImageSource;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
}

export function SpecimenCards({ person, portrait, issuedOn }: SpecimenCardsProps) {
  const words = useWords().issued;
  const front = useRef<HTMLCanvasElement>(null);
  const back = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const [frontPen, backPen] = [front.current?.getContext('2d'), back.current?.getContext('2d')];
    if (frontPen) drawFront(frontPen, person, portrait);
    if (backPen) drawBack(backPen, issuedOn);
  }, [person, portrait, issuedOn]);
  return (
    <section class="cards" aria-labelledby="cards-title">
      <h3 id="cards-title">{words.cards}</h3>
      <p>{words.cardsHow}</p>
      <div class="card-sides">
        <Side canvasRef={front} label={words.front} />
        <Side canvasRef={back} label={words.back} />
      </div>
      <div class="ways">
        <Button onClick={() => download(front.current, 'specimen-front.png')}>{words.downloadFront}</Button>
        <Button onClick={() => download(back.current, 'specimen-back.png')}>{words.downloadBack}</Button>
        <Button onClick={() => window.print()}>{words.print}</Button>
      </div>
    </section>
  );
}

function Side({ canvasRef, label }: { canvasRef: Ref<HTMLCanvasElement>; label: string }) {
  return (
    <canvas
      ref={canvasRef}
      class="card-side"
      width={cardWidth}
      height={cardHeight}
      role="img"
      aria-label={label}
    />
  );
}

function download(canvas: HTMLCanvasElement | null, fileName: string): void {
  canvas?.toBlob((blob) => {
    if (blob === null) return;
    const address = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000); // the browser has read it long before
  }, 'image/png');
}
