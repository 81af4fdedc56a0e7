// Before the pictures of a case that is decided: why they are looked at.
import { useState } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { useLooking, type LookReason } from './use-pictures.ts';
import { useWords } from './words.ts';

/** In the order in which they come up; reviewing is over here. */
const reasons = ['complaint', 'audit', 'authority'] as const satisfies readonly LookReason[];

export function WhyLook() {
  const words = useWords();
  const { pictures } = useLooking();
  const [reason, setReason] = useState<LookReason | ''>('');
  if (!pictures.needsReason) return null;
  return (
    <form
      class="why-look panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== '') pictures.look(reason);
      }}
    >
      <label>
        {words.photos.why}{' '}
        <select
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as LookReason | '')}
        >
          <option value="">{words.photos.chooseWhy}</option>
          {reasons.map((one) => (
            <option key={one} value={one}>
              {words.photos.reasons[one]}
            </option>
          ))}
        </select>
      </label>{' '}
      <Button type="submit" isDisabled={reason === ''}>
        {words.photos.look}
      </Button>
      <p class="small soft">{words.photos.whyHint}</p>
    </form>
  );
}
