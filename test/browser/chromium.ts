// Starts the system's Chromium without a window; CHROMIUM names another binary.
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? usualPlaces.find((path) => existsSync(path));
  if (!executablePath) {
    throw new Error('These tests need Chromium: install it, or name its binary in CHROMIUM.');
  }
  // no sandbox: containers forbid it; no gpu: the picture must not depend on the machine
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
  return chromium.launch({ executablePath, headless: true, args });
}
