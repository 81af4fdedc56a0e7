// Builds the three pages into dist/web, with the guide's wasm and model files beside them.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** What the guide loads at run time, from our own origin: address below dist/web → file of an installed package. */
const guideFiles = {
  wasm: {
    folder: dirname(require.resolve('@tensorflow/tfjs-backend-wasm')),
    names: ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'],
  },
  models: {
    folder: join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model'),
    names: ['tiny_face_detector_model', 'face_landmark_68_tiny_model'].flatMap((name) => [
      `${name}-weights_manifest.json`,
      `${name}.bin`,
    ]),
  },
};

function copyGuideFiles(): Plugin {
  return {
    name: 'copy-guide-files',
    apply: 'build',
    generateBundle() {
      for (const [address, { folder, names }] of Object.entries(guideFiles)) {
        for (const name of names) {
          this.emitFile({
            type: 'asset',
            fileName: `${address}/${name}`,
            source: readFileSync(join(folder, name)),
          });
        }
      }
    },
  };
}

const shim = join(here, 'applicant/capture/guide');

export default defineConfig({
  root: here,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [copyGuideFiles()],
  worker: { format: 'es' },
  resolve: {
    // The nobundle build of face-api imports these three; it uses a small part of the first and nothing of the second.
    alias: [
      { find: '@tensorflow/tfjs/dist/index.js', replacement: join(shim, 'tf-shim.ts') },
      { find: '@tensorflow/tfjs-backend-webgl/dist/index.js', replacement: join(shim, 'empty.ts') },
    ],
  },
  build: {
    outDir: join(here, '../dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content policy allows no data: scripts or styles
    modulePreload: { polyfill: false }, // it would be an inline script
    target: 'es2022',
    rolldownOptions: {
      input: ['apply', 'review', 'sandbox'].map((name) => join(here, `${name}.html`)),
    },
  },
});
