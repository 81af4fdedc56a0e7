// A browser window under watch: whatever a page complains about or asks of strangers is written down.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../server/domain/application.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest that is still sold. */
export const smallPhone: Size = { width: 360, height: 640 };
export const phone: Size = { width: 360, height: 780 };
export const desktop: Size = { width: 1280, height: 800 };

export interface WindowOptions {
  readonly browser: Browser;
  readonly baseUrl: string;
  readonly language: Language;
  readonly size: Size;
  readonly userAgent?: string;
  /** Grows with every fault; empty at the end of a good test. */
  readonly faults: string[];
}

/** A refused request is the page's business (it shows it); the browser also writes it down as an error. */
const refusedRequest =
  /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_CONNECTION_RESET)/u;

function watch(context: BrowserContext, baseUrl: string, faults: string[]): void {
  const { origin } = new URL(baseUrl);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) faults.push(`asked ${url.origin}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500 || (response.status() === 404 && !response.url().includes('/api/')))
      faults.push(`${response.status()} from ${response.url()}`);
  });
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`));
  // violations of the content security policy arrive here as errors, too
  context.on('console', (message) => {
    const isFault = message.type() === 'error' || message.type() === 'warning';
    if (isFault && !refusedRequest.test(message.text())) faults.push(`console: ${message.text()}`);
  });
}

/** A window of its own, with nobody's cookies. */
export async function openWindow(options: WindowOptions): Promise<Page> {
  const { browser, baseUrl, language, size, userAgent, faults } = options;
  const context = await browser.newContext({
    baseURL: baseUrl,
    locale: language === 'en' ? 'en-US' : language,
    viewport: size,
    ...(userAgent === undefined ? {} : { userAgent }),
  });
  context.setDefaultTimeout(180_000);
  watch(context, baseUrl, faults);
  return context.newPage();
}
