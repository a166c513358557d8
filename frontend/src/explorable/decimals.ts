// Decimal numbers as files and commands have them, exactly: times a million, as compiled assessments hold them.

const DECIMAL = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:e([+-]?\d{1,3}))?$/i;
const DECIMALS = 6;
/** What is below 2^53 has no more digits. */
const DIGITS = 16;

/** The number times a million; why not: it is none, has more than six decimals, or is too large for any range. */
export function scaled(text: string): number | "number" | "decimals" | "large" {
  const parts = DECIMAL.exec(text.trim());
  if (!parts) return "number";
  const [, sign, whole = "", decimals = "", alone = "", exponent = "0"] = parts, behind = decimals + alone;
  const digits = (whole + behind).replace(/^0+/, ""), kept = digits.replace(/0+$/, "");
  if (!kept) return 0;
  const places = behind.length - Number(exponent) - (digits.length - kept.length);
  if (places > DECIMALS) return "decimals";
  if (kept.length + DECIMALS - places > DIGITS) return "large";
  return Number(`${sign}${kept}${"0".repeat(DECIMALS - places)}`);
}
