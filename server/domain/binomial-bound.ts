// How large an error rate may be, given how many errors were seen in how many trials: exact, one-sided, 95 %.

export interface ErrorRate {
  readonly errors: number;
  readonly trials: number;
  readonly rate: number | null; // 0..1; null when nothing was tried
  readonly upper95: number; // 0..1; the true rate is below it, 95 % one-sided, if the trials are independent
}

// Lanczos approximation, g = 7, relative error below 1e-14 for x > 0.5
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  const y = x - 1;
  const sum = lanczos.reduce((total, c, i) => total + c / (y + i + 1), 0.9999999999998099);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Lentz's evaluation; converges fast for x < (a + 1) / (a + b + 2). */
function betaFraction(x: number, a: number, b: number): number {
  const notZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    fraction *= d * c;
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

/** Regularised incomplete beta function I_x(a, b), a and b above 0. */
function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function upperBound(errors: number, trials: number, confidence: number): number {
  if (!Number.isInteger(errors) || !Number.isInteger(trials) || errors < 0 || errors > trials)
    throw new RangeError(`${errors} errors in ${trials} trials cannot be`);
  if (errors === trials) return 1;
  let [low, high] = [errors / trials, 1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (regularizedBeta(middle, errors + 1, trials - errors) < confidence) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Clopper and Pearson's upper limit, 95 % one-sided: the rate at which so few errors would be seen one time in twenty.
 * 1 when nothing was tried. Does not hold for trials that depend on each other, such as pairs that share a photo.
 */
export function upperBound95(errors: number, trials: number): number {
  return upperBound(errors, trials, 0.95);
}

/** A share with the bounds it is known within: 95 %, two-sided. */
export interface Bounds {
  readonly lower95: number;
  readonly upper95: number;
}

/** Clopper and Pearson's interval: exact, and rather too wide than too narrow. 0 to 1 when nothing was tried. */
export function bounds95(hits: number, trials: number): Bounds {
  return { lower95: 1 - upperBound(trials - hits, trials, 0.975), upper95: upperBound(hits, trials, 0.975) };
}

export function errorRate(errors: number, trials: number): ErrorRate {
  return {
    errors,
    trials,
    rate: trials === 0 ? null : errors / trials,
    upper95: upperBound95(errors, trials),
  };
}

/** Fewest trials in which no error at all shows that the rate is at most this one: 299 for 1 %, 2995 for 0.1 %. */
export function trialsToClaim(rate: number): number {
  return Math.ceil(Math.log(0.05) / Math.log1p(-rate));
}

/** 95 %, one-sided the other way: the true rate is above it. 0 when no error was seen. */
export function lowerBound95(errors: number, trials: number): number {
  return 1 - upperBound95(trials - errors, trials);
}

/** Fewest trials in which so many errors and no more still show a rate of at most this one, 0 < rate < 1. */
export function trialsToClaimDespite(errors: number, rate: number): number {
  if (errors === 0) return trialsToClaim(rate);
  let tooFew = errors;
  let enough = 2 * Math.max(errors, trialsToClaim(rate));
  while (upperBound95(errors, enough) > rate) [tooFew, enough] = [enough, 2 * enough];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (upperBound95(errors, middle) <= rate) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/** Most errors in so many trials that still show a rate of at most this one; null when not even none would. */
export function errorsAllowed(rate: number, trials: number): number | null {
  if (trials < trialsToClaim(rate)) return null;
  let [allowed, tooMany] = [0, trials];
  while (tooMany - allowed > 1) {
    const middle = Math.floor((allowed + tooMany) / 2);
    if (upperBound95(middle, trials) <= rate) allowed = middle;
    else tooMany = middle;
  }
  return allowed;
}
