// The made-up person with everything needed to apply.
import { useEffect, useRef } from 'preact/hooks';
import type { IssuedCitizen } from '../../server/contract/sandbox.ts';
import { Button } from '../shared/ui/Button.tsx';
import { CopyButton } from '../shared/ui/CopyButton.tsx';
import { SpecimenCards } from './specimen-cards.tsx';
import { useWords } from './words.ts';

export interface IssuedPersonProps {
  readonly citizen: IssuedCitizen;
  readonly portrait: HTMLCanvasElement;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
  readonly onAnother: () => void;
}

export function IssuedPerson({ citizen, portrait, issuedOn, onAnother }: IssuedPersonProps) {
  const words = useWords().issued;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="panel issued" aria-labelledby="issued-title">
      <h2 id="issued-title" ref={title} tabIndex={-1}>
        {words.title}
      </h2>
      <dl class="issued-facts">
        <div>
          <dt>{words.name}</dt>
          <dd>
            <strong>{citizen.name}</strong>{' '}
            <CopyButton text={citizen.name} label={words.copyName} said={words} />
          </dd>
        </div>
        <div>
          <dt>{words.citizenId}</dt>
          <dd>
            <strong class="figures">{citizen.citizenId}</strong>{' '}
            <CopyButton text={citizen.citizenId} label={words.copyNumber} said={words} />
          </dd>
        </div>
      </dl>
      <p>{words.keepOpen}</p>
      <SpecimenCards person={citizen} portrait={portrait} issuedOn={issuedOn} />
      <div class="ways">
        <a class="button button-main" href="/apply" target="_blank" rel="noopener">
          {words.apply}
        </a>
        <Button onClick={onAnother}>{words.another}</Button>
      </div>
    </section>
  );
}
