// The operator's templates are about this very program: its policy, texts, periods and models, or the test fails.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { consentItems, consentTextVersion } from '../../server/domain/consent.ts';
import { evidenceClasses, kindsOf, type EvidenceClass } from '../../server/domain/erasure.ts';
import { evidenceKinds } from '../../server/domain/evidence.ts';
import { periods, retentionVersion } from '../../server/domain/retention.ts';
import { statementVersion } from '../../server/domain/statement.ts';
import { filingThreshold, warningShare } from '../../server/domain/stored-faces.ts';
import { policy } from '../../server/gate/policy.ts';

interface Activity {
  readonly consent: string;
  readonly evidence: readonly string[];
  readonly retention: Readonly<Record<string, unknown>>;
}
interface Processing {
  readonly boundTo: Readonly<Record<string, unknown>>;
  readonly activities: readonly Activity[];
  readonly storedFaces: Readonly<Record<string, unknown>>;
}
interface Model {
  readonly result: Readonly<Record<'model' | 'weights', { readonly sha256: string }>>;
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const processing = JSON.parse(read('docs/privacy/processing.json')) as Processing;
const manifest = JSON.parse(read('models/manifest.json')) as Record<string, Model>;
const hashes = Object.entries(manifest).map(([name, { result }]) => ({
  name,
  model: result.model.sha256,
  weights: result.weights.sha256,
}));

test('the record of processing names the versions and models that run', () => {
  expect(processing.boundTo).toEqual({
    policy: policy.version,
    consentTexts: consentTextVersion,
    statementOfWill: statementVersion,
    retention: retentionVersion,
    models: Object.fromEntries(hashes.map(({ name, ...of }) => [name, of])),
  });
});

test.each(['docs/privacy/impact-assessment.md', 'docs/privacy/impact-assessment.zh-CN.md'])(
  '%s does too',
  (path) => {
    const rows = read(path).split('\n');
    const row = (version: string) =>
      rows.some((line) => line.startsWith('|') && line.includes(`\`${version}\``));
    for (const version of [policy.version, consentTextVersion, statementVersion, retentionVersion])
      expect(row(version), version).toBe(true);
    for (const { name, weights } of hashes)
      expect(
        rows.some((line) => line.includes(name) && line.includes(weights.slice(0, 16))),
        name,
      ).toBe(true);
  },
);

test('each consent is an activity, each kind of evidence belongs to one, with the periods that are in force', () => {
  const { activities } = processing;
  expect(activities.map(({ consent }) => consent).sort()).toEqual([...consentItems].sort());
  expect(activities.flatMap(({ evidence }) => evidence).sort()).toEqual([...evidenceKinds].sort());
  const retentionOf = (one: EvidenceClass) =>
    activities.find(({ retention }) => retention['class'] === one)?.retention ?? {};
  for (const one of evidenceClasses)
    expect(activities.find(({ retention }) => retention['class'] === one)?.evidence).toEqual(kindsOf[one]);
  expect(retentionOf('document')).toMatchObject({
    notAdmitted: periods.notAdmitted,
    afterExit: periods.identityAfterExit,
  });
  expect(retentionOf('face')).toMatchObject({ afterDecision: periods.face });
  expect(retentionOf('record')).toMatchObject({ afterDecision: periods.face });
  expect(processing.storedFaces).toMatchObject({ threshold: filingThreshold, warningShare });
});
