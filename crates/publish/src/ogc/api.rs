//! The definition of the interface in OpenAPI 3.0, which class `oas30` of Part 1 asks for.

use super::{Collection, Crs, GEOJSON, ItemsQuery, JSON, OPENAPI, Site};
use crate::PROGRAM_VERSION;
use serde_json::{Map, Value, json};

/// `/api`: every path, every parameter, every status.
pub fn api(site: &Site) -> Value {
    let mut paths = Map::new();
    let document = |summary: &str, id: &str, media_type: &str| get(summary, id, media_type, &[]);
    paths.insert("/".to_string(), document("Landing page", "landing", JSON));
    paths.insert("/api".to_string(), document("This definition", "api", OPENAPI));
    paths.insert("/conformance".to_string(), document("Conformance classes", "conformance", JSON));
    paths.insert("/collections".to_string(), document("Collections", "collections", JSON));
    for collection in Collection::ALL {
        let id = collection.id();
        let path = format!("/collections/{id}");
        let about = format!("About the collection: {}", collection.title());
        paths.insert(path.clone(), document(&about, &format!("about-{id}"), JSON));
        paths.insert(
            format!("{path}/items"),
            get(
                collection.description(),
                &format!("list-{id}"),
                GEOJSON,
                &["bbox", "bbox-crs", "datetime", "limit", "crs", "cursor"],
            ),
        );
        paths.insert(
            format!("{path}/items/{{featureId}}"),
            get("One feature", &format!("one-{id}"), GEOJSON, &["featureId", "crs"]),
        );
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": site.title,
            "description": site.description,
            "version": PROGRAM_VERSION,
        },
        "servers": [{ "url": site.base.trim_end_matches('/') }],
        "paths": paths,
        "components": { "parameters": parameters() },
    })
}

fn get(summary: &str, id: &str, media_type: &str, names: &[&str]) -> Value {
    let reference = |name: &&str| json!({ "$ref": format!("#/components/parameters/{name}") });
    let parameters: Vec<Value> = names.iter().chain(&["f"]).map(reference).collect();
    let mut good = json!({
        "description": "As asked",
        "content": { media_type: { "schema": { "type": "object" } } },
    });
    if names.contains(&"crs") {
        good["headers"] = json!({ "Content-Crs": {
            "description": "URI of the reference system of the answer, in angle brackets",
            "schema": { "type": "string" },
        } });
    }
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": { "application/problem+json": { "schema": { "type": "object" } } },
        })
    };
    let mut answers = json!({
        "200": good,
        "400": problem("A parameter is unknown, repeated or has no sound value"),
    });
    if names.contains(&"featureId") {
        answers["404"] = problem("No such feature");
    }
    json!({ "get": {
        "summary": summary,
        "operationId": id,
        "parameters": parameters,
        "responses": answers,
    } })
}

fn parameters() -> Value {
    let crs = |name: &str, description: &str| {
        json!({
            "name": name,
            "in": "query",
            "description": description,
            "required": false,
            "schema": {
                "type": "string",
                "format": "uri",
                "enum": Crs::ALL.map(Crs::uri),
                "default": Crs::Crs84.uri(),
            },
            "style": "form",
            "explode": false,
        })
    };
    json!({
        "bbox": {
            "name": "bbox",
            "in": "query",
            "description": "Only features with a place in this window: the lower corner, then the upper, in the order of axes of bbox-crs. A western edge greater than the eastern one lies across the antimeridian. Heights are passed over.",
            "required": false,
            "schema": {
                "type": "array",
                "oneOf": [{ "minItems": 4, "maxItems": 4 }, { "minItems": 6, "maxItems": 6 }],
                "items": { "type": "number" },
            },
            "style": "form",
            "explode": false,
        },
        "bbox-crs": crs("bbox-crs", "Reference system of bbox"),
        "crs": crs("crs", "Reference system of the answer"),
        "datetime": {
            "name": "datetime",
            "in": "query",
            "description": "Only features that may lie in this time: an instant of RFC 3339, or an interval of two with a slash between, one of which may be open (`..` or empty). Features without a time are left out.",
            "required": false,
            "schema": { "type": "string" },
            "style": "form",
            "explode": false,
        },
        "limit": {
            "name": "limit",
            "in": "query",
            "description": "How many features at most; a greater number than the maximum gives the maximum",
            "required": false,
            "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": ItemsQuery::MOST,
                "default": ItemsQuery::USUAL,
            },
            "style": "form",
            "explode": false,
        },
        "cursor": {
            "name": "cursor",
            "in": "query",
            "description": "Where the page before ended; comes in its `next` link",
            "required": false,
            "schema": { "type": "string" },
        },
        "f": {
            "name": "f",
            "in": "query",
            "description": "Format of the answer: there is one",
            "required": false,
            "schema": { "type": "string", "enum": ["json", "geojson"] },
        },
        "featureId": {
            "name": "featureId",
            "in": "path",
            "description": "The feature's id",
            "required": true,
            "schema": { "type": "string" },
        },
    })
}
