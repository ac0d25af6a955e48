/** One row of the grammar of EnvironmentFile=, as systemd 252 reads it. Bytes stand as latin-1 characters. */
export interface EnvironmentRow {
  readonly what: string;
  readonly bytes: string;
  readonly values: Readonly<Record<string, string>>;
  readonly codes?: readonly string[];
  readonly refused?: true;
}

/** Both the parser and a real manager are held against these rows. */
export const ENVIRONMENT_ROWS: readonly EnvironmentRow[] = [
  { what: "outer blanks go, inner ones stay", bytes: "A=x y  z  \n", values: { A: "x y  z" } },
  {
    what: "blanks around key and equals sign",
    bytes: "A = spaced\n  B=lead\n\tC=tab\n",
    values: { A: "spaced", B: "lead", C: "tab" },
  },
  {
    what: "nothing is expanded",
    bytes: "A=$HOME/src\nB=~/src\nC=`id`\nD=%h/x\n",
    values: { A: "$HOME/src", B: "~/src", C: "`id`", D: "%h/x" },
    codes: ["not-expanded", "not-expanded", "not-expanded", "specifier"],
  },
  {
    what: "double quotes: four escapes, the rest stays",
    bytes: 'A="a \\" \\\\ \\$x \\` \\n b"\n',
    values: { A: 'a " \\ $x ` \\n b' },
    codes: ["kept-escape"],
  },
  {
    what: "double quotes: a backslash that is doubled is meant, as is one in single quotes",
    bytes: "A=\"C:\\\\new\"\nB='C:\\new'\n",
    values: { A: "C:\\new", B: "C:\\new" },
  },
  {
    what: "double quotes: a line break stays, one behind a backslash goes",
    bytes: 'A="multi\nline"\nB="a\\\nb"\n',
    values: { A: "multi\nline", B: "ab" },
  },
  {
    what: "double quotes: a dollar sign stays",
    bytes: 'A="dq $HOME ${HOME}"\n',
    values: { A: "dq $HOME ${HOME}" },
    codes: ["not-expanded"],
  },
  {
    what: "single quotes: all literal",
    bytes: "A='sq $HOME \\\\ \\n x'\nB='a\\\nb'\n",
    values: { A: "sq $HOME \\\\ \\n x", B: "a\\\nb" },
  },
  {
    what: "bare: a backslash takes the next character",
    bytes: "A=un\\q \\$HOME \\n\\tx\n",
    values: { A: "unq $HOME ntx" },
    codes: ["backslash"],
  },
  {
    what: "bare: a backslash before a line end joins",
    bytes: "A=cont\\\n inued\nB=x\\\n",
    values: { A: "cont inued", B: "x" },
  },
  {
    what: "bare: an escaped blank at the end stays",
    bytes: "A=x\\ \nB=\\ y\n",
    values: { A: "x ", B: " y" },
    codes: ["backslash", "backslash"],
  },
  {
    what: "behind a closing quote",
    bytes: 'A="one" two\nB="a""b"\nC="q" \nD=\'a\'"b"\n',
    values: { A: "onetwo", B: "ab", C: "q", D: "ab" },
    codes: ["after-quote", "after-quote", "after-quote"],
  },
  {
    what: "quotes count at the start of a value only",
    bytes: "A=a\"b c\"d\nB=a'b c'd\n",
    values: { A: 'a"b c"d', B: "a'b c'd" },
    codes: ["inner-quote", "inner-quote"],
  },
  {
    what: "a comment sign within a value is part of it",
    bytes: "A=val # not\nB=val;x\n",
    values: { A: "val # not", B: "val;x" },
    codes: ["comment-in-value"],
  },
  { what: "comments", bytes: "# c\n; semi\n  #C=3\nA=1\n", values: { A: "1" } },
  {
    what: "before 254: a comment with a final backslash takes the next line",
    bytes: "# comment\\\nA=after\nB=1\n",
    values: { B: "1" },
    codes: ["comment-backslash"],
  },
  { what: "export is no key", bytes: "export A=1\nB=2\n", values: { B: "2" }, codes: ["bad-key"] },
  { what: "no equals sign", bytes: "noequals\nA=1\n", values: { A: "1" }, codes: ["no-equals"] },
  {
    what: "bad keys",
    bytes: "1BAD=x\nA-B=x\n=x\n=x=y\nA.B=x\nA=1\n",
    values: { A: "1" },
    codes: ["bad-key", "bad-key", "no-equals", "bad-key", "bad-key"],
  },
  {
    what: "the last of two wins",
    bytes: "A=1\nB=x\nA=2\n",
    values: { A: "2", B: "x" },
    codes: ["duplicate"],
  },
  {
    what: "CRLF and a lone CR end lines",
    bytes: "A=1\r\nB=2\r\nC=3\rD=4",
    values: { A: "1", B: "2", C: "3", D: "4" },
  },
  { what: "CR within quotes stays", bytes: 'A="x\r\ny"\n', values: { A: "x\r\ny" } },
  {
    what: "a byte order mark costs the first key",
    bytes: "\xef\xbb\xbfA=bom\nB=2\n",
    values: { B: "2" },
    codes: ["byte-order-mark"],
  },
  {
    what: "an open quote takes the rest",
    bytes: 'A="open\nB=2\n',
    values: { A: "open\nB=2\n" },
    codes: ["open-quote"],
  },
  { what: "empty values", bytes: 'A=\nB=""\nC=', values: { A: "", B: "", C: "" } },
  { what: "no last line end", bytes: "A=noeol", values: { A: "noeol" } },
  { what: "blanks at the end of the file", bytes: "A=x  ", values: { A: "x" } },
  { what: "a second equals sign", bytes: "A==x=y\n", values: { A: "=x=y" } },
  { what: "control characters", bytes: "A=\x01ctl\x7f\n", values: { A: "\x01ctl\x7f" } },
  { what: "UTF-8", bytes: Buffer.from("A=unié✓😀\n").toString("latin1"), values: { A: "unié✓😀" } },
  {
    what: "invalid UTF-8 in a value",
    bytes: "A=\xff\xfebad\nB=2\n",
    values: {},
    codes: ["not-utf8"],
    refused: true,
  },
  {
    what: "a noncharacter in a value",
    bytes: "B=2\nA=\xef\xbf\xbe\n",
    values: {},
    codes: ["not-utf8"],
    refused: true,
  },
  {
    what: "invalid UTF-8 in a comment or in a line without equals sign",
    bytes: "# \xff\n\xff\nB=2\n",
    values: { B: "2" },
    codes: ["no-equals"],
  },
  { what: "NUL", bytes: "B=2\n# \0\n", values: {}, codes: ["nul"], refused: true },
  { what: "an empty file", bytes: "", values: {} },
];
