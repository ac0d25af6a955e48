/** What a pane shows at one moment; its text with colours as escape sequences where they were asked for. */
export interface Screen {
  readonly text: string;
  /** Counted from 0. */
  readonly cursor: { readonly visible: boolean; readonly x: number; readonly y: number };
  /** Lines that scrolled off its top and are kept, and how many are kept at most. */
  readonly history: number;
  readonly historyLimit: number;
}
