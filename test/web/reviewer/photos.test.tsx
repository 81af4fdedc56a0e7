// Looking at the three photos by keys alone.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { keyCap, keys } from '../../../web/reviewer/keymap.ts';
import { openCase, press } from './desk-hand.tsx';
import { useDeskInTests } from './open-desk.tsx';

useDeskInTests();

/** The one that is shown in each of the three boxes. */
const shown = (): HTMLElement[] =>
  ['document', 'live', 'record'].map((name) => {
    const photo = document.querySelector<HTMLElement>(`.photo-box-${name} img:not([hidden])`);
    if (photo === null) throw new Error(`no photo in ${name}`);
    return photo;
  });

async function openPhotos(): Promise<void> {
  openCase();
  await waitFor(() => expect(document.querySelectorAll('.photo-stage img')).toHaveLength(5));
}

const all = (style: (photo: HTMLElement) => string, part: string) =>
  waitFor(() => {
    for (const photo of shown()) expect(style(photo)).toContain(part);
  });
const transform = (photo: HTMLElement): string => photo.style.transform;

describe('keys', () => {
  it('zoom, then move, all three alike', async () => {
    await openPhotos();
    press(keys.zoomIn);
    await all(transform, 'scale(1.400)');
    press(keys.panRight);
    await all(transform, 'translate(-10.00%, 0.00%)');
    press(keys.panDown);
    await all(transform, 'translate(-10.00%, -10.00%)');
    press(keys.resetView);
    await all(transform, 'translate(0.00%, 0.00%) scale(1.000)');
  });

  it('leave the arrows to the page while the photos are whole', async () => {
    await openPhotos();
    expect(press(keys.panDown)).toBe(true); // not taken by anybody
    press(keys.zoomIn);
    await all(transform, 'scale(1.400)');
    expect(press(keys.panDown)).toBe(false);
  });

  it('brighten, darken and turn all three alike', async () => {
    await openPhotos();
    press(keys.brighter);
    await all((photo) => photo.style.filter, 'brightness(1.2)');
    press(keys.darker);
    press(keys.darker);
    await all((photo) => photo.style.filter, 'brightness(0.8)');
    press(keys.turn);
    await all(transform, 'rotate(90deg)');
  });

  it('show the other ID photos one after the other', async () => {
    await openPhotos();
    const label = () => shown()[0]?.getAttribute('alt');
    expect(label()).toBe(en.photos.kinds['id-front']);
    for (const kind of ['id-back', 'business-licence', 'id-front'] as const) {
      press(keys.otherPhoto);
      await waitFor(() => expect(label()).toBe(en.photos.kinds[kind]));
    }
  });

  it('all stand in the table of keys, in their groups', async () => {
    await openPhotos();
    press('?');
    const help = within(await screen.findByRole('dialog', { name: en.keys.title }));
    const photos = within(help.getByRole('region', { name: en.keys.groups.photos }));
    for (const action of ['panLeft', 'turn', 'brighter', 'darker', 'otherPhoto'] as const)
      expect(photos.getByText(en.keys[action]).previousElementSibling?.textContent).toBe(keyCap(action));
    fireEvent.click(help.getByText(en.close));
  });
});
