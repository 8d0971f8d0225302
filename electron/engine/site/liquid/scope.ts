/** Variables by name. */
export type Scope = Record<string, unknown>;

/** An empty scope without a prototype: a name that was not set is not there. */
export function createScope(): Scope {
  return Object.create(null);
}

/** Whether a value is an object whose own fields may be read. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
