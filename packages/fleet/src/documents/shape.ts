import type { ZodExactOptional, ZodType } from "zod";

/** How each key of a document is read: every key of the type is here, and optional in the same way. */
export type Shape<T> = {
  readonly [Key in keyof Required<T>]: object extends Pick<T, Key>
    ? ZodExactOptional<ZodType<Exclude<T[Key], undefined>>>
    : ZodType<T[Key]>;
};
