/** How prices, sizes and times are written. */

const MINUS = "\u2212"; // as wide as a plus

/**
 * Return what writes a price of a symbol as `/udf/symbols` describes it: with the decimals of its
 * tick, or in 32nds, where finer ticks add the first decimal of the part of a 32nd.
 */
export function priceWriter({ minmov, pricescale, fractional }) {
  if (fractional) {
    const fine = (32 * minmov) / pricescale < 1;
    return (price) => `${price < 0 ? MINUS : ""}${inThirtySeconds(Math.abs(price), fine)}`;
  }
  const decimals = decimalsOf(pricescale);
  const written = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (price) => written.format(price).replace("-", MINUS);
}

/** Return how many decimals a price has of which one unit is 1 ÷ `pricescale`. */
export function decimalsOf(pricescale) {
  return Math.max(0, Math.round(Math.log10(pricescale)));
}

function inThirtySeconds(price, fine) {
  const total = fine ? Math.round(price * 32_000) / 1_000 : Math.round(price * 32);
  const whole = Math.floor(total / 32);
  const points = Math.floor(total - whole * 32);
  const rest = fine ? String(Math.floor((total - whole * 32 - points) * 10 + 1e-9)) : "";
  return `${whole}'${String(points).padStart(2, "0")}${rest}`;
}

/** Return what writes a moment in seconds on the exchange's wall clock; days have no time of day. */
export function timeWriter(zone, hasDays) {
  const day = { timeZone: hasDays ? "UTC" : zone, day: "numeric", month: "short" };
  const clock = { timeZone: zone, hour: "2-digit", minute: "2-digit" };
  const full = hasDays ? { ...day, year: "numeric" } : { ...day, ...clock };
  const [dates, times, moments] = [day, clock, full].map(
    (parts) => new Intl.DateTimeFormat("en-GB", parts),
  );
  return {
    date: (seconds) => dates.format(seconds * 1000),
    clock: (seconds) => (hasDays ? dates : times).format(seconds * 1000),
    moment: (seconds) => moments.format(seconds * 1000),
  };
}

/** Write how many there are of something: 1 fill, 2 fills. */
export function counted(count, noun) {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Write how long ago something was: 14 s, 3 min, 2 h. */
export function ageWords(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
