// Values that fit a schema of the description of the API, as far as a schema can say it.
import type { Chance } from './chance.ts';

export interface Schema {
  readonly type?: 'object' | 'array' | 'integer' | 'number' | 'boolean' | 'null' | 'string';
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly $ref?: string;
}

export interface Fitting {
  readonly schemas: Readonly<Record<string, Schema>>;
  /** What fits a property of that name, where the schema alone does not say what means something. */
  readonly known: Readonly<Record<string, readonly unknown[]>>;
  readonly chance: Chance;
}

export function fittingValue(schema: Schema, name: string, fitting: Fitting): unknown {
  const { chance, known, schemas } = fitting;
  const inside = (inner: Schema): unknown => fittingValue(inner, name, fitting);
  if (schema.$ref !== undefined) return inside(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.any(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return inside(chance.any(choices) ?? {});
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) === true || chance.oneIn(2))
          .map(([key, inner]) => [key, fittingValue(inner, key, fitting)]),
      );
    case 'array': {
      const length = (schema.minItems ?? 0) + chance.below(3);
      return Array.from({ length }, () => inside(schema.items ?? {}));
    }
    case 'integer':
    case 'number':
      return known[name] === undefined ? (schema.minimum ?? 0) + chance.below(3) : chance.any(known[name]);
    case 'boolean':
      return chance.oneIn(2);
    case 'null':
      return null;
    case 'string':
    case undefined:
      return chance.any(known[name] ?? ['x'.repeat(Math.max(1, schema.minLength ?? 1))]);
  }
}
