// As many made-up incidents as asked for (POINTS=100000 npm run mock), to see whether the map stays
// smooth: places in clumps, thirty days, every status.

/** A generator that gives the same numbers every time (mulberry32). */
function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function many(count, { kinds, statuses, parties, firstDay, days, bounds: [west, south, east, north] }) {
  const roll = dice(20160912);
  const normal = () => Math.sqrt(-2 * Math.log(roll() + 1e-12)) * Math.cos(2 * Math.PI * roll());
  const towns = Array.from({ length: 60 }, () => [west + roll() * (east - west), south + roll() * (north - south), 0.03 + roll() * 0.4]);
  const points = { ids: [], lon: [], lat: [], day_from: [], day_until: [], reach_m: [], kind: [], kinds, status: [], statuses, by: [], parties, truncated: false };
  for (let i = 0; i < count; i += 1) {
    const [lon, lat, width] = towns[Math.floor(roll() ** 2 * towns.length)];
    const from = firstDay + Math.floor(roll() * days);
    points.ids.push(`I-${String(i).padStart(16, "0")}`);
    points.lon.push(lon + normal() * width);
    points.lat.push(lat + normal() * width);
    points.day_from.push(from);
    points.day_until.push(from + (roll() < 0.2 ? Math.floor(roll() * 6) : 0));
    points.reach_m.push(Math.round(200 * 10 ** (roll() * 2)));
    points.kind.push(Math.floor(roll() * kinds.length));
    points.status.push(1 + Math.floor(roll() ** 2 * (statuses.length - 1)));
    points.by.push(Math.floor(roll() * (parties.length + 1)) - 1);
  }
  return points;
}
