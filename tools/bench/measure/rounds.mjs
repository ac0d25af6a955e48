/** `--quick`, also from the entry: fewer rounds and smaller numbers, to see that everything works. Its figures are for nobody. */
const isQuick = process.argv.includes("--quick") || process.env.BENCH_QUICK === "1";

/** One of two by `--quick`. */
export const sized = (usual, quick) => (isQuick ? quick : usual);

/** How many rounds; `BENCH_ROUNDS` overrules. */
export const rounds = (usual, quick = 3) => Number(process.env.BENCH_ROUNDS ?? sized(usual, quick));
