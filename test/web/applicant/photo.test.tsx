// Photos and cameras: what is found on a photo, why there is no picture.
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCamera } from '../../../web/applicant/capture/camera.ts';
import { coverCrop, fitFrame } from '../../../web/applicant/capture/frames.ts';
import { sketchFor } from '../../../web/applicant/screens/camera-sketch.tsx';
import { answer, openPage, refusal, viewAt } from './support.tsx';

beforeEach(() => {
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
  );
});
afterEach(() => Reflect.deleteProperty(navigator, 'mediaDevices'));

const choose = async (file: File): Promise<void> => {
  fireEvent.change(await screen.findByLabelText(/Choose a file/), { target: { files: [file] } });
  await screen.findByRole('button', { name: 'Send this photo' });
};
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const jpeg = new File(['x'], 'card.jpg', { type: 'image/jpeg' });

describe('a photo', () => {
  it('is shown before it is sent, then the next step comes', async () => {
    const asked = openPage(viewAt('id-front'), { 'POST /photos/id-front': answer(viewAt('id-back'), 201) });
    await choose(jpeg);
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    press('Send this photo');
    await screen.findByRole('heading', { name: 'Photo of your ID card, back' });
    const form = asked.find(({ method }) => method === 'POST')?.body as FormData;
    expect(form.get('insist')).toBe('no');
  });

  it('names every finding and offers to take it again before using it anyway', async () => {
    const asked = openPage(viewAt('id-front'), {
      'POST /photos/id-front': ({ body }) =>
        (body as FormData).get('insist') === 'yes'
          ? answer(viewAt('id-back'), 201)
          : refusal('photo-blurred', 422, { findings: ['photo-blurred', 'photo-glare'] }),
    });
    await choose(jpeg);
    press('Send this photo');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The photo is blurred.');
    expect(alert.textContent).toContain('Light hides part of the photo.');
    const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names.indexOf('Take again')).toBeLessThan(names.indexOf('Use it anyway, a person will judge'));
    press('Use it anyway, a person will judge');
    await screen.findByRole('heading', { name: 'Photo of your ID card, back' });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('explains HEIC and keeps the photo on the screen', async () => {
    openPage(viewAt('id-front'), { 'POST /photos/id-front': refusal('heic-not-supported', 415) });
    await choose(new File(['x'], 'IMG_1.HEIC', { type: 'image/heic' }));
    press('Send this photo');
    expect((await screen.findByRole('alert')).textContent).toContain('Most Compatible');
    expect(screen.getByRole('img')).toBeTruthy();
  });
});

describe('the camera', () => {
  const refuseWith = (name: string): void => {
    const getUserMedia = () => Promise.reject(new DOMException('no', name));
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } });
  };

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'absent'],
    ['OverconstrainedError', 'absent'],
    ['NotReadableError', 'in-use'],
  ])('says after %s that it is %s', async (name, problem) => {
    refuseWith(name);
    await expect(openCamera('face')).resolves.toEqual({ isOpen: false, problem });
  });

  it('knows an in-app browser that gives no camera', async () => {
    await expect(openCamera('face')).resolves.toEqual({
      isOpen: false,
      problem: 'no-camera-in-this-browser',
    });
  });

  it.each([
    ['NotAllowedError', 'The camera was not allowed'],
    ['NotFoundError', 'No camera was found on this device'],
    ['NotReadableError', 'Another program is using the camera'],
    [null, 'This browser lets no page use the camera'],
  ])('shows its own screen after %s, with other ways on', async (name, title) => {
    if (name) refuseWith(name);
    openPage(viewAt('liveness', { resumeLink: 'https://example.test/apply#resume=t' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Turn on the camera' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(title));
    expect(screen.getByRole('alert').querySelectorAll('svg.way-sketch[aria-hidden=true]')).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Another way' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' }) === null).toBe(name === null);
  });

  it.each([
    ['denied', 'wechat', 'in-app-menu'],
    ['denied', 'ios', 'page-settings'],
    ['denied', 'android', 'site-permission'],
    ['denied', 'desktop', 'site-permission'],
    ['no-camera-in-this-browser', 'other-in-app', 'in-app-menu'],
    ['no-camera-in-this-browser', 'desktop', 'another-browser'],
    ['absent', 'desktop', 'another-device'],
    ['in-use', 'wechat', 'close-others'],
  ] as const)('%s in %s is drawn as %s', (problem, browser, sketch) => {
    expect(sketchFor(problem, browser)).toBe(sketch);
  });

  it('is turned off when the person leaves the screen before it opened', async () => {
    const stop = vi.fn();
    let open: (stream: unknown) => void = () => undefined;
    const getUserMedia = () => new Promise((resolve) => (open = resolve));
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } });
    openPage(viewAt('id-front'));
    fireEvent.click(await screen.findByRole('button', { name: 'Use the camera' }));
    await screen.findByText(/Turning on the camera/);
    press('Back');
    await screen.findByRole('heading', { name: 'Your details' });
    open({ getTracks: () => [{ stop }] });
    await waitFor(() => expect(stop).toHaveBeenCalledOnce());
  });
});

describe('a still picture', () => {
  it('fits the size that is judged, standing or lying, and is never enlarged', () => {
    expect(fitFrame(1920, 1080)).toEqual({ width: 640, height: 360 });
    expect(fitFrame(480, 640)).toEqual({ width: 480, height: 640 });
    expect(fitFrame(1080, 1920)).toEqual({ width: 360, height: 640 });
    expect(fitFrame(320, 240)).toEqual({ width: 320, height: 240 });
  });

  it('of a document is what the preview box showed', () => {
    expect(coverCrop(1080, 1920, 4 / 3)).toEqual({ x: 0, y: 555, width: 1080, height: 810 });
    expect(coverCrop(1920, 1080, 4 / 3)).toEqual({ x: 240, y: 0, width: 1440, height: 1080 });
  });
});
