import { describe, expect, it } from "vitest";
import { type Faults, check, nearestSector } from "./check";
import { EMPTY, type Form, empty, read } from "./form";

const NOW = "2016-09-17T12:00:00Z";
const filing = { uuid: "0b9d3f6e-2c1a-4f5e-8a7b-3c2d1e0f9a8b", zone: "Asia/Damascus", now: NOW, photos: [] };
const good: Form = {
  ...empty("field-team", "2016-09-17T14:30"), until: "2016-09-17T14:50", sense: "heard", kind: "shelling",
  ownLat: "36,2021", ownLon: "37.1601", ownAccuracy: "12", sector: "SW", near: "4", far: "5",
};
const faultsOf = (change: Partial<Form>): Faults => check({ ...good, ...change }, filing).faults;

describe("the form's check", () => {
  it("makes the report that was meant", () => {
    expect(check({ ...good, count: { low: "3", best: "", high: "" }, weapon: "mortar", by: ["A", "B"], text: " boom " }, filing)).toEqual({
      faults: {},
      report: {
        uuid: filing.uuid, source: "field-team", observed_from: "2016-09-17T11:30:00Z", observed_until: "2016-09-17T11:50:00Z",
        heard_or_seen: "heard", kind: "shelling", weapon: { class: "mortar" }, count: { low: 3 }, by: ["A", "B"], text: "boom",
        observer_position: { lat: 36.2021, lon: 37.1601, accuracy_m: 12 }, bearing_sector: "SW", range_m: { low: 4000, high: 5000 }, filed_at: NOW,
      },
    });
  });

  it("sends degrees or a wind, never both", () => {
    const { report } = check({ ...good, degrees: "220" }, filing);
    expect(report).toMatchObject({ bearing_deg: 220 });
    expect(report).not.toHaveProperty("bearing_sector");
  });

  it("keeps a named place and a spot apart from where the observer stood", () => {
    expect(check({ ...good, way: "place", place: " Handarat " }, filing).report).toMatchObject({ place: { name: "Handarat" }, observer_position: {} });
    const spot = check({ ...good, way: "spot", lat: "36.1", lon: "37.2", radius: "0.5" }, filing).report;
    expect(spot?.place).toEqual({ lat: 36.1, lon: 37.2, radius_m: 500 });
    expect(spot).not.toHaveProperty("range_m");
    expect(check({ ...good, way: "open", ownLat: "", ownLon: "" }, filing).report).not.toHaveProperty("place");
  });

  it.each<[Partial<Form>, Faults]>([
    [{ source: "", kind: "", sense: "" }, { source: "missing", kind: "missing", sense: "missing" }],
    [{ from: "2016-09-17T15:00", until: "2016-09-17T14:00" }, { until: "swapped-times" }],
    [{ from: "", until: "" }, { from: "no-time", until: "no-time" }],
    [{ until: "2016-09-17T15:02" }, { until: "future" }],
    [{ count: { low: "5", best: "3", high: "" } }, { count: "unordered" }],
    [{ killed: { ...EMPTY, best: "some" } }, { killed: "no-number" }],
    [{ killed: { ...EMPTY, best: "-1" } }, { killed: "no-number" }],
    [{ ownLat: "", ownLon: "" }, { own: "missing" }],
    [{ ownLat: "96", ownLon: "37" }, { own: "off-globe" }],
    [{ ownLat: "36", ownLon: "" }, { own: "off-globe" }],
    [{ degrees: "361" }, { direction: "no-bearing" }],
    [{ sector: "", near: "", far: "" }, { direction: "no-direction" }],
    [{ near: "5", far: "4" }, { range: "swapped-range" }],
    [{ way: "place" }, { place: "missing" }],
    [{ way: "spot", radius: "0" }, { spot: "missing", radius: "no-radius" }],
    [{ text: "x".repeat(20_001) }, { text: "too-long" }],
  ])("says of %j what is wrong", (change, faults) => {
    expect(faultsOf(change)).toEqual(faults);
  });

  it("holds photos to what the server takes", () => {
    const jpeg = { type: "image/jpeg", size: 1000 };
    expect(check(good, { ...filing, photos: Array(8).fill(jpeg) }).faults).toEqual({});
    expect(check(good, { ...filing, photos: Array(9).fill(jpeg) }).faults).toEqual({ photos: "too-many-photos" });
    expect(check(good, { ...filing, photos: [{ ...jpeg, size: 8 * 1024 * 1024 + 1 }] }).faults).toEqual({ photos: "photo-too-large" });
    expect(check(good, { ...filing, photos: [{ ...jpeg, type: "image/heic" }] }).faults).toEqual({ photos: "no-photo" });
  });

  it("reads numbers as they are written in three languages", () => {
    expect([read("4,5"), read("٤٫٥"), read("۱۲"), read(" -3 "), read(".5")]).toEqual([4.5, 4.5, 12, -3, 0.5]);
    expect([read(""), read("4.5.6"), read("1e3"), read("Infinity"), read("12 km")]).toEqual([null, null, null, null, null]);
  });

  it("finds the nearest wind of eight", () => {
    expect([0, 22, 23, 180, 225, 337, 338, 360].map(nearestSector)).toEqual([0, 0, 1, 4, 5, 7, 0, 0]);
  });
});
