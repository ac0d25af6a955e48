import { paint, type Tint } from "@mosaicstack/command-line";
import { visible } from "@mosaicstack/tmux-client/visible";

export interface Cell {
  /** One line, from wherever: it is made `visible`. */
  readonly text: string;
  readonly tint?: Tint | undefined;
}

export interface Column {
  readonly title: string;
  /** Where the line is too narrow: 1 is left out first; undefined: always there. */
  readonly drops?: number;
  /** May be cut with `…` where leaving out columns does not suffice. */
  readonly shrinks?: true;
  readonly right?: true;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly width: number | undefined;
  readonly color: boolean;
}

const gap = 2;
const least = 5;

/** Lines of a table, none wider than `width` where its columns can be left out or cut that far. */
export function renderTable({ columns, rows: given, width = Infinity, color }: Table): string[] {
  const rows = given.map((row) => row.map((cell) => ({ ...cell, text: visible(cell.text) })));
  const shown = columns.map((column, index) => {
    const texts = rows.map((row) => row[index]?.text ?? "");
    return {
      ...column,
      index,
      size: Math.max(...[column.title, ...texts].map((text) => text.length)),
    };
  });
  const excess = (): number => shown.reduce((sum, { size }) => sum + size + gap, -gap) - width;
  const byWorth = shown.filter((column) => column.drops !== undefined);
  byWorth.sort((a, b) => (a.drops ?? 0) - (b.drops ?? 0));
  for (const column of byWorth) {
    if (excess() > 0) shown.splice(shown.indexOf(column), 1);
  }
  for (const column of shown.filter(({ shrinks }) => shrinks).reverse()) {
    column.size = Math.max(least, column.size - Math.max(0, excess()));
  }
  const line = (cellOf: (column: (typeof shown)[number]) => Cell): string =>
    shown
      .map((column) => {
        const { text, tint } = cellOf(column);
        const cut = text.length > column.size ? `${text.slice(0, column.size - 1)}…` : text;
        const space = " ".repeat(column.size - cut.length);
        const painted = paint(cut, tint, color);
        return column.right ? space + painted : painted + space;
      })
      .join(" ".repeat(gap))
      .trimEnd();
  return [
    line(({ title }) => ({ text: title, tint: "dim" })),
    ...rows.map((row) => line(({ index }) => row[index] ?? { text: "" })),
  ];
}
