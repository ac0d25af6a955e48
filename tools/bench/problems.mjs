import { line } from "./measure/tell.mjs";

/** What is wrong with a document of figures, a line each: benches that broke, limits that are missed. */
export function problems({ benches }) {
  return benches.flatMap(({ name, broken, rows }) => [
    ...(broken === undefined ? [] : [`${name}: ${broken}`]),
    ...rows.filter(({ held }) => held === false).map((row) => `${name}: ${line(row)}`),
  ]);
}

/** The rows that say why something has no figure here. */
export const notMeasured = ({ benches }) =>
  benches.flatMap(({ rows }) => rows.filter(({ cannot }) => cannot !== undefined));
