/** How much a test does: the first number by default, the second with `npm run test:long`. */
export function scaled(quick: number, long: number): number {
  return process.env["TEST_LONG"] === "1" ? long : quick;
}
