//! The book of endpoints: what is served and what is told of it in the OpenAPI document are one
//! list, so that neither can say what the other does not.

use crate::door::{Need, fits, need};
use crate::house::House;
use crate::problem::Problem;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn;
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// The largest body where an endpoint says nothing else: 1 MiB.
const LARGEST: usize = 1 << 20;

/// One endpoint.
pub struct Endpoint {
    method: MethodFilter,
    verb: &'static str,
    path: &'static str,
    tag: &'static str,
    summary: &'static str,
    need: Need,
    path_parameters: Vec<(&'static str, &'static str, Value)>,
    query: Option<fn(&mut SchemaGenerator) -> Schema>,
    body: Option<Content>,
    answers: Vec<(u16, &'static str, Option<Content>)>,
    problems: Vec<u16>,
    largest: Option<usize>,
}

/// What is sent or answered.
struct Content {
    media_type: &'static str,
    schema: Option<fn(&mut SchemaGenerator) -> Schema>,
}

fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Endpoint {
    fn new(
        method: MethodFilter,
        verb: &'static str,
        path: &'static str,
        tag: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            method,
            verb,
            path,
            tag,
            summary,
            need: Need::Nothing,
            path_parameters: Vec::new(),
            query: None,
            body: None,
            answers: Vec::new(),
            problems: vec![401, 429, 500, 503],
            largest: None,
        }
    }

    /// Something to read.
    pub fn get(path: &'static str, tag: &'static str, summary: &'static str) -> Self {
        Self::new(MethodFilter::GET, "get", path, tag, summary)
    }

    /// Something to send.
    pub fn post(path: &'static str, tag: &'static str, summary: &'static str) -> Self {
        let endpoint = Self::new(MethodFilter::POST, "post", path, tag, summary);
        endpoint.may_fail(&[403, 422])
    }

    /// Something to change.
    pub fn patch(path: &'static str, tag: &'static str, summary: &'static str) -> Self {
        let endpoint = Self::new(MethodFilter::PATCH, "patch", path, tag, summary);
        endpoint.may_fail(&[403, 422])
    }

    /// Something to take away.
    pub fn delete(path: &'static str, tag: &'static str, summary: &'static str) -> Self {
        let endpoint = Self::new(MethodFilter::DELETE, "delete", path, tag, summary);
        endpoint.may_fail(&[403])
    }

    /// What it takes.
    pub fn need(mut self, need: Need) -> Self {
        self.need = need;
        self.may_fail(&[403])
    }

    /// A text in its path.
    pub fn path_text(mut self, name: &'static str, what: &'static str) -> Self {
        self.path_parameters.push((name, what, json!({"type": "string", "minLength": 1})));
        self.may_fail(&[404])
    }

    /// A number in its path.
    pub fn path_number(mut self, name: &'static str, what: &'static str) -> Self {
        let schema = json!({"type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_i64});
        self.path_parameters.push((name, what, schema));
        self.may_fail(&[400, 404])
    }

    /// What may be asked behind the question mark.
    pub fn asks<Q: JsonSchema>(mut self) -> Self {
        self.query = Some(schema_of::<Q>);
        self.may_fail(&[400])
    }

    /// JSON that is sent.
    pub fn takes<B: JsonSchema>(mut self) -> Self {
        self.body = Some(Content { media_type: "application/json", schema: Some(schema_of::<B>) });
        self.may_fail(&[400, 413, 415, 422])
    }

    /// Something else that is sent.
    pub fn takes_media(mut self, media_type: &'static str) -> Self {
        self.body = Some(Content { media_type, schema: None });
        self.may_fail(&[400, 413, 415, 422])
    }

    /// A body of so many bytes may be sent.
    pub fn largest(mut self, bytes: usize) -> Self {
        self.largest = Some(bytes);
        self
    }

    /// JSON that is answered.
    pub fn answers<A: JsonSchema>(self, status: u16, what: &'static str) -> Self {
        self.answers_json(status, what, "application/json", Some(schema_of::<A>))
    }

    /// Something else that is answered.
    pub fn answers_media(self, media_type: &'static str, what: &'static str) -> Self {
        self.answers_json(200, what, media_type, None)
    }

    /// Something else that is answered with another status.
    pub fn answers_media_at(
        self,
        status: u16,
        media_type: &'static str,
        what: &'static str,
    ) -> Self {
        self.answers_json(status, what, media_type, None)
    }

    /// Nothing is answered.
    pub fn answers_nothing(mut self) -> Self {
        self.answers.push((204, "Done", None));
        self
    }

    fn answers_json(
        mut self,
        status: u16,
        what: &'static str,
        media_type: &'static str,
        schema: Option<fn(&mut SchemaGenerator) -> Schema>,
    ) -> Self {
        self.answers.push((status, what, Some(Content { media_type, schema })));
        self
    }

    /// Statuses of problems that it may answer, beside those that everything may.
    pub fn may_fail(mut self, statuses: &[u16]) -> Self {
        self.problems.extend(statuses);
        self.problems.sort_unstable();
        self.problems.dedup();
        self
    }
}

/// All endpoints.
pub struct Book {
    router: Router<House>,
    paths: Map<String, Value>,
    /// Schemas of what is answered.
    out: SchemaGenerator,
    /// Schemas of what is sent.
    sent: SchemaGenerator,
}

impl Book {
    /// An empty book.
    pub fn new() -> Self {
        let settings = |settings: SchemaSettings| {
            settings.with(|s| s.definitions_path = "/components/schemas".into()).into_generator()
        };
        Self {
            router: Router::new(),
            paths: Map::new(),
            out: settings(SchemaSettings::draft2020_12().for_serialize()),
            sent: SchemaSettings::draft2020_12()
                .with(|s| s.inline_subschemas = true)
                .into_generator(),
        }
    }

    /// Enters an endpoint and what answers it.
    pub fn add<H, T>(mut self, endpoint: Endpoint, handler: H) -> Self
    where
        H: Handler<T, House>,
        T: 'static,
    {
        let told = self.told(&endpoint);
        let methods = self.paths.entry(endpoint.path).or_insert_with(|| json!({}));
        if let Some(methods) = methods.as_object_mut() {
            methods.insert(endpoint.verb.to_string(), told);
        }
        let wanted = endpoint.need;
        let handled: MethodRouter<House> = on(endpoint.method, handler)
            .layer(from_fn(move |request, next| need(wanted, request, next)));
        let most = endpoint.largest.unwrap_or(LARGEST);
        let handled: MethodRouter<House> =
            handled.layer(from_fn(move |request, next| fits(most, request, next)));
        let handled: MethodRouter<House> = handled.layer(DefaultBodyLimit::max(most));
        self.router = self.router.route(endpoint.path, handled);
        self
    }

    /// Answers HEAD by a hand of its own; it is told of with the other methods of the path.
    pub fn add_head<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, House>,
        T: 'static,
    {
        self.router = self.router.route(path, on(MethodFilter::HEAD, handler));
        self
    }

    fn told(&mut self, endpoint: &Endpoint) -> Value {
        let mut parameters: Vec<Value> = endpoint
            .path_parameters
            .iter()
            .map(|(name, what, schema)| {
                json!({"name": name, "in": "path", "required": true, "description": what, "schema": schema})
            })
            .collect();
        if let Some(query) = endpoint.query {
            parameters.extend(query_parameters(&query(&mut self.sent).to_value()));
        }
        let mut responses: Map<String, Value> = Map::new();
        for (status, what, content) in &endpoint.answers {
            let mut answer = json!({"description": what});
            if let (Some(content), Some(answer)) = (content, answer.as_object_mut()) {
                let schema = match content.schema {
                    Some(schema) => schema(&mut self.out).to_value(),
                    None => json!({}),
                };
                // One status may come in several formats.
                let mut formats = json!({content.media_type: {"schema": schema}});
                let known = responses.get(&status.to_string()).and_then(|r| r.get("content"));
                for (media_type, told) in known.and_then(Value::as_object).into_iter().flatten() {
                    formats[media_type.as_str()] = told.clone();
                }
                answer.insert("content".into(), formats);
            }
            responses.insert(status.to_string(), answer);
        }
        let problem = self.out.subschema_for::<Problem>().to_value();
        for status in &endpoint.problems {
            let told = responses.entry(status.to_string()).or_insert_with(
                || json!({"description": "A problem; its detail says what to do", "content": {}}),
            );
            if told.get("content").is_some() {
                told["content"]["application/problem+json"] = json!({"schema": problem});
            }
        }
        let mut told = json!({
            "tags": [endpoint.tag],
            "summary": endpoint.summary,
            "operationId": operation(endpoint),
            "responses": responses,
        });
        let Some(object) = told.as_object_mut() else { return told };
        if !parameters.is_empty() {
            object.insert("parameters".into(), json!(parameters));
        }
        if let Some(body) = &endpoint.body {
            let schema = match body.schema {
                Some(schema) => schema(&mut self.sent).to_value(),
                None => json!({}),
            };
            let content = json!({body.media_type: {"schema": schema}});
            object.insert("requestBody".into(), json!({"required": true, "content": content}));
        }
        let security = match endpoint.need {
            Need::Nothing => json!([{}, {"session": []}, {"token": []}]),
            Need::Power(_) => json!([{"session": []}, {"token": []}]),
        };
        object.insert("security".into(), security);
        told
    }

    /// The router, and the OpenAPI 3.1 document of it.
    pub fn close(mut self) -> (Router<House>, Value) {
        let schemas = self.out.take_definitions(true);
        let cookie = json!({"type": "apiKey", "in": "cookie", "name": "armistice"});
        let token = json!({"type": "http", "scheme": "bearer"});
        let document = json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Armistice",
                "version": armistice_publish::PROGRAM_VERSION,
                "description": "One case: reports, claims, incidents, assessments, decisions, the ledger. What an answer shows depends on who asks; changes made with a session's cookie need the header x-csrf-token as well.",
            },
            "paths": self.paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {"session": cookie, "token": token},
            },
        });
        (self.router, document)
    }
}

/// A name for generated clients: `get_incidents_id`.
fn operation(endpoint: &Endpoint) -> String {
    let words = endpoint.path.trim_start_matches("/api/v1").replace(['{', '}', '.'], "");
    format!("{}{}", endpoint.verb, words.replace(['/', '-'], "_"))
}

/// The fields of a query's schema as parameters.
fn query_parameters(schema: &Value) -> Vec<Value> {
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let Some(fields) = schema.get("properties").and_then(Value::as_object) else {
        return Vec::new();
    };
    fields
        .iter()
        .map(|(name, schema)| {
            let mut schema = schema.clone();
            let what = schema.as_object_mut().and_then(|s| s.remove("description"));
            not_null(&mut schema);
            json!({
                "name": name,
                "in": "query",
                "required": required.contains(&name.as_str()),
                "description": what.unwrap_or_default(),
                "schema": schema,
            })
        })
        .collect()
}

/// What may be left out behind a question mark cannot be sent as null.
fn not_null(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(kinds) = object.get_mut("type").and_then(Value::as_array_mut) {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    if let Some(choices) = object.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    }
    if let Some(words) = object.get_mut("enum").and_then(Value::as_array_mut) {
        words.retain(|word| !word.is_null());
    }
    object.remove("default");
}
