// Small drawings of where to find the way out: each stands beside the words that say the same.
import type { ComponentChildren } from 'preact';
import type { BrowserKind, CameraProblem, CaptureStrings } from '../../shared/strings/capture.zh-CN.ts';
import { useStrings } from '../../shared/strings/tables.ts';

type Words = CaptureStrings['sketch'];
type SketchName =
  'site-permission' | 'page-settings' | 'in-app-menu' | 'another-browser' | 'another-device' | 'close-others';

/** What the picture has to show for this reason in this browser. */
export function sketchFor(problem: CameraProblem, browser: BrowserKind): SketchName {
  if (problem === 'absent') return 'another-device';
  if (problem === 'in-use') return 'close-others';
  if (browser === 'wechat' || browser === 'other-in-app') return 'in-app-menu';
  if (problem === 'no-camera-in-this-browser') return 'another-browser';
  return browser === 'ios' ? 'page-settings' : 'site-permission';
}

export function CameraSketch({ problem, browser }: { problem: CameraProblem; browser: BrowserKind }) {
  const { capture } = useStrings();
  const name = sketchFor(problem, browser);
  return (
    <svg
      class="way-sketch"
      data-sketch={name}
      viewBox="0 0 200 120"
      width="200"
      height="120"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name](capture.sketch)}
    </svg>
  );
}

/** A camera, 24 wide. */
function Camera({ x, y }: { x: number; y: number }) {
  return (
    <path
      transform={`translate(${x} ${y})`}
      d="M2 7h5l2-3h6l2 3h5v12H2zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z"
    />
  );
}

/** A compass, as browsers have it, 24 wide. */
function Compass({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle cx="12" cy="12" r="10" />
      <path d="M16 8l-2.500 6L8 16l2.500-6z" />
    </g>
  );
}

/** The ring around what is to be tapped. */
function Here({ children, ...ring }: { cx: number; cy: number; r: number; children?: ComponentChildren }) {
  return (
    <g class="way-here">
      <circle {...ring} />
      {children}
    </g>
  );
}

const drawings: Readonly<Record<SketchName, (words: Words) => ComponentChildren>> = {
  'site-permission': ({ camera }) => (
    <>
      <rect x="4" y="6" width="192" height="30" rx="15" />
      <Here cx={22} cy={21} r={13}>
        <path d="M15 17h6M25 17h4M15 25h4M23 25h6" />
        <circle cx="23" cy="17" r="2" />
        <circle cx="21" cy="25" r="2" />
      </Here>
      <path class="way-faint" d="M46 21h92" />
      <path d="M22 40v8M18 44l4 4 4-4" class="way-mark" />
      <rect x="4" y="54" width="192" height="60" rx="8" />
      <path class="way-faint" d="M16 68h70" />
      <Camera x={14} y={80} />
      <text x="48" y="97">
        {camera}
      </text>
      <rect class="way-fill" x="150" y="83" width="34" height="20" rx="10" />
      <circle class="way-knob" cx="174" cy="93" r="7" />
    </>
  ),
  'page-settings': ({ websiteSettings, cameraOnIos, allow }) => (
    <>
      <rect x="4" y="84" width="192" height="30" rx="10" />
      <Here cx={24} cy={99} r={13}>
        <text x="24" y="104" class="way-middle">
          aA
        </text>
      </Here>
      <path class="way-faint" d="M48 99h110" />
      <rect x="4" y="6" width="192" height="64" rx="10" />
      <text x="16" y="27" class="way-mark-text">
        {websiteSettings}
      </text>
      <path class="way-mark" d="M176 16l6 6-6 6" />
      <path class="way-faint" d="M4 38h192" />
      <Camera x={14} y={42} />
      <text x="46" y="59">
        {cameraOnIos}
      </text>
      <text x="186" y="59" class="way-mark-text way-end">
        {allow}
      </text>
    </>
  ),
  'in-app-menu': ({ openInBrowser }) => (
    <>
      <path d="M4 114V16a10 10 0 0 1 10-10h172a10 10 0 0 1 10 10v98" />
      <path class="way-faint" d="M4 38h192M72 22h56" />
      <path d="M22 15l-7 7 7 7" />
      <Here cx={176} cy={22} r={12}>
        <path d="M170 22v.01M176 22v.01M182 22v.01" />
      </Here>
      <path class="way-mark" d="M176 39v12M172 47l4 4 4-4" />
      <rect x="24" y="56" width="164" height="44" rx="8" />
      <g class="way-mark">
        <Compass x={32} y={66} />
      </g>
      <text x="64" y="83">
        {openInBrowser}
      </text>
    </>
  ),
  'another-browser': ({ copyLink }) => (
    <>
      <rect x="4" y="40" width="84" height="40" rx="8" />
      <text x="46" y="65" class="way-middle">
        {copyLink}
      </text>
      <path class="way-mark" d="M94 60h18M105 53l7 7-7 7" />
      <rect x="120" y="16" width="76" height="88" rx="8" />
      <path class="way-faint" d="M120 36h76M130 26h40" />
      <g class="way-mark">
        <Compass x={146} y={58} />
      </g>
    </>
  ),
  'another-device': () => (
    <>
      <rect x="14" y="24" width="90" height="60" rx="6" />
      <path d="M4 94h110" />
      <path d="M42 38h12v12H42zM64 38h12v12H64zM42 60h12v12H42zM64 60h4v4h-4zM72 68h4v4h-4z" />
      <path class="way-mark" d="M116 56h20M129 49l7 7-7 7" />
      <rect x="146" y="10" width="48" height="98" rx="8" />
      <g class="way-mark">
        <Camera x={158} y={46} />
      </g>
    </>
  ),
  'close-others': () => (
    <>
      <rect x="4" y="14" width="106" height="84" rx="8" />
      <path class="way-faint" d="M4 36h106" />
      <Here cx={96} cy={25} r={9}>
        <path d="M93 22l6 6M99 22l-6 6" />
      </Here>
      <path d="M57 68a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM36 98c3-16 12-22 21-22s18 6 21 22" />
      <path class="way-mark" d="M120 56h20M133 49l7 7-7 7" />
      <rect x="150" y="34" width="46" height="46" rx="8" />
      <g class="way-mark">
        <Camera x={161} y={45} />
      </g>
    </>
  ),
};
