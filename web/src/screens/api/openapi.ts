// As much of OpenAPI 3.1 as is needed to read one aloud.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  description?: string;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
  description?: string;
}

export interface OperationTold {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: Content & { required?: boolean };
  responses?: Record<string, Content>;
}

export interface OpenApi {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, Schema>; parameters?: Record<string, Parameter> };
}

export interface Operation extends OperationTold {
  key: string;
  method: string;
  path: string;
  parameters: Parameter[];
}

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];

/** Every operation, in the order of the file, with the parameters of its path. */
export function operations(api: OpenApi): Operation[] {
  return Object.entries(api.paths).flatMap(([path, item]) => {
    const shared = (item["parameters"] ?? []) as Parameter[];
    return METHODS.filter((method) => method in item).map((method) => {
      const told = item[method] as OperationTold;
      const parameters = [...shared, ...(told.parameters ?? [])].map((parameter) => named(api, parameter));
      return { ...told, key: `${method} ${path}`, method: method.toUpperCase(), path, parameters };
    });
  });
}

function named(api: OpenApi, parameter: Parameter): Parameter {
  const name = parameter.$ref?.replace("#/components/parameters/", "");
  return (name && api.components?.parameters?.[name]) || parameter;
}

/** Whether every word asked for stands somewhere in the operation. */
export function fits(operation: Operation, asked: string): boolean {
  const { method, path, summary, description, tags, parameters } = operation;
  const text = [method, path, summary, description, ...(tags ?? []), ...parameters.map(({ name }) => name)]
    .join(" ")
    .toLowerCase();
  return asked.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** A schema as a type people can read: `{ id: string, when?: When | null }`. */
export function typeOf(schema: Schema | undefined, depth = 0): string {
  if (schema === undefined) return "unknown";
  if (schema.$ref) return schema.$ref.replace(/^.*\//, "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const either = schema.oneOf ?? schema.anyOf;
  if (either) return either.map((one) => typeOf(one, depth)).join(" | ");
  if (schema.allOf) return schema.allOf.map((one) => typeOf(one, depth)).join(" & ");
  if (Array.isArray(schema.type)) {
    return schema.type
      .map((type) => (type === "null" ? type : typeOf({ ...schema, type }, depth)))
      .join(" | ");
  }
  if (schema.type === "array") {
    if (schema.prefixItems) return `[${schema.prefixItems.map((one) => typeOf(one, depth)).join(", ")}]`;
    const item = typeOf(schema.items, depth);
    return /[|&]/.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
  }
  if (schema.properties) {
    const indent = "  ".repeat(depth + 1);
    const lines = Object.entries(schema.properties).map(([name, property]) => {
      const mark = schema.required?.includes(name) ? "" : "?";
      return `${indent}${name}${mark}: ${typeOf(property, depth + 1)}`;
    });
    return `{\n${lines.join(",\n")}\n${"  ".repeat(depth)}}`;
  }
  if (schema.type === "object") {
    return typeof schema.additionalProperties === "object"
      ? `{ [name]: ${typeOf(schema.additionalProperties, depth)} }`
      : "object";
  }
  return schema.format ? `${schema.type ?? "unknown"} (${schema.format})` : (schema.type ?? "unknown");
}
