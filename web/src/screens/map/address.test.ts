import { describe, expect, it } from "vitest";
import { type Asked, read, write } from "./address";

function query(asked: Asked): URLSearchParams {
  const pairs = Object.entries(write(asked)).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(new URLSearchParams(pairs).toString());
}

describe("the map's address", () => {
  it("says everything that is shown, and is read back the same", () => {
    const all: Asked = {
      day: "2016-09-14", span: "7", term: "1.a", perspective: "close-to-government", kind: "shelling",
      party: "Government & allies", status: "breach_alleged", view: { lon: 37.1234, lat: -36.2, zoom: 8.25 }, open: "I-01@x",
    };
    expect(read(query(all))).toEqual(all);
    const bare = read(new URLSearchParams());
    expect(read(query(bare))).toEqual(bare);
    expect(query(bare).toString()).toBe("");
  });

  it("passes over what makes no sense", () => {
    const asked = read(new URLSearchParams("day=2016-13-77&span=3&status=guilty&view=1,2"));
    expect(asked).toMatchObject({ day: undefined, span: "all", status: undefined, view: undefined });
    for (const view of ["1,2,3,4", "200,0,3", "0,99,3", "a,b,c", ",,"]) {
      expect(read(new URLSearchParams({ view })).view).toBeUndefined();
    }
  });
});
