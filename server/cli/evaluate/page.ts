// The frame of every page that an evaluation writes: no script, nothing from elsewhere.
import { escaped } from './svg.ts';

const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --rule: #d5dae0; --panel: #f5f7f9;
  --same: #0b6bcb; --different: #b54708; --policy: #6f42c1; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e8eaed; --soft: #a3acb6; --rule: #343b43;
  --panel: #1d2227; --same: #62a8ff; --different: #f5a04e; --policy: #c4a5ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 50rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p.lead { font-size: 1.05rem; padding: .9rem 1.1rem; background: var(--panel); border-inline-start: 4px solid var(--policy); }
.soft, figcaption { color: var(--soft); font-size: .9rem; }
figure { margin: 1rem 0 0; overflow-x: auto; } svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td.number, th.number { text-align: end; white-space: nowrap; }
li { margin-bottom: .4rem; }
text { font-size: 13px; fill: var(--soft); } text.name { fill: var(--ink); font-weight: 600; } text.note { fill: var(--policy); }
.axis { stroke: var(--ink); } .grid { stroke: var(--rule); } .equal { stroke: var(--soft); stroke-dasharray: 2 5; }
.policy { stroke: var(--policy); stroke-width: 1.5; stroke-dasharray: 6 4; } .between { fill: var(--policy); opacity: .09; }
.bounds { fill: var(--policy); opacity: .13; } .spot { fill: var(--policy); }
rect.same { fill: var(--same); } rect.different { fill: var(--different); }
.curve { fill: none; stroke-width: 2.5; stroke-linejoin: round; } .of-same { stroke: var(--same); }
.of-different { stroke: var(--different); stroke-dasharray: 8 3; } .of-det { stroke: var(--ink); }
`;

export type Cell = readonly [string, 'number' | 'words'];

export function table(caption: string, head: readonly Cell[], rows: readonly (readonly string[])[]): string {
  const headers = head.map(([words, kind]) => `<th scope="col" class="${kind}">${escaped(words)}</th>`);
  const body = rows.map((cells) => {
    const filled = cells.map((words, i) =>
      i === 0
        ? `<th scope="row">${escaped(words)}</th>`
        : `<td class="${head[i]?.[1] ?? 'words'}">${escaped(words)}</td>`,
    );
    return `<tr>${filled.join('')}</tr>`;
  });
  return (
    `<div class="wide" tabindex="0" role="group" aria-label="${escaped(caption)}"><table>` +
    `<thead><tr>${headers.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}

export const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
export const figure = (svg: string, caption: string): string =>
  `<figure>${svg}<figcaption>${escaped(caption)}</figcaption></figure>`;

/** `main`: HTML, already escaped. `style`: rules of this page alone. */
export function page(title: string, main: string, ownStyle = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}${ownStyle}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${main.trim()}
</main>
</body>
</html>
`;
}
