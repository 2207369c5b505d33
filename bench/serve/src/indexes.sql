CREATE INDEX ON incident USING gist (geom);
CREATE INDEX ON incident USING gist (geom, period);
CREATE INDEX ON incident (lower(period) DESC);
-- What tiles carry, without the rest.
CREATE TABLE incident_point AS
  SELECT id, kind,
    floor(extract(epoch FROM lower(period)) / 86400)::int AS day_from,
    floor(extract(epoch FROM upper(period)) / 86400)::int AS day_until,
    geom
  FROM incident WHERE geom IS NOT NULL;
ALTER TABLE incident_point ALTER COLUMN geom TYPE geometry(Point, 4326);
CREATE INDEX ON incident_point USING gist (geom);
CREATE OR REPLACE FUNCTION incidents_in(z integer, x integer, y integer, query json)
RETURNS bytea AS $$
  SELECT ST_AsMVT(tile, 'incidents', 4096, 'geom') FROM (
    SELECT id, kind,
      floor(extract(epoch FROM lower(period)) / 86400)::int AS day_from,
      floor(extract(epoch FROM upper(period)) / 86400)::int AS day_until,
      ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(z, x, y), 4096, 64, true) AS geom
    FROM incident
    WHERE geom && ST_Transform(ST_TileEnvelope(z, x, y, margin => 64.0 / 4096), 4326)
      AND period && tstzrange((query->>'from')::timestamptz, (query->>'until')::timestamptz)
  ) AS tile WHERE geom IS NOT NULL
$$ LANGUAGE sql STABLE STRICT PARALLEL SAFE;
