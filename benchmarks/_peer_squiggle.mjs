// The small model in squiggle-lang: reads the specification from standard input, writes it as Squiggle, runs it, and
// prints quantiles and CPU milliseconds.
import { readFileSync } from "node:fs";
import { run } from "@quri/squiggle-lang";

const spec = JSON.parse(readFileSync(0, "utf8"));
const sampleCount = Number(process.argv[2]);
const lines = [];
const draw = (name, dist) => lines.push(`${name} = SampleSet.fromDist(${dist})`);
const larger = (one, other) => `SampleSet.max(${one}, ${other})`;
const smaller = (one, other) => `SampleSet.min(${one}, ${other})`;
const stretch = (z, up, down) => `exp(${larger(z, 0)} * ${up} + ${smaller(z, 0)} * ${down})`;
const spread = ([low, likely, high], z) =>
  `${likely} * ${stretch(z, Math.log(high / likely) / spec.z90, Math.log(likely / low) / spec.z90)}`;

draw("common", "normal(0, 1)");
spec.drivers.forEach(({ probability, factor: [low, mode, high] }, d) => {
  draw(`happens${d}`, `bernoulli(${probability})`);
  draw(`size${d}`, `triangular(${low}, ${mode}, ${high})`);
  lines.push(`factor${d} = 1 + happens${d} * (size${d} - 1)`);
});
spec.roles.forEach((role, r) => {
  draw(`luckRate${r}`, "normal(0, 1)");
  lines.push(`rate${r} = ${spread(role.rate, `luckRate${r}`)}`);
});
const free = spec.roles.map((role) => Array(role.units).fill("zero"));
let names = 0;
const keep = (expression) => {
  names += 1;
  lines.push(`v${names} = ${expression}`);
  return `v${names}`;
};
lines.push("zero = SampleSet.fromNumber(0)");
const through = [];
const costs = [];
spec.packages.forEach((one, p) => {
  draw(`own${p}`, "normal(0, 1)");
  const z = keep(`${Math.sqrt(spec.correlation)} * common + ${Math.sqrt(1 - spec.correlation)} * own${p}`);
  const factors = one.drivers.map((d) => ` * factor${d}`).join("");
  const effort = keep(`${one.likely} * ${stretch(z, one.up, one.down)}${factors}`);
  const day = one.roles.map(([r, share]) => `${share} * rate${r}`).join(" + ");
  costs.push(keep(`${effort} * (${day} + ${one.sme * spec.business_rate})`));
  const ready = [...one.after.map((q) => through[q]), ...one.roles.map(([r, , k]) => free[r][k - 1])];
  const start = ready.filter((name) => name !== "zero").reduce((one, other) => keep(larger(one, other)), "zero");
  for (const [r, , k, held] of one.roles) {
    const old = free[r];
    const until = keep(`${start} + ${effort} * ${held}`);
    free[r] = old.map((at, j) => keep(larger(at, j + k < old.length ? smaller(old[j + k], until) : until)));
  }
  const done = `${start} + ${effort} * ${Math.max(...one.roles.map((role) => role[3]))}`;
  if (one.wait) {
    draw(`luckWait${p}`, "normal(0, 1)");
    through.push(keep(`${done} + ${spread(one.wait, `luckWait${p}`)}`));
  } else {
    through.push(keep(done));
  }
});
const last = through.reduce((one, other) => keep(larger(one, other)));
lines.push(`cost = ${costs.join(" + ")}`, `months = ${last} / ${spec.days_per_month}`);
lines.push("[quantile(cost, 0.5), quantile(cost, 0.8), quantile(months, 0.5), quantile(months, 0.8)]");

const before = process.cpuUsage();
const output = await run(lines.join("\n"), { environment: { sampleCount, xyPointLength: 1000 } });
const used = process.cpuUsage(before);
if (!output.result.ok) throw new Error(output.result.value.toString());
const [a, b, c, d] = JSON.parse(output.result.value.result.toString());
console.log(JSON.stringify({ cost: [a, b], months: [c, d], ms: (used.user + used.system) / 1000 }));
