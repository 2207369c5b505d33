import { expect, it } from "vitest";
import { link, match } from "./routes";

it("finds the screen of an address", () => {
  expect(match("/")).toEqual({ route: "board", params: {} });
  expect(match("/assessments/2.c@2016-09-17@all@An%20Nahar")).toEqual({
    route: "assessment",
    params: { id: "2.c@2016-09-17@all@An Nahar" },
  });
  expect(match("/bulletins/2016-09-17")?.route).toBe("bulletin");
  expect(match("/ledger/")?.route).toBe("ledger");
});

it("leaves the server's own pages to the server", () => {
  for (const path of ["/bulletins/2016-09-17.html", "/data/board.json", "/api/v1/board", "/ledger/x", "/reports/%E0"]) {
    expect(match(path), path).toBeNull();
  }
});

it("makes addresses that lead back", () => {
  const id = "2.c@2016-09-17@all@a/b?c";
  const href = link("assessment", { id }, { as_of: "12", view: undefined });
  expect(href).toBe("/assessments/2.c@2016-09-17@all@a%2Fb%3Fc?as_of=12");
  expect(match(new URL(href, "http://x").pathname)?.params).toEqual({ id });
});
