import { quote } from "./quote.js";
import type { TextProblem } from "./problem.js";

/**
 * Whether systemd would read this calendar expression (systemd.time(7)): undefined where it would. What only a machine knows, whether a
 * time zone is there, is not judged.
 */
export function calendarProblem(text: string): TextProblem | undefined {
  if (text.trim() === "") return { index: 0, problem: "it is empty", hint: HINT };
  if (text.length > 255) return { index: 255, problem: "it is longer than any needs", hint: HINT };
  const wrong = new Reader(text).read();
  return wrong === undefined ? undefined : { ...wrong, hint: HINT };
}

const HINT = "write it as systemd does, such as `Mon..Fri 08:00`, `*-*-* 06:30` or `daily`";

const WORDS = new Set(
  (
    "minutely hourly daily monthly weekly yearly annually anually quarterly " +
    "biannually bi-annually semiannually semi-annually"
  ).split(" "),
);
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** systemd stops there. */
const MOST_PARTS = 240;

type Wrong = Pick<TextProblem, "index" | "problem">;

interface Part {
  readonly at: number;
  readonly start: number;
  readonly stop: number | undefined;
  readonly repeat: number;
}

class Wrongness extends Error {
  readonly wrong: Wrong;
  constructor(index: number, problem: string) {
    super(problem);
    this.wrong = { index, problem };
  }
}

/** Goes over the text as systemd's own parser does. */
class Reader {
  readonly #whole: string;
  #text: string;
  #at = 0;

  constructor(text: string) {
    this.#whole = text;
    this.#text = withoutZone(text);
  }

  read(): Wrong | undefined {
    if (WORDS.has(this.#text.toLowerCase())) return undefined;
    try {
      this.#weekdays();
      if (!this.#date()) this.#time();
    } catch (error) {
      if (error instanceof Wrongness) return error.wrong;
      throw error;
    }
    return undefined;
  }

  #weekdays(): void {
    let from: number | undefined;
    for (let first = true; ; first = false) {
      const rest = this.#text.slice(this.#at).toLowerCase();
      const day = DAYS.findIndex((name) => rest.startsWith(name.slice(0, 3)));
      const name = DAYS[day];
      if (name === undefined) {
        if (first) return;
        this.#fail("is no weekday");
      }
      if (from !== undefined && from > day)
        this.#fail("ends before it begins: a week goes from Mon to Sun");
      const isRange = from !== undefined;
      from = undefined;
      this.#at += rest.startsWith(name) ? name.length : 3;
      if (this.#isEnd()) return;
      if (isRange && /^[.-]/.test(this.#char())) this.#fail("comes after a range");
      else if (this.#text.startsWith("..", this.#at)) [from, this.#at] = [day, this.#at + 2];
      else if (this.#char() === "-") [from, this.#at] = [day, this.#at + 1];
      else if (this.#char() === ",") this.#at++;
      else this.#fail("comes after a weekday");
      if (this.#isEnd()) {
        if (from === undefined) return;
        this.#fail("is missing: a range has an end");
      }
    }
  }

  /** True where nothing can come after it. */
  #date(): boolean {
    if (this.#char() === "") return true;
    if (this.#char() === "@") {
      this.#at++;
      while (this.#char() === " ") this.#at++;
      this.#number(false);
      if (this.#char() !== "") this.#fail("comes after a point in time");
      return true;
    }
    const begin = this.#at;
    const first = this.#chain();
    if (this.#char() === "" || this.#char() === ":") {
      this.#at = begin;
      return false;
    }
    let isFromEnd = this.#dash();
    const second = this.#chain();
    if (this.#isEnd()) {
      check(first, 1, 12, "month");
      check(second, 1, 31, "day", isFromEnd);
      return this.#char() === "";
    }
    if (isFromEnd) this.#fail("comes after a day");
    isFromEnd = this.#dash();
    const third = this.#chain();
    if (!this.#isEnd()) this.#fail("comes after a day");
    check(first.map(wholeYear), 1970, 2199, "year");
    check(second, 1, 12, "month");
    check(third, 1, 31, "day", isFromEnd);
    return this.#char() === "";
  }

  #dash(): boolean {
    const char = this.#char();
    if (char !== "-" && char !== "~") this.#fail("is neither `-` nor `:`");
    this.#at++;
    return char === "~";
  }

  #time(): void {
    check(this.#chain(), 0, 23, "hour");
    if (this.#char() !== ":") this.#fail("is missing: a time has a `:`", true);
    this.#at++;
    check(this.#chain(), 0, 59, "minute");
    if (this.#char() === "") return;
    if (this.#char() !== ":") this.#fail("comes after a minute");
    this.#at++;
    check(this.#chain(true), 0, 59.999999, "second");
    if (this.#char() !== "") this.#fail("comes after a time");
  }

  /** `*`, or numbers, ranges and steps with commas between them. */
  #chain(hasFractions = false): Part[] {
    if (this.#char() === "*") {
      this.#at++;
      return [];
    }
    const parts: Part[] = [];
    do {
      if (parts.length > 0) this.#at++;
      if (parts.length > MOST_PARTS) this.#fail("is one too many");
      const at = this.#at;
      const start = this.#number(hasFractions);
      let stop: number | undefined;
      if (this.#text.startsWith("..", this.#at)) {
        this.#at += 2;
        stop = this.#number(hasFractions);
      }
      let repeat = stop === undefined ? 0 : 1;
      if (this.#char() === "/") {
        this.#at++;
        repeat = this.#number(hasFractions);
        if (repeat === 0) this.#fail("comes after a step of 0");
      }
      if (!/^[ ,~:-]?$/.test(this.#char())) this.#fail("is not read here");
      parts.push({ at, start, stop, repeat });
    } while (this.#char() === ",");
    return parts;
  }

  #number(hasFractions: boolean): number {
    const pattern = hasFractions ? /^\d+(?:\.(?!\.)\d*)?/ : /^\d+/;
    const [digits] = pattern.exec(this.#text.slice(this.#at)) ?? [];
    if (digits === undefined) this.#fail("is no number");
    this.#at += digits.length;
    const value = Number(digits);
    return hasFractions ? Math.round(value * 1e6) / 1e6 : value;
  }

  /** Skips the blanks behind what was read, if it ends here. */
  #isEnd(): boolean {
    if (this.#char() !== "" && this.#char() !== " ") return false;
    while (this.#char() === " ") this.#at++;
    return true;
  }

  #char(): string {
    return this.#text[this.#at] ?? "";
  }

  #fail(problem: string, isMissing = false): never {
    const rest = this.#whole.slice(this.#at);
    const shown =
      isMissing || rest === "" ? (rest === "" ? "what should follow" : "something") : quote(rest);
    throw new Wrongness(this.#at, `${shown} ${problem}`);
  }
}

/** Without the name of a time zone at its end, which only a machine can judge. */
function withoutZone(text: string): string {
  const [zone] = / +[A-Za-z][A-Za-z0-9_+/-]*$/.exec(text) ?? [];
  return zone === undefined || zone === text ? text : text.slice(0, -zone.length);
}

function wholeYear({ start, stop, ...rest }: Part): Part {
  const whole = (year: number): number =>
    year < 70 ? year + 2000 : year < 100 ? year + 1900 : year;
  return { ...rest, start: whole(start), stop: stop === undefined ? undefined : whole(stop) };
}

function check(
  parts: readonly Part[],
  from: number,
  to: number,
  what: string,
  isFromEnd = false,
): void {
  // Of a day from the end of a month only those that every month has.
  const most = isFromEnd ? to - 3 : to;
  for (const part of parts) {
    const { at, start } = part;
    if (start < from || start > most) throw new Wrongness(at, `there is no ${what} ${start}`);
    if (part.stop !== undefined && part.stop < start)
      throw new Wrongness(at, `there is no range of ${what}s from ${start} to ${part.stop}`);
    const { stop, repeat } = steps(part);
    const room = isFromEnd ? start - from : most - start;
    if (repeat > to - from || (stop === undefined && repeat > room))
      throw new Wrongness(at, `no ${what} comes after a step of ${repeat} from ${start}`);
    if (stop !== undefined && stop > most)
      throw new Wrongness(at, `there is no range of ${what}s from ${start} to ${stop}`);
  }
}

/** A range ends at its last step; one that is shorter than a step is its first value alone. */
function steps({ start, stop, repeat }: Part): Pick<Part, "stop" | "repeat"> {
  if (stop === undefined) return { stop, repeat };
  if (start + repeat > stop) return { stop: undefined, repeat: 0 };
  return { stop: stop - ((stop - start) % repeat), repeat };
}
