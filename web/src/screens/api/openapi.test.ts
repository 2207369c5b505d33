import { expect, it } from "vitest";
import { fits, operations, typeOf } from "./openapi";

const api = {
  info: { title: "x", version: "1" },
  paths: {
    "/a/{id}": {
      parameters: [{ $ref: "#/components/parameters/Id" }],
      get: { summary: "Reads one", parameters: [{ name: "as_of", in: "query" }] },
      delete: { summary: "Takes one away" },
    },
  },
  components: { parameters: { Id: { name: "id", in: "path", required: true } } },
};

it("lists operations with the parameters of their path", () => {
  const found = operations(api);
  expect(found.map(({ key, parameters }) => [key, parameters.map(({ name }) => name)])).toEqual([
    ["get /a/{id}", ["id", "as_of"]],
    ["delete /a/{id}", ["id"]],
  ]);
  expect(found.filter((operation) => fits(operation, "READS as_of"))).toHaveLength(1);
  expect(found.filter((operation) => fits(operation, ""))).toHaveLength(2);
});

it("writes schemas as types", () => {
  expect(typeOf({ type: "array", items: { oneOf: [{ type: "string" }, { type: "null" }] } })).toBe("(string | null)[]");
  expect(typeOf({ type: ["string", "null"], format: "date" })).toBe("string (date) | null");
  expect(
    typeOf({
      type: "object",
      required: ["id"],
      properties: { id: { type: "string" }, place: { $ref: "#/components/schemas/Place" } },
    }),
  ).toBe("{\n  id: string,\n  place?: Place\n}");
});
