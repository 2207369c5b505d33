// The interfaces for programs: the server's own description, readable and searchable.
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { get } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import { Disclosure } from "../../design/disclosure";
import { Field } from "../../design/field";
import { Scroll } from "../../design/scroll";
import { Await, Empty } from "../../design/state";
import { useKeys } from "../../keys";
import { t } from "../../language/language";
import { type ScreenProps, ask } from "../../routes";
import { type OpenApi, type Operation, fits, operations, typeOf } from "./openapi";
import "./api.css";

/** Interfaces that are no part of the REST description. */
const OTHERS = [
  "/data/incidents.geojson", "/data/incidents.csv", "/data/incidents.hxl.csv", "/data/incidents.parquet",
  "/data/claims.csv", "/data/reports.csv", "/data/board.json", "/feeds/alerts.atom", "/ogc/", "/openapi.json",
];

export default function ApiScreen({ query }: ScreenProps<"/developers">) {
  const api = useLoaded((signal) => get<OpenApi>("/openapi.json", {}, signal), []);
  useSignalEffect(() => {
    document.title = t("api-title");
  });
  return (
    <div class="screen narrow" aria-busy={api.busy}>
      <div class="stack">
        <h1>{t("shell-developers")}</h1>
        <p>{t("api-intro")}</p>
        <ul class="plain-list api-others">
          {OTHERS.map((path) => (
            <li key={path}>
              <a href={path}><code dir="ltr">{path}</code></a>
            </li>
          ))}
        </ul>
      </div>
      <Await of={api}>{(value) => <Shown api={value} asked={query.get("q") ?? ""} />}</Await>
    </div>
  );
}

function Shown({ api, asked }: { api: OpenApi; asked: string }) {
  const search = useRef<HTMLInputElement>(null);
  useKeys("api-keys", [{ keys: "/", words: "api-search", run: () => search.current?.focus() }]);
  const found = operations(api).filter((operation) => fits(operation, asked));
  const tags = new Map<string, Operation[]>();
  for (const operation of found) {
    const tag = operation.tags?.[0] ?? "";
    tags.set(tag, [...(tags.get(tag) ?? []), operation]);
  }
  const schemas = Object.entries(api.components?.schemas ?? {}).filter(([name]) =>
    name.toLowerCase().includes(asked.toLowerCase()),
  );
  return (
    <>
      <div class="stack">
        <h2 dir="auto" lang="en">
          {api.info.title} {api.info.version}
        </h2>
        {api.info.description && <p dir="auto" lang="en" class="api-prose">{api.info.description}</p>}
        <Field label={t("api-search")}>
          {(control) => (
            <input {...control} ref={search} type="search" value={asked} onInput={(event) => ask({ q: event.currentTarget.value })} />
          )}
        </Field>
        <p class="small soft" role="status">{t("api-found", { count: found.length })}</p>
      </div>
      {found.length === 0 && (
        <Empty title={t("api-none-title")}>
          <p>{t("api-none")}</p>
        </Empty>
      )}
      {[...tags].map(([tag, mine]) => (
        <section key={tag} class="stack" aria-label={tag || t("shell-developers")}>
          {tag && <h2 dir="auto" lang="en">{tag}</h2>}
          {mine.map((operation) => (
            <OperationPart key={operation.key} operation={operation} />
          ))}
        </section>
      ))}
      {schemas.length > 0 && (
        <section class="stack" aria-labelledby="api-schemas">
          <h2 id="api-schemas">{t("api-schemas")}</h2>
          {schemas.map(([name, schema]) => (
            <Disclosure key={name} summary={<code>{name}</code>}>
              {schema.description && <p dir="auto" lang="en" class="api-prose">{schema.description}</p>}
              <pre dir="ltr" class="panel">{typeOf(schema)}</pre>
            </Disclosure>
          ))}
        </section>
      )}
    </>
  );
}

function OperationPart({ operation }: { operation: Operation }) {
  const { method, path, summary, description, parameters, requestBody, responses } = operation;
  return (
    <Disclosure
      summary={
        <span class="api-operation">
          <code dir="ltr"><strong>{method}</strong> {path}</code>
          {summary && <span dir="auto" lang="en">{summary}</span>}
        </span>
      }
    >
      <div class="stack api-body">
        {description && <p dir="auto" lang="en" class="api-prose">{description}</p>}
        {parameters.length > 0 && (
          <Scroll label={t("api-parameters")}>
            <table class="table">
              <caption class="hidden-text">{t("api-parameters")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("api-parameter")}</th>
                  <th scope="col">{t("api-where")}</th>
                  <th scope="col">{t("api-type")}</th>
                  <th scope="col">{t("api-meaning")}</th>
                </tr>
              </thead>
              <tbody>
                {parameters.map(({ name, in: where, required, schema, description: meaning }) => (
                  <tr key={`${where} ${name}`}>
                    <th scope="row">
                      <code>{name}</code>
                      {required && <span class="small"> {t("api-required")}</span>}
                    </th>
                    <td>{where}</td>
                    <td><code dir="ltr">{typeOf(schema)}</code></td>
                    <td dir="auto" lang="en">{meaning}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
        {requestBody && <Bodies title={t("api-body")} of={requestBody} />}
        {Object.entries(responses ?? {}).map(([status, response]) => (
          <Bodies key={status} title={t("api-answer", { status })} of={response} />
        ))}
      </div>
    </Disclosure>
  );
}

function Bodies({ title, of }: { title: string; of: { description?: string; content?: Record<string, { schema?: Parameters<typeof typeOf>[0] }> } }) {
  return (
    <div>
      <h3>
        {title} {of.description && <span class="soft api-meaning" dir="auto" lang="en">{of.description}</span>}
      </h3>
      {Object.entries(of.content ?? {}).map(([media, { schema }]) => (
        <pre key={media} dir="ltr" class="panel small">
          {media}
          {schema && `\n${typeOf(schema)}`}
        </pre>
      ))}
    </div>
  );
}
