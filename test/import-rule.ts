// Who may import whom, as data, with the function that tells what an import breaks.
import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  readonly specifier: string;
  /** Gone after compiling: costs the page no byte and the room no dependency at run time. */
  readonly isTypeOnly: boolean;
}

interface Rule {
  /** Rooms it may import from; its own folder besides. `types:` in front: only types. */
  readonly rooms: readonly string[];
  /** Packages; `types:` in front: only types. `*`: any. */
  readonly packages: readonly string[];
  readonly node: boolean;
}

const toolsOfHttp = ['express', 'multer', 'jose', 'pino', 'zod'];
const moreToolsOfHttp = ['express-rate-limit', 'helmet', 'compression'];
const http = [...toolsOfHttp, ...moreToolsOfHttp];
/** Loaded by the page only when it comes to it: the camera guide, and the picture of a link. */
const loadedLate = [
  '@vladmandic/face-api',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-wasm',
  'qrcode',
];
const allButAdapters = ['domain', 'gate', 'contract', 'ports', 'http', 'features', 'root'];

export const rules: Readonly<Record<string, Rule>> = {
  domain: { rooms: ['domain'], packages: [], node: false },
  gate: { rooms: ['domain', 'gate'], packages: [], node: false },
  contract: { rooms: ['domain', 'contract'], packages: ['zod'], node: false },
  ports: { rooms: ['domain', 'ports'], packages: [], node: false },
  http: { rooms: ['domain', 'contract', 'ports', 'http'], packages: http, node: true },
  features: { rooms: ['domain', 'contract', 'ports'], packages: ['types:express', 'zod'], node: true },
  adapters: { rooms: ['domain', 'ports'], packages: ['*'], node: true },
  // turns installed weights into files: knows nothing of the server
  models: { rooms: ['models'], packages: [], node: true },
  // runs where nothing of the server is
  verify: { rooms: [], packages: [], node: true },
  cli: { rooms: [...allButAdapters, 'models', 'verify', 'cli'], packages: ['commander'], node: true },
  root: { rooms: allButAdapters, packages: http, node: true },
  web: { rooms: ['types:contract', 'web'], packages: ['preact', ...loadedLate], node: false },
};

/** The only ones that read the gate. */
const featuresThatDecide = ['verification', 'review', 'go-live', 'admission'];

/** `room` of the table; `folder` of the feature or adapter. Files right in `server/` are of the room `root`. */
function place(file: string): { room: string; folder: string } | null {
  const [top, second, third, ...rest] = file.split('/');
  if (top === 'web' || top === 'models' || top === 'verify') return { room: top, folder: '' };
  if (top !== 'server' || second === undefined) return null;
  if (third === undefined) return { room: 'root', folder: '' };
  return { room: second, folder: rest.length === 0 ? '' : third };
}

/** Where adapters are chosen and put together, and nowhere else. */
const composers = [
  'server/compose.ts',
  'server/compose-audit.ts',
  'server/compose-database.ts',
  'server/compose-evidence.ts',
  'server/compose-identity.ts',
  'server/compose-keys.ts',
  'server/compose-records.ts',
  'server/compose-registry.ts',
  'server/compose-stand-in.ts',
  'server/compose-tools.ts',
];

/** The folders of adapters that others may import, and which: how outside services are asked, and how bytes are locked. */
const sharedBy: Readonly<Record<string, readonly string[]>> = {
  wire: ['government-records', 'business-registry'],
  cipher: ['evidence-store', 'keys', 'vault', 'wrapping-keys'],
};

/** Rooms open to this very file beyond its room's rule. */
function roomsOf(file: string, rule: Rule): readonly string[] {
  const { room, folder } = place(file) ?? { room: '', folder: '' };
  if (composers.includes(file)) return [...rule.rooms, 'adapters'];
  if (room === 'adapters' && folder === 'face-engine') return [...rule.rooms, 'models'];
  if (room !== 'features') return rule.rooms;
  const forRoutes = posix.basename(file) === 'routes.ts' ? ['http'] : [];
  const forDeciding = featuresThatDecide.includes(folder) ? ['gate'] : [];
  return [...rule.rooms, ...forRoutes, ...forDeciding];
}

const isAllowed = (allowed: readonly string[], name: string, isTypeOnly: boolean): boolean =>
  allowed.includes(name) || allowed.includes('*') || (isTypeOnly && allowed.includes(`types:${name}`));

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** What the import breaks, in words; null when it may be. Paths from the repository's root, with `/`. */
export function brokenBy(file: string, { specifier, isTypeOnly }: Import): string | null {
  const from = place(file);
  const rule = from === null ? undefined : rules[from.room];
  if (from === null || rule === undefined) return `${file} is in no room of the house`;
  const broken = `${file} may not import ${specifier}${isTypeOnly ? ' (types)' : ''}`;
  if (specifier.startsWith('node:')) return rule.node ? null : broken;
  if (!specifier.startsWith('.')) {
    return isAllowed(rule.packages, packageOf(specifier), isTypeOnly) ? null : broken;
  }
  const target = posix.join(posix.dirname(file), specifier);
  const to = place(target);
  if (to === null) return broken;
  const isOwnFolder = to.room === from.room && to.folder === from.folder && from.folder !== '';
  if (isOwnFolder) return null;
  const areAdapters = to.room === 'adapters' && from.room === 'adapters';
  if (areAdapters && sharedBy[to.folder]?.includes(from.folder) === true) return null;
  return isAllowed(roomsOf(file, rule), to.room, isTypeOnly) ? null : broken;
}

/** Every import of a file: static, re-exporting, dynamic, `import('…')` types, `require`. */
export function importsOf(file: string, source: string): readonly Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, isTypeOnly: boolean): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node)) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return found;
}

/** Ways of exporting that hide where a thing lives. */
export function hiddenExportsOf(file: string, source: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const isDefault =
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword));
    if (isDefault) return [`${file} has a default export`];
    if (!ts.isExportDeclaration(statement)) return [];
    const names = statement.exportClause;
    const isAsDefault =
      names !== undefined &&
      ts.isNamedExports(names) &&
      names.elements.some(({ name }) => name.text === 'default');
    if (isAsDefault) return [`${file} has a default export`];
    const isEverything = names === undefined || ts.isNamespaceExport(names);
    const isIndex = /(^|\/)index\.tsx?$/.test(file);
    const isBarrel = statement.moduleSpecifier !== undefined && (isEverything || isIndex);
    return isBarrel ? [`${file} re-exports like a barrel`] : [];
  });
}
