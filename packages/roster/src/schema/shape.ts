import type { ZodType } from "zod";

/** How each key of a map is read: whatever the map can hold has to be here. */
export type Shape<T> = { [Key in keyof Required<T>]: ZodType<T[Key]> };
