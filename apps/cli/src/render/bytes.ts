/** Bytes in the largest unit of 1024 that keeps a whole number, with one decimal below ten: `1.5G`, `340M`. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = "B";
  for (const next of ["K", "M", "G", "T"]) {
    if (amount < 1023.5) break;
    amount /= 1024;
    unit = next;
  }
  const digits = unit === "B" || amount >= 9.95 ? 0 : 1;
  return `${amount.toFixed(digits)}${unit}`;
}
