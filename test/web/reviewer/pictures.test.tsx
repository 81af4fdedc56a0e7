// The pictures of a case: all that are shown come, however many there are.
import { waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { mostEvidencePasses } from '../../../server/domain/limits.ts';
import { openCase } from './desk-hand.tsx';
import { evidenceId, makeCase } from './fixtures.ts';
import { useDeskInTests } from './open-desk.tsx';

useDeskInTests();

test('all of a capture that took long are shown, more than the server gives leave for at once', async () => {
  const view = makeCase();
  const [step, ...others] = view.liveness?.steps ?? [];
  if (view.liveness === null || step === undefined) throw new Error('the case has a capture');
  const keptFrames = Array.from({ length: 3 * mostEvidencePasses }, (_, index) => ({
    evidenceId: evidenceId(`long${String(index)}`),
    atMs: 100 * index,
  }));
  const liveness = { ...view.liveness, steps: [{ ...step, keptFrames }, ...others] };
  openCase({ ...view, liveness });
  await waitFor(() => {
    expect(document.querySelectorAll('.film-frames img').length).toBeGreaterThan(keptFrames.length);
    expect(document.querySelector('.photo-loading, .photo-missing')).toBeNull();
  });
});
