// The benches of the command line print; these are their lines as rows.

const COUNT = /^(\d+) agents under (\w+), (\d+) rounds:$/;
const COMMAND =
  /^ {2}(.+?) +median +(\d+) ms, least (\d+) ms, processor (\d+) ms, ratio ([\d.]+)( beyond the reads)?(?:, limit ([\d.]+))?$/;

export function readCliLines(text) {
  let under;
  return text.split("\n").flatMap((each) => {
    under = COUNT.exec(each) ?? under;
    const found = COMMAND.exec(each);
    if (found !== null && under !== undefined) return [command(found, under)];
    const share = /^idle, (.+): ([\d.]+) % of a core, limit ([\d.]+) %$/.exec(each);
    if (share !== null)
      return [
        judged(`board at rest, ${share[1]}`, "% of a core", Number(share[2]), Number(share[3])),
      ];
    return [];
  });
}

function command([, name, , , processor, ratio, beyond, limit], [, agents, supervisor, rounds]) {
  const row = { name: `${name}, ${agents} agents under ${supervisor}`, unit: "ms of processor" };
  Object.assign(row, flat(Number(processor)), {
    rounds: Number(rounds),
    ratio: flat(Number(ratio)),
  });
  if (limit !== undefined)
    Object.assign(row, { limit: Number(limit), held: Number(ratio) <= Number(limit) });
  if (beyond !== undefined) row.note = "ratio beyond the reads";
  return row;
}

const judged = (name, unit, figure, limit) => ({
  name,
  unit,
  ...flat(figure),
  rounds: 1,
  limit,
  held: figure <= limit,
});

const flat = (figure) => ({ median: figure, p25: figure, p75: figure });
